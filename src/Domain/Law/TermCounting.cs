namespace Consent.Domain;

/// <summary>How a term is counted: <c>docs/law.md</c>, «Как считать сроки».</summary>
public static class TermCounting
{
    /// <summary>A term of the law from an instant of receipt or detection; ГК ст. 193 does not move it.</summary>
    /// <exception cref="CalendarMissingException">The term reaches into a year without a calendar.</exception>
    public static Deadline ByLaw(this Rules rules, DateTimeOffset from, Term term) => rules.Count(from, term, moveToWorkingDay: false);

    /// <summary>A term of a contract: a last day that is a day off moves to the next working day (ГК ст. 193).</summary>
    /// <exception cref="CalendarMissingException">The term reaches into a year without a calendar.</exception>
    public static Deadline ByContract(this Rules rules, DateTimeOffset from, Term term) => rules.Count(from, term, moveToWorkingDay: true);

    /// <summary>Every day that counts, in order; empty for terms that are not counted in days.</summary>
    /// <exception cref="CalendarMissingException">The term reaches into a year without a calendar.</exception>
    public static IEnumerable<DateOnly> CountedDays(this WorkingCalendar calendar, DateOnly from, Term term)
    {
        var day = from;
        for (var n = 0; n < term.Amount && term is WorkingDays or CalendarDays; n++)
            yield return day = term is WorkingDays ? calendar.NextWorking(day) : day.AddDays(1);
    }

    private static Deadline Count(this Rules rules, DateTimeOffset from, Term term, bool moveToWorkingDay)
    {
        var calendar = rules.Calendar;
        var start = rules.DayOf(from);
        if (term is Immediately) return new Deadline(start, start, from.ToUniversalTime(), calendar.DecreesFor(start, start));
        if (term is Hours hours)
        {
            var ends = from.ToUniversalTime().AddHours(hours.Count);
            return new Deadline(rules.DayOf(ends), rules.DayOf(ends), ends, calendar.DecreesFor(start, rules.DayOf(ends)));
        }

        var due = term switch
        {
            WorkingDays or CalendarDays => calendar.CountedDays(start, term).LastOrDefault(start),
            Months months => start.AddMonths(months.Count),
            DayOfNextMonth next => new DateOnly(start.Year, start.Month, 1).AddMonths(1).AddDays(next.Day - 1),
            _ => throw new InvalidOperationException($"No counting for {term.GetType().Name}."),
        };
        if (moveToWorkingDay) due = calendar.FirstWorkingNotBefore(due);
        var safe = calendar.LastWorkingNotAfter(due);
        return new Deadline(due, safe < start ? due : safe, rules.EndOf(due), calendar.DecreesFor(start, due));
    }
}
