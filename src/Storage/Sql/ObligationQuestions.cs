using System.Data.Common;
using Consent.Domain;

namespace Consent.Storage.Sql;

/// <summary>What the register is asked of obligations, in SQL that every database here understands.</summary>
internal static class ObligationQuestions
{
    private const string Columns = """
        subject, request, id, demand, duty, origin, article, status, governs, runs_from, due, safe_due, ends_at, timed, done_at, calendar, assigned_to
        """;

    public static Question<ObligationRow> Page(OperatorId operatorId, ObligationQuery query)
    {
        var (where, parameters) = (new List<string>(), new List<(string, object)>());
        void Only(string condition, params ReadOnlySpan<(string, object)> values)
        {
            where.Add(condition);
            parameters.AddRange(values);
        }

        Only("operator = @operator", ("@operator", operatorId.Value));
        // Said in the words of the partial index, which holds only what burns.
        if (query.IsOutstandingOnly) Only("outstanding");
        if (query.OnlyStatus is { } status) Only("status = @status", ("@status", Words.Of(status)));
        if (query.Duty is { } duty) Only("duty = @duty", ("@duty", Words.Of(duty)));
        if (query.Due == DueFilter.Overdue) Only("ends_at <= @now", ("@now", Microseconds.Of(query.Now)));
        if (query.Due.LastDay(query.Today) is { } last)
            Only("ends_at > @now AND due BETWEEN @from AND @to", ("@now", Microseconds.Of(query.Now)), ("@from", query.Today), ("@to", last));

        if (query.AssignedTo is { } assigned) Only("assigned_to = @assigned", ("@assigned", assigned));
        if (query.IsOwn is { } own) Only(own ? "request = ''" : "request <> ''");
        if (query.After is { } after)
            Only(
                "(ends_at, subject, request, id) > (@afterEnd, @afterSubject, @afterRequest, @afterId)",
                ("@afterEnd", after.EndsAt), ("@afterSubject", after.Subject), ("@afterRequest", after.Request), ("@afterId", after.Id));
        return new(
            $"SELECT {Columns} FROM obligations WHERE {string.Join(" AND ", where)} ORDER BY ends_at, subject, request, id LIMIT @limit",
            [.. parameters, ("@limit", query.Limit)],
            Read);
    }

    public static Question<string> Calendars(OperatorId operatorId) => new(
        "SELECT DISTINCT calendar FROM obligations WHERE operator = @operator AND status = 'open' ORDER BY calendar",
        [("@operator", operatorId.Value)],
        row => row.GetString(0));

    public static Question<CalendarUse> CalendarUse() => new(
        "SELECT operator, calendar, COUNT(*) FROM obligations WHERE status = 'open' GROUP BY operator, calendar",
        [],
        row => new CalendarUse(new OperatorId(row.GetString(0)), row.GetString(1), row.GetInt64(2)));

    public static Question<SubjectId> CountedBy(OperatorId operatorId, string calendar, SubjectId? after, int limit) => new(
        """
        SELECT DISTINCT subject FROM obligations
        WHERE operator = @operator AND calendar = @calendar AND status = 'open' AND subject > @after ORDER BY subject LIMIT @limit
        """,
        [("@operator", operatorId.Value), ("@calendar", calendar), ("@after", after?.Value ?? ""), ("@limit", limit)],
        row => new SubjectId(row.GetString(0)));

    private static ObligationRow Read(DbDataReader row) => new(
        new SubjectId(row.GetString(0)),
        row.GetString(1) is { Length: > 0 } request ? request : null,
        row.GetInt32(2),
        row.GetInt32(3),
        Word<Duty>(row, 4),
        Word<Origin>(row, 5),
        row.GetString(6),
        Word<ObligationStatus>(row, 7),
        row.GetBoolean(8),
        Instant(row, 9),
        row.GetFieldValue<DateOnly>(10),
        row.GetFieldValue<DateOnly>(11),
        Microseconds.ToInstant(row.GetInt64(12)),
        row.GetBoolean(13),
        Instant(row, 14),
        row.GetString(15),
        row.IsDBNull(16) ? null : row.GetString(16));

    private static T Word<T>(DbDataReader row, int column) where T : struct, Enum => Words.Find<T>(row.GetString(column)) ?? throw new FormatException();

    private static DateTimeOffset? Instant(DbDataReader row, int column) => row.IsDBNull(column) ? null : Microseconds.ToInstant(row.GetInt64(column));
}
