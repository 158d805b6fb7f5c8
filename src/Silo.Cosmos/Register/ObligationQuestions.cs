using Consent.Domain;
using Consent.Storage;
using Microsoft.Azure.Cosmos;

namespace Consent.Silo.Cosmos.Register;

/// <summary>What the register is asked of obligations.</summary>
internal static class ObligationQuestions
{
    public static QueryDefinition Page(ObligationQuery query)
    {
        var where = new Conditions("obligation");
        if (query.IsOutstandingOnly) where.Only("c.outstanding = true");
        if (query.OnlyStatus is { } status) where.Only("c.status = @status", ("@status", Words.Of(status)));
        if (query.Duty is { } duty) where.Only("c.duty = @duty", ("@duty", Words.Of(duty)));
        if (query.Due == DueFilter.Overdue) where.Only("c.endsAt <= @now", ("@now", Numbers.Of(query.Now)));
        if (query.Due.LastDay(query.Today) is { } last)
            where.Only(
                "c.endsAt > @now AND c.due >= @from AND c.due <= @to", ("@now", Numbers.Of(query.Now)), ("@from", Day.Of(query.Today)), ("@to", Day.Of(last)));

        if (query.AssignedTo is { } assigned) where.Only("c.assignedTo = @assigned", ("@assigned", assigned));
        if (query.IsOwn is { } own) where.Only(own ? "c.request = ''" : "c.request != ''");
        if (query.After is { } after)
            where.Only(
                """
                (c.endsAt > @afterEnd OR (c.endsAt = @afterEnd AND (c.subject > @afterSubject OR (c.subject = @afterSubject
                AND (c.request > @afterRequest OR (c.request = @afterRequest AND c.obligation > @afterId))))))
                """,
                ("@afterEnd", after.EndsAt), ("@afterSubject", after.Subject), ("@afterRequest", after.Request), ("@afterId", after.Id));
        return where.Select("*", FormattableString.Invariant($"ORDER BY c.endsAt ASC, c.subject ASC, c.request ASC, c.obligation ASC OFFSET 0 LIMIT {query.Limit}"));
    }

    public static QueryDefinition Calendars() => Open().Select("DISTINCT VALUE c.calendar");

    public static QueryDefinition CalendarUse() => Open().Select("c.operator, c.calendar, COUNT(1) AS n", "GROUP BY c.operator, c.calendar");

    /// <summary>A subject stands as often as it has such obligations, and no subject is cut in two: the next page is after it.</summary>
    public static QueryDefinition CountedBy(string calendar, SubjectId? after, int limit)
    {
        var where = Open();
        where.Only("c.calendar = @calendar AND c.subject > @after", ("@calendar", calendar), ("@after", after?.Value ?? ""));
        return where.Select("c.subject", FormattableString.Invariant($"ORDER BY c.subject ASC OFFSET 0 LIMIT {limit}"));
    }

    private static Conditions Open()
    {
        var where = new Conditions("obligation");
        where.Only("c.status = @open", ("@open", Words.Of(ObligationStatus.Open)));
        return where;
    }
}
