using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace Consent.Storage.Sqlite;

/// <summary>The file of the embedded database: one writer, many readers, WAL with a full sync at every commit.</summary>
public sealed class SqliteDatabase : IDisposable
{
    private const int BusyTimeoutSeconds = 5;

    // EWOULDBLOCK of Linux and of macOS, ERROR_SHARING_VIOLATION of Windows.
    private static readonly int[] SharingViolations = [11, 35, unchecked((int)0x80070020)];

    private readonly string _connectionString;
    private readonly FileStream _owner;
    private readonly ConcurrentBag<SqliteConnection> _readers = [];

    private SqliteDatabase(string path, FileStream owner, SqliteConnection writer)
    {
        _connectionString = ConnectionString(path);
        _owner = owner;
        Writer = writer;
    }

    /// <summary>The connection that writes; used by one thread at a time.</summary>
    internal SqliteConnection Writer { get; }

    /// <summary>Opens the file, makes it where there is none, and brings its schema up to date.</summary>
    /// <exception cref="DatabaseRefusedException">In use by another process, not a database, damaged, or newer than this service.</exception>
    public static SqliteDatabase Open(string path)
    {
        var owner = Own(path);
        SqliteConnection? writer = null;
        try
        {
            writer = Connect(ConnectionString(path), "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 4000;");
            Migrate(writer);
            LookIntoEveryTable(writer);
            return new SqliteDatabase(path, owner, writer);
        }
        catch (SqliteException refused)
        {
            writer?.Dispose();
            owner.Dispose();
            throw new DatabaseRefusedException(refused.SqliteErrorCode switch
            {
                SQLitePCL.raw.SQLITE_BUSY or SQLitePCL.raw.SQLITE_LOCKED => $"The database {path} is locked by another process. Stop it, or choose another folder in Consent__Data.",
                SQLitePCL.raw.SQLITE_NOTADB => $"The file {path} is not a database. Restore a backup, or choose another folder in Consent__Data.",
                SQLitePCL.raw.SQLITE_CORRUPT => $"The database {path} is damaged. Restore a backup.",
                SQLitePCL.raw.SQLITE_ERROR => $"The database {path} is not whole ({refused.Message}). Restore a backup.",
                SQLitePCL.raw.SQLITE_FULL => $"There is no space for the database {path}. Free some and start again.",
                _ => $"The database {path} cannot be opened: {refused.Message}",
            }, refused);
        }
        catch (DatabaseRefusedException)
        {
            writer?.Dispose();
            owner.Dispose();
            throw;
        }
    }

    /// <summary>Runs a read on a connection of its own.</summary>
    /// <exception cref="JournalDamagedException">The pages of the database contradict themselves.</exception>
    /// <exception cref="StorageUnavailableException">The database cannot be read now.</exception>
    internal TResult Read<TResult>(Func<SqliteConnection, TResult> read)
    {
        SqliteConnection? reader = null;
        try
        {
            if (!_readers.TryTake(out reader)) reader = Connect(_connectionString, "PRAGMA query_only = ON;");
            var result = read(reader);
            _readers.Add(reader);
            return result;
        }
        catch (Exception failure)
        {
            reader?.Dispose();
            throw failure switch
            {
                SqliteException sqlite => Translate(sqlite),
                InvalidCastException or InvalidOperationException or ArgumentException or FormatException or KeyNotFoundException
                    => new JournalDamagedException("a row is not of its shape"),
                _ => failure,
            };
        }
    }

    internal static Exception Translate(SqliteException failure) => failure.SqliteErrorCode switch
    {
        SQLitePCL.raw.SQLITE_CORRUPT or SQLitePCL.raw.SQLITE_NOTADB => new JournalDamagedException("a page of the database"),
        SQLitePCL.raw.SQLITE_FULL => new StorageUnavailableException("There is no space for the database.", failure),
        _ => new StorageUnavailableException($"The database answers with error {failure.SqliteErrorCode}.", failure),
    };

    public void Dispose()
    {
        Writer.Dispose();
        while (_readers.TryTake(out var reader)) reader.Dispose();
        _owner.Dispose();
    }

    // What one process holds open in memory another would not see change: a database has one owner. The system frees the lock of a killed one.
    private static FileStream Own(string path)
    {
        try
        {
            return new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException taken) when (SharingViolations.Contains(taken.HResult))
        {
            throw new DatabaseRefusedException($"The database {path} is in use by another service. Stop it, or choose another folder in Consent__Data.", taken);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new DatabaseRefusedException($"The database {path} cannot be opened: {failure.Message}", failure);
        }
    }

    private static string ConnectionString(string path) =>
        new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, DefaultTimeout = BusyTimeoutSeconds }.ToString();

    private static SqliteConnection Connect(string connectionString, string pragmas)
    {
        var connection = new SqliteConnection(connectionString);
        try
        {
            connection.Open();
            Execute(connection, $"PRAGMA cell_size_check = ON; PRAGMA mmap_size = 268435456; {pragmas}");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static void Migrate(SqliteConnection connection)
    {
        using var read = connection.CreateCommand();
        read.CommandText = "PRAGMA user_version";
        var version = Convert.ToInt32(read.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture);
        foreach (var migration in Migration.Missing(Migration.Of("Sqlite"), version))
            Execute(connection, $"BEGIN IMMEDIATE; {migration.Sql} PRAGMA user_version = {migration.Number}; COMMIT;");
    }

    private static void LookIntoEveryTable(SqliteConnection connection)
    {
        using var look = connection.CreateCommand();
        look.CommandText = """
            SELECT (SELECT max(position) FROM entries), EXISTS (SELECT 1 FROM heads), EXISTS (SELECT 1 FROM commands),
                   EXISTS (SELECT 1 FROM requests), EXISTS (SELECT 1 FROM wake_ups)
            """;
        look.ExecuteScalar();
    }

    internal static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Only the service's own constant statements come here.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
