namespace Consent.Domain.Tests;

public sealed class CalendarTests : Examples
{
    private static readonly WorkingCalendar Calendar = WorkingCalendar.Russia;

    [Theory]
    [InlineData(2023, 247)]
    [InlineData(2024, 248)]
    [InlineData(2025, 247)]
    [InlineData(2026, 247)]
    [InlineData(2027, 247)]
    public void Every_day_of_a_year_is_as_its_decree_says(int year, int workingDays)
    {
        var official = OfficialCalendar.Years[year];
        var days = Enumerable.Range(0, DateTime.IsLeapYear(year) ? 366 : 365).Select(new DateOnly(year, 1, 1).AddDays).ToArray();

        Assert.All(days, day => Assert.Equal(!official.Off.Contains(day), Calendar.IsWorking(day)));
        Assert.Equal(workingDays, days.Count(Calendar.IsWorking));
        Assert.Equal(official.Decree, Calendar.DecreesFor(days[0], days[^1]));
    }

    [Fact]
    public void The_years_are_those_whose_decree_is_published() => Assert.Equal(OfficialCalendar.Years.Keys.Order(), Calendar.Years);

    [Theory]
    [InlineData("2024-04-27", true, "a worked Saturday")]
    [InlineData("2024-11-02", true, "a worked Saturday, shortened")]
    [InlineData("2024-12-28", true, "a worked Saturday")]
    [InlineData("2025-11-01", true, "a worked Saturday, shortened")]
    [InlineData("2027-02-20", true, "a worked Saturday, shortened")]
    [InlineData("2027-02-21", false, "the Sunday after it")]
    [InlineData("2027-02-22", false, "the Monday off in its place")]
    [InlineData("2026-12-31", false, "moved there by the decree")]
    [InlineData("2026-11-03", true, "shortened before a holiday, but a working day")]
    [InlineData("2026-03-09", false, "8 March fell on a Sunday (ТК ст. 112 ч. 2)")]
    [InlineData("2026-05-11", false, "9 May fell on a Saturday (ТК ст. 112 ч. 2)")]
    [InlineData("2027-01-08", false, "8 January is a holiday of its own")]
    [InlineData("2026-11-04", false, "a holiday on a Wednesday")]
    [InlineData("2026-11-05", true, "the day after it")]
    public void A_day_is_working_or_not(string day, bool working, string because) => Assert.True(Calendar.IsWorking(Day(day)) == working, because);

    [Theory]
    [InlineData("2026-12-30", "2027-01-11", "from the last working day of a year to the first of the next")]
    [InlineData("2027-02-19", "2027-02-20", "a worked Saturday is next")]
    [InlineData("2027-02-20", "2027-02-24", "over Sunday, a moved day off and 23 February")]
    [InlineData("2026-06-12", "2026-06-15", "from a holiday on a Friday")]
    public void The_next_working_day_is(string day, string next, string because) => Assert.True(Calendar.NextWorking(Day(day)) == Day(next), because);

    [Theory]
    [InlineData("2027-01-10", "2026-12-30", "2027-01-11", "back over twelve days off, forward over none but Sunday")]
    [InlineData("2026-06-13", "2026-06-11", "2026-06-15", "a Saturday after a holiday")]
    [InlineData("2026-06-11", "2026-06-11", "2026-06-11", "a working day stays")]
    public void The_nearest_working_days_are(string day, string before, string after, string because) =>
        Assert.True((Calendar.LastWorkingNotAfter(Day(day)), Calendar.FirstWorkingNotBefore(Day(day))) == (Day(before), Day(after)), because);

    [Fact]
    public void A_term_over_two_years_names_both_decrees() =>
        Assert.Equal(
            $"{OfficialCalendar.Years[2026].Decree}; {OfficialCalendar.Years[2027].Decree}",
            Shop.Rules.ByLaw(Msk("2026-12-23 12:00"), new WorkingDays(10)).Calendar);

    [Theory]
    [InlineData("2022-12-31", 2022)]
    [InlineData("2028-01-01", 2028)]
    public void A_year_without_a_calendar_is_not_guessed(string day, int year)
    {
        Assert.Equal(year, Assert.Throws<CalendarMissingException>(() => Calendar.IsWorking(Day(day))).Year);
        Assert.Equal(year, Assert.Throws<CalendarMissingException>(() => Calendar.DecreesFor(Day(day), Day(day))).Year);
    }

    [Theory]
    [InlineData("2027-12-15 12:00", "2027-12-29", "ten working days still end in the year")]
    [InlineData("2027-12-16 12:00", "2027-12-30", "the last day that can be reached")]
    public void The_last_terms_before_a_missing_year_are_counted(string received, string due, string because)
    {
        var story = Given().When(Shop.Letter(Msk(received), DemandKind.Access));
        Assert.True(story.Obligation(Duty.AnswerAccess).Deadline.Due == Day(due), because);
    }

    [Theory]
    [InlineData("2027-12-27 12:00", DemandKind.Access, 2028, "no 18 of counting.md: 28, 29, 30 December and then nobody knows")]
    [InlineData("2027-12-17 12:00", DemandKind.Access, 2028, "the tenth day is in a missing year")]
    [InlineData("2027-12-02 12:00", DemandKind.Withdrawal, 2028, "calendar days too: the safe day cannot be told")]
    [InlineData("2028-01-10 12:00", DemandKind.Blocking, 2028, "even what is due at once names its decree")]
    [InlineData("2022-12-31 12:00", DemandKind.Access, 2022, "a letter older than the calendars")]
    public void A_term_that_reaches_a_missing_year_is_refused(string received, DemandKind kind, int year, string because)
    {
        var given = Shop.Given(Shop.News, Msk("2026-01-12 12:00"));
        var refused = Given(given).When(Shop.Letter(Msk(received), kind)).ThenRefused<CalendarMissing>();
        Assert.True(refused.Year == year, because);
    }

    [Fact]
    public void An_extension_into_a_missing_year_is_refused() =>
        Given().When(Shop.Letter(Msk("2027-12-15 12:00"), DemandKind.Access))
            .When(new ExtendRequest(Msk("2027-12-20 12:00"), Shop.Number, null, new Personal("архив")))
            .ThenRefused<CalendarMissing>();
}
