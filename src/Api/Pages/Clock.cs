using Consent.Domain;

namespace Consent.Api;

/// <summary>How near the end of a term is; the last quarter of it is near whatever its length.</summary>
public enum ClockState { Calm, Soon, Today, Overdue }

/// <summary>A term in words: <paramref name="Day"/> «до 9 декабря (ср)», <paramref name="Left"/> «осталось 7 раб. дней», <paramref name="Exact"/> the instant it is late from.</summary>
public sealed record Clock(ClockState State, string Day, string Left, string Exact)
{
    private const int Quarters = 4;
    private static readonly TimeSpan HoursAreTold = TimeSpan.FromHours(48);

    /// <param name="from">Since when the term runs.</param>
    public static Clock Of(DateOnly due, DateTimeOffset endsAt, DateTimeOffset from, DateTimeOffset now, Rules rules)
    {
        var today = rules.DayOf(now);
        var isTimed = rules.EndOf(due) != endsAt;
        var state = endsAt <= now ? ClockState.Overdue
            : due == today ? ClockState.Today
            : (endsAt - now) * Quarters <= endsAt - from ? ClockState.Soon
            : ClockState.Calm;
        var local = TimeZoneInfo.ConvertTime(endsAt, rules.Zone);
        var day = state == ClockState.Today ? Texts.Get("Clock.today") : Texts.Get("Clock.until", Dates.Day(due, today));
        if (isTimed) day = string.Create(Texts.Culture, $"{day}, {local:HH:mm}");
        return new Clock(state, day, LeftOf(state, due, today, endsAt - now, isTimed, rules), Texts.Get("Clock.exact", local.ToString("g", Texts.Culture)));
    }

    private static string LeftOf(ClockState state, DateOnly due, DateOnly today, TimeSpan left, bool isTimed, Rules rules)
    {
        if (isTimed && left.Duration() < HoursAreTold) return Counted(state == ClockState.Overdue ? "Clock.lateHours" : "Clock.leftHours", (int)Math.Ceiling(left.Duration().TotalHours));
        if (state == ClockState.Today) return Texts.Get("Clock.lastDay");
        var days = state == ClockState.Overdue ? Working(due, today, rules) : Working(today, due, rules);
        return Counted(state == ClockState.Overdue ? "Clock.late" : "Clock.left", days);
    }

    // The day after the first to the last, both counted where they are worked.
    private static int Working(DateOnly after, DateOnly to, Rules rules)
    {
        var count = 0;
        for (var day = after.AddDays(1); day <= to; day = day.AddDays(1))
            if (rules.Calendar.Find(day.Year) is not { } year || year.IsWorking(day)) count++;
        return count;
    }

    private static string Counted(string key, int count) => Texts.Get($"{key}.{Plurals.Of(count)}", count);
}
