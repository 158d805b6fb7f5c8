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
    public static RequestRow Of(SubjectId subject, SubjectRequest request) => new(
        request.Number, subject, request.ReceivedAt, request.ReceivedOn, request.Channel,
        [.. request.Demands.Select(demand => demand.Kind).Distinct()],
        request.IsClosed, request.Nearest?.Deadline.Due, request.Nearest?.Deadline.EndsAt);
}

/// <summary>What the register shows of a file after an append: the requests that changed, and when the file wants to be woken.</summary>
public sealed record RegisterRows(ImmutableArray<RequestRow> Requests, DateTimeOffset? WakeUpAt)
{
    public static readonly RegisterRows None = new([], null);

    /// <summary>The rows of a file that has gone from one version to another.</summary>
    public static RegisterRows Of(FileKey key, SubjectFile before, SubjectFile after) => new(
        [.. after.Requests.Where(request => request.Version > before.Version).Select(request => RequestRow.Of(key.Subject, request))],
        WakeUps.Next(after));
}

public enum DueFilter { Overdue, Today, Week }

public enum RequestOrder { Due, ReceivedAtDescending }

/// <summary>What the desk asks for; <paramref name="After"/> is the last row of the page before.</summary>
public sealed record RequestQuery(
    bool? IsClosed,
    DemandKind? Kind,
    Channel? Channel,
    DueFilter? Due,
    string? Text,
    RequestOrder Order,
    int Limit,
    RequestCursor? After,
    DateTimeOffset Now,
    DateOnly Today);

/// <summary>Where a page ended: the sort key and the number that breaks ties.</summary>
public sealed record RequestCursor(long SortKey, string Number);

/// <summary>What the DPO searches and the clock looks at: derived from the files, and true as soon as an append is written.</summary>
public interface IRegister
{
    /// <summary>A page of the operator's requests, in a total order, so that pages neither repeat nor skip.</summary>
    Task<IReadOnlyList<RequestRow>> RequestsAsync(OperatorId operatorId, RequestQuery query, CancellationToken cancellationToken);

    Task<RequestRow?> FindRequestAsync(OperatorId operatorId, string number, CancellationToken cancellationToken);

    /// <summary>Files whose wake-up has come, oldest first, after the given one.</summary>
    Task<IReadOnlyList<(FileKey File, DateTimeOffset At)>> DueAsync(
        DateTimeOffset now, (FileKey File, DateTimeOffset At)? after, int limit, CancellationToken cancellationToken);

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
