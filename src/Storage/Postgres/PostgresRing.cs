using Npgsql;

namespace Consent.Storage.Postgres;

/// <summary>The ring in PostgreSQL, shared by all who work on the database.</summary>
public sealed class PostgresRing(PostgresDatabase database) : IRingStore
{
    private const long RingLock = PostgresSchema.WritersLock + 4;

    public IReadOnlyList<string> Read() => Run(async connection =>
    {
        await using var read = new NpgsqlCommand("SELECT element FROM ring ORDER BY id", connection);
        await using var rows = await read.ExecuteReaderAsync();
        var elements = new List<string>();
        while (await rows.ReadAsync()) elements.Add(rows.GetString(0));
        return (IReadOnlyList<string>)elements;
    });

    public void Add(string name, string element) => Run(async connection =>
    {
        await using var add = new NpgsqlCommand("INSERT INTO ring (name, element) VALUES ($1, $2)", connection);
        add.Parameters.Add(new NpgsqlParameter<string> { TypedValue = name });
        add.Parameters.Add(new NpgsqlParameter<string> { TypedValue = element });
        return await add.ExecuteNonQueryAsync();
    });

    public async Task<IAsyncDisposable> TakeTurnAsync(CancellationToken cancellationToken)
    {
        var connection = database.OwnConnection();
        try
        {
            await connection.OpenAsync(cancellationToken);
#pragma warning disable CA2100 // A constant.
            await using var take = new NpgsqlCommand($"SELECT pg_advisory_lock({RingLock})", connection);
#pragma warning restore CA2100
            await take.ExecuteNonQueryAsync(cancellationToken);
            // Let go with the connection.
            return connection;
        }
        catch (NpgsqlException failure)
        {
            await connection.DisposeAsync();
            throw PostgresDatabase.Translate(failure);
        }
    }

    // Data Protection asks without waiting; seldom, and never on a thread that another waits for.
    private T Run<T>(Func<NpgsqlConnection, Task<T>> use)
    {
        try
        {
            return Task.Run(async () =>
            {
                await using var connection = await database.ConnectAsync();
                return await use(connection);
            }).GetAwaiter().GetResult();
        }
        catch (Exception failure) when (failure is NpgsqlException or ObjectDisposedException)
        {
            throw PostgresDatabase.Translate(failure);
        }
    }
}
