using Consent.Conformance;
using Consent.Conformance.Storage;
using Consent.Domain;
using Consent.Storage.Postgres;
using Npgsql;

namespace Consent.Storage.Tests;

/// <summary>What is promised of every journal, and what a server that others share and that can be lost asks for besides.</summary>
public sealed class PostgresJournalTests(PostgresServer server) : JournalConformance
{
    private PostgresStore Own => (PostgresStore)Store;

    protected override async Task<Store> NewStoreAsync(TimeProvider clock) => await PostgresStore.NewAsync(server, clock);

    [Fact]
    public async Task Of_several_processes_that_write_each_entry_has_a_place_of_its_own_and_a_follower_in_another_misses_none()
    {
        await using var second = await OtherProcess.StartAsync(Own);
        await using var follower = await OtherProcess.StartAsync(Own);
        var files = Enumerable.Range(0, 40).Select(i => new FileDraft(Shop, $"subject-{i}")).ToList();
        var writing = Task.WhenAll(files.Select((file, i) => Task.Run(async () =>
        {
            for (var n = 0; n < 10; n++)
                Assert.Equal(AppendResult.Written, await (n % 2 == i % 2 ? Journal : second.Journal).TryAppendAsync(file.Next(), Cancel));
        }, Cancel)));

        var seen = await FollowAsync(follower.Journal, 400);
        await writing;
        Assert.Equal(Enumerable.Range(1, 400).Select(position => (long)position), seen.Select(entry => entry.Position));
        foreach (var file in files) await AssertKeptAsync(file);
    }

    [Fact]
    public async Task Of_several_processes_that_append_to_one_version_one_writes()
    {
        await using var second = await OtherProcess.StartAsync(Own);
        var file = new FileDraft(Shop, "anna");
        for (var round = 0; round < 30; round++)
        {
            var (ours, theirs) = (file.Copy(), file.Copy());
            var results = await Task.WhenAll(Journal.TryAppendAsync(ours.Next(), Cancel), second.Journal.TryAppendAsync(theirs.Next(), Cancel));
            Assert.Equal([AppendResult.Written, AppendResult.LostRace], results.Order());
            file = results[0] == AppendResult.Written ? ours : theirs;
        }

        Assert.Equal(30, (await ReadAsync(file)).Count);
    }

    [Fact]
    public async Task Many_appends_share_a_commit()
    {
        await using var other = new NpgsqlConnection(Own.ConnectionString + ";Pooling=false");
        await other.OpenAsync(Cancel);
        await ExecuteAsync(other, $"SELECT pg_advisory_lock({PostgresSchema.WritersLock})");
        var writes = Enumerable.Range(0, 300).Select(i => Journal.TryAppendAsync(new FileDraft(Shop, $"subject-{i}").Next(), Cancel)).ToList();
        await ExecuteAsync(other, $"SELECT pg_advisory_unlock({PostgresSchema.WritersLock})");
        Assert.All(await Task.WhenAll(writes), result => Assert.Equal(AppendResult.Written, result));

        await using var commits = new NpgsqlCommand("SELECT count(DISTINCT xmin::text) FROM entries", other);
        Assert.InRange((long)(await commits.ExecuteScalarAsync(Cancel))!, 1, 3);
    }

    [Fact]
    public async Task A_lost_server_is_said_to_be_lost_and_writes_go_on_when_it_is_back()
    {
        var file = new FileDraft(Shop, "anna");
        await WriteAsync(file.Next());
        await CutAsync(allow: false);
        await Assert.ThrowsAsync<StorageUnavailableException>(() => Journal.TryAppendAsync(file.Copy().Next(), Cancel));
        await Assert.ThrowsAsync<StorageUnavailableException>(async () => await ReadAsync(file));
        await Assert.ThrowsAsync<StorageUnavailableException>(() => Store.Register.NumbersAsync(file.Key.Operator, 2026, Cancel));

        await CutAsync(allow: true);
        await AssertKeptAsync(file);
        await WriteAsync(file.Next());
        await Journal.WaitForMoreAsync(1, Cancel).WaitAsync(TimeSpan.FromSeconds(10), Cancel);
        await AssertKeptAsync(file);
    }

    [Fact]
    public async Task A_follower_hears_again_after_its_connection_was_lost()
    {
        await using var other = await OtherProcess.StartAsync(Own);
        var file = new FileDraft(Shop, "anna");
        await WriteAsync(file.Next());
        await other.Journal.WaitForMoreAsync(0, Cancel).WaitAsync(TimeSpan.FromSeconds(10), Cancel);
        var waiting = other.Journal.WaitForMoreAsync(1, Cancel);
        await CutAsync(allow: false);
        await CutAsync(allow: true);
        // The first may still meet a connection of the pool that is dead.
        while (await Record.ExceptionAsync(() => WriteAsync(file.Copy().Next())) is StorageUnavailableException) await Task.Delay(50, Cancel);
        await waiting.WaitAsync(TimeSpan.FromSeconds(20), Cancel);
    }

    [Fact]
    public async Task A_write_whose_end_is_not_known_is_said_to_be_so_and_the_next_goes_on()
    {
        var file = new FileDraft(Shop, "anna");
        await WriteAsync(file.Next());
        await Own.ExecuteAsync("""
            CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END';
            CREATE TRIGGER die AFTER INSERT ON entries EXECUTE FUNCTION die();
            """);
        var failure = await Assert.ThrowsAsync<StorageUnavailableException>(() => Journal.TryAppendAsync(file.Copy().Next(), Cancel));
        Assert.Contains("not known", failure.Message, StringComparison.Ordinal);
        await AssertKeptAsync(file);

        await Own.ExecuteAsync("DROP TRIGGER die ON entries");
        await WriteAsync(file.Next());
        await AssertKeptAsync(file);
    }

    [Fact]
    public async Task A_write_that_the_server_refuses_leaves_nothing_and_the_next_goes_on()
    {
        await Own.ExecuteAsync("ALTER TABLE wake_ups ADD CHECK (subject <> 'refused')");
        var (refused, file) = (new FileDraft(Shop, "refused"), new FileDraft(Shop, "anna"));
        var failure = await Assert.ThrowsAsync<StorageUnavailableException>(
            () => Journal.TryAppendAsync(refused.Next(register: new RegisterRows([], FileDraft.Noon)), Cancel));
        Assert.DoesNotContain("not known", failure.Message, StringComparison.Ordinal);
        Assert.Empty(await ReadAsync(refused));
        await WriteAsync(file.Next());
        Assert.Equal(1, (await ReadAsync(file))[0].Position);
    }

    [Fact]
    public async Task Every_write_acknowledged_while_connections_are_cut_is_there_and_no_half_of_another()
    {
        var files = Enumerable.Range(0, 16).Select(i => new FileKey(new OperatorId(Shop), new SubjectId($"subject-{i}"))).ToList();
        const int Rounds = 30;
        var acknowledged = 0;
        var writing = Task.WhenAll(files.Select(key => Task.Run(async () =>
        {
            for (var n = 0; n < Rounds;)
            {
                try
                {
                    var read = await Journal.ReadAsync(key, Cancel);
                    var file = read.Count == 0 ? new FileDraft(Shop, key.Subject.Value) : FileDraft.From(key, read);
                    if (await Journal.TryAppendAsync(file.Next(2), Cancel) != AppendResult.Written) continue;
                    n++;
                    Assert.Equal(file.Entries.TakeLast(2).Select(entry => entry.Event), (await ReadPatientlyAsync(key)).TakeLast(2).Select(entry => entry.Event));
                    Interlocked.Increment(ref acknowledged);
                }
                catch (StorageUnavailableException)
                {
                    await Task.Delay(5, Cancel);
                }
            }
        }, Cancel)));
        while (!writing.IsCompleted)
        {
            await TerminateAsync();
            await Task.Delay(30, Cancel);
        }

        await writing;
        Assert.Equal(files.Count * Rounds, acknowledged);
        foreach (var key in files) Assert.True((await ReadPatientlyAsync(key)).Count is var count && count >= 2 * Rounds && count % 2 == 0);
    }

    private async Task<IReadOnlyList<Entry>> ReadPatientlyAsync(FileKey key)
    {
        while (true)
        {
            try
            {
                return await Journal.ReadAsync(key, Cancel);
            }
            catch (StorageUnavailableException)
            {
                await Task.Delay(5, Cancel);
            }
        }
    }

    private async Task CutAsync(bool allow)
    {
        await PostgresServer.ExecuteAsync(server.ConnectionString("postgres"), $"ALTER DATABASE {Name} WITH ALLOW_CONNECTIONS {allow}");
        await TerminateAsync();
    }

    private Task TerminateAsync() => PostgresServer.ExecuteAsync(
        server.ConnectionString("postgres"), $"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{Name}'");

    private string Name => new NpgsqlConnectionStringBuilder(Own.ConnectionString).Database!;

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
#pragma warning disable CA2100 // The tests' own statements.
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(Cancel);
    }

    /// <summary>A second service on the same database.</summary>
    private sealed class OtherProcess(PostgresDatabase database) : IAsyncDisposable
    {
        public PostgresJournal Journal { get; } = new(database, TimeProvider.System);

        public static async Task<OtherProcess> StartAsync(PostgresStore store) => new(await PostgresDatabase.OpenAsync(store.ConnectionString, Cancel));

        public async ValueTask DisposeAsync()
        {
            await Journal.DisposeAsync();
            await database.DisposeAsync();
        }
    }
}
