using System.Collections.Immutable;
using Consent.Domain;

namespace Consent.Storage;

/// <summary>One line of the request journal as the desk lists it; no personal data.</summary>
public sealed record RequestRow(
    string Number,
    SubjectId Subject,
    DateTimeOffset ReceivedAt,
    DateOnly ReceivedOn,
    Channel Channel,
    ImmutableArray<DemandKind> Kinds,
    bool IsClosed,
    DateOnly? Due,
    DateTimeOffset? EndsAt)
{
    public string? AssignedTo { get; init; }

    /// <summary>The author was asked for something and has not given it.</summary>
    public bool AwaitsApplicant { get; init; }

    public static RequestRow Of(SubjectId subject, SubjectRequest request) => new(
        request.Number, subject, request.ReceivedAt, request.ReceivedOn, request.Channel,
        [.. request.Demands.Select(demand => demand.Kind).Distinct()],
        request.IsClosed, request.Nearest?.Deadline.Due, request.Nearest?.Deadline.EndsAt) { AssignedTo = request.AssignedTo, AwaitsApplicant = !request.Asked.IsEmpty };
}

public enum DueFilter { Overdue, Today, Week }

/// <summary>What <see cref="DueFilter"/> means, the same in every database.</summary>
public static class DueFilters
{
    private const int DaysInWeek = 7;

    /// <summary>The last day that is asked for, today being the first; null where no days are: all, or what is overdue.</summary>
    public static DateOnly? LastDay(this DueFilter? due, DateOnly today) => due switch
    {
        DueFilter.Today => today,
        DueFilter.Week => today.AddDays(DaysInWeek - 1),
        _ => null,
    };
}

/// <summary>What burns first, what came last, or day by day as the letters came.</summary>
public enum RequestOrder { Due, ReceivedAtDescending, ReceivedOn }

/// <summary>What the desk asks for; <paramref name="After"/> is the last row of the page before.</summary>
public sealed record RequestQuery(
    bool? IsClosed,
    DemandKind? Kind,
    Channel? Channel,
    DueFilter? Due,
    RequestSearch? Search,
    RequestOrder Order,
    int Limit,
    RequestCursor? After,
    DateTimeOffset Now,
    DateOnly Today)
{
    public string? AssignedTo { get; init; }

    /// <summary>Only what nobody works on.</summary>
    public bool IsUnassigned { get; init; }

    /// <summary>Only what waits for its author.</summary>
    public bool AwaitsApplicant { get; init; }

    /// <summary>Days of receipt, both included.</summary>
    public DayRange? Received { get; init; }

    /// <summary>Days on which the nearest term of an open letter ends, both included.</summary>
    public DayRange? Ends { get; init; }
}

/// <summary>Days from one to another, both included.</summary>
public readonly record struct DayRange(DateOnly From, DateOnly To)
{
    /// <summary>Any instant of these days, whatever the place: a day more on either side.</summary>
    internal (long From, long To) Microseconds =>
        (Storage.Microseconds.Of(At(From.DayNumber - 1)), Storage.Microseconds.Of(At(To.DayNumber + 2)));

    private static DateTimeOffset At(int day) =>
        new(DateOnly.FromDayNumber(Math.Clamp(day, DateOnly.MinValue.DayNumber, DateOnly.MaxValue.DayNumber)).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
}

/// <summary>How many open requests burn first on that day; without a day nothing is left to burn. Overdue at the instant that was asked for.</summary>
public sealed record OpenRequests(DateOnly? Due, bool IsOverdue, bool IsAssigned, long Count)
{
    public bool AwaitsApplicant { get; init; }
}

/// <summary>Where a page ended: the sort key and the number that breaks ties.</summary>
public sealed record RequestCursor(long SortKey, string Number);

/// <summary>A page of the request journal; <paramref name="LookedTo"/> is told where it was given before it was full.</summary>
public sealed record RequestPage(IReadOnlyList<RequestRow> Rows, RequestCursor? LookedTo);

/// <summary>Open obligations of an operator that were counted by a calendar, as <see cref="Deadline.Calendar"/> names it.</summary>
public sealed record CalendarUse(OperatorId Operator, string Calendar, long Open);

/// <summary>What the DPO searches and the clock looks at: derived from the files, and true as soon as an append is written.</summary>
public interface IRegister
{
    /// <summary>A page of the operator's requests, in a total order, so that pages neither repeat nor skip.</summary>
    Task<IReadOnlyList<RequestRow>> RequestsAsync(OperatorId operatorId, RequestQuery query, CancellationToken cancellationToken);

    /// <summary>The same page, looked for among so many letters along the order at most. It may be shorter than asked for, or empty, and go on after
    /// <see cref="RequestPage.LookedTo"/>.</summary>
    async Task<RequestPage> LookAsync(OperatorId operatorId, RequestQuery query, int atMost, CancellationToken cancellationToken) =>
        new(await RequestsAsync(operatorId, query, cancellationToken), null);

    Task<RequestRow?> FindRequestAsync(OperatorId operatorId, string number, CancellationToken cancellationToken);

    /// <summary>Every open request counted, by the day it burns on, whether it is late by now, and whether anybody works on it or it waits for its author.</summary>
    Task<IReadOnlyList<OpenRequests>> OpenAsync(OperatorId operatorId, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Files whose wake-up has come, oldest first, after the given one; of these operators only, or of all.</summary>
    Task<IReadOnlyList<(FileKey File, DateTimeOffset At)>> DueAsync(
        DateTimeOffset now, (FileKey File, DateTimeOffset At)? after, int limit, IReadOnlyList<OperatorId>? operators, CancellationToken cancellationToken);

    /// <summary>A page of what the operator owes, by letters and without any, what ends first before the rest; pages neither repeat nor skip.</summary>
    Task<IReadOnlyList<ObligationRow>> ObligationsAsync(OperatorId operatorId, ObligationQuery query, CancellationToken cancellationToken);

    /// <summary>The calendars that open obligations were counted by, each as <see cref="Deadline.Calendar"/> names it.</summary>
    Task<IReadOnlyList<string>> CalendarsInUseAsync(OperatorId operatorId, CancellationToken cancellationToken);

    /// <summary>How many open obligations each calendar has at each operator.</summary>
    Task<IReadOnlyList<CalendarUse>> CalendarUseAsync(CancellationToken cancellationToken);

    /// <summary>Whose files have open obligations counted by that calendar; each once, in order, after the given one.</summary>
    Task<IReadOnlyList<SubjectId>> CountedByAsync(OperatorId operatorId, string calendar, SubjectId? after, int limit, CancellationToken cancellationToken);

    /// <summary>Letters received on the days from one to another, both included, and their demands in groups.</summary>
    Task<ReceivedDemands> ReceivedAsync(OperatorId operatorId, DateOnly from, DateOnly to, CancellationToken cancellationToken);

    /// <summary>The same demands counted by the days they came, and by what became of them; days without any are left out.</summary>
    async Task<IReadOnlyList<DemandDay>> DemandDaysAsync(OperatorId operatorId, DateOnly from, DateOnly to, CancellationToken cancellationToken) =>
        DemandDay.Of((await ReceivedAsync(operatorId, from, to, cancellationToken)).Demands);

    /// <summary>Files with requests written before the register knew of demands and obligations; after the given one, in order.</summary>
    Task<IReadOnlyList<FileKey>> UnlistedAsync(FileKey? after, int limit, CancellationToken cancellationToken);

    /// <summary>Whose the contact may be, in order; more than one where people share it.</summary>
    Task<IReadOnlyList<SubjectId>> FindByContactAsync(OperatorId operatorId, ContactRow contact, int limit, CancellationToken cancellationToken);

    /// <summary>The highest number of a year's series, and the numbers below it that nobody has.</summary>
    Task<(int Highest, IReadOnlyList<int> Missing)> NumbersAsync(OperatorId operatorId, int year, CancellationToken cancellationToken);
}

/// <summary><c>2026-000017</c>: the year of registration and the place in it.</summary>
public static class RequestNumbers
{
    public static string Format(int year, int ordinal) => FormattableString.Invariant($"{year:0000}-{ordinal:000000}");

    /// <exception cref="FormatException">Not a number of ours.</exception>
    public static (int Year, int Ordinal) Parse(string text) =>
        TryParse(text, out var year, out var ordinal) ? (year, ordinal) : throw new FormatException("Not a number of a request.");

    /// <summary>The highest place taken in a year's series and the free ones below it.</summary>
    /// <param name="ordinals">The places taken, in order.</param>
    public static (int Highest, IReadOnlyList<int> Missing) Gaps(IEnumerable<int> ordinals)
    {
        var (highest, missing) = (0, new List<int>());
        foreach (var ordinal in ordinals)
        {
            for (var gap = highest + 1; gap < ordinal; gap++) missing.Add(gap);
            highest = ordinal;
        }

        return (highest, missing);
    }

    /// <summary>False for what cannot be a number of ours.</summary>
    public static bool TryParse(string? text, out int year, out int ordinal)
    {
        (year, ordinal) = (0, 0);
        var dash = text?.IndexOf('-', StringComparison.Ordinal) ?? -1;
        return dash == 4 && text!.Length is >= 11 and <= 14
            && text.All(c => char.IsAsciiDigit(c) || c == '-')
            && int.TryParse(text.AsSpan(0, dash), out year) && int.TryParse(text.AsSpan(dash + 1), out ordinal)
            && Format(year, ordinal) == text;
    }
}
