namespace Consent.Domain.Tests;

/// <summary>What is to be counted: a term from an instant at an operator's place, by the law or by a contract.</summary>
internal sealed record CountingCase(DateTimeOffset From, TimeZoneInfo Zone, LawRow Row, bool Extended, bool ByContract, DateOnly? Named = null)
{
    public override string ToString() =>
        $"{Row.Name}{(Named is { } day ? $" by {day:O}" : "")}{(Extended ? " extended" : "")}{(ByContract ? " by contract" : "")} from {From:O} in {Zone.Id}";
}

/// <summary>The answer in days and an instant; null stands for a refusal.</summary>
internal sealed record Counted(DateOnly Due, DateOnly SafeDue, DateTime EndsAtUtc, string Decrees);

/// <summary>Counts by stepping over single days of the published calendars; shares nothing with the code it judges but the time zones.
/// Its methods are the rules of counting one by one, so that each can be broken on purpose.</summary>
internal class CountingOracle
{
    private sealed class NoCalendar : Exception;

    public Counted? Count(CountingCase question)
    {
        try
        {
            var t0 = LocalDay(question.From.UtcDateTime, question.Zone);
            var row = question.Row;
            // What is waited out or kept through is nobody's last day to be in time for: only working days need a calendar.
            if (row.Bound != Bound.Latest && (row.Unit is "calendar" or "months"))
            {
                var end = Last(t0, row.Unit, row.Amount);
                return new Counted(end, end, EndOf(end, question.Zone), "");
            }

            var decrees = DecreeOf(t0);
            if (row.Unit is "at once" or "before") return new Counted(t0, t0, question.From.UtcDateTime, decrees);
            if (row.Unit == "hours")
            {
                var ends = new DateTime(question.From.UtcTicks + row.Amount * 36_000_000_000L, DateTimeKind.Utc);
                var day = LocalDay(ends, question.Zone);
                return new Counted(day, day, ends, Decrees(t0, day));
            }

            var due = question.Named ?? (question.Extended ? Extend(t0, row) : Last(t0, row.Unit, row.Amount));
            if (question.ByContract || MovesTermsOfTheLaw)
                while (IsOff(due)) due = Tomorrow(due);
            var safe = due;
            while (safe >= t0 && IsOff(safe)) safe = Yesterday(safe);
            if (safe < t0) safe = due;
            return new Counted(due, safe, EndOf(due, question.Zone), Decrees(t0, due));
        }
        catch (NoCalendar)
        {
            return null;
        }
    }

    protected virtual bool MovesTermsOfTheLaw => false;

    protected virtual bool IsOff(DateOnly day)
    {
        DecreeOf(day);
        return OfficialCalendar.Years[day.Year].Off.Contains(day);
    }

    protected virtual DateOnly LocalDay(DateTime utc, TimeZoneInfo zone) => DateOnly.FromDateTime(utc + zone.GetUtcOffset(utc));

    protected virtual DateOnly DayBeforeTheFirst(DateOnly t0) => t0;

    protected virtual DateOnly Extend(DateOnly t0, LawRow row) => Last(t0, row.Unit, row.Amount + row.Extension!.Value);

    protected virtual DateOnly Last(DateOnly t0, string unit, int amount)
    {
        var day = DayBeforeTheFirst(t0);
        switch (unit)
        {
            case "working":
                for (var left = amount; left > 0;)
                    if (!IsOff(day = Tomorrow(day))) left--;
                return day;
            case "calendar":
                for (var left = amount; left > 0; left--) day = Tomorrow(day);
                return day;
            case "day of next month":
                for (var month = day.Month; day.Month == month;) day = Tomorrow(day);
                while (day.Day != amount) day = Tomorrow(day);
                return day;
            case "months":
                // From the first of the last month to the same number, or to the end of the month.
                var (year, last) = (day.Year + (day.Month + amount - 1) / 12, (day.Month + amount - 1) % 12 + 1);
                var end = new DateOnly(year, last, 1);
                while (end.Day != day.Day && Tomorrow(end).Month == last) end = Tomorrow(end);
                return end;
            default:
                throw new ArgumentOutOfRangeException(nameof(unit));
        }
    }

    /// <summary>The first minute of the world's clock that is a later day at the operator's place, found by halving.</summary>
    protected virtual DateTime EndOf(DateOnly day, TimeZoneInfo zone)
    {
        var origin = day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
        var (early, late) = (-24 * 60, 72 * 60);
        while (late - early > 1)
        {
            var middle = (early + late) / 2;
            if (LocalDay(origin.AddMinutes(middle), zone) > day) late = middle;
            else early = middle;
        }

        return origin.AddMinutes(late);
    }

    private static DateOnly Tomorrow(DateOnly day) => DateOnly.FromDayNumber(day.DayNumber + 1);

    private static DateOnly Yesterday(DateOnly day) => DateOnly.FromDayNumber(day.DayNumber - 1);

    private static string DecreeOf(DateOnly day) => OfficialCalendar.Years.TryGetValue(day.Year, out var year) ? year.Decree : throw new NoCalendar();

    private static string Decrees(DateOnly from, DateOnly to) => from.Year == to.Year ? DecreeOf(to) : $"{Decrees(from, to.AddYears(-1))}; {DecreeOf(to)}";
}
