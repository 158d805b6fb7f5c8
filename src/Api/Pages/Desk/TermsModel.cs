using Consent.Domain;

namespace Consent.Api;

/// <summary>What <c>/desk/terms</c> shows; <paramref name="What"/> is a kind of demand, a row of the law, or a duty that only contracts know.</summary>
public sealed record TermsModel(string? What, string On, string? At, IReadOnlyList<CountedDuty> Counted, IReadOnlyList<LaterPromise> Conflicts, ProblemWords? Problem);

/// <summary>A duty counted from the asked day, or why it is not.</summary>
public sealed record CountedDuty(string Name, TermAnswer? Answer, SourceMark Mark, DateOnly? Extended, Rules Rules, ProblemWords? Problem);

/// <summary>A clause that promises later than the law allows.</summary>
public sealed record LaterPromise(string Duty, string Clause, string Promised, string Allowed, string Article);

/// <summary>A year of the operator's calendar; null where it has none.</summary>
public sealed record CalendarModel(int Year, IReadOnlyList<int> Years, CountedYear? Counted, DateOnly Today, bool IsLoaded, IReadOnlySet<DateOnly> Own)
{
    public bool IsConfirmed => Counted is { } year && Decrees.IsNamed(year.Decree);
}
