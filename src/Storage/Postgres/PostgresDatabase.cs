using Npgsql;

namespace Consent.Storage.Postgres;

/// <summary>A PostgreSQL database: a pool of connections to a schema that is up to date.</summary>
public sealed class PostgresDatabase : IAsyncDisposable
{
    // What the operator's own connection string says stands over these. Three processes fit into the hundred connections a server has by default.
    private const string Defaults = "Application Name=Consent;Timeout=10;Maximum Pool Size=25;Max Auto Prepare=64;Auto Prepare Min Usages=2;";

    private readonly NpgsqlDataSource _source;
    private readonly string _connectionString;

    private PostgresDatabase(NpgsqlDataSource source, string connectionString) => (_source, _connectionString) = (source, connectionString);

    /// <summary>Connects and brings the schema up to date; of several processes that start at once one does it and the others wait.</summary>
    /// <exception cref="DatabaseRefusedException">Cannot be reached, does not let us in, or is newer than this service.</exception>
    public static async Task<PostgresDatabase> OpenAsync(string connectionString, CancellationToken cancellationToken)
    {
        var settings = PostgresRefusals.Parse(Defaults + connectionString);
        var source = NpgsqlDataSource.Create(settings);
        try
        {
            await using var connection = await source.OpenConnectionAsync(cancellationToken);
            await PostgresSchema.UpdateAsync(connection, cancellationToken);
            return new PostgresDatabase(source, settings.ConnectionString);
        }
        catch (Exception failure)
        {
            await source.DisposeAsync();
            if (failure is NpgsqlException refused) throw PostgresRefusals.Of(refused, settings);
            throw;
        }
    }

    /// <summary>The connection string of another part of the service, whose tables are in a schema of their own.</summary>
    /// <exception cref="DatabaseRefusedException">It is none.</exception>
    public static string InSchema(string connectionString, string schema)
    {
        var settings = PostgresRefusals.Parse(Defaults + connectionString);
        settings.SearchPath = schema;
        return settings.ConnectionString;
    }

    /// <summary>Runs the SQL of another part of the service, which has a schema of its own, one process at a time and all or nothing.</summary>
    /// <exception cref="DatabaseRefusedException">The database does not let us.</exception>
    public async Task UpdateAsync(IEnumerable<string> scripts, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await _source.OpenConnectionAsync(cancellationToken);
            await PostgresSchema.RunAsync(connection, scripts, cancellationToken);
        }
        catch (NpgsqlException refused)
        {
            throw PostgresRefusals.Of(refused, new NpgsqlConnectionStringBuilder(_connectionString));
        }
    }

    internal ValueTask<NpgsqlConnection> ConnectAsync() => _source.OpenConnectionAsync(CancellationToken.None);

    /// <summary>A connection outside the pool, not yet open.</summary>
    internal NpgsqlConnection OwnConnection() => new(new NpgsqlConnectionStringBuilder(_connectionString) { Pooling = false }.ConnectionString);

    /// <summary>Runs a read on a connection of its own.</summary>
    /// <exception cref="JournalDamagedException">A row or a page is not of its shape.</exception>
    /// <exception cref="StorageUnavailableException">The database cannot be read now.</exception>
    internal async Task<TResult> ReadAsync<TResult>(Func<NpgsqlConnection, Task<TResult>> read, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await _source.OpenConnectionAsync(cancellationToken);
            return await read(connection);
        }
        catch (Exception failure) when (failure is NpgsqlException or ObjectDisposedException)
        {
            throw Translate(failure);
        }
        catch (Exception failure) when (Unreadable.Is(failure))
        {
            throw new JournalDamagedException("a row is not of its shape");
        }
    }

    internal static Exception Translate(Exception failure) => failure switch
    {
        PostgresException { SqlState: PostgresErrorCodes.DataCorrupted or PostgresErrorCodes.IndexCorrupted } => new JournalDamagedException("a page of the database"),
        PostgresException { SqlState: PostgresErrorCodes.DiskFull } => new StorageUnavailableException("There is no space for the database.", failure),
        PostgresException { SqlState: var state } => new StorageUnavailableException($"The database answers with error {state}.", failure),
        _ => new StorageUnavailableException("The database does not answer.", failure),
    };

    public ValueTask DisposeAsync() => _source.DisposeAsync();
}
