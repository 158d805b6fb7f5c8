using System.Globalization;
using Consent.Domain;
using Microsoft.Data.Sqlite;

namespace Consent.Storage.Sqlite;

/// <summary>The statements of the only writer; a batch of appends is one transaction.</summary>
internal sealed class SqliteWriter(SqliteConnection connection)
{
    private static readonly TimeSpan ForgetEvery = TimeSpan.FromMinutes(10);

    private readonly SqliteStatement _begin = new(connection, "BEGIN IMMEDIATE");
    private readonly SqliteStatement _commit = new(connection, "COMMIT");
    private readonly SqliteStatement _rollback = new(connection, "ROLLBACK");
    private readonly SqliteStatement _last = new(connection, "SELECT coalesce(max(position), 0) FROM entries");
    private readonly SqliteStatement _head = new(connection, "SELECT version FROM heads WHERE operator = $1 AND subject = $2");
    private readonly SqliteStatement _commandKnown = new(connection, "SELECT 1 FROM commands WHERE operator = $1 AND key = $2");
    private readonly SqliteStatement _numberOwner = new(connection, "SELECT subject FROM requests WHERE operator = $1 AND number = $2");
    private readonly SqliteStatement _setHead = new(connection, """
        INSERT INTO heads (operator, subject, version, hash) VALUES ($1, $2, $3, $4)
        ON CONFLICT DO UPDATE SET version = excluded.version, hash = excluded.hash
        """);
    private readonly SqliteStatement _entry = new(connection, """
        INSERT INTO entries (position, operator, subject, version, at, actor, kind, request, payload, hash) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        """);
    private readonly SqliteStatement _command = new(connection, """
        INSERT INTO commands (operator, key, body_sha256, subject, from_version, to_version, at) VALUES ($1, $2, $3, $4, $5, $6, $7)
        """);
    private readonly SqliteStatement _forget = new(connection, "DELETE FROM commands WHERE at < $1");
    private readonly SqliteStatement _request = new(connection, """
        INSERT INTO requests (operator, number, year, ordinal, subject, received_at, received_on, channel, kinds, closed, due, ends_at, assigned_to, awaits_applicant, listed)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 1)
        ON CONFLICT DO UPDATE SET closed = excluded.closed, due = excluded.due, ends_at = excluded.ends_at, assigned_to = excluded.assigned_to,
            awaits_applicant = excluded.awaits_applicant, listed = 1
        """);
    private readonly SqliteStatement _demand = new(connection, """
        INSERT INTO demands (operator, number, demand, kind, channel, received_on, status, decided_on, late, extended)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        ON CONFLICT DO UPDATE SET status = excluded.status, decided_on = excluded.decided_on, late = excluded.late, extended = excluded.extended
        """);
    private readonly SqliteStatement _obligation = new(connection, """
        INSERT INTO obligations (operator, subject, request, id, demand, duty, origin, article, status, outstanding, governs,
            runs_from, due, safe_due, ends_at, timed, done_at, calendar, assigned_to)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)
        ON CONFLICT DO UPDATE SET status = excluded.status, outstanding = excluded.outstanding, governs = excluded.governs,
            runs_from = excluded.runs_from, due = excluded.due, safe_due = excluded.safe_due, ends_at = excluded.ends_at,
            done_at = excluded.done_at, calendar = excluded.calendar, assigned_to = excluded.assigned_to
        """);
    private readonly SqliteStatement _wakeUp = new(connection, """
        INSERT INTO wake_ups (operator, subject, at) VALUES ($1, $2, $3) ON CONFLICT DO UPDATE SET at = excluded.at
        """);
    private readonly SqliteStatement _noWakeUp = new(connection, "DELETE FROM wake_ups WHERE operator = $1 AND subject = $2");

    private readonly SqliteStatement _newKey = new(connection, "INSERT INTO file_keys (operator, subject, wrapped) VALUES ($1, $2, $3)");
    private readonly SqliteStatement _firstKey = new(connection, "INSERT INTO file_keys (operator, subject, wrapped) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING");
    private readonly SqliteStatement _sameKey = new(connection, "UPDATE file_keys SET wrapped = $4 WHERE operator = $1 AND subject = $2 AND wrapped = $3");
    private readonly SqliteStatement _noKey = new(connection, """
        INSERT INTO file_keys (operator, subject, wrapped) VALUES ($1, $2, NULL) ON CONFLICT DO UPDATE SET wrapped = NULL
        """);
    private readonly SqliteStatement _noChunks = new(connection, "DELETE FROM attachment_chunks WHERE operator = $1 AND subject = $2");
    private readonly SqliteStatement _noAttachments = new(connection, "DELETE FROM attachments WHERE operator = $1 AND subject = $2");
    private readonly SqliteStatement _contact = new(connection, "INSERT INTO contacts (operator, kind, hash, subject) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING");
    private readonly SqliteStatement _noContacts = new(connection, "DELETE FROM contacts WHERE operator = $1 AND subject = $2");
    private readonly SqliteStatement _noOldPages = new(connection, "PRAGMA wal_checkpoint(TRUNCATE)");

    private DateTimeOffset _forgetAt;
    private bool _hasOldPages;

    public long LastPosition()
    {
        using var row = _last.Query();
        row.Read();
        return row.GetInt64(0);
    }

    /// <summary>Writes what can be written and commits; the others learn why not. On an exception nothing of the batch is written.</summary>
    public AppendResult[] Write(IReadOnlyList<Append> batch, DateTimeOffset now, out long position)
    {
        var results = new AppendResult[batch.Count];
        _begin.Execute();
        try
        {
            position = LastPosition();
            for (var i = 0; i < batch.Count; i++) results[i] = Write(batch[i], ref position, now);
            if (now >= _forgetAt) Forget(now);
            _commit.Execute();
            for (var i = 0; i < batch.Count; i++) _hasOldPages |= results[i] == AppendResult.Written && (batch[i].DestroysKey || batch[i].IsOnlyKey);
            if (_hasOldPages) _hasOldPages = !DropOldPages();
            return results;
        }
        catch
        {
            // A failed statement may have rolled the transaction back itself.
            if (SQLitePCL.raw.sqlite3_get_autocommit(connection.Handle) == 0) _rollback.Execute();
            throw;
        }
    }

    private AppendResult Write(Append append, ref long position, DateTimeOffset now)
    {
        var (operatorId, subject) = (append.File.Operator.Value, append.File.Subject.Value);
        if (append.IsOnlyKey) return SetKey(append, operatorId, subject) ? AppendResult.Written : AppendResult.LostRace;
        if (append.Command is { } known && Exists(_commandKnown, operatorId, known.Key)) return AppendResult.CommandKnown;
        if (HeadOf(append.File) != append.ExpectedVersion) return AppendResult.LostRace;
        foreach (var row in append.Register.Requests)
            if (!IsOwn(row, append.File)) return AppendResult.NumberTaken;

        foreach (var entry in append.Entries)
            _entry.Execute(
                ++position, operatorId, subject, entry.Version, Microseconds.Of(entry.At), entry.Actor, entry.Kind, entry.Request, entry.Payload, entry.Hash);
        if (append.Entries is [.., var last]) _setHead.Execute(operatorId, subject, last.Version, last.Hash);
        if (append.Command is { } command)
            _command.Execute(operatorId, command.Key, command.BodySha256, subject, command.FromVersion, command.ToVersion, Microseconds.Of(now));
        if (append.NewKey is { } wrapped) _newKey.Execute(operatorId, subject, wrapped);
        if (append.DestroysKey)
        {
            _noKey.Execute(operatorId, subject);
            _noChunks.Execute(operatorId, subject);
            _noAttachments.Execute(operatorId, subject);
        }

        WriteRegister(append);
        return AppendResult.Written;
    }

    private bool SetKey(Append append, string operatorId, string subject) => 1 == (append.ExpectedKey is null
        ? _firstKey.Execute(operatorId, subject, append.NewKey)
        : _sameKey.Execute(operatorId, subject, append.ExpectedKey, append.NewKey));

    // What is overwritten stands in the log until it begins anew; a reader may hold it a moment, then it is tried after the next commit.
    private bool DropOldPages()
    {
        try
        {
            using var row = _noOldPages.Query();
            return row.Read() && row.GetInt64(0) == 0;
        }
        catch (SqliteException)
        {
            return false;
        }
    }

    private void WriteRegister(Append append)
    {
        var (operatorId, subject) = (append.File.Operator.Value, append.File.Subject.Value);
        foreach (var row in append.Register.Requests)
        {
            var (year, ordinal) = RequestNumbers.Parse(row.Number);
            _request.Execute(
                operatorId, row.Number, year, ordinal, subject, Microseconds.Of(row.ReceivedAt), Day(row.ReceivedOn), Words.Of(row.Channel),
                Words.Of(row.Kinds), row.IsClosed ? 1 : 0, Day(row.Due), RequestSort.KeyOf(row, RequestOrder.Due), row.AssignedTo,
                row.AwaitsApplicant ? 1 : 0);
        }

        foreach (var row in append.Register.Demands)
            _demand.Execute(
                operatorId, row.Number, row.Demand, Words.Of(row.Kind), Words.Of(row.Channel), Day(row.ReceivedOn), Words.Of(row.Status), Day(row.DecidedOn),
                row.IsLate ? 1 : 0, row.IsExtended ? 1 : 0);
        foreach (var row in append.Register.Obligations)
            _obligation.Execute(
                operatorId, row.Subject.Value, row.Request ?? "", row.Id, row.Demand, Words.Of(row.Duty), Words.Of(row.Origin), row.Article, Words.Of(row.Status),
                row.IsOutstanding ? 1 : 0, row.Governs ? 1 : 0, Instant(row.RunsFrom), Day(row.Due), Day(row.SafeDue), Microseconds.Of(row.EndsAt),
                row.IsTimed ? 1 : 0, Instant(row.DoneAt), row.Calendar, row.AssignedTo);

        foreach (var row in append.Register.Contacts) _contact.Execute(operatorId, Words.Of(row.Kind), row.Hash, subject);
        if (append.Register.ForgetsContacts) _noContacts.Execute(operatorId, subject);

        if (append.Register.WakeUpAt is { } at) _wakeUp.Execute(operatorId, subject, Microseconds.Of(at));
        else if (append.ExpectedVersion > 0) _noWakeUp.Execute(operatorId, subject);
    }

    private long HeadOf(FileKey file)
    {
        using var row = _head.Query(file.Operator.Value, file.Subject.Value);
        return row.Read() ? row.GetInt64(0) : 0;
    }

    private bool IsOwn(RequestRow row, FileKey file)
    {
        using var owner = _numberOwner.Query(file.Operator.Value, row.Number);
        return !owner.Read() || owner.GetString(0) == file.Subject.Value;
    }

    private static bool Exists(SqliteStatement statement, string operatorId, string key)
    {
        using var row = statement.Query(operatorId, key);
        return row.Read();
    }

    private void Forget(DateTimeOffset now)
    {
        _forget.Execute(Microseconds.Of(now - IJournal.CommandMemory));
        _forgetAt = now + ForgetEvery;
    }

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static long? Instant(DateTimeOffset? instant) => instant is { } at ? Microseconds.Of(at) : null;
}
