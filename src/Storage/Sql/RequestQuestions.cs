using Consent.Domain;

namespace Consent.Storage.Sql;

/// <summary>A page of the request journal, in SQL that every database here understands. What few letters have leads to them and they are sorted; what
/// many have is met soon on the way along the order that was asked for. Neither way looks through the table.</summary>
/// <param name="find">The name of the function that gives the place of one text in another, 0 where it is not there.</param>
internal sealed class RequestQuestions(string find)
{
    /// <summary>So many letters are sorted in a blink; of a million, what more have is met within some thousands.</summary>
    private const int Few = 10_000;

    /// <summary>A condition that an index answers: the numbers of the letters that have it, some perhaps twice.</summary>
    internal sealed record Lead(string Sql, IReadOnlyList<(string, object)> Parameters)
    {
        public Question<long> Count(long limit) =>
            new($"SELECT COUNT(*) FROM (SELECT 1 FROM ({Sql}) l LIMIT @limit) n", [.. Parameters, ("@limit", limit)], row => row.GetInt64(0));
    }

    public IReadOnlyList<RequestRow> Ask(System.Data.Common.DbConnection connection, OperatorId operatorId, RequestQuery query)
    {
        var (best, least) = ((Lead?)null, (long)Few);
        foreach (var lead in Leads(operatorId, query))
            if (lead.Count(least).Ask(connection)[0] is var count && count < least) (best, least) = (lead, count);
        return Page(operatorId, query, best).Ask(connection);
    }

    public async Task<IReadOnlyList<RequestRow>> AskAsync(System.Data.Common.DbConnection connection, OperatorId operatorId, RequestQuery query, CancellationToken cancellationToken)
    {
        var (best, least) = ((Lead?)null, (long)Few);
        foreach (var lead in Leads(operatorId, query))
            if ((await lead.Count(least).AskAsync(connection, cancellationToken))[0] is var count && count < least) (best, least) = (lead, count);
        return await Page(operatorId, query, best).AskAsync(connection, cancellationToken);
    }

    internal static IEnumerable<Lead> Leads(OperatorId operatorId, RequestQuery query)
    {
        if (query.Search is { } search) yield return SearchQuestions.Lead(operatorId, search);
        if (query.Kind is { } kind) yield return Of("SELECT number FROM demands WHERE operator = @operator AND kind = @kind", ("@kind", Words.Of(kind)));
        if (query.Channel is { } channel) yield return Of("SELECT number FROM requests WHERE operator = @operator AND channel = @channel", ("@channel", Words.Of(channel)));
        if (query.AssignedTo is { } assigned) yield return Of("SELECT number FROM requests WHERE operator = @operator AND assigned_to = @assigned", ("@assigned", assigned));
        if (query.IsUnassigned) yield return Of("SELECT number FROM requests WHERE operator = @operator AND assigned_to IS NULL");
        if (query.AwaitsApplicant) yield return Of("SELECT number FROM requests WHERE operator = @operator AND awaits_applicant");
        if (query.Received is { } received && query.Order == RequestOrder.Due)
            yield return Of("SELECT number FROM requests WHERE operator = @operator AND received_on BETWEEN @receivedFrom AND @receivedTo", ("@receivedFrom", received.From), ("@receivedTo", received.To));
        if (query.Order == RequestOrder.Due || (query.IsClosed ?? !IsOfOpen(query))) yield break;
        var (from, to) = EndsOf(query);
        yield return Of(
            "SELECT number FROM requests WHERE operator = @operator AND closed = @isClosed AND ends_at BETWEEN @endsFrom AND @endsTo",
            ("@isClosed", false), ("@endsFrom", from), ("@endsTo", to));

        Lead Of(string sql, params ReadOnlySpan<(string, object)> parameters) => new(sql, [("@operator", operatorId.Value), .. parameters]);
    }

    internal Question<RequestRow> Page(OperatorId operatorId, RequestQuery query, Lead? lead)
    {
        var (where, parameters) = (new List<string> { "operator = @operator" }, new Dictionary<string, object> { ["@operator"] = operatorId.Value });
        var key = query.Order switch { RequestOrder.Due => "ends_at", RequestOrder.ReceivedOn => "received_on", _ => "-received_at" };

        if (lead is null) Along(query, (condition, values) => Add(condition, values));
        else
        {
            where.Add("number = l.lead");
            foreach (var (name, value) in lead.Parameters) parameters[name] = value;
        }

        if (query.IsClosed is { } closed) Only("closed = @closed", ("@closed", closed));
        if (query.Kind is { } kind) Only($"{find}(kinds, @kindBetween) > 0", ("@kindBetween", $",{Words.Of(kind)},"));
        if (query.Channel is { } channel) Only("channel = @channel", ("@channel", Words.Of(channel)));
        if (query.AssignedTo is { } assigned) Only("assigned_to = @assigned", ("@assigned", assigned));
        if (query.IsUnassigned) Only("assigned_to IS NULL");
        if (query.AwaitsApplicant) Only("awaits_applicant");
        if (IsOfOpen(query)) Only("NOT closed");
        if (query.Due == DueFilter.Overdue) Only("ends_at <= @now", ("@now", Microseconds.Of(query.Now)));
        if (query.Due.LastDay(query.Today) is { } last)
            Only("ends_at > @now AND due BETWEEN @from AND @to", ("@now", Microseconds.Of(query.Now)), ("@from", query.Today), ("@to", last));
        if (query.Ends is { } ends) Only("due BETWEEN @dueFrom AND @dueTo", ("@dueFrom", ends.From), ("@dueTo", ends.To));
        if (query.Received is { } received) Only("received_on BETWEEN @receivedFrom AND @receivedTo", ("@receivedFrom", received.From), ("@receivedTo", received.To));
        if (query.Search is { } search && lead is null) Only(SearchQuestions.Condition(search, out var values), values);
        if (query.After is { } after)
            Add(
                $"({key}, number) > (@afterKey, @afterNumber)",
                ("@afterKey", query.Order == RequestOrder.ReceivedOn ? RequestSort.DayOf(after.SortKey) : after.SortKey), ("@afterNumber", after.Number));

        // The letters of a lead are read by their numbers, whatever order the table could be read in.
        var from = lead is null ? "requests" : $"(SELECT DISTINCT number AS lead FROM ({lead.Sql}) n) l CROSS JOIN requests";
        return new(
            $"SELECT {RegisterQuestions.Columns} FROM {from} WHERE {string.Join(" AND ", where)} ORDER BY {key}, number LIMIT @limit",
            [.. parameters.Select(parameter => (parameter.Key, parameter.Value)), ("@limit", query.Limit)], RegisterQuestions.ReadRequest);

        void Add(string condition, params ReadOnlySpan<(string, object)> values)
        {
            where.Add(condition);
            foreach (var (name, value) in values) parameters[name] = value;
        }

        // Said so that no index is chosen for it: the order has one already.
        void Only(string condition, params ReadOnlySpan<(string, object)> values) => Add($"({condition}) IS TRUE", values);
    }

    /// <summary>From where to where the index of the order is read.</summary>
    private static void Along(RequestQuery query, Action<string, (string, object)[]> add)
    {
        if (query.Order == RequestOrder.Due && (query.IsClosed ?? (IsOfOpen(query) ? false : null)) is { } closed) add("closed = @isClosed", [("@isClosed", closed)]);
        if (query.Order == RequestOrder.Due && IsOfOpen(query))
        {
            var (from, to) = EndsOf(query);
            add("ends_at BETWEEN @endsFrom AND @endsTo", [("@endsFrom", from), ("@endsTo", to)]);
        }

        if (query.Received is not { } received) return;
        if (query.Order == RequestOrder.ReceivedOn) add("received_on BETWEEN @firstDay AND @lastDay", [("@firstDay", received.From), ("@lastDay", received.To)]);
        if (query.Order == RequestOrder.ReceivedAtDescending)
            add("-received_at BETWEEN @receivedLast AND @receivedFirst", [("@receivedLast", -received.Microseconds.To), ("@receivedFirst", -received.Microseconds.From)]);
    }

    // A closed letter has no term that runs.
    private static bool IsOfOpen(RequestQuery query) => query.Due is not null || query.Ends is not null;

    /// <summary>Between which instants the ends that are asked for lie at most.</summary>
    private static (long From, long To) EndsOf(RequestQuery query)
    {
        var (from, to) = query.Ends?.Microseconds ?? (long.MinValue, RequestSort.Never);
        var last = query.Due == DueFilter.Overdue ? Microseconds.Of(query.Now)
            : query.Due.LastDay(query.Today) is { } day ? new DayRange(query.Today, day).Microseconds.To
            : RequestSort.Never;
        return (from, Math.Min(to, last));
    }
}
