using System.Runtime.CompilerServices;
using Consent.Domain;
using Consent.Storage.Sql;
using Npgsql;

namespace Consent.Storage.Postgres;

/// <summary>The journal in PostgreSQL: entries, heads, commands and the register's rows of one append in one transaction, many appends in one commit.</summary>
public sealed class PostgresJournal : IJournal, IFileKeys, IAsyncDisposable
{
    // One statement sees one moment: the head and the entries cannot drift apart. A head or entries may be missing; a row comes always.
    private const string FileSql = $"""
        SELECT {EntryRows.Columns}, h.version, h.hash
        FROM (SELECT $1::text AS operator, $2::text AS subject) f
        LEFT JOIN heads h ON h.operator = f.operator AND h.subject = f.subject
        LEFT JOIN entries e ON e.operator = f.operator AND e.subject = f.subject
        ORDER BY e.version
        """;

    // With the one before the first, to which the first is tied.
    private const string LastSql = $"""
        SELECT {EntryRows.Columns}, h.version, h.hash
        FROM (SELECT $1::text AS operator, $2::text AS subject) f
        LEFT JOIN heads h ON h.operator = f.operator AND h.subject = f.subject
        LEFT JOIN entries e ON e.operator = f.operator AND e.subject = f.subject AND e.version < $3::bigint AND e.version >= least($3::bigint, coalesce(h.version, 0) + 1) - $4::bigint
        ORDER BY e.version
        """;

    private const string FeedSql = $"SELECT {EntryRows.Columns} FROM entries e WHERE e.operator = $1 AND e.position > $2 ORDER BY e.position LIMIT $3";
    private const string CommandSql = "SELECT body_sha256, subject, from_version, to_version FROM commands WHERE operator = $1 AND key = $2";
    private const string KeySql = "SELECT wrapped FROM file_keys WHERE operator = $1 AND subject = $2";
    private const string FirstKeySql = "INSERT INTO file_keys (operator, subject, wrapped) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING RETURNING 1";
    private const string SameKeySql = "UPDATE file_keys SET wrapped = $3 WHERE operator = $1 AND subject = $2 AND wrapped = $4 RETURNING 1";
    private const string CataloguesSql = "SELECT operator, version FROM heads WHERE subject = '~catalogue'";

    private readonly PostgresDatabase _database;
    private readonly PostgresListener _listener;
    private readonly GroupCommit<Append, AppendResult> _commits;
    private readonly Progress _progress = new();
    private bool _isClosed;

    public PostgresJournal(PostgresDatabase database, TimeProvider clock)
    {
        _database = database;
        var writer = new PostgresWriter(database, clock, _progress.Reach);
        _commits = new GroupCommit<Append, AppendResult>(writer.WriteAsync);
        _listener = new PostgresListener(database, _progress.Reach);
        _commits.Start();
        _listener.Start();
    }

    // Told by the writer of this process and, for all processes, by the listener.
    public long Position => _progress.Position;

    public async ValueTask<IReadOnlyList<Entry>> ReadAsync(FileKey file, CancellationToken cancellationToken)
    {
        var (entries, version, hash) = await WithHeadAsync(FileSql, file, cancellationToken, file.Operator.Value, file.Subject.Value);
        return Chain.Verified(file, entries, version, hash);
    }

    public async ValueTask<IReadOnlyList<Entry>> ReadLastAsync(FileKey file, long before, int count, CancellationToken cancellationToken)
    {
        var (entries, version, hash) = await WithHeadAsync(LastSql, file, cancellationToken, file.Operator.Value, file.Subject.Value, before, count + 1L);
        return Chain.VerifiedLast(file, entries, version, hash, before, count);
    }

    public async ValueTask<IReadOnlyList<Entry>?> FindBackAsync(OperatorId operatorId, EntryFilter filter, long before, int limit, CancellationToken cancellationToken) =>
        filter is EntryFilter.OfActor { Actor: var actor } && !PostgresText.CanHold(actor) ? []
            : await _database.ReadAsync(connection => EntryQuestions.Back(operatorId, filter, before, limit).AskAsync(connection, cancellationToken), cancellationToken);

    private async Task<(List<Entry> Entries, long Version, byte[]? Hash)> WithHeadAsync(string sql, FileKey file, CancellationToken cancellationToken, params object[] values)
    {
        var entries = new List<Entry>();
        var (version, hash) = (0L, (byte[]?)null);
        await QueryAsync(sql, row =>
        {
            if (!row.IsDBNull(EntryRows.Count)) (version, hash) = (row.GetInt64(EntryRows.Count), hash ?? row.GetFieldValue<byte[]>(EntryRows.Count + 1));
            if (!row.IsDBNull(0)) entries.Add(EntryRows.Read(row, file));
        }, cancellationToken, values);
        return hash is null && entries.Count > 0 ? throw new JournalDamagedException($"{file}: its head is lost") : (entries, version, hash);
    }

    public Task<AppendResult> TryAppendAsync(Append append, CancellationToken cancellationToken) => _commits.WriteAsync(append);

    public async ValueTask<CommandRecord?> FindCommandAsync(OperatorId operatorId, string key, CancellationToken cancellationToken)
    {
        CommandRecord? found = null;
        if (!PostgresText.CanHold(key)) return found;
        await QueryAsync(
            CommandSql,
            row => found = new CommandRecord(
                key, row.GetFieldValue<byte[]>(0), new FileKey(operatorId, new SubjectId(row.GetString(1))), row.GetInt64(2), row.GetInt64(3)),
            cancellationToken, operatorId.Value, key);
        return found;
    }

    public async ValueTask<IReadOnlyList<(OperatorId Operator, long Version)>> CatalogueVersionsAsync(CancellationToken cancellationToken)
    {
        var versions = new List<(OperatorId Operator, long Version)>();
        await QueryAsync(CataloguesSql, row => versions.Add((new OperatorId(row.GetString(0)), row.GetInt64(1))), cancellationToken);
        return versions;
    }

    public async ValueTask<IReadOnlyList<Entry>> ReadFeedAsync(OperatorId operatorId, long after, int limit, CancellationToken cancellationToken)
    {
        var entries = new List<Entry>();
        await QueryAsync(FeedSql, row => entries.Add(EntryRows.ReadOf(operatorId, row)), cancellationToken, operatorId.Value, after, limit);
        return entries;
    }

    public async ValueTask<KeptKey?> ReadKeyAsync(FileKey file, CancellationToken cancellationToken)
    {
        KeptKey? kept = null;
        await QueryAsync(KeySql, row => kept = row.IsDBNull(0) ? KeptKey.Destroyed : new KeptKey(row.GetFieldValue<byte[]>(0)), cancellationToken, file.Operator.Value, file.Subject.Value);
        return kept;
    }

    // One statement decides and writes: no turn is needed.
    public async Task<bool> TrySetKeyAsync(FileKey file, byte[]? expected, byte[] wrapped, CancellationToken cancellationToken)
    {
        var isSet = false;
        if (expected is null) await QueryAsync(FirstKeySql, _ => isSet = true, cancellationToken, file.Operator.Value, file.Subject.Value, wrapped);
        else await QueryAsync(SameKeySql, _ => isSet = true, cancellationToken, file.Operator.Value, file.Subject.Value, wrapped, expected);
        return isSet;
    }

    public async IAsyncEnumerable<SubjectId> FilesAsync(OperatorId operatorId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var (last, more) = ("", true); more;)
        {
            var after = last;
            var page = await _database.ReadAsync(connection => KeyQuestions.Files(operatorId, after).AskAsync(connection, cancellationToken), cancellationToken);
            foreach (var subject in page) yield return subject;
            more = page.Count == KeyQuestions.PageSize;
            if (more) last = page[^1].Value;
        }
    }

    public Task<IReadOnlyList<SubjectId>> DestroyedAsync(OperatorId operatorId, CancellationToken cancellationToken) =>
        _database.ReadAsync(connection => KeyQuestions.Destroyed(operatorId).AskAsync(connection, cancellationToken), cancellationToken);

    public Task WaitForMoreAsync(long after, CancellationToken cancellationToken) => _progress.WaitAsync(after, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        // Registered under several names, it is disposed of under each.
        if (Interlocked.Exchange(ref _isClosed, true)) return;
        await _commits.DisposeAsync();
        await _listener.DisposeAsync();
    }

    private async Task QueryAsync(string sql, Action<NpgsqlDataReader> eachRow, CancellationToken cancellationToken, params object[] values) =>
        await _database.ReadAsync(async connection =>
        {
#pragma warning disable CA2100 // Only the constant statements above come here.
            await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
            foreach (var value in values) command.Parameters.Add(new NpgsqlParameter { Value = value });
            await using var rows = await command.ExecuteReaderAsync(cancellationToken);
            while (await rows.ReadAsync(cancellationToken)) eachRow(rows);
            return true;
        }, cancellationToken);
}
