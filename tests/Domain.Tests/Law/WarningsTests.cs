namespace Consent.Domain.Tests;

/// <summary>When an open term is told of before its end: half, three working days or a quarter before, the last safe day.</summary>
public sealed class WarningsTests : Examples
{
    private static readonly Rules Rules = Shop.Rules;

    [Theory]
    //           unit        n   received            half                soon                last safe day   what the row shows
    [InlineData("working", 10, "2026-10-12 12:00", "2026-10-19 18:00", "2026-10-21 00:00", "2026-10-26", "three working days before an ordinary end")]
    [InlineData("working", 10, "2026-12-23 12:00", "2027-01-04 06:00", "2027-01-12 00:00", "2027-01-15", "half falls on a holiday; nobody counts days there")]
    [InlineData("working", 10, "2027-02-12 12:00", "2027-02-21 06:00", "2027-02-24 00:00", "2027-03-01", "26, 25 and 24 February: the days off before do not count")]
    [InlineData("working", 7, "2027-02-15 12:00", "2027-02-20 18:00", "2027-02-23 09:00", "2027-02-25", "three days before is before its half: a quarter is left")]
    [InlineData("working", 7, "2026-10-12 12:00", "2026-10-17 06:00", "2026-10-19 15:00", "2026-10-21", "a term of seven days is warned of at a quarter")]
    [InlineData("working", 5, "2026-10-15 00:00", "2026-10-19 00:00", "2026-10-21 00:00", "2026-10-22", "three days before is its very half: a quarter is left")]
    [InlineData("working", 3, "2026-10-12 12:00", "2026-10-14 06:00", "2026-10-15 00:00", "2026-10-15", "a quarter comes after the last day began: told with it")]
    [InlineData("working", 1, "2026-10-12 12:00", "2026-10-13 00:00", "2026-10-13 00:00", "2026-10-13", "the only day is the last: all at once")]
    [InlineData("calendar", 30, "2026-11-22 12:00", "2026-12-07 18:00", "2026-12-17 00:00", "2026-12-22", "calendar days are warned of by working days")]
    [InlineData("calendar", 30, "2026-12-02 12:00", "2026-12-16 18:00", "2026-12-25 00:00", "2026-12-30", "by the safe day, not by the strict 1 January")]
    [InlineData("months", 6, "2026-08-31 12:00", "2026-11-29 06:00", "2027-02-20 00:00", "2027-02-26", "25 and 24 February, then Saturday the 20th, which is worked")]
    [InlineData("day of next month", 15, "2026-10-20 12:00", "2026-11-01 18:00", "2026-11-10 00:00", "2026-11-13", "the 15th is a Sunday")]
    [InlineData("working", 3, "2023-01-03 12:00", "2023-01-07 18:00", "2023-01-09 21:00", "2023-01-11", "nothing is asked of 2022, which has no calendar")]
    public void A_term_in_days_is_told_of(string unit, int amount, string received, string half, string soon, string today, string because)
    {
        var deadline = Rules.ByLaw(Msk(received), LawTable.TermOf(unit, amount));
        Assert.True(deadline.Warnings == Told(half, soon, today + " 00:00"), $"{because}; counted {deadline.Warnings}");
    }

    [Theory]
    [InlineData(24, "2027-01-02 15:40", "2027-01-02 21:40")]
    [InlineData(72, "2027-01-03 15:40", "2027-01-04 09:40")]
    public void Hours_are_told_of_at_half_and_at_a_quarter_and_have_no_last_day(int hours, string half, string soon) =>
        Assert.Equal(Told(half, soon, null), Rules.ByLaw(Msk("2027-01-02 03:40"), new Hours(hours)).Warnings);

    [Theory]
    //           received            named        half                soon                 last safe day       what the row shows
    [InlineData("2026-10-12 12:00", "2026-11-12", "2026-10-28 06:00", "2026-11-09 00:00", "2026-11-12 00:00", "an order of the authority")]
    [InlineData("2026-10-16 12:00", "2026-10-18", "2026-10-16 18:00", "2026-10-16 21:00", null, "the last safe day is that of receipt and has begun")]
    [InlineData("2026-10-16 00:00", "2026-10-16", "2026-10-16 12:00", "2026-10-16 18:00", null, "the last day begins with the receipt: nothing is told of at the receipt itself")]
    [InlineData("2023-01-02 12:00", "2023-01-05", "2023-01-04 06:00", "2023-01-05 00:00", "2023-01-05 00:00", "no working day at all, and none is looked for in 2022")]
    [InlineData("2023-01-01 12:00", "2023-01-05", "2023-01-03 18:00", "2023-01-04 21:00", "2023-01-05 00:00", "nor from its very first day")]
    [InlineData("2026-10-16 12:00", "2026-10-14", null, null, null, "the day has gone: nothing to warn of")]
    [InlineData("2024-01-09 12:00", "2023-12-29", null, null, null, "gone in another year")]
    public void A_day_that_an_order_names_is_told_of(string received, string named, string? half, string? soon, string? today, string because)
    {
        var deadline = Rules.On(Msk(received), Day(named));
        Assert.True(deadline.Warnings == Told(half, soon, today), $"{because}; counted {deadline.Warnings}");
        Assert.Equal((Day(named), Rules.EndOf(Day(named))), (deadline.Due, deadline.EndsAt));
    }

    [Fact]
    public void The_safe_day_of_an_order_is_never_before_its_receipt()
    {
        Assert.Equal(Day("2026-10-16"), Rules.On(Msk("2026-10-16 12:00"), Day("2026-10-18")).SafeDue);
        Assert.Equal(Day("2026-10-18"), Rules.On(Msk("2026-10-17 12:00"), Day("2026-10-18")).SafeDue);
    }

    [Theory]
    [InlineData("2023-12-29", "2023", "2023")]
    [InlineData("2024-12-28", "2024", "2024")]
    [InlineData("2025-01-09", "2024", "2025")]
    public void A_day_that_an_order_names_goes_by_the_decrees_from_the_first_of_the_two_days_to_it(string named, string first, string last) => Assert.Equal(
        Rules.Calendar.DecreesFor(Day(first + "-01-01"), Day(last + "-12-31")),
        Rules.On(Msk("2024-01-09 12:00"), Day(named)).Calendar);

    [Theory]
    [InlineData("D08 Block", "due at once")]
    [InlineData("D20 SeparateConsent", "due before")]
    [InlineData("D03 AwaitRepeat", "waited out, in calendar days")]
    [InlineData("D63 AwaitCrossBorderReview", "waited out, in working days")]
    [InlineData("D64 TransferToListedCountry", "allowed at once")]
    [InlineData("D71 KeepDestructionAct", "kept through")]
    public void Nobody_is_warned_of(string row, string because)
    {
        var deadline = Rules.ByLaw(Msk("2026-10-12 12:00"), LawTable.Of(row).InCode);
        Assert.True(deadline.Warnings is null, because);
    }

    [Fact]
    public void Warnings_come_in_order_after_the_receipt_and_before_the_end()
    {
        var random = new Random(20261122);
        string[] zones = ["Europe/Moscow", "Asia/Vladivostok", "America/Havana", "Africa/Cairo"];
        string[] units = ["working", "calendar", "months", "hours", "day of next month"];
        for (var n = 0; n < 20_000; n++)
        {
            var rules = Rules with { Zone = TimeZoneInfo.FindSystemTimeZoneById(zones[n % zones.Length]) };
            // From the first days of the calendars on.
            var from = Msk("2023-01-01 12:00").AddTicks(random.NextInt64(TimeSpan.FromDays(365 * 4).Ticks));
            var term = LawTable.TermOf(units[n % units.Length], random.Next(1, n % units.Length == 2 ? 7 : 29));
            var deadline = n % 2 == 0 || term is Hours ? rules.ByLaw(from, term) : rules.ByContract(from, term);
            var told = Assert.IsType<Warnings>(deadline.Warnings);

            DateTimeOffset[] instants = [.. ((DateTimeOffset?[])[told.Half, told.Soon, told.Today]).OfType<DateTimeOffset>()];
            Assert.True(
                instants.Length >= 2 && instants.SequenceEqual(instants.Order()) && instants[0] > from && instants[^1] < deadline.EndsAt,
                $"{term} from {from:O} in {rules.Zone.Id}: {deadline}");
            if (told.Today is { } today) Assert.Equal((deadline.SafeDue, deadline.SafeDue.AddDays(-1)), (rules.DayOf(today), rules.DayOf(today - Tick)));
            else Assert.True(term is Hours || deadline.SafeDue == rules.DayOf(from), $"{term} from {from:O}: no last day in {told}");
        }
    }

    private static Warnings Told(string? half, string? soon, string? today) =>
        new(half is null ? null : Msk(half), soon is null ? null : Msk(soon), today is null ? null : Msk(today));
}
