using Consent.Domain;

namespace Consent.Storage.Sql;

/// <summary>A page of the request journal, in SQL that every database here understands. What few letters have leads to them and they are sorted; what
/// many have is met soon on the way along the order that was asked for. Neither way looks through the table.</summary>
/// <param name="find">The name of the function that gives the place of one text in another, 0 where it is not there.</param>
/// <param name="few">What fewer letters have leads to them.</param>
internal sealed class RequestQuestions(string find, int few = RequestQuestions.Few)
{
    /// <summary>So many letters are sorted in a blink; of a million, what more have is met within some thousands.</summary>
    public const int Few = 5_000;

    // So many times as many are sorted too, where the way along the order finds no page of them.
    private const int Some = 4;

    private const int Near = 1_000;

    /// <summary>A condition that an index answers: the numbers of the letters that have it, some perhaps twice.</summary>
    /// <param name="IsWhole">Whether a search is answered by it; otherwise it is asked of each letter again.</param>
    /// <param name="HasDoubles">Whether a number may come twice.</param>
    /// <param name="Counted">What is counted instead, where that is cheaper and about as much.</param>
    internal sealed record Lead(string Sql, IReadOnlyList<(string, object)> Parameters, bool IsWhole = true, string? Counted = null, bool HasDoubles = false)
    {
        public Question<long> Count(long limit) =>
            new($"SELECT COUNT(*) FROM (SELECT 1 FROM ({Counted ?? Sql}) l LIMIT @limit) n", [.. Parameters, ("@limit", limit)], row => row.GetInt64(0));
    }

    /// <param name="atMost">How many letters are looked at along the order before a page is given as it is; null: until it is full.</param>
    public async ValueTask<RequestPage> AskAsync(IAsk ask, OperatorId operatorId, RequestQuery query, int? atMost)
    {
        var (lead, letters) = await LeadAsync(ask, Leads(operatorId, query));
        if (lead is not null && letters < few) return new(await ask.OfAsync(Page(operatorId, query, lead)), null);
        var page = await AlongAsync(ask, operatorId, query, lead is null || atMost is null ? atMost : Math.Min(atMost.Value, few + Near));
        // Not met soon, and not so many: better all of them than a page that says «not yet».
        return page.LookedTo is not null && lead is not null ? new(await ask.OfAsync(Page(operatorId, query, lead)), null) : page;
    }

    private async ValueTask<RequestPage> AlongAsync(IAsk ask, OperatorId operatorId, RequestQuery query, int? atMost)
    {
        if (query.Order != RequestOrder.Due || query.IsClosed == false || IsOfOpen(query)) return await LookAsync(ask, operatorId, query, Stretch.Whole, atMost);
        if (query.Received is { } received) return await RestAsync(ask, operatorId, query, (await ask.OfAsync(NumbersOf(operatorId, received)))[0], atMost);
        return query.Search is { } search && SearchQuestions.SplitNumbers(search) is ({ } beginning, var others) ? await SplitAsync(ask, operatorId, query, beginning, others, atMost)
            : await LookAsync(ask, operatorId, query, Stretch.Whole, atMost);
    }

    // The rarest of the conditions, where it is rare enough.
    private async ValueTask<(Lead? Lead, long Letters)> LeadAsync(IAsk ask, IEnumerable<Lead> leads)
    {
        var (best, least) = ((Lead?)null, (long)few * Some);
        foreach (var lead in leads)
            if ((await ask.OfAsync(lead.Count(least)))[0] is var count && count < least) (best, least) = (lead, count);
        return (best, least);
    }

    // Many numbers begin so. Few are found otherwise by the same words: they come by themselves, and the numbers are a stretch of the order.
    private async ValueTask<RequestPage> SplitAsync(IAsk ask, OperatorId operatorId, RequestQuery query, string beginning, RequestSearch others, int? atMost)
    {
        if ((await LeadAsync(ask, SearchQuestions.Leads(operatorId, others))).Lead is not { } lead) return await LookAsync(ask, operatorId, query, Stretch.Whole, atMost);
        var found = await ask.OfAsync(Page(operatorId, query with { Search = others }, lead));
        var numbered = await RestAsync(ask, operatorId, query with { Search = RequestSearch.By(beginning) }, (beginning, beginning + SearchQuestions.Beyond), atMost);
        var rows = found.Concat(numbered.Rows).DistinctBy(row => row.Number).OrderBy(row => RequestSort.KeyOf(row, query.Order)).ThenBy(row => row.Number, StringComparer.Ordinal);
        // Beyond the place that was looked to nothing is known of the numbers yet.
        if (numbered.LookedTo is not { } end) return new([.. rows.Take(query.Limit)], null);
        var known = rows.Where(row => (RequestSort.KeyOf(row, query.Order), string.CompareOrdinal(row.Number, end.Number)).CompareTo((end.SortKey, 0)) <= 0).Take(query.Limit).ToList();
        return new(known, known.Count < query.Limit ? end : null);
    }

    // What burns is not much; of the rest, which is in the order of its numbers, what comes before and after those in question is not looked at.
    private async ValueTask<RequestPage> RestAsync(IAsk ask, OperatorId operatorId, RequestQuery query, (string First, string Last) numbers, int? atMost)
    {
        var burning = query.After?.SortKey != RequestSort.Never ? await ask.OfAsync(Page(operatorId, query, null, Stretch.Burning(numbers))) : [];
        if (burning.Count >= query.Limit) return new(burning, null);
        var page = await LookAsync(ask, operatorId, query with { Limit = query.Limit - burning.Count }, Stretch.Resting(numbers), atMost);
        return page with { Rows = [.. burning, .. page.Rows] };
    }

    // Near first, where a page is mostly full; then as far as may be looked.
    private async ValueTask<RequestPage> LookAsync(IAsk ask, OperatorId operatorId, RequestQuery query, Stretch stretch, int? atMost)
    {
        if (atMost is not { } most || IsPlain(query)) return new(await ask.OfAsync(Page(operatorId, query, null, stretch)), null);
        var near = Math.Min(Near, most);
        var first = await PartAsync(query, near);
        if (first.LookedTo is not { } end || near == most) return first;
        var then = await PartAsync(query with { After = end, Limit = query.Limit - first.Rows.Count }, most - near);
        return then with { Rows = [.. first.Rows, .. then.Rows] };

        async ValueTask<RequestPage> PartAsync(RequestQuery part, int letters)
        {
            var end = await ask.OfAsync(Boundary(operatorId, part, stretch, letters)) is [var found] ? found : null;
            var rows = await ask.OfAsync(Page(operatorId, part, null, stretch with { End = end }));
            return new(rows, rows.Count < part.Limit ? end : null);
        }
    }

    /// <summary>The lowest and the highest number of what was received on the days: a few looks into an index for each day, however many letters it has.</summary>
    internal static Question<(string First, string Last)> NumbersOf(OperatorId operatorId, DayRange received) => new(
        """
        WITH RECURSIVE days (day) AS (
            SELECT min(received_on) FROM requests WHERE operator = @operator AND received_on BETWEEN @from AND @to
            UNION ALL SELECT (SELECT min(received_on) FROM requests WHERE operator = @operator AND received_on > day AND received_on <= @to) FROM days WHERE day IS NOT NULL)
        SELECT coalesce(min(first), ''), coalesce(max(last), '') FROM (
            SELECT (SELECT min(number) FROM requests WHERE operator = @operator AND received_on = day) AS first,
                   (SELECT max(number) FROM requests WHERE operator = @operator AND received_on = day) AS last FROM days WHERE day IS NOT NULL) n
        """,
        [("@operator", operatorId.Value), ("@from", received.From), ("@to", received.To)],
        row => (row.GetString(0), row.GetString(1)));

    /// <summary>The place so many letters along the order; nothing where it ends before.</summary>
    internal static Question<RequestCursor> Boundary(OperatorId operatorId, RequestQuery query, Stretch stretch, int letters)
    {
        var (where, parameters) = (new List<string> { "operator = @operator" }, new Dictionary<string, object> { ["@operator"] = operatorId.Value });
        Along(query, stretch, (condition, values) =>
        {
            where.Add(condition);
            foreach (var (name, value) in values) parameters[name] = value;
        });
        var key = KeyOf(query.Order);
        return new(
            $"SELECT {key}, number FROM requests WHERE {string.Join(" AND ", where)} ORDER BY {key}, number LIMIT 1 OFFSET @letters",
            [.. parameters.Select(parameter => (parameter.Key, parameter.Value)), ("@letters", letters)],
            row => new RequestCursor(query.Order == RequestOrder.ReceivedOn ? row.GetFieldValue<DateOnly>(0).DayNumber : row.GetInt64(0), row.GetString(1)));
    }

    internal static IEnumerable<Lead> Leads(OperatorId operatorId, RequestQuery query)
    {
        if (query.Search is { } search)
            foreach (var lead in SearchQuestions.Leads(operatorId, search)) yield return lead;
        if (query.Kind is { } kind) yield return Of("SELECT number FROM demands WHERE operator = @operator AND kind = @kind", ("@kind", Words.Of(kind))) with { HasDoubles = true };
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

    internal Question<RequestRow> Page(OperatorId operatorId, RequestQuery query, Lead? lead, Stretch? stretch = null)
    {
        var (where, parameters) = (new List<string> { "operator = @operator" }, new Dictionary<string, object> { ["@operator"] = operatorId.Value });
        var key = KeyOf(query.Order);

        if (lead is null) Along(query, stretch ?? Stretch.Whole, (condition, values) => Add(condition, values));
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
        if (query.Search is { } search && lead is not { IsWhole: true }) Only(SearchQuestions.Condition(search, out var values), values);
        if (lead is not null && query.After is { } after) Add($"({key}, number) > (@afterKey, @afterNumber)", ("@afterKey", Key(query.Order, after)), ("@afterNumber", after.Number));

        // The letters of a lead are read by their numbers, whatever order the table could be read in.
        var from = lead is null ? "requests" : $"(SELECT {(lead.HasDoubles ? "DISTINCT " : "")}number AS lead FROM ({lead.Sql}) n) l CROSS JOIN requests";
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
    private static void Along(RequestQuery query, Stretch stretch, Action<string, (string, object)[]> add)
    {
        if (query.Order != RequestOrder.ReceivedOn && (query.IsClosed ?? (IsOfOpen(query) ? false : null)) is { } closed) add("closed = @isClosed", [("@isClosed", closed)]);
        if (query.Order == RequestOrder.Due && IsOfOpen(query))
        {
            var (from, to) = EndsOf(query);
            add("ends_at BETWEEN @endsFrom AND @endsTo", [("@endsFrom", from), ("@endsTo", to)]);
        }

        // Of what burns the terms are gone along, of the rest the numbers.
        if (stretch.Numbers is var (first, last))
            add(
                stretch.IsBurning ? "ends_at < @never AND (number BETWEEN @firstNumber AND @lastNumber) IS TRUE" : "ends_at = @never AND number BETWEEN @firstNumber AND @lastNumber",
                [("@never", RequestSort.Never), ("@firstNumber", first), ("@lastNumber", last)]);

        // An index by an expression is not sought by a row of two: there the key is said by itself too.
        var (key, isExpression) = (KeyOf(query.Order), query.Order == RequestOrder.ReceivedAtDescending);
        if (query.After is { } after)
            add($"{(isExpression ? $"{key} >= @afterKey AND " : "")}({key}, number) > (@afterKey, @afterNumber)", [("@afterKey", Key(query.Order, after)), ("@afterNumber", after.Number)]);
        if (stretch.End is { } end)
            add($"{(isExpression ? $"{key} <= @endKey AND " : "")}({key}, number) <= (@endKey, @endNumber)", [("@endKey", Key(query.Order, end)), ("@endNumber", end.Number)]);

        if (query.Received is not { } received) return;
        if (query.Order == RequestOrder.ReceivedOn) add("received_on BETWEEN @firstDay AND @lastDay", [("@firstDay", received.From), ("@lastDay", received.To)]);
        if (query.Order == RequestOrder.ReceivedAtDescending)
            add("-received_at BETWEEN @receivedLast AND @receivedFirst", [("@receivedLast", -received.Microseconds.To), ("@receivedFirst", -received.Microseconds.From)]);
    }

    private static string KeyOf(RequestOrder order) => order switch { RequestOrder.Due => "ends_at", RequestOrder.ReceivedOn => "received_on", _ => "-received_at" };

    private static object Key(RequestOrder order, RequestCursor place) => order == RequestOrder.ReceivedOn ? RequestSort.DayOf(place.SortKey) : place.SortKey;

    // Whether every letter on the way is one that is asked for.
    private static bool IsPlain(RequestQuery query) =>
        query is { Kind: null, Channel: null, AssignedTo: null, IsUnassigned: false, Search: null, Due: null, Ends: null }
        && (query.Received is null || query.Order != RequestOrder.Due) && (query.IsClosed is null || query.Order != RequestOrder.ReceivedOn);

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
