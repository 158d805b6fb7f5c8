using System.Globalization;
using Npgsql;

namespace Consent.Storage.Postgres;

/// <summary>Brings the schema of a database up to date, one process at a time and all or nothing.</summary>
internal static class PostgresSchema
{
    /// <summary>Advisory locks of this service ("Consent" in ASCII); another application in the same database has its own numbers.</summary>
    public const long WritersLock = 0x43_6F_6E_73_65_6E_74;

    private const long MigrationLock = WritersLock + 1;

    public static async Task UpdateAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await CheckEncodingAsync(connection, cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await ExecuteAsync(connection, $"SELECT pg_advisory_xact_lock({MigrationLock})", cancellationToken);
        var version = await VersionAsync(connection, cancellationToken);
        foreach (var migration in Migration.Missing(Migration.Of("Postgres"), version, $"'{connection.Database}'"))
        {
            await ExecuteAsync(connection, migration.Sql, cancellationToken);
            await ExecuteAsync(connection, $"INSERT INTO schema_version (version, name) VALUES ({migration.Number}, '{migration.Name}')", cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }

    public static async Task RunAsync(NpgsqlConnection connection, IEnumerable<string> scripts, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await ExecuteAsync(connection, $"SELECT pg_advisory_xact_lock({MigrationLock})", cancellationToken);
        foreach (var script in scripts) await ExecuteAsync(connection, script, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private static async Task<int> VersionAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        if (await ScalarAsync(connection, "SELECT to_regclass('schema_version') IS NOT NULL", cancellationToken) is not true)
            await ExecuteAsync(
                connection, "CREATE TABLE schema_version (version integer PRIMARY KEY, name text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())", cancellationToken);
        return Convert.ToInt32(await ScalarAsync(connection, "SELECT coalesce(max(version), 0) FROM schema_version", cancellationToken), CultureInfo.InvariantCulture);
    }

    private static async Task CheckEncodingAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        if (await ScalarAsync(connection, "SHOW server_encoding", cancellationToken) is string encoding and not "UTF8")
            throw new DatabaseRefusedException($"The database '{connection.Database}' keeps texts in {encoding}. Create one with ENCODING 'UTF8'.");
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = Command(connection, sql);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<object?> ScalarAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = Command(connection, sql);
        return await command.ExecuteScalarAsync(cancellationToken);
    }

#pragma warning disable CA2100 // Only the service's own constant statements come here.
    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql) => new(sql, connection);
#pragma warning restore CA2100
}
