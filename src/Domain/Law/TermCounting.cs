namespace Consent.Domain;

/// <summary>How a term is counted: <c>docs/law.md</c>, «Как считать сроки».</summary>
public static class TermCounting
{
    /// <summary>A term of the law from an instant of receipt or detection; ГК ст. 193 does not move it.</summary>
    /// <exception cref="CalendarMissingException">The term reaches into a year without a calendar.</exception>
    public static Deadline ByLaw(this Rules rules, DateTimeOffset from, Term term) => rules.Count(from, term, moveToWorkingDay: false);

    /// <summary>A row of the law: one that is waited out or kept through is no last day to be in time for, so nothing is safe or warned of.</summary>
    /// <exception cref="CalendarMissingException">Working days reach into a year without a calendar.</exception>
    public static Deadline ByLaw(this Rules rules, DateTimeOffset from, DutyRow row)
    {
        if (row.Bound == Bound.Latest || row.Term is Unstated) return rules.ByLaw(from, row.Term);
        if (row.Term is WorkingDays or Immediately) return rules.ByLaw(from, row.Term) with { Warnings = null };
        var start = rules.DayOf(from);
        var due = rules.Calendar.LastDay(start, row.Term);
        return new Deadline(due, due, rules.EndOf(due), "");
    }

    /// <summary>A term of a contract: a last day that is a day off moves to the next working day (ГК ст. 193).</summary>
    /// <exception cref="CalendarMissingException">The term reaches into a year without a calendar.</exception>
    public static Deadline ByContract(this Rules rules, DateTimeOffset from, Term term) => rules.Count(from, term, moveToWorkingDay: true);

    /// <summary>A term that ends on a day somebody has named: an order of the authority, a court.</summary>
    /// <exception cref="CalendarMissingException">The day is in a year without a calendar.</exception>
    public static Deadline On(this Rules rules, DateTimeOffset from, DateOnly due)
    {
        var start = rules.DayOf(from);
        var deadline = new Deadline(due, rules.Calendar.SafeDay(start, due), rules.EndOf(due), rules.Calendar.DecreesFor(due < start ? due : start, due));
        return deadline with { Warnings = Warnings.Of(rules, from, new CalendarDays(due.DayNumber - start.DayNumber), deadline) };
    }

    /// <summary>Every day that counts, in order; empty for terms that are not counted in days.</summary>
    /// <exception cref="CalendarMissingException">The term reaches into a year without a calendar.</exception>
    public static IEnumerable<DateOnly> CountedDays(this WorkingCalendar calendar, DateOnly from, Term term)
    {
        var day = from;
        for (var n = 0; n < term.Amount && term is WorkingDays or CalendarDays; n++)
            yield return day = term is WorkingDays ? calendar.NextWorking(day) : day.AddDays(1);
    }

    /// <summary>The strict last day of a term in days or months.</summary>
    /// <exception cref="CalendarMissingException">Working days reach into a year without a calendar.</exception>
    public static DateOnly LastDay(this WorkingCalendar calendar, DateOnly from, Term term) => term switch
    {
        WorkingDays => calendar.CountedDays(from, term).LastOrDefault(from),
        CalendarDays days => from.AddDays(days.Days),
        Months months => from.AddMonths(months.Count),
        DayOfNextMonth next => new DateOnly(from.Year, from.Month, 1).AddMonths(1).AddDays(next.Day - 1),
        _ => throw new InvalidOperationException($"No counting for {term.GetType().Name}."),
    };

    private static Deadline Count(this Rules rules, DateTimeOffset from, Term term, bool moveToWorkingDay)
    {
        var counted = rules.CountEnd(from, term, moveToWorkingDay);
        return counted with { Warnings = Warnings.Of(rules, from, term, counted) };
    }

    private static Deadline CountEnd(this Rules rules, DateTimeOffset from, Term term, bool moveToWorkingDay)
    {
        var calendar = rules.Calendar;
        var start = rules.DayOf(from);
        if (term is Immediately or Before) return new Deadline(start, start, from.ToUniversalTime(), calendar.DecreesFor(start, start));
        if (term is Hours hours)
        {
            var ends = from.ToUniversalTime().AddHours(hours.Count);
            return new Deadline(rules.DayOf(ends), rules.DayOf(ends), ends, calendar.DecreesFor(start, rules.DayOf(ends)));
        }

        var due = calendar.LastDay(start, term);
        if (moveToWorkingDay) due = calendar.FirstWorkingNotBefore(due);
        return new Deadline(due, calendar.SafeDay(start, due), rules.EndOf(due), calendar.DecreesFor(start, due));
    }
}
