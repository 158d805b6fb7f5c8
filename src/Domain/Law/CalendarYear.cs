using System.Collections.Immutable;

namespace Consent.Domain;

/// <summary>How a calendar names a day: off, worked though it is a weekend, or off by an edict of the President, which counts as the ordinary day it is
/// (counting.md, 15).</summary>
public enum DayKind { DayOff, Working, Edict }

/// <summary>One row of a calendar: a day that is not what its place in the week makes it.</summary>
public sealed record CalendarDay(DateOnly Date, DayKind Kind, string Title);

/// <summary>The production calendar of a year as its decree has it (ТК ст. 112): a row for each day off by a holiday or a transfer and each worked weekend.</summary>
public sealed record CalendarYear(int Year, string Decree, ImmutableArray<CalendarDay> Days)
{
    public bool Equals(CalendarYear? other) => other is not null && (Year, Decree) == (other.Year, other.Decree) && Days.SequenceEqual(other.Days);

    public override int GetHashCode() => HashCode.Combine(Year, Decree.GetHashCode(StringComparison.Ordinal));
}
