using System.Collections.Immutable;

namespace Consent.Domain;

/// <summary>What a calendar must be before terms are counted by it.</summary>
public static class CalendarChecks
{
    // ТК ст. 112 ч. 1.
    private static readonly ImmutableArray<(int Month, int Day)> Holidays =
    [
        (1, 1), (1, 2), (1, 3), (1, 4), (1, 5), (1, 6), (1, 7), (1, 8), (2, 23), (3, 8), (5, 1), (5, 9), (6, 12), (11, 4),
    ];

    /// <param name="at">How the row of an index is called in what was sent.</param>
    /// <param name="whole">How all of them are called.</param>
    public static Refusal? Fault(CalendarYear calendar, Func<int, string> at, string whole)
    {
        var seen = new HashSet<DateOnly>();
        for (var i = 0; i < calendar.Days.Length; i++)
        {
            var day = calendar.Days[i];
            if (day.Date.Year != calendar.Year) return new CalendarDayOfAnotherYear(at(i), day.Date, calendar.Year);
            if (!seen.Add(day.Date)) return new CalendarDayRepeated(at(i), day.Date);
            if (day.Kind == DayKind.Working && day.Date.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday)) return new WorkedDayIsNoWeekend(at(i), day.Date);
        }

        var off = calendar.Days.Where(day => day.Kind == DayKind.DayOff).Select(day => day.Date).ToHashSet();
        foreach (var (month, number) in Holidays)
            if (!off.Contains(new DateOnly(calendar.Year, month, number))) return new HolidayMissing(whole, new DateOnly(calendar.Year, month, number));
        return null;
    }
}
