namespace Consent.Domain.Tests;

/// <summary>Counters with one mistake each: a comparison that does not find them proves nothing.</summary>
internal static class BrokenCounters
{
    public static readonly IReadOnlyDictionary<string, CountingOracle> All = new Dictionary<string, CountingOracle>
    {
        ["every Saturday is a day off"] = new SaturdaysOff(),
        ["holidays are plain Monday to Friday"] = new NoHolidays(),
        ["the day of receipt is counted"] = new CountsReceipt(),
        ["the day of UTC instead of the operator's"] = new DayOfUtc(),
        ["extension of five calendar days from the due date"] = new ExtendsFromDue(),
        ["ГК ст. 193 moves terms of the law"] = new MovesLaw(),
        ["a day too late"] = new OffByOne(1),
        ["a day too early"] = new OffByOne(-1),
        ["working days taken for calendar days"] = new CalendarForWorking(),
        ["calendar days taken for working days"] = new WorkingForCalendar(),
        ["a month is thirty days"] = new MonthOfThirty(),
        ["ends at midnight of UTC"] = new EndsByUtc(),
        ["ends at the offset of winter all year"] = new EndsByBaseOffset(),
        ["ends as the last day begins"] = new EndsAtStartOfDay(),
    };

    private sealed class SaturdaysOff : CountingOracle
    {
        protected override bool IsOff(DateOnly day) => base.IsOff(day) || day.DayOfWeek == DayOfWeek.Saturday;
    }

    private sealed class NoHolidays : CountingOracle
    {
        protected override bool IsOff(DateOnly day) => base.IsOff(day) && day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;
    }

    private sealed class CountsReceipt : CountingOracle
    {
        protected override DateOnly DayBeforeTheFirst(DateOnly t0) => t0.AddDays(-1);
    }

    private sealed class DayOfUtc : CountingOracle
    {
        protected override DateOnly LocalDay(DateTime utc, TimeZoneInfo zone) => DateOnly.FromDateTime(utc);
    }

    private sealed class ExtendsFromDue : CountingOracle
    {
        protected override DateOnly Extend(DateOnly t0, LawRow row) => Last(t0, row.Unit, row.Amount).AddDays(row.Extension!.Value);
    }

    private sealed class MovesLaw : CountingOracle
    {
        protected override bool MovesTermsOfTheLaw => true;
    }

    private sealed class OffByOne(int days) : CountingOracle
    {
        protected override DateOnly Last(DateOnly t0, string unit, int amount) => base.Last(t0, unit, Math.Max(1, amount + days));
    }

    private sealed class CalendarForWorking : CountingOracle
    {
        protected override DateOnly Last(DateOnly t0, string unit, int amount) => base.Last(t0, unit == "working" ? "calendar" : unit, amount);
    }

    private sealed class WorkingForCalendar : CountingOracle
    {
        protected override DateOnly Last(DateOnly t0, string unit, int amount) => base.Last(t0, unit == "calendar" ? "working" : unit, amount);
    }

    private sealed class MonthOfThirty : CountingOracle
    {
        protected override DateOnly Last(DateOnly t0, string unit, int amount) =>
            unit == "months" ? base.Last(t0, "calendar", 30 * amount) : base.Last(t0, unit, amount);
    }

    private sealed class EndsByUtc : CountingOracle
    {
        protected override DateTime EndOf(DateOnly day, TimeZoneInfo zone) => day.AddDays(1).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
    }

    private sealed class EndsByBaseOffset : CountingOracle
    {
        protected override DateTime EndOf(DateOnly day, TimeZoneInfo zone) =>
            day.AddDays(1).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc) - zone.BaseUtcOffset;
    }

    private sealed class EndsAtStartOfDay : CountingOracle
    {
        protected override DateTime EndOf(DateOnly day, TimeZoneInfo zone) => base.EndOf(day.AddDays(-1), zone);
    }
}
