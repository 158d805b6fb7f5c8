using Npgsql;

namespace Consent.Storage.Postgres;

/// <summary>Who works on a database: one embedded service alone, or silos together. Held as long as its own connection lives, however the process ends.</summary>
public sealed class PostgresHold : IAsyncDisposable
{
    private const long HostsLock = PostgresSchema.WritersLock + 2;

    // A process that was killed lets go as soon as the server has read the end of its connection; a machine that vanished, by these probes.
    private const string Settings = "SET lock_timeout = '5s'; SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3";

    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(2);

    private readonly PostgresDatabase _database;
    private readonly bool _alone;
    private NpgsqlConnection _connection;

    private PostgresHold(PostgresDatabase database, bool alone, NpgsqlConnection connection) => (_database, _alone, _connection) = (database, alone, connection);

    /// <exception cref="DatabaseRefusedException">Somebody works on it with whom this one cannot.</exception>
    /// <exception cref="StorageUnavailableException">The database does not answer.</exception>
    public static async Task<PostgresHold> TakeAsync(PostgresDatabase database, bool alone, CancellationToken cancellationToken) =>
        new(database, alone, await ConnectAsync(database, alone, cancellationToken));

    /// <summary>Ends when it is lost for good: while the connection was away, somebody else came.</summary>
    /// <exception cref="DatabaseRefusedException">Always, but for a cancellation.</exception>
    public async Task KeepAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await Task.Delay(LookEvery, cancellationToken);
            try
            {
                if (_connection.State != System.Data.ConnectionState.Open) await AgainAsync(cancellationToken);
                await using var look = new NpgsqlCommand("SELECT 1", _connection);
                await look.ExecuteNonQueryAsync(cancellationToken);
            }
            catch (Exception failure) when (failure is NpgsqlException or StorageUnavailableException)
            {
                // Those who read and write report a lost server; here it is only waited for.
                await _connection.CloseAsync();
            }
        }
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private async Task AgainAsync(CancellationToken cancellationToken)
    {
        await _connection.DisposeAsync();
        _connection = await ConnectAsync(_database, _alone, cancellationToken);
    }

    private static async Task<NpgsqlConnection> ConnectAsync(PostgresDatabase database, bool alone, CancellationToken cancellationToken)
    {
        var connection = database.OwnConnection();
        try
        {
            await connection.OpenAsync(cancellationToken);
#pragma warning disable CA2100 // Constants.
            await using var take = new NpgsqlCommand($"{Settings}; SELECT {(alone ? "pg_advisory_lock" : "pg_advisory_lock_shared")}({HostsLock})", connection);
#pragma warning restore CA2100
            await take.ExecuteNonQueryAsync(cancellationToken);
            return connection;
        }
        catch (Exception failure)
        {
            await connection.DisposeAsync();
            throw failure switch
            {
                PostgresException { SqlState: PostgresErrorCodes.LockNotAvailable } => new DatabaseRefusedException(
                    $"The database '{connection.Database}' at {connection.Host}:{connection.Port} is in use: {(alone ? "another service" : "an embedded service")} works on it. "
                    + "Stop it, or choose another database in ConnectionStrings__Postgres; several processes on one database are silos (README, «The cluster»).",
                    failure),
                NpgsqlException => PostgresDatabase.Translate(failure),
                _ => failure,
            };
        }
    }
}
