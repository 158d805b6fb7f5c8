using Consent.Domain;
using Consent.Storage;
using Consent.Storage.Postgres;
using Consent.Storage.Proof;
using Npgsql;

namespace Consent.Conformance.Storage;

/// <summary>A database of its own on the test's PostgreSQL server, and one process that works on it.</summary>
public sealed class PostgresStore : SqlStore
{
    private readonly PostgresServer? _server;
    private readonly TimeProvider _clock;
    private PostgresDatabase _database = null!;
    private PostgresJournal _journal = null!;
    private PostgresRegister _register = null!;

    private PostgresStore(PostgresServer? server, string connectionString, TimeProvider clock) => (_server, ConnectionString, _clock) = (server, connectionString, clock);

    public string ConnectionString { get; }

    /// <summary>What fewer letters have leads to them in the register.</summary>
    public int? Few { get; private init; }

    public override IJournal Journal => _journal;

    public override IRegister Register => _register;

    public override IProofStore Proofs => new PostgresProofStore(_database);

    public override IAttachmentStore Attachments => new PostgresAttachments(_database);

    public static async Task<PostgresStore> NewAsync(PostgresServer server, TimeProvider clock, int? few = null)
    {
        var store = new PostgresStore(server, await server.NewDatabaseAsync(), clock) { Few = few };
        await store.OpenAsync();
        return store;
    }

    /// <summary>A database that was used before and is empty now: quicker than a new one.</summary>
    public static async Task<PostgresStore> EmptiedAsync(string connectionString, TimeProvider clock)
    {
        var store = new PostgresStore(null, connectionString, clock);
        await store.OpenAsync();
        await store.ExecuteAsync("DELETE FROM entries; DELETE FROM heads; DELETE FROM commands; DELETE FROM requests; DELETE FROM demands; DELETE FROM obligations; DELETE FROM wake_ups; DELETE FROM proofs; DELETE FROM file_keys; DELETE FROM contacts; DELETE FROM attachments; DELETE FROM attachment_chunks");
        // What it knows of the journal's end is of before.
        await store.ReopenAsync();
        return store;
    }

    /// <summary>Another process on the same database, which it does not remove.</summary>
    public async Task<PostgresStore> AnotherAsync()
    {
        var store = new PostgresStore(null, ConnectionString, _clock);
        await store.OpenAsync();
        return store;
    }

    public override async Task ReopenAsync()
    {
        await CloseAsync();
        await OpenAsync();
    }

    public override Task TamperAsync(FileKey file, Tampering how) => ExecuteAsync(TamperingSql.Of(how, file));

    public override void Execute(string sql) => ExecuteAsync(sql).GetAwaiter().GetResult();

    /// <summary>Runs a statement past the service, on a connection of its own.</summary>
    public async Task ExecuteAsync(string sql) => await PostgresServer.ExecuteAsync(ConnectionString, sql);

    public override async ValueTask DisposeAsync()
    {
        await CloseAsync();
        if (_server is not null) await _server.DropDatabaseAsync(new NpgsqlConnectionStringBuilder(ConnectionString).Database!);
    }

    private async Task OpenAsync()
    {
        _database = await PostgresDatabase.OpenAsync(ConnectionString, CancellationToken.None);
        _journal = new PostgresJournal(_database, _clock);
        _register = Few is { } few ? new PostgresRegister(_database, few) : new PostgresRegister(_database);
    }

    private async Task CloseAsync()
    {
        await _journal.DisposeAsync();
        await _database.DisposeAsync();
    }
}
