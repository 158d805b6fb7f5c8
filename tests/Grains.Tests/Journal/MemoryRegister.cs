using Consent.Domain;
using Consent.Grains.Journal;
using Consent.Storage;

namespace Consent.Grains.Tests.Journal;

/// <summary>A register of one test, held to the promises of every register: rows in memory, each with the commit that wrote it.</summary>
internal sealed class MemoryRegister : IRegister, IRegisterWriter
{
    private readonly Lock _turn = new();
    private readonly Dictionary<(OperatorId, string), (long Commit, object Row)> _rows = [];

    /// <summary>Told before a change is made.</summary>
    public Func<Task>? Before { get; set; }

    public async Task WriteAsync(OperatorId operatorId, IReadOnlyList<RegisterChange> changes, CancellationToken cancellationToken)
    {
        if (Before is { } before) await before();
        lock (_turn)
            foreach (var (file, commit, rows) in changes)
            {
                foreach (var row in rows.Requests) Put($"request {row.Number}", row);
                foreach (var row in rows.Demands) Put($"demand {row.Number} {row.Demand}", row);
                foreach (var row in rows.Obligations) Put($"obligation {row.Subject} {row.Request} {row.Id}", row);
                foreach (var row in rows.Contacts) Put($"contact {row.Kind} {Convert.ToHexString(row.Hash)} {file.Subject}", (file.Subject, (ContactRow?)row));
                if (rows.ForgetsContacts)
                    foreach (var key in _rows.Where(row => row.Key.Item1 == operatorId && row.Value.Row is ValueTuple<SubjectId, ContactRow?> known && known.Item1 == file.Subject).Select(row => row.Key.Item2).ToList())
                        Put(key, (file.Subject, (ContactRow?)null));
                Put($"wake-up {file.Subject}", (file, rows.WakeUpAt));

                void Put(string key, object row)
                {
                    if (_rows.GetValueOrDefault((operatorId, key)).Commit <= commit) _rows[(operatorId, key)] = (commit, row);
                }
            }
    }

    public Task<IReadOnlyList<RequestRow>> RequestsAsync(OperatorId operatorId, RequestQuery query, CancellationToken cancellationToken)
    {
        var to = query.Due == DueFilter.Week ? query.Today.AddDays(6) : query.Today;
        return Page(Of<RequestRow>(operatorId)
            .Where(row => (query.IsClosed is null || row.IsClosed == query.IsClosed)
                && (query.Kind is not { } kind || row.Kinds.Contains(kind))
                && (query.Channel is null || row.Channel == query.Channel)
                && (query.AssignedTo is null || row.AssignedTo == query.AssignedTo)
                && (!query.IsUnassigned || row.AssignedTo is null)
                && (!query.AwaitsApplicant || row.AwaitsApplicant)
                && (query.Received is not { } received || (row.ReceivedOn >= received.From && row.ReceivedOn <= received.To))
                && (query.Ends is not { } ended || (!row.IsClosed && row.Due >= ended.From && row.Due <= ended.To))
                && (query.Search is not { } search || Fits(operatorId, row, search))
                && (query.Due is not { } due || (!row.IsClosed && row.EndsAt is { } ends && (due == DueFilter.Overdue ? ends <= query.Now : ends > query.Now && row.Due >= query.Today && row.Due <= to))))
            .OrderBy(row => RequestSort.KeyOf(row, query.Order)).ThenBy(row => row.Number, StringComparer.Ordinal)
            .Where(row => query.After is not { } after || RequestSort.KeyOf(row, query.Order) > after.SortKey
                || (RequestSort.KeyOf(row, query.Order) == after.SortKey && string.CompareOrdinal(row.Number, after.Number) > 0)), query.Limit);
    }

    private bool Fits(OperatorId operatorId, RequestRow row, RequestSearch search) =>
        search.Numbers.Contains(row.Number)
        || (search.Beginning is { } beginning && (row.Number.StartsWith(beginning, StringComparison.Ordinal) || row.Subject.Value.StartsWith(beginning, StringComparison.Ordinal)))
        || (!search.Contacts.IsEmpty && search.Contacts.All(contacts => contacts.Any(contact => Of<(SubjectId, ContactRow?)>(operatorId).Contains((row.Subject, contact)))));

    public Task<RequestRow?> FindRequestAsync(OperatorId operatorId, string number, CancellationToken cancellationToken) =>
        Task.FromResult(Of<RequestRow>(operatorId).SingleOrDefault(row => row.Number == number));

    public Task<IReadOnlyList<OpenRequests>> OpenAsync(OperatorId operatorId, DateTimeOffset now, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<OpenRequests>>([.. Of<RequestRow>(operatorId).Where(row => !row.IsClosed)
            .GroupBy(row => (row.Due, IsOverdue: row.EndsAt <= now, IsAssigned: row.AssignedTo is not null, row.AwaitsApplicant))
            .Select(group => new OpenRequests(group.Key.Due, group.Key.IsOverdue, group.Key.IsAssigned, group.Count()) { AwaitsApplicant = group.Key.AwaitsApplicant })]);

    public Task<IReadOnlyList<(FileKey File, DateTimeOffset At)>> DueAsync(
        DateTimeOffset now, (FileKey File, DateTimeOffset At)? after, int limit, IReadOnlyList<OperatorId>? operators, CancellationToken cancellationToken) =>
        Page(All<(FileKey File, DateTimeOffset? At)>().Where(row => row.Row.At <= now && (operators?.Contains(row.Operator) ?? true)).Select(row => (row.Row.File, row.Row.At!.Value))
            .OrderBy(row => row.Value).ThenBy(row => row.File.Operator.Value, StringComparer.Ordinal).ThenBy(row => row.File.Subject.Value, StringComparer.Ordinal)
            .SkipWhile(row => after is { } a && (row.Value, row.File) != (a.At, a.File)).Skip(after is null ? 0 : 1), limit);

    public Task<IReadOnlyList<ObligationRow>> ObligationsAsync(OperatorId operatorId, ObligationQuery query, CancellationToken cancellationToken)
    {
        var to = query.Due == DueFilter.Week ? query.Today.AddDays(6) : query.Today;
        return Page(Of<ObligationRow>(operatorId)
            .Where(row => Holds(query.Status, row)
                && (query.Duty is null || row.Duty == query.Duty)
                && (query.AssignedTo is null || row.AssignedTo == query.AssignedTo)
                && (query.IsOwn is null || row.Request is null == query.IsOwn)
                && (query.Due is not { } due || (row.IsOutstanding && (due == DueFilter.Overdue ? row.EndsAt <= query.Now : row.EndsAt > query.Now && row.Due >= query.Today && row.Due <= to))))
            .OrderBy(row => row.EndsAt).ThenBy(row => row.Subject.Value, StringComparer.Ordinal).ThenBy(row => row.Request ?? "", StringComparer.Ordinal).ThenBy(row => row.Id)
            .SkipWhile(row => query.After is { } after && ObligationCursor.Of(row) != after).Skip(query.After is null ? 0 : 1), query.Limit);
    }

    public Task<IReadOnlyList<string>> CalendarsInUseAsync(OperatorId operatorId, CancellationToken cancellationToken) =>
        Page(Open(operatorId).Select(row => row.Calendar).Distinct().Order(StringComparer.Ordinal), int.MaxValue);

    public Task<IReadOnlyList<CalendarUse>> CalendarUseAsync(CancellationToken cancellationToken) =>
        Page(All<ObligationRow>().Where(row => row.Row.Status == ObligationStatus.Open).GroupBy(row => (row.Operator, row.Row.Calendar))
            .Select(group => new CalendarUse(group.Key.Operator, group.Key.Calendar, group.LongCount())), int.MaxValue);

    public Task<IReadOnlyList<SubjectId>> CountedByAsync(OperatorId operatorId, string calendar, SubjectId? after, int limit, CancellationToken cancellationToken) =>
        Page(Open(operatorId).Where(row => row.Calendar == calendar).Select(row => row.Subject).Distinct().OrderBy(subject => subject.Value, StringComparer.Ordinal)
            .Where(subject => string.CompareOrdinal(subject.Value, after?.Value ?? "") > 0), limit);

    public Task<ReceivedDemands> ReceivedAsync(OperatorId operatorId, DateOnly from, DateOnly to, CancellationToken cancellationToken) =>
        Task.FromResult(new ReceivedDemands(
            Of<RequestRow>(operatorId).LongCount(row => row.ReceivedOn >= from && row.ReceivedOn <= to),
            [.. Of<DemandRow>(operatorId).Where(row => row.ReceivedOn >= from && row.ReceivedOn <= to)
                .GroupBy(row => (row.Kind, row.Channel, row.ReceivedOn, row.DecidedOn, row.Status, row.IsLate, row.IsExtended))
                .Select(g => new DemandGroup(g.Key.Kind, g.Key.Channel, g.Key.ReceivedOn, g.Key.DecidedOn, g.Key.Status, g.Key.IsLate, g.Key.IsExtended, g.LongCount()))]));

    public Task<IReadOnlyList<FileKey>> UnlistedAsync(FileKey? after, int limit, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<FileKey>>([]);

    public Task<IReadOnlyList<SubjectId>> FindByContactAsync(OperatorId operatorId, ContactRow contact, int limit, CancellationToken cancellationToken) =>
        Page(Of<(SubjectId Subject, ContactRow? Contact)>(operatorId).Where(row => contact.Equals(row.Contact)).Select(row => row.Subject).OrderBy(subject => subject.Value, StringComparer.Ordinal), limit);

    public Task<(int Highest, IReadOnlyList<int> Missing)> NumbersAsync(OperatorId operatorId, int year, CancellationToken cancellationToken)
    {
        var taken = Of<RequestRow>(operatorId).Select(row => RequestNumbers.Parse(row.Number)).Where(number => number.Year == year).Select(number => number.Ordinal).ToHashSet();
        var highest = taken.DefaultIfEmpty().Max();
        return Task.FromResult((highest, (IReadOnlyList<int>)[.. Enumerable.Range(1, highest).Except(taken)]));
    }

    private static bool Holds(ObligationFilter? filter, ObligationRow row) => filter switch
    {
        null => true,
        ObligationFilter.Outstanding => row.IsOutstanding,
        ObligationFilter.MissedAndNotDone => row is { Status: ObligationStatus.Missed, DoneAt: null },
        _ => row.Status.ToString() == filter.ToString(),
    };

    private IEnumerable<ObligationRow> Open(OperatorId operatorId) => Of<ObligationRow>(operatorId).Where(row => row.Status == ObligationStatus.Open);

    private IEnumerable<T> Of<T>(OperatorId operatorId) => All<T>().Where(row => row.Operator == operatorId).Select(row => row.Row);

    private List<(OperatorId Operator, T Row)> All<T>()
    {
        lock (_turn) return [.. _rows.Where(row => row.Value.Row is T).Select(row => (row.Key.Item1, (T)row.Value.Row))];
    }

    private static Task<IReadOnlyList<T>> Page<T>(IEnumerable<T> rows, int limit) => Task.FromResult<IReadOnlyList<T>>([.. rows.Take(limit)]);
}
