using Consent.Domain;

namespace Consent.Api;

/// <summary>A term as a person says it.</summary>
public static class TermWords
{
    public static string Of(Term term) => term switch
    {
        WorkingDays days => Counted("workingDays", days.Amount),
        CalendarDays days => Counted("calendarDays", days.Amount),
        Hours hours => Counted("hours", hours.Amount),
        Months months => Counted("months", months.Amount),
        DayOfNextMonth day => Texts.Get("Term.dayOfNextMonth", day.Day),
        Before => Texts.Get("Term.before"),
        Unstated => Texts.Get("Term.unstated"),
        _ => Texts.Get("Term.immediately"),
    };

    private static string Counted(string unit, int amount) => Texts.Get($"Term.{unit}.{Plurals.Of(amount)}", amount);
}
