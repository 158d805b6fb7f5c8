namespace Consent.Domain.Tests;

/// <summary>Calendars beside those that came with the service: loaded years, an operator's own days, edicts.</summary>
public sealed class OwnCalendarTests : Examples
{
    private static readonly WorkingCalendar Russia = WorkingCalendar.Russia;

    [Fact]
    public void A_loaded_year_is_counted_on_from_the_last_one()
    {
        var rules = Shop.Rules with { Calendar = Russia.With(Year2028.Calendar) };
        var deadline = rules.ByLaw(Msk("2027-12-27 12:00"), new WorkingDays(10));

        // No 18 of counting.md, once there is a calendar: 28, 29, 30 December and seven days from 10 January.
        Assert.Equal(Day("2028-01-18"), deadline.Due);
        Assert.Equal($"{OfficialCalendar.Years[2027].Decree}; {Russia.With(Year2028.Calendar).Find(2028)!.Label}", deadline.Calendar);
        Assert.True(rules.Calendar.IsWorking(Day("2028-02-19")));
        Assert.False(rules.Calendar.IsWorking(Day("2028-02-25")));
        Assert.Equal((366, 250), (rules.Calendar.Find(2028)!.Length, rules.Calendar.Find(2028)!.WorkingDays));
    }

    [Fact]
    public void A_label_tells_days_that_differ_apart_and_nothing_else()
    {
        var label = Label(Russia.With(Year2028.Calendar), 2028);
        Assert.Matches($"^{Year2028.Decree} \\[[0-9a-f]{{8}}\\]$", label);
        Assert.Equal(label, Label(Russia.With(Year2028.Calendar with { Days = [.. Year2028.Calendar.Days.Reverse()] }), 2028));
        Assert.Equal(label, Label(Russia.With(Year2028.Read(Year2028.File.Replace("Рабочая суббота", "Суббота", StringComparison.Ordinal))), 2028));
        Assert.Equal(label, Label(Russia.With(Year2028.Calendar.With(new CalendarDay(Day("2028-03-04"), DayKind.DayOff, "и так суббота"))), 2028));
        Assert.NotEqual(label, Label(Russia.With(Year2028.Calendar.With(new CalendarDay(Day("2028-03-06"), DayKind.DayOff, "понедельник"))), 2028));
        Assert.NotEqual(label, Label(Russia.With(Year2028.Calendar with { Decree = "Другое" }), 2028));
    }

    [Fact]
    public void A_year_that_came_with_the_service_keeps_its_label_until_its_days_change()
    {
        var same = Year2028.Embedded(2027);
        Assert.Equal(OfficialCalendar.Years[2027].Decree, Label(Russia.With(same), 2027));

        var changed = Russia.With(same.With(new CalendarDay(Day("2027-07-09"), DayKind.DayOff, "перенос")));
        Assert.StartsWith(OfficialCalendar.Years[2027].Decree + " [", Label(changed, 2027), StringComparison.Ordinal);
        Assert.Equal(OfficialCalendar.Years[2027].Decree, Label(changed.With(same), 2027));
    }

    [Theory]
    [InlineData("2026-10-14", DayKind.DayOff, "2026-10-27", "a regional day off moves a ten-day term by one")]
    [InlineData("2026-10-17", DayKind.Working, "2026-10-23", "a worked Saturday brings it nearer")]
    [InlineData("2026-10-26", DayKind.DayOff, "2026-10-27", "the last day itself is off")]
    [InlineData("2026-10-12", DayKind.DayOff, "2026-10-26", "the day of receipt is not counted anyway")]
    [InlineData("2026-10-17", DayKind.DayOff, "2026-10-26", "a Saturday is off without it")]
    [InlineData("2026-10-14", DayKind.Working, "2026-10-26", "a Wednesday is worked without it")]
    [InlineData("2025-10-14", DayKind.DayOff, "2026-10-26", "another year's")]
    public void An_operators_own_day_counts(string day, DayKind kind, string due, string because)
    {
        var rules = Shop.Rules with { Calendar = Russia.With(Year2028.Own((day, kind))) };
        Assert.True(rules.ByLaw(Msk("2026-10-12 12:00"), new WorkingDays(10)).Due == Day(due), because);
    }

    [Fact]
    public void A_holiday_can_be_worked_and_a_worked_saturday_off_at_one_operator_alone()
    {
        var own = Russia.With(Year2028.Own(("2027-02-22", DayKind.Working), ("2027-02-20", DayKind.DayOff)));
        Assert.Equal((true, false), (own.IsWorking(Day("2027-02-22")), own.IsWorking(Day("2027-02-20"))));
        Assert.Equal((false, true), (Russia.IsWorking(Day("2027-02-22")), Russia.IsWorking(Day("2027-02-20"))));
    }

    [Fact]
    public void Own_days_show_in_the_label_where_they_change_the_count()
    {
        var decree = OfficialCalendar.Years[2026].Decree;
        Assert.Matches($"^{decree}, региональные дни \\[[0-9a-f]{{8}}\\]$", Label(Russia.With(Year2028.Own(("2026-10-14", DayKind.DayOff))), 2026));
        Assert.NotEqual(Label(Russia.With(Year2028.Own(("2026-10-14", DayKind.DayOff))), 2026), Label(Russia.With(Year2028.Own(("2026-10-15", DayKind.DayOff))), 2026));
        Assert.Equal(decree, Label(Russia.With(Year2028.Own(("2026-10-17", DayKind.DayOff), ("2026-10-14", DayKind.Working), ("2026-10-15", DayKind.Edict))), 2026));
        Assert.Equal(OfficialCalendar.Years[2027].Decree, Label(Russia.With(Year2028.Own(("2026-10-14", DayKind.DayOff))), 2027));
    }

    [Fact]
    public void A_day_off_by_an_edict_is_on_record_and_counts_as_the_day_it_is()
    {
        var edict = new CalendarDay(Day("2028-03-20"), DayKind.Edict, "Указ Президента");
        var calendar = Russia.With(Year2028.Calendar.With(edict));
        Assert.Contains(edict, calendar.Find(2028)!.Days);
        Assert.True(calendar.IsWorking(edict.Date));
        Assert.Equal(Label(Russia.With(Year2028.Calendar), 2028), Label(calendar, 2028));

        // Counted as a day off only where the operator says so.
        Assert.False(calendar.With(Year2028.Own(("2028-03-20", DayKind.DayOff))).IsWorking(edict.Date));
    }

    [Fact]
    public void Only_what_a_term_can_be_counted_by_now_is_known()
    {
        var (d2026, d2027) = (OfficialCalendar.Years[2026].Decree, OfficialCalendar.Years[2027].Decree);
        Assert.All((string[])[d2026, d2027, $"{d2026}; {d2027}", $"{OfficialCalendar.Years[2025].Decree}; {d2026}; {d2027}"], known => Assert.True(Russia.Knows(known), known));
        Assert.All((string[])["", d2026 + "; ", $"{d2027}; {d2026}", $"{OfficialCalendar.Years[2025].Decree}; {d2027}", Year2028.Decree], unknown => Assert.False(Russia.Knows(unknown), unknown));

        var own = Russia.With(Year2028.Own(("2026-10-14", DayKind.DayOff)));
        Assert.False(own.Knows(d2026));
        Assert.False(own.Knows($"{d2026}; {d2027}"));
        Assert.True(own.Knows(d2027));
        Assert.True(own.Knows(own.DecreesFor(Day("2026-01-01"), Day("2027-01-01"))));
    }

    private static string Label(WorkingCalendar calendar, int year) => calendar.Find(year)!.Label;
}
