using Consent.Domain;
using Consent.Storage;

namespace Consent.Api;

/// <summary><c>PUT /v1/admin/calendars/{year}</c> as JSON.</summary>
public sealed record CalendarBody(string? Decree, IReadOnlyList<CalendarDayBody?>? Days);

/// <summary>A day that is not what its place in the week makes it; <c>edict</c> is on record only and counts as the day it is.</summary>
public sealed record CalendarDayBody(string? Date, string? Kind, string? Title);

/// <summary>A year of the installation. <paramref name="Calendar"/> is what terms counted by it keep; <paramref name="DaysOff"/> are all of the year, weekends included.</summary>
public sealed record CalendarAnswer(
    int Year, string Decree, string Calendar, string Source, int DaysOff, int WorkedWeekends, int WorkingDays, RecountAnswer? Recount)
{
    public static CalendarAnswer Of(CountedYear year, bool isLoaded, RecountAnswer? recount = null) => new(
        year.Number, year.Decree, year.Label, SourceOf(isLoaded), year.Length - year.WorkingDays, year.WorkedWeekends, year.WorkingDays, recount);

    public static string SourceOf(bool isLoaded) => isLoaded ? "loaded" : "embedded";
}

/// <summary>How many open terms still stand by a calendar that is no longer their operator's.</summary>
public sealed record RecountAnswer(long Pending);

/// <summary><c>GET /v1/admin/calendars</c>: every year there is, in order.</summary>
public sealed record CalendarsAnswer(IReadOnlyList<CalendarAnswer> Items, RecountAnswer Recount);

/// <summary><c>GET /v1/calendars/{year}</c>: how the caller's operator counts a year; ordinary weekends are not listed.</summary>
public sealed record OwnCalendarAnswer(
    int Year, string Decree, string Calendar, string Source, int DaysOff, int WorkedWeekends, int WorkingDays, IReadOnlyList<CalendarDayAnswer> Days)
{
    public static OwnCalendarAnswer Of(CountedYear year, bool isLoaded, IReadOnlyCollection<CalendarDay> own) => new(
        year.Number, year.Decree, year.Label, CalendarAnswer.SourceOf(isLoaded), year.Length - year.WorkingDays, year.WorkedWeekends, year.WorkingDays,
        [.. year.Days.Select(day => new CalendarDayAnswer(day.Date, Words.Of(day.Kind), day.Title, own.Contains(day)))]);
}

/// <param name="Own">Whether the operator itself has named the day, over the calendar of the country.</param>
public sealed record CalendarDayAnswer(DateOnly Date, string Kind, string Title, bool Own);
