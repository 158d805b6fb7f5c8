using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace Consent.Storage.Sqlite;

/// <summary>The file of the embedded database: one writer, many readers, WAL with a full sync at every commit.</summary>
public sealed class SqliteDatabase : IDisposable
{
    private const int BusyTimeoutSeconds = 5;
    private const int SQLITE_CONFIG_MEMSTATUS = 9;

    // Reads go to the page cache without a call; a larger database is mapped up to here and read the ordinary way beyond.
    private const long MappedBytes = 2L * 1024 * 1024 * 1024;

    // Nobody asks SQLite how much memory it holds; counting it takes one lock for all connections at every allocation.
    static SqliteDatabase()
    {
        SQLitePCL.Batteries_V2.Init();
        _ = SQLitePCL.raw.sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    }

    private readonly string _connectionString;
    private readonly ConcurrentBag<SqliteConnection> _readers = [];
    private readonly IDisposable _lock;

    private SqliteDatabase(string path, IDisposable ownLock, SqliteConnection writer)
    {
        _connectionString = ConnectionString(path);
        _lock = ownLock;
        Writer = writer;
    }

    /// <summary>The connection that writes; used by one thread at a time.</summary>
    internal SqliteConnection Writer { get; }

    /// <summary>Whose turn it is to use <see cref="Writer"/>.</summary>
    internal Lock WriterTurn { get; } = new();

    /// <summary>Opens the file, makes it where there is none, and brings its schema up to date.</summary>
    /// <exception cref="DatabaseRefusedException">Locked by another process, not a database, damaged, or newer than this service.</exception>
    public static SqliteDatabase Open(string path)
    {
        var ownLock = SqliteLock.Take(path);
        SqliteConnection? writer = null;
        try
        {
            writer = Connect(ConnectionString(path), "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 4000; PRAGMA secure_delete = ON;");
            Migrate(writer, path);
            LookIntoEveryTable(writer);
            return new SqliteDatabase(path, ownLock, writer);
        }
        catch (SqliteException refused)
        {
            writer?.Dispose();
            ownLock.Dispose();
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
            ownLock.Dispose();
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
                _ when Unreadable.Is(failure) => new JournalDamagedException("a row is not of its shape"),
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
        _lock.Dispose();
    }

    private static string ConnectionString(string path) =>
        new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, DefaultTimeout = BusyTimeoutSeconds }.ToString();

    private static SqliteConnection Connect(string connectionString, string pragmas)
    {
        var connection = new SqliteConnection(connectionString);
        try
        {
            connection.Open();
            Execute(connection, $"PRAGMA mmap_size = {MappedBytes}; {pragmas}");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static void Migrate(SqliteConnection connection, string path)
    {
        using var read = connection.CreateCommand();
        read.CommandText = "PRAGMA user_version";
        var version = Convert.ToInt32(read.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture);
        foreach (var migration in Migration.Missing(Migration.Of("Sqlite"), version, path))
            Execute(connection, $"BEGIN IMMEDIATE; {migration.Sql} PRAGMA user_version = {migration.Number}; COMMIT;");
    }

    // A damaged schema or first page is told at start, and not by the first who asks.
    private static void LookIntoEveryTable(SqliteConnection connection)
    {
        using var look = connection.CreateCommand();
        look.CommandText = """
            SELECT (SELECT max(position) FROM entries), EXISTS (SELECT 1 FROM heads), EXISTS (SELECT 1 FROM commands),
                   EXISTS (SELECT 1 FROM requests), EXISTS (SELECT 1 FROM demands), EXISTS (SELECT 1 FROM obligations), EXISTS (SELECT 1 FROM wake_ups),
                   EXISTS (SELECT 1 FROM proofs),
                   EXISTS (SELECT 1 FROM file_keys), EXISTS (SELECT 1 FROM contacts),
                   EXISTS (SELECT 1 FROM attachments), EXISTS (SELECT 1 FROM attachment_chunks)
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
