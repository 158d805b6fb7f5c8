using System.Collections.Immutable;

namespace Consent.Domain.Tests;

/// <summary>The first year that did not come with the service, under a decree made up for the tests.</summary>
internal static class Year2028
{
    public const string Decree = "Постановление Правительства РФ от 01.09.2027 № 1";

    public const string File = $"""
        # {Decree}
        date,kind,title
        2028-01-01,day-off,Новогодние каникулы
        2028-01-02,day-off,Новогодние каникулы
        2028-01-03,day-off,Новогодние каникулы
        2028-01-04,day-off,Новогодние каникулы
        2028-01-05,day-off,Новогодние каникулы
        2028-01-06,day-off,Новогодние каникулы
        2028-01-07,day-off,Рождество Христово
        2028-01-08,day-off,Новогодние каникулы
        2028-02-19,working,Рабочая суббота
        2028-02-23,day-off,День защитника Отечества
        2028-02-25,day-off,Выходной (перенос)
        2028-03-08,day-off,Международный женский день
        2028-05-01,day-off,Праздник Весны и Труда
        2028-05-09,day-off,День Победы
        2028-06-12,day-off,День России
        2028-11-04,day-off,День народного единства
        """;

    public static CalendarYear Calendar { get; } = Read(File);

    public static CalendarYear Read(string file, int year = 2028)
    {
        Assert.True(CalendarFile.TryRead(year, file, out var calendar, out var fault), fault?.ToString());
        return calendar;
    }

    public static CalendarYear With(this CalendarYear year, params CalendarDay[] days) => year with { Days = [.. year.Days, .. days] };

    /// <summary>A year that came with the service, as it was loaded.</summary>
    public static CalendarYear Embedded(int year)
    {
        var counted = WorkingCalendar.Russia.Find(year)!;
        return new CalendarYear(year, counted.Decree, counted.Days);
    }

    public static ImmutableArray<CalendarDay> Own(params (string Day, DayKind Kind)[] days) =>
        [.. days.Select(day => new CalendarDay(DateOnly.ParseExact(day.Day, "yyyy-MM-dd"), day.Kind, "свой день"))];
}
