using Microsoft.Data.Sqlite;

namespace Consent.Bench.Data;

/// <summary>A connection with the settings the service has, for the bare side too.</summary>
internal static class SqlitePragmas
{
    public static SqliteConnection Open(string database, string pragmas = "")
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = database, Pooling = false, DefaultTimeout = 5 }.ToString());
        connection.Open();
        Execute(connection, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 4000; PRAGMA mmap_size = 2147483648; " + pragmas);
        return connection;
    }

    /// <summary>Brings the whole log into the database, so that every run starts from the same state.</summary>
    public static void Checkpoint(string database)
    {
        using var connection = Open(database);
        Execute(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
    }

    public static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Only the bench's own constant statements come here.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
