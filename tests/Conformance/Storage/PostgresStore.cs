using Consent.Domain;
using Consent.Storage;
using Consent.Storage.Postgres;
using Npgsql;

namespace Consent.Conformance.Storage;

/// <summary>A database of its own on the test's PostgreSQL server.</summary>
public sealed class PostgresStore : Store
{
    private readonly PostgresServer _server;
    private readonly PostgresDatabase _database;
    private readonly PostgresJournal _journal;

    private PostgresStore(PostgresServer server, string connectionString, PostgresDatabase database, TimeProvider clock)
    {
        (_server, ConnectionString, _database) = (server, connectionString, database);
        _journal = new PostgresJournal(database, clock);
        Register = new PostgresRegister(database);
    }

    public string ConnectionString { get; }

    public override IJournal Journal => _journal;

    public override IRegister Register { get; }

    public static async Task<PostgresStore> NewAsync(PostgresServer server, TimeProvider clock)
    {
        var connectionString = await server.NewDatabaseAsync();
        return new PostgresStore(server, connectionString, await PostgresDatabase.OpenAsync(connectionString, CancellationToken.None), clock);
    }

    public override Task TamperAsync(FileKey file, Tampering how) => ExecuteAsync(TamperingSql.Of(how, file));

    /// <summary>Runs a statement past the service, on a connection of its own.</summary>
    public async Task ExecuteAsync(string sql) => await PostgresServer.ExecuteAsync(ConnectionString, sql);

    public override async ValueTask DisposeAsync()
    {
        await _journal.DisposeAsync();
        await _database.DisposeAsync();
        await _server.DropDatabaseAsync(new NpgsqlConnectionStringBuilder(ConnectionString).Database!);
    }
}
