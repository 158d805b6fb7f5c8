using Consent.Conformance;
using Consent.Conformance.Storage;
using Consent.Domain;
using Consent.Engine.Proof;
using Consent.Storage;
using Consent.Storage.Proof;
using Microsoft.Data.Sqlite;

namespace Consent.Engine.Tests;

/// <summary>R9 and R10 in the live database: whatever is changed, taken away, put in or moved in the rows of the journal is found by a look through
/// the log, and nothing is signed over it.</summary>
public sealed class LiveCheckTests : IAsyncLifetime
{
    private static readonly string[] Columns = ["subject", "version", "at", "actor", "kind", "request", "payload", "hash"];
    private const int FlipsOfAValue = 3;

    private readonly Random _random = new(152);
    private readonly NoteSigner _signer = new("consent/test", new byte[64]);
    private Installation _installation = null!;

    private SqliteStore Store => (SqliteStore)_installation.Store;

    private Checkpoints Heads => new(Store.Journal, Store.Proofs, _installation.Clock, () => _signer);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _installation = await Installation.NewAsync();
        var engine = new EmbeddedEngine(Store.Journal, _installation.Sealing, _installation.Catalogues, new Numbering(_installation.Register), _installation.Clock);
        for (var i = 0; i < 12; i++)
        {
            await engine.ExecuteAsync(Demo.File($"c-{i % 5}"), Demo.By(i % 3 == 2 ? Demo.Withdraw(Demo.Start.AddHours(i)) : Demo.Give(Demo.Start.AddHours(i))), Cancel);
            if (i % 4 == 3) await Heads.MakeAsync(Demo.Operator, Cancel);
        }

        await Heads.MakeAsync(Demo.Operator, Cancel);
    }

    public ValueTask DisposeAsync() => _installation.DisposeAsync();

    [Fact]
    public async Task A_log_as_it_was_written_is_whole_and_every_head_of_it_is_looked_at()
    {
        var report = await CheckAsync();
        Assert.Null(report.Fault);
        Assert.Equal((report.Of, report.Of), (report.Entries, report.Head!.Size));
    }

    [Fact]
    public async Task Every_bit_flipped_in_a_row_of_the_journal_is_found()
    {
        using var connection = Connect();
        var (flips, unseen) = (0, new List<string>());
        foreach (var position in Numbers(connection, "SELECT position FROM entries WHERE operator = 'demo'"))
            foreach (var column in Columns)
                for (var i = 0; i < FlipsOfAValue; i++)
                {
                    if (Read(connection, column, position) is not { } was) continue;
                    // Where the flipped key is another row's, the database itself refuses.
                    if (!Write(connection, column, position, Flipped(was))) continue;
                    flips++;
                    if ((await CheckAsync()).Fault is null) unseen.Add($"{column} of {position}");
                    Write(connection, column, position, was);
                }

        TestContext.Current.TestOutputHelper?.WriteLine($"R9: {flips} flips in rows, {unseen.Count} unseen");
        Assert.Null((await CheckAsync()).Fault);
        Assert.True(unseen.Count == 0, string.Join('\n', unseen.Take(20)));
        Assert.True(flips > 300, $"{flips}");
    }

    [Fact]
    public async Task A_file_taken_away_whole_with_its_head_is_found_where_every_file_by_itself_is_whole()
    {
        Store.Execute("DELETE FROM entries WHERE subject = 'c-3'; DELETE FROM heads WHERE subject = 'c-3'");
        // The control: the chains of files know nothing of it.
        Assert.Empty(await Store.Journal.ReadAsync(Demo.File("c-3"), Cancel));
        foreach (var other in (string[])["c-0", "c-1", "c-2", "c-4"]) Assert.NotEmpty(await Store.Journal.ReadAsync(Demo.File(other), Cancel));
        Assert.NotNull((await CheckAsync()).Fault);
    }

    [Fact]
    public async Task A_file_rewritten_with_every_hash_made_to_fit_is_found_and_not_signed_over()
    {
        var file = Demo.File("c-1");
        var (previous, rewritten) = (Entry.Genesis, "");
        foreach (var entry in await Store.Journal.ReadAsync(file, Cancel))
        {
            var forged = entry with { Actor = "key:forger" };
            previous = forged.HashAfter(previous);
            rewritten += $"UPDATE entries SET actor = 'key:forger', hash = x'{Convert.ToHexString(previous)}' WHERE position = {entry.Position};";
        }

        Store.Execute($"{rewritten} UPDATE heads SET hash = x'{Convert.ToHexString(previous)}' WHERE subject = 'c-1'");
        Assert.All(await Store.Journal.ReadAsync(file, Cancel), entry => Assert.Equal("key:forger", entry.Actor)); // The control.
        Assert.Equal(FaultKind.RootDiffers, (await CheckAsync()).Fault!.Kind);

        // Also where the tree is thrown away to be made again.
        Store.Execute("DELETE FROM proofs WHERE name LIKE 'tile/%' OR name = 'tree'");
        var draft = FileDraft.From(Demo.File("c-2"), await Store.Journal.ReadAsync(Demo.File("c-2"), Cancel));
        await Store.Journal.TryAppendAsync(draft.Next(), Cancel);
        await Assert.ThrowsAsync<JournalDamagedException>(() => Heads.MakeAsync(Demo.Operator, Cancel));
    }

    [Fact]
    public async Task A_head_changed_where_it_is_kept_is_found()
    {
        Store.Execute("UPDATE proofs SET value = CAST(x'00' || substr(value, 2) AS BLOB) WHERE name = 'checkpoint/2'");
        Assert.NotNull((await CheckAsync()).Fault);
    }

    [Fact]
    public async Task Of_two_that_sign_at_once_the_heads_only_grow()
    {
        var draft = FileDraft.From(Demo.File("c-2"), await Store.Journal.ReadAsync(Demo.File("c-2"), Cancel));
        for (var i = 0; i < 10; i++)
        {
            await Store.Journal.TryAppendAsync(draft.Next(), Cancel);
            await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => Heads.MakeAsync(Demo.Operator, Cancel))));
        }

        var sizes = (await Heads.ListAsync(Demo.Operator, 1, 1000, Cancel)).Select(head => head.Checkpoint.Head.Size).ToList();
        Assert.Equal(sizes.Distinct().Order(), sizes);
        Assert.Null((await CheckAsync()).Fault);
        // How many there are is known without being told.
        Store.Execute("DELETE FROM proofs WHERE name = 'checkpoints'");
        Assert.Equal(sizes.Count, await Heads.CountAsync(Demo.Operator, Cancel));
    }

    private Task<LiveReport> CheckAsync() => new LiveCheck(Store.Journal, Heads).RunAsync(Demo.Operator, _ => Task.CompletedTask, Cancel);

    private SqliteConnection Connect()
    {
        var connection = new SqliteConnection($"Data Source={Store.Path};Pooling=False");
        connection.Open();
        Execute(connection, "PRAGMA synchronous = OFF");
        return connection;
    }

    private object Flipped(object value)
    {
        if (value is long number) return number ^ (1L << _random.Next(40));
        var bytes = value is string text ? System.Text.Encoding.UTF8.GetBytes(text) : (byte[])((byte[])value).Clone();
        bytes[_random.Next(bytes.Length)] ^= (byte)(1 << _random.Next(8));
        return value is string ? System.Text.Encoding.Latin1.GetString(bytes) : bytes;
    }

#pragma warning disable CA2100 // The tests' own statements.
    private static List<long> Numbers(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var rows = command.ExecuteReader();
        var numbers = new List<long>();
        while (rows.Read()) numbers.Add(rows.GetInt64(0));
        return numbers;
    }

    private static object? Read(SqliteConnection connection, string column, long position)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT {column} FROM entries WHERE position = {position}";
        return command.ExecuteScalar() is { } value and not DBNull ? value : null;
    }

    private static bool Write(SqliteConnection connection, string column, long position, object value)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"UPDATE OR IGNORE entries SET {column} = $value WHERE position = {position}";
        command.Parameters.AddWithValue("$value", value);
        return command.ExecuteNonQuery() == 1;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
#pragma warning restore CA2100
}
