using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Consent.Domain;
using Consent.Storage.Sql;
using Microsoft.Data.Sqlite;

namespace Consent.Storage.Sqlite;

/// <summary>The journal in SQLite: entries, heads, commands and the register's rows of one append in one transaction, many appends in one commit.</summary>
public sealed class SqliteJournal : IJournal, IFileKeys, IAsyncDisposable
{
    private readonly SqliteDatabase _database;
    private readonly TimeProvider _clock;
    private readonly SqliteWriter _writer;
    private readonly GroupCommit<Append, AppendResult> _commits;
    private readonly Progress _progress;
    private readonly ConditionalWeakTable<SqliteConnection, Reader> _statements = [];

    // Between which places an operator has no entries, as somebody who reads its feed again and again has found: an index by operator would cost every append.
    private readonly ConcurrentDictionary<OperatorId, (long From, long To)> _quiet = new();

    public SqliteJournal(SqliteDatabase database, TimeProvider clock)
    {
        _database = database;
        _clock = clock;
        _writer = new SqliteWriter(database.Writer);
        _progress = new Progress(_writer.LastPosition());
        _commits = new GroupCommit<Append, AppendResult>(WriteBatch);
        _commits.Start();
    }

    public ValueTask<IReadOnlyList<Entry>> ReadAsync(FileKey file, CancellationToken cancellationToken) =>
        ValueTask.FromResult(_database.Read(connection => Statements(connection).File(file)));

    public ValueTask<IReadOnlyList<Entry>> ReadLastAsync(FileKey file, long before, int count, CancellationToken cancellationToken) =>
        ValueTask.FromResult(_database.Read(connection => Statements(connection).Last(file, before, count)));

    public ValueTask<IReadOnlyList<Entry>?> FindBackAsync(OperatorId operatorId, EntryFilter filter, long before, int limit, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyList<Entry>?>(_database.Read(connection => EntryQuestions.Back(operatorId, filter, before, limit).Ask(connection)));

    public Task<AppendResult> TryAppendAsync(Append append, CancellationToken cancellationToken) => _commits.WriteAsync(append);

    public ValueTask<CommandRecord?> FindCommandAsync(OperatorId operatorId, string key, CancellationToken cancellationToken) =>
        ValueTask.FromResult(_database.Read(connection => Statements(connection).Command(operatorId, key)));

    public ValueTask<IReadOnlyList<(OperatorId Operator, long Version)>> CatalogueVersionsAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult(_database.Read<IReadOnlyList<(OperatorId Operator, long Version)>>(connection => Statements(connection).Catalogues()));

    public ValueTask<IReadOnlyList<Entry>> ReadFeedAsync(OperatorId operatorId, long after, int limit, CancellationToken cancellationToken)
    {
        var committed = _progress.Position;
        var quiet = _quiet.GetValueOrDefault(operatorId);
        var from = after >= quiet.From && after < quiet.To ? quiet.To : after;
        var entries = _database.Read<IReadOnlyList<Entry>>(connection => Statements(connection).Feed(operatorId, from, limit));
        if (entries.Count == 0 && committed > from) _quiet[operatorId] = (from == after ? after : quiet.From, committed);
        return ValueTask.FromResult(entries);
    }

    public ValueTask<KeptKey?> ReadKeyAsync(FileKey file, CancellationToken cancellationToken) =>
        ValueTask.FromResult(_database.Read(connection => Statements(connection).Key(file)));

    public async Task<bool> TrySetKeyAsync(FileKey file, byte[]? expected, byte[] wrapped, CancellationToken cancellationToken) =>
        await _commits.WriteAsync(new Append(file, 0, [], RegisterRows.None) { IsOnlyKey = true, ExpectedKey = expected, NewKey = wrapped }) == AppendResult.Written;

    public async IAsyncEnumerable<SubjectId> FilesAsync(OperatorId operatorId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        for (var (last, more) = ("", true); more;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var page = _database.Read(connection => KeyQuestions.Files(operatorId, last).Ask(connection));
            foreach (var subject in page) yield return subject;
            more = page.Count == KeyQuestions.PageSize;
            if (more) last = page[^1].Value;
        }
    }

    public Task<IReadOnlyList<SubjectId>> DestroyedAsync(OperatorId operatorId, CancellationToken cancellationToken) =>
        Task.FromResult(_database.Read(connection => KeyQuestions.Destroyed(operatorId).Ask(connection)));

    public long Position => _progress.Position;

    public Task WaitForMoreAsync(long after, CancellationToken cancellationToken) => _progress.WaitAsync(after, cancellationToken);

    public ValueTask DisposeAsync() => _commits.DisposeAsync();

    private Reader Statements(SqliteConnection connection) => _statements.GetValue(connection, fresh => new Reader(fresh));

    private Task<AppendResult[]> WriteBatch(IReadOnlyList<Append> batch)
    {
        try
        {
            AppendResult[] results;
            long position;
            lock (_database.WriterTurn) results = _writer.Write(batch, _clock.GetUtcNow(), out position);
            _progress.Reach(position);
            return Task.FromResult(results);
        }
        catch (SqliteException failure)
        {
            throw SqliteDatabase.Translate(failure);
        }
    }

    /// <summary>The reading statements of one connection.</summary>
    private sealed class Reader(SqliteConnection connection)
    {
        // One statement sees one moment: the head and the entries cannot drift apart.
        private readonly SqliteStatement _file = new(connection, $"""
            SELECT {EntryRows.Columns}, h.version, h.hash FROM heads h LEFT JOIN entries e ON e.operator = h.operator AND e.subject = h.subject
            WHERE h.operator = $1 AND h.subject = $2 ORDER BY e.version
            """);
        private readonly SqliteStatement _last = new(connection, $"""
            SELECT {EntryRows.Columns}, h.version, h.hash FROM heads h
            LEFT JOIN entries e ON e.operator = h.operator AND e.subject = h.subject AND e.version < $3 AND e.version >= min($3, h.version + 1) - $4
            WHERE h.operator = $1 AND h.subject = $2 ORDER BY e.version
            """);
        private readonly SqliteStatement _headless = new(connection, "SELECT 1 FROM entries WHERE operator = $1 AND subject = $2 LIMIT 1");
        private readonly SqliteStatement _feed = new(connection, $"SELECT {EntryRows.Columns} FROM entries e WHERE e.position > $1 AND e.operator = $2 ORDER BY e.position LIMIT $3");
        private readonly SqliteStatement _command = new(connection, "SELECT body_sha256, subject, from_version, to_version FROM commands WHERE operator = $1 AND key = $2");

        private readonly SqliteStatement _key = new(connection, "SELECT wrapped FROM file_keys WHERE operator = $1 AND subject = $2");

        // In the words of the index, for it to be used.
        private readonly SqliteStatement _catalogues = new(connection, "SELECT operator, version FROM heads WHERE instr(subject, '~catalogue') = 1 AND subject = '~catalogue'");

        public IReadOnlyList<Entry> File(FileKey file)
        {
            var (entries, version, hash) = WithHead(file, () => _file.Query(file.Operator.Value, file.Subject.Value));
            return Chain.Verified(file, entries, version, hash);
        }

        // With the one before the first, to which the first is tied.
        public IReadOnlyList<Entry> Last(FileKey file, long before, int count)
        {
            var (entries, version, hash) = WithHead(file, () => _last.Query(file.Operator.Value, file.Subject.Value, before, count + 1L));
            return Chain.VerifiedLast(file, entries, version, hash, before, count);
        }

        private (List<Entry> Entries, long Version, byte[]? Hash) WithHead(FileKey file, Func<SqliteDataReader> query)
        {
            var read = Read(file, query);
            if (read.Hash is not null || !IsHeadless(file)) return read;

            // Written between the two questions, or a head is missing.
            read = Read(file, query);
            return read.Hash is null ? throw new JournalDamagedException($"{file}: its head is lost") : read;
        }

        public List<(OperatorId Operator, long Version)> Catalogues()
        {
            using var rows = _catalogues.Query();
            var versions = new List<(OperatorId Operator, long Version)>();
            while (rows.Read()) versions.Add((new OperatorId(rows.GetString(0)), rows.GetInt64(1)));
            return versions;
        }

        public List<Entry> Feed(OperatorId operatorId, long after, int limit)
        {
            using var rows = _feed.Query(after, operatorId.Value, limit);
            var entries = new List<Entry>();
            while (rows.Read()) entries.Add(EntryRows.ReadOf(operatorId, rows));
            return entries;
        }

        public KeptKey? Key(FileKey file)
        {
            using var row = _key.Query(file.Operator.Value, file.Subject.Value);
            return !row.Read() ? null : row.IsDBNull(0) ? KeptKey.Destroyed : new KeptKey(row.GetFieldValue<byte[]>(0));
        }

        public CommandRecord? Command(OperatorId operatorId, string key)
        {
            using var row = _command.Query(operatorId.Value, key);
            return row.Read()
                ? new CommandRecord(key, row.GetFieldValue<byte[]>(0), new FileKey(operatorId, new SubjectId(row.GetString(1))), row.GetInt64(2), row.GetInt64(3))
                : null;
        }

        private static (List<Entry> Entries, long Version, byte[]? Hash) Read(FileKey file, Func<SqliteDataReader> query)
        {
            using var rows = query();
            var (entries, version, hash) = (new List<Entry>(), 0L, (byte[]?)null);
            while (rows.Read())
            {
                hash ??= rows.GetFieldValue<byte[]>(EntryRows.Count + 1);
                version = rows.GetInt64(EntryRows.Count);
                if (!rows.IsDBNull(0)) entries.Add(EntryRows.Read(rows, file));
            }

            return (entries, version, hash);
        }

        private bool IsHeadless(FileKey file)
        {
            using var row = _headless.Query(file.Operator.Value, file.Subject.Value);
            return row.Read();
        }
    }
}
