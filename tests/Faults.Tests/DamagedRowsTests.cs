using System.Diagnostics;
using Consent.Domain;
using Consent.Engine;
using Consent.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Consent.Faults.Tests;

/// <summary>R9: one flipped bit, anywhere in the database file or in a column of the journal: the true answer or an error, never another.</summary>
[Collection("others")]
public sealed class DamagedRowsTests : IDisposable
{
    private const int FlipsOfAValue = 4;

    private static readonly (string Table, string[] Columns)[] Hashed =
    [
        ("entries", ["operator", "subject", "version", "at", "actor", "kind", "request", "payload", "hash"]),
        ("heads", ["operator", "subject", "version", "hash"]),
    ];

    private readonly TempFolder _folder = new(inMemory: true);
    private readonly Random _random = new(Settings.Seed);

    private string Database => _folder.In(DataCopy.FileName);

    [Fact]
    public async Task A_bit_flipped_anywhere_in_the_file_never_makes_a_wrong_answer()
    {
        var whole = await SmallDatabase.MakeAsync(Database);
        var truth = await Interrogation.OfAsync(Database);
        Assert.Contains(true, truth.Allowed);
        Assert.Contains(false, truth.Allowed);
        var run = await FlipAsync(whole, truth, stopAtFirst: false);
        Scoreboard.Add(new Score(
            "R9", $"a flipped bit in {whole.Length / 1024} KB", run.Flips, run.Wrong.Count, 0, $"{run.Errors} detected, {run.Flips - run.Errors - run.Wrong.Count} harmless"));
        Assert.True(run.Wrong.Count == 0, string.Join('\n', run.Wrong.Take(20)));
        Assert.True(run.Errors > 0);
    }

    [Fact]
    public async Task A_bit_flipped_in_a_hashed_column_is_always_detected()
    {
        var whole = await SmallDatabase.MakeAsync(Database);
        var truth = await Interrogation.OfAsync(Database);
        var (flips, unseen, wrong) = (0, new List<string>(), new List<string>());
        foreach (var (table, column, row) in await ValuesAsync())
            for (var i = 0; i < FlipsOfAValue; i++)
            {
                await RestoreAsync(whole);
                var what = Flip(table, column, row);
                var verdict = await truth.AskAsync(Database);
                flips++;
                if (verdict.Wrong is not null) wrong.Add($"{what}: {verdict.Wrong}");
                else if (!verdict.IsError) unseen.Add(what);
            }

        Scoreboard.Add(new Score("R9", "a flipped bit in a column of entries or heads", flips, wrong.Count, unseen.Count, $"{flips - wrong.Count - unseen.Count} detected"));
        Assert.True(wrong.Count == 0, string.Join('\n', wrong.Take(20)));
        Assert.True(unseen.Count == 0, string.Join('\n', unseen.Take(20)));
    }

    [Fact]
    public async Task A_journal_that_does_not_look_at_hashes_is_caught()
    {
        var whole = await SmallDatabase.MakeAsync(Database);
        var truth = await Interrogation.OfAsync(Database, journal => new UnchainedJournal(journal));
        var run = await FlipAsync(whole, truth, stopAtFirst: true);
        Scoreboard.Add(Score.Control("R9", "no-hash-verification", run.Flips, run.Wrong.Count > 0, run.Wrong.FirstOrDefault() ?? ""));
        Assert.NotEmpty(run.Wrong);
    }

    [Theory]
    [InlineData("2026-000001", 99, "a number that seems free is taken")]
    [InlineData("2026-000006", 5, "the highest number is forgotten")]
    public async Task A_register_that_forgot_a_number_gives_the_next_request_another(string number, int ordinal, string because)
    {
        await SmallDatabase.MakeAsync(Database);
        await using (var connection = Open())
        await using (var command = connection.CreateCommand())
        {
            command.CommandText = "UPDATE requests SET ordinal = $ordinal WHERE number = $number";
            command.Parameters.AddWithValue("$ordinal", ordinal);
            command.Parameters.AddWithValue("$number", number);
            Assert.Equal(1, await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken));
        }

        using var database = SqliteDatabase.Open(Database);
        await using var journal = new SqliteJournal(database, TimeProvider.System);
        var (engine, _) = await SmallDatabase.OpenAsync(journal, new SqliteRegister(database));
        var outcome = await SmallDatabase.RegisterAsync(engine, new SubjectId("maria")).WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        Assert.True(outcome is Outcome.Done { Events: [RequestReceived received] } && received.Number == "2026-000007", $"{because}: {outcome}");
    }

    public void Dispose() => _folder.Dispose();

    private sealed record Key(string Operator, string Subject, long Version);

    private sealed record Run(int Flips, int Errors, List<string> Wrong);

    private async Task<Run> FlipAsync(byte[] whole, Interrogation truth, bool stopAtFirst)
    {
        var running = Stopwatch.StartNew();
        var (flips, errors, wrong) = (0, 0, new List<string>());
        foreach (var (at, bit) in Bits(whole.Length))
        {
            if (Settings.Flips is null && running.Elapsed.TotalSeconds > Settings.FlipSeconds) break;
            if (stopAtFirst && wrong.Count > 0) break;
            whole[at] ^= (byte)(1 << bit);
            await RestoreAsync(whole);
            whole[at] ^= (byte)(1 << bit);
            var verdict = await truth.AskAsync(Database);
            flips++;
            if (verdict.Wrong is not null) wrong.Add($"byte {at}, bit {bit}: {verdict.Wrong}");
            else if (verdict.IsError) errors++;
        }

        return new Run(flips, errors, wrong);
    }

    // Without repetition; asked for at least as many as there are, it is every bit in order.
    private IEnumerable<(int At, int Bit)> Bits(int length)
    {
        var bits = Enumerable.Range(0, length * 8);
        var chosen = Settings.Flips >= length * 8 ? bits : Shuffled([.. bits]).Take(Settings.Flips ?? int.MaxValue);
        return chosen.Select(number => (number / 8, number % 8));
    }

    private int[] Shuffled(int[] numbers)
    {
        _random.Shuffle(numbers);
        return numbers;
    }

    private async Task RestoreAsync(byte[] bytes)
    {
        File.Delete(Database + "-wal");
        File.Delete(Database + "-shm");
        await File.WriteAllBytesAsync(Database, bytes);
    }

    private async Task<List<(string Table, string Column, Key Row)>> ValuesAsync()
    {
        await using var connection = Open();
        await using var command = connection.CreateCommand();
        var values = new List<(string, string, Key)>();
        foreach (var (table, columns) in Hashed)
            foreach (var column in columns)
            {
#pragma warning disable CA2100 // The tests' own tables and columns.
                command.CommandText = $"SELECT operator, subject, version FROM {table} WHERE {column} IS NOT NULL";
#pragma warning restore CA2100
                await using var row = await command.ExecuteReaderAsync();
                while (await row.ReadAsync()) values.Add((table, column, new Key(row.GetString(0), row.GetString(1), row.GetInt64(2))));
            }

        return values;
    }

    private string Flip(string table, string column, Key row)
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.Parameters.AddWithValue("$operator", row.Operator);
        command.Parameters.AddWithValue("$subject", row.Subject);
        command.Parameters.AddWithValue("$version", row.Version);
        const string Where = "WHERE operator = $operator AND subject = $subject AND version = $version";
#pragma warning disable CA2100 // The tests' own tables and columns.
        command.CommandText = $"SELECT {column}, CAST({column} AS BLOB) FROM {table} {Where}";
        object value;
        string how;
        using (var found = command.ExecuteReader())
        {
            found.Read();
            if (found.GetFieldType(0) == typeof(long))
            {
                var bit = _random.Next(63);
                (value, how) = (found.GetInt64(0) ^ (1L << bit), $"bit {bit}");
            }
            else
            {
                var bytes = found.GetFieldValue<byte[]>(1);
                var (at, bit) = (_random.Next(bytes.Length), _random.Next(8));
                bytes[at] ^= (byte)(1 << bit);
                (value, how) = (bytes, $"byte {at}, bit {bit}");
            }
        }

        command.CommandText = $"UPDATE OR IGNORE {table} SET {column} = {(column is "payload" or "hash" || value is long ? "$value" : "CAST($value AS TEXT)")} {Where}";
#pragma warning restore CA2100
        command.Parameters.AddWithValue("$value", value);

        // Where the flipped key is another row's, the database itself refuses: another bit then.
        if (command.ExecuteNonQuery() == 0) return Flip(table, column, row);
        return $"{table}.{column} of {row.Operator}/{row.Subject} {row.Version}: {how}";
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection($"Data Source={Database};Pooling=False");
        connection.Open();
        using var fast = connection.CreateCommand();
        fast.CommandText = "PRAGMA synchronous = OFF";
        fast.ExecuteNonQuery();
        return connection;
    }
}
