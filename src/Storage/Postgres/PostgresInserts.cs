using Consent.Domain;
using Npgsql;
using static Consent.Storage.Postgres.Columns;

namespace Consent.Storage.Postgres;

/// <summary>The writing statements of a batch: one a table, however many appends.</summary>
internal static class PostgresInserts
{
    private const string Entries = """
        INSERT INTO entries (position, operator, subject, version, at, actor, kind, request, payload, hash)
        SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        """;

    // No "on conflict": a head that another writer has made meanwhile is an error, and so is an entry.
    private const string NewHeads = "INSERT INTO heads (operator, subject, version, hash) SELECT * FROM unnest($1, $2, $3, $4)";

    // The rows are locked since they were read, so the version is the one decided on.
    private const string MovedHeads = """
        UPDATE heads h SET version = m.version, hash = m.hash FROM unnest($1, $2, $3, $4, $5) m (operator, subject, version, hash, expected)
        WHERE h.operator = m.operator AND h.subject = m.subject AND h.version = m.expected
        """;

    private const string NewCommands = """
        INSERT INTO commands (operator, key, body_sha256, subject, from_version, to_version, at) SELECT *, $7 FROM unnest($1, $2, $3, $4, $5, $6)
        """;

    private const string Requests = """
        INSERT INTO requests (operator, number, year, ordinal, subject, received_at, received_on, channel, kinds, closed, due, ends_at, assigned_to, awaits_applicant, listed)
        SELECT *, true FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
        ON CONFLICT (operator, number) DO UPDATE
        SET closed = excluded.closed, due = excluded.due, ends_at = excluded.ends_at, assigned_to = excluded.assigned_to,
            awaits_applicant = excluded.awaits_applicant, listed = true
        """;

    private const string Demands = """
        INSERT INTO demands (operator, number, demand, kind, channel, received_on, status, decided_on, late, extended)
        SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        ON CONFLICT (operator, number, demand) DO UPDATE
        SET status = excluded.status, decided_on = excluded.decided_on, late = excluded.late, extended = excluded.extended
        """;

    private const string Obligations = """
        INSERT INTO obligations (operator, subject, request, id, demand, duty, origin, article, status, outstanding, governs,
            runs_from, due, safe_due, ends_at, timed, done_at, calendar, assigned_to)
        SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)
        ON CONFLICT (operator, subject, request, id) DO UPDATE
        SET status = excluded.status, outstanding = excluded.outstanding, governs = excluded.governs,
            runs_from = excluded.runs_from, due = excluded.due, safe_due = excluded.safe_due, ends_at = excluded.ends_at,
            done_at = excluded.done_at, calendar = excluded.calendar, assigned_to = excluded.assigned_to
        """;

    private const string WakeUps = """
        INSERT INTO wake_ups (operator, subject, at) SELECT * FROM unnest($1, $2, $3) ON CONFLICT (operator, subject) DO UPDATE SET at = excluded.at
        """;

    private const string NoWakeUps = "DELETE FROM wake_ups w USING unnest($1, $2) n (operator, subject) WHERE w.operator = n.operator AND w.subject = n.subject";

    private const string NewKeys = "INSERT INTO file_keys (operator, subject, wrapped) SELECT * FROM unnest($1, $2, $3)";

    private const string NoKeys = """
        INSERT INTO file_keys (operator, subject, wrapped) SELECT *, NULL FROM unnest($1, $2) ON CONFLICT (operator, subject) DO UPDATE SET wrapped = NULL
        """;

    private const string NoChunks = "DELETE FROM attachment_chunks c USING unnest($1, $2) n (operator, subject) WHERE c.operator = n.operator AND c.subject = n.subject";

    private const string NoAttachments = "DELETE FROM attachments a USING unnest($1, $2) n (operator, subject) WHERE a.operator = n.operator AND a.subject = n.subject";

    private const string Contacts = """
        INSERT INTO contacts (operator, kind, hash, subject) SELECT * FROM unnest($1, $2, $3, $4) ON CONFLICT DO NOTHING
        """;

    private const string NoContacts = "DELETE FROM contacts c USING unnest($1, $2) n (operator, subject) WHERE c.operator = n.operator AND c.subject = n.subject";

    public static IEnumerable<NpgsqlBatchCommand> For(AppendBatch batch, DateTimeOffset now) =>
        [.. OfJournal(batch), .. OfKeys(batch), .. OfCommands(batch, now), .. OfRegister(batch), .. OfContacts(batch)];

    private static IEnumerable<NpgsqlBatchCommand> OfJournal(AppendBatch batch)
    {
        var entries = batch.Entries;
        if (entries.Count == 0) yield break;
        yield return Command(
            Entries, Of(entries, e => e.Position), Of(entries, e => e.File.Operator.Value), Of(entries, e => e.File.Subject.Value), Of(entries, e => e.Version),
            Of(entries, e => Microseconds.Of(e.At)), Of(entries, e => e.Actor), Of(entries, e => e.Kind), Of(entries, e => e.Request),
            Of(entries, e => e.Payload), Of(entries, e => e.Hash));

        // Several appends of one file may stand in a batch: its head moves once, from the first's version to the last's.
        var ends = batch.Accepted.Where(a => !a.Entries.IsEmpty).GroupBy(a => a.File).Select(g => (From: g.First().ExpectedVersion, Last: g.Last().Entries[^1])).ToList();
        if (ends.Where(end => end.From == 0).ToList() is { Count: > 0 } made)
            yield return Command(
                NewHeads, Of(made, m => m.Last.File.Operator.Value), Of(made, m => m.Last.File.Subject.Value), Of(made, m => m.Last.Version), Of(made, m => m.Last.Hash));
        if (ends.Where(end => end.From > 0).ToList() is { Count: > 0 } moved)
            yield return Command(
                MovedHeads, Of(moved, m => m.Last.File.Operator.Value), Of(moved, m => m.Last.File.Subject.Value), Of(moved, m => m.Last.Version),
                Of(moved, m => m.Last.Hash), Of(moved, m => m.From));
    }

    private static IEnumerable<NpgsqlBatchCommand> OfCommands(AppendBatch batch, DateTimeOffset now)
    {
        var commands = batch.Accepted.Where(a => a.Command is not null).Select(a => a.Command!).ToList();
        if (commands.Count > 0)
            yield return Command(
                NewCommands, Of(commands, c => c.File.Operator.Value), Of(commands, c => c.Key), Of(commands, c => c.BodySha256), Of(commands, c => c.File.Subject.Value),
                Of(commands, c => c.FromVersion), Of(commands, c => c.ToVersion), new NpgsqlParameter<long> { TypedValue = Microseconds.Of(now) });
    }

    private static IEnumerable<NpgsqlBatchCommand> OfRegister(AppendBatch batch)
    {
        // What the last append of a batch says of a row or a file is what stands.
        var rows = batch.Accepted.SelectMany(a => a.Register.Requests, (a, row) => (a.File, Row: row, Place: RequestNumbers.Parse(row.Number)))
            .GroupBy(r => (r.File.Operator, r.Row.Number)).Select(g => g.Last()).ToList();
        if (rows.Count > 0)
            yield return Command(
                Requests, Of(rows, r => r.File.Operator.Value), Of(rows, r => r.Row.Number), Of(rows, r => r.Place.Year), Of(rows, r => r.Place.Ordinal),
                Of(rows, r => r.File.Subject.Value), Of(rows, r => Microseconds.Of(r.Row.ReceivedAt)), Of(rows, r => r.Row.ReceivedOn), Of(rows, r => Words.Of(r.Row.Channel)),
                Of(rows, r => Words.Of(r.Row.Kinds)), Of(rows, r => r.Row.IsClosed), Of(rows, r => r.Row.Due), Of(rows, r => RequestSort.KeyOf(r.Row, RequestOrder.Due)),
                Of(rows, r => r.Row.AssignedTo), Of(rows, r => r.Row.AwaitsApplicant));
        if (OfDemands(batch) is { } demands) yield return demands;
        if (OfObligations(batch) is { } obligations) yield return obligations;

        var files = batch.Accepted.GroupBy(a => a.File).Select(g => (File: g.Key, IsNew: g.First().ExpectedVersion == 0, At: g.Last().Register.WakeUpAt)).ToList();
        if (files.Where(f => f.At is not null).ToList() is { Count: > 0 } waiting)
            yield return Command(
                WakeUps, Of(waiting, f => f.File.Operator.Value), Of(waiting, f => f.File.Subject.Value), Of(waiting, f => Microseconds.Of(f.At!.Value)));
        if (files.Where(f => f.At is null && !f.IsNew).ToList() is { Count: > 0 } quiet)
            yield return Command(NoWakeUps, Of(quiet, f => f.File.Operator.Value), Of(quiet, f => f.File.Subject.Value));
    }

    private static IEnumerable<NpgsqlBatchCommand> OfKeys(AppendBatch batch)
    {
        if (batch.Accepted.Where(a => a.NewKey is not null).ToList() is { Count: > 0 } made)
            yield return Command(NewKeys, Of(made, a => a.File.Operator.Value), Of(made, a => a.File.Subject.Value), Of(made, a => a.NewKey!));
        if (batch.Accepted.Where(a => a.DestroysKey).ToList() is not { Count: > 0 } destroyed) yield break;
        foreach (var statement in (string[])[NoKeys, NoChunks, NoAttachments])
            yield return Command(statement, Of(destroyed, a => a.File.Operator.Value), Of(destroyed, a => a.File.Subject.Value));
    }

    private static IEnumerable<NpgsqlBatchCommand> OfContacts(AppendBatch batch)
    {
        var rows = batch.Accepted.SelectMany(a => a.Register.Contacts, (a, row) => (a.File, Row: row)).ToList();
        if (rows.Count > 0)
            yield return Command(
                Contacts, Of(rows, r => r.File.Operator.Value), Of(rows, r => Words.Of(r.Row.Kind)), Of(rows, r => r.Row.Hash), Of(rows, r => r.File.Subject.Value));
        if (batch.Accepted.Where(a => a.Register.ForgetsContacts).ToList() is { Count: > 0 } destroyed)
            yield return Command(NoContacts, Of(destroyed, a => a.File.Operator.Value), Of(destroyed, a => a.File.Subject.Value));
    }

    private static NpgsqlBatchCommand? OfDemands(AppendBatch batch)
    {
        var rows = batch.Accepted.SelectMany(a => a.Register.Demands, (a, row) => (a.File.Operator, Row: row))
            .GroupBy(r => (r.Operator, r.Row.Number, r.Row.Demand)).Select(g => g.Last()).ToList();
        return rows.Count == 0 ? null : Command(
            Demands, Of(rows, r => r.Operator.Value), Of(rows, r => r.Row.Number), Of(rows, r => r.Row.Demand), Of(rows, r => Words.Of(r.Row.Kind)),
            Of(rows, r => Words.Of(r.Row.Channel)), Of(rows, r => r.Row.ReceivedOn), Of(rows, r => Words.Of(r.Row.Status)), Of(rows, r => r.Row.DecidedOn),
            Of(rows, r => r.Row.IsLate), Of(rows, r => r.Row.IsExtended));
    }

    private static NpgsqlBatchCommand? OfObligations(AppendBatch batch)
    {
        var rows = batch.Accepted.SelectMany(a => a.Register.Obligations, (a, row) => (a.File.Operator, Row: row))
            .GroupBy(r => (r.Operator, r.Row.Subject, r.Row.Request, r.Row.Id)).Select(g => g.Last()).ToList();
        return rows.Count == 0 ? null : Command(
            Obligations, Of(rows, r => r.Operator.Value), Of(rows, r => r.Row.Subject.Value), Of(rows, r => r.Row.Request ?? ""), Of(rows, r => r.Row.Id),
            Of(rows, r => r.Row.Demand), Of(rows, r => Words.Of(r.Row.Duty)), Of(rows, r => Words.Of(r.Row.Origin)), Of(rows, r => r.Row.Article),
            Of(rows, r => Words.Of(r.Row.Status)), Of(rows, r => r.Row.IsOutstanding), Of(rows, r => r.Row.Governs), Of(rows, r => Instant(r.Row.RunsFrom)),
            Of(rows, r => r.Row.Due), Of(rows, r => r.Row.SafeDue), Of(rows, r => Microseconds.Of(r.Row.EndsAt)), Of(rows, r => r.Row.IsTimed),
            Of(rows, r => Instant(r.Row.DoneAt)), Of(rows, r => r.Row.Calendar), Of(rows, r => r.Row.AssignedTo));
    }

    private static long? Instant(DateTimeOffset? instant) => instant is { } at ? Microseconds.Of(at) : null;
}
