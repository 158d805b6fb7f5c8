using Consent.Storage;
using Microsoft.Azure.Cosmos;

namespace Consent.Silo.Cosmos.Register;

/// <summary>What the register is asked of letters.</summary>
internal static class RequestQuestions
{
    public static QueryDefinition Page(RequestQuery query)
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
        if (query.DueOn is { } on) where.Only("c.closed = false AND c.due = @dueOn", ("@dueOn", Day.Of(on)));
        if (query.IsUnassigned) where.Only("(NOT IS_DEFINED(c.assignedTo) OR IS_NULL(c.assignedTo))");
        if (query.Text is { } text) where.Only("(CONTAINS(c.number, @text) OR CONTAINS(c.subject, @text))", ("@text", text));
        var byDue = query.Order == RequestOrder.Due;
        if (query.After is { } after)
            where.Only(
                byDue
                    ? "(c.endsAt > @afterKey OR (c.endsAt = @afterKey AND c.number > @afterNumber))"
                    : "(c.receivedAt < @afterKey OR (c.receivedAt = @afterKey AND c.number > @afterNumber))",
                ("@afterKey", byDue ? Math.Min(after.SortKey, Numbers.Never) : -after.SortKey), ("@afterNumber", after.Number));
        return where.Select("*", FormattableString.Invariant($"ORDER BY {(byDue ? "c.endsAt ASC" : "c.receivedAt DESC")}, c.number ASC OFFSET 0 LIMIT {query.Limit}"));
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
        return where.Select("c.due, c.endsAt, c.assignedTo, COUNT(1) AS n", "GROUP BY c.due, c.endsAt, c.assignedTo");
    }

    /// <summary>The places taken in a year's series.</summary>
    public static QueryDefinition Ordinals(int year)
    {
        var where = new Conditions(RequestDocument.Kind);
        where.Only("c.year = @year", ("@year", year));
        return where.Select("VALUE c.ordinal");
    }
}
