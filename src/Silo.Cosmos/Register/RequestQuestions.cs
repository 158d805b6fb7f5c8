using Consent.Domain;
using Consent.Storage;
using Microsoft.Azure.Cosmos;

namespace Consent.Silo.Cosmos.Register;

/// <summary>What the register is asked of letters.</summary>
internal static class RequestQuestions
{
    /// <param name="known">Whom the contacts that are looked for belong to.</param>
    public static QueryDefinition Page(RequestQuery query, IReadOnlyCollection<SubjectId> known)
    {
        var where = new Conditions(RequestDocument.Kind);
        if (query.IsClosed is { } closed) where.Only("c.closed = @closed", ("@closed", closed));
        if (query.Kind is { } kind) where.Only("ARRAY_CONTAINS(c.kinds, @kind)", ("@kind", Words.Of(kind)));
        if (query.Channel is { } channel) where.Only("c.channel = @channel", ("@channel", Words.Of(channel)));
        if (query.Due == DueFilter.Overdue) where.Only("c.closed = false AND c.endsAt <= @now", ("@now", Numbers.Of(query.Now)));
        if (query.Due.LastDay(query.Today) is { } last)
            where.Only(
                "c.closed = false AND c.endsAt > @now AND c.due >= @from AND c.due <= @to",
                ("@now", Numbers.Of(query.Now)), ("@from", Day.Of(query.Today)), ("@to", Day.Of(last)));

        if (query.AssignedTo is { } assigned) where.Only("c.assignedTo = @assigned", ("@assigned", assigned));
        if (query.IsUnassigned) where.Only("NOT IS_DEFINED(c.assignedTo)");
        if (query.AwaitsApplicant) where.Only("c.awaitsApplicant = true");
        if (query.Ends is { } ends) where.Only("c.closed = false AND c.due >= @dueFrom AND c.due <= @dueTo", ("@dueFrom", Day.Of(ends.From)), ("@dueTo", Day.Of(ends.To)));
        if (query.Received is { } received)
            where.Only("c.receivedOn >= @receivedFrom AND c.receivedOn <= @receivedTo", ("@receivedFrom", Day.Of(received.From)), ("@receivedTo", Day.Of(received.To)));
        if (query.Search is { } search)
            where.Only(
                "(ARRAY_CONTAINS(@numbers, c.number) OR (@beginning != '' AND (STARTSWITH(c.number, @beginning) OR STARTSWITH(c.subject, @beginning))) OR ARRAY_CONTAINS(@known, c.subject))",
                ("@numbers", search.Numbers.ToArray()), ("@beginning", search.Beginning ?? ""), ("@known", known.Select(subject => subject.Value).ToArray()));
        var (field, isDown) = query.Order switch { RequestOrder.Due => ("c.endsAt", false), RequestOrder.ReceivedOn => ("c.receivedOn", false), _ => ("c.receivedAt", true) };
        if (query.After is { } after)
            where.Only(
                $"({field} {(isDown ? "<" : ">")} @afterKey OR ({field} = @afterKey AND c.number > @afterNumber))",
                ("@afterKey", query.Order switch
                {
                    RequestOrder.Due => Math.Min(after.SortKey, Numbers.Never),
                    RequestOrder.ReceivedOn => Day.Of(RequestSort.DayOf(after.SortKey)),
                    _ => (object)-after.SortKey,
                }),
                ("@afterNumber", after.Number));
        return where.Select("*", FormattableString.Invariant($"ORDER BY {field} {(isDown ? "DESC" : "ASC")}, c.number ASC OFFSET 0 LIMIT {query.Limit}"));
    }

    public static QueryDefinition One(string number)
    {
        var where = new Conditions(RequestDocument.Kind);
        where.Only("c.number = @number", ("@number", number));
        return where.Select("*");
    }

    public static QueryDefinition Open()
    {
        var where = new Conditions(RequestDocument.Kind);
        where.Only("c.closed = false");
        return where.Select("c.due, c.endsAt, c.assignedTo, c.awaitsApplicant, COUNT(1) AS n", "GROUP BY c.due, c.endsAt, c.assignedTo, c.awaitsApplicant");
    }

    /// <summary>The places taken in a year's series.</summary>
    public static QueryDefinition Ordinals(int year)
    {
        var where = new Conditions(RequestDocument.Kind);
        where.Only("c.year = @year", ("@year", year));
        return where.Select("VALUE c.ordinal");
    }
}
