using Consent.Conformance;
using Consent.Conformance.Storage;
using Consent.Storage.Postgres;
using Npgsql;

namespace Consent.Storage.Tests;

/// <summary>A PostgreSQL database: kept over restarts, and refused in one clear line where it cannot be used.</summary>
public sealed class PostgresDatabaseTests(PostgresServer server)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Reopening_keeps_everything()
    {
        await using var store = await NewStoreAsync();
        var (file, row) = (new FileDraft("shop", "anna"), Rows.Of(1, "anna"));
        Assert.Equal(AppendResult.Written, await store.Journal.TryAppendAsync(file.Next(3, "key-1", new RegisterRows([row], FileDraft.Noon)), Cancel));

        await using var again = await PostgresDatabase.OpenAsync(store.ConnectionString, Cancel);
        await using var journal = new PostgresJournal(again, TimeProvider.System);
        Assert.Equal(file.Entries.Select(entry => entry.Event), (await journal.ReadAsync(file.Key, Cancel)).Select(entry => entry.Event));
        Assert.NotNull(await journal.FindCommandAsync(file.Key.Operator, "key-1", Cancel));
        Assert.Equal([(file.Key, FileDraft.Noon)], await new PostgresRegister(again).DueAsync(FileDraft.Noon, null, 10, null, Cancel));
        await journal.WaitForMoreAsync(2, Cancel).WaitAsync(TimeSpan.FromSeconds(10), Cancel);
    }

    [Fact]
    public async Task Of_several_services_that_start_on_an_empty_database_one_makes_the_tables()
    {
        var connectionString = await server.NewDatabaseAsync();
        var opened = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => PostgresDatabase.OpenAsync(connectionString, Cancel)));
        foreach (var database in opened) await database.DisposeAsync();
        await DropAsync(connectionString);
    }

    [Fact]
    public async Task A_database_of_a_newer_service_is_refused()
    {
        await using var store = await NewStoreAsync();
        await store.ExecuteAsync("INSERT INTO schema_version (version, name) VALUES (1000, '1000-later.sql')");
        await AssertRefusedAsync(store.ConnectionString, "schema 1000", "newer version");
    }

    [Fact]
    public async Task A_server_that_does_not_answer_is_named() =>
        await AssertRefusedAsync("Host=127.0.0.1;Port=1;Database=consent;Username=consent;Password=secret", "127.0.0.1:1", "does not answer", "ConnectionStrings__Postgres");

    [Fact]
    public async Task A_host_that_does_not_exist_is_named() =>
        await AssertRefusedAsync("Host=no-such-host.invalid;Database=consent;Username=consent;Password=secret", "no-such-host.invalid", "does not answer");

    [Fact]
    public async Task What_is_not_a_connection_string_is_said_to_be_none() =>
        await AssertRefusedAsync("postgres://consent:secret@db/consent", "ConnectionStrings__Postgres");

    [Fact]
    public async Task A_wrong_password_a_missing_one_and_a_missing_database_are_told_apart()
    {
        var right = await server.NewDatabaseAsync();
        await AssertRefusedAsync(With(right, s => s.Password = "secret"), "does not let 'consent' in", "password");
        await AssertRefusedAsync(With(right, s => s.Password = null), "asks for a password of 'consent'");
        await AssertRefusedAsync(With(right, s => s.Database = "nowhere"), "no database 'nowhere'", "Create it");
        await DropAsync(right);
    }

    [Fact]
    public async Task A_user_who_may_not_make_tables_and_a_read_only_server_are_told_apart()
    {
        var right = await server.NewDatabaseAsync();
        var role = $"guest_{Guid.NewGuid():N}";
        await PostgresServer.ExecuteAsync(right, $"CREATE ROLE {role} LOGIN PASSWORD 'secret'; REVOKE CREATE ON SCHEMA public FROM PUBLIC");
        await AssertRefusedAsync(With(right, s => (s.Username, s.Password) = (role, "secret")), "does not let", "make tables");
        await AssertRefusedAsync(With(right, s => s.Options = "-c default_transaction_read_only=on"), "read-only");
        await DropAsync(right);
    }

    [Fact]
    public async Task A_database_that_cannot_hold_every_character_is_refused()
    {
        var latin = await server.NewDatabaseAsync("ENCODING 'LATIN1' LOCALE 'C' LOCALE_PROVIDER libc TEMPLATE template0");
        await AssertRefusedAsync(latin, "LATIN1", "UTF8");
        await DropAsync(latin);
    }

    [Theory]
    [InlineData("ALTER TABLE requests ALTER due TYPE text USING 'someday'", false)]
    [InlineData("UPDATE requests SET channel = 'pigeon'", false)]
    [InlineData("ALTER TABLE entries ALTER hash DROP NOT NULL; UPDATE entries SET hash = NULL", true)]
    [InlineData("UPDATE entries SET at = 9223372036854775807", true)]
    public async Task A_row_that_cannot_be_read_is_damage_and_not_an_answer(string damage, bool toEntry)
    {
        await using var store = await NewStoreAsync();
        var (file, row) = (new FileDraft("shop", "anna"), Rows.Of(1, "anna"));
        Assert.Equal(AppendResult.Written, await store.Journal.TryAppendAsync(file.Next(register: new RegisterRows([row], null)), Cancel));
        await store.ExecuteAsync(damage);
        await Assert.ThrowsAsync<JournalDamagedException>(async () =>
        {
            if (toEntry) await store.Journal.ReadAsync(file.Key, Cancel);
            else await store.Register.FindRequestAsync(file.Key.Operator, row.Number, Cancel);
        });
    }

    [Fact]
    public async Task A_database_of_the_first_schema_is_brought_up_to_date_and_its_requests_are_still_to_be_listed()
    {
        var connectionString = await server.NewDatabaseAsync();
        await PostgresServer.ExecuteAsync(connectionString, $"""
            {Migration.Of("Postgres")[0].Sql}
            CREATE TABLE schema_version (version integer PRIMARY KEY, name text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now());
            INSERT INTO schema_version (version, name) VALUES (1, '001-journal.sql');
            INSERT INTO requests VALUES ('shop', '2026-000001', 2026, 1, 'anna', 0, '2026-11-24', 'web', ',access,', false, '2026-12-04', 1);
            """);
        await using (var database = await PostgresDatabase.OpenAsync(connectionString, Cancel))
        await using (var journal = new PostgresJournal(database, TimeProvider.System))
        {
            var (register, file, row) = (new PostgresRegister(database), new FileDraft("shop", "anna"), Rows.Of(1, "anna"));
            Assert.Equal("anna", (await register.FindRequestAsync(file.Key.Operator, row.Number, Cancel))!.Subject.Value);
            Assert.Equal([file.Key], await register.UnlistedAsync(null, 10, Cancel));
            var rows = new RegisterRows([row], null) { Demands = [Rows.Demand(1)], Obligations = [Rows.Owed("anna", row.Number)] };
            Assert.Equal(AppendResult.Written, await journal.TryAppendAsync(file.Next(register: rows), Cancel));
            Assert.Empty(await register.UnlistedAsync(null, 10, Cancel));
        }

        await DropAsync(connectionString);
    }

    private Task<PostgresStore> NewStoreAsync() => PostgresStore.NewAsync(server, new ManualClock(FileDraft.Noon));

    private Task DropAsync(string connectionString) => server.DropDatabaseAsync(new NpgsqlConnectionStringBuilder(connectionString).Database!);

    private static string With(string connectionString, Action<NpgsqlConnectionStringBuilder> change)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        change(settings);
        return settings.ConnectionString;
    }

    private static async Task AssertRefusedAsync(string connectionString, params string[] says)
    {
        var refused = await Assert.ThrowsAsync<DatabaseRefusedException>(async () => await (await PostgresDatabase.OpenAsync(connectionString, Cancel)).DisposeAsync());
        Assert.DoesNotContain('\n', refused.Message);
        Assert.DoesNotContain("secret", refused.Message, StringComparison.Ordinal);
        Assert.All(says, part => Assert.Contains(part, refused.Message, StringComparison.Ordinal));
    }
}
