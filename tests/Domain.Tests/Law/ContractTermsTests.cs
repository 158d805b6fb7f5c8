using System.Diagnostics;

namespace Consent.Domain.Tests;

public sealed class ContractTermsTests
{
    [Theory]
    [InlineData(Duty.AnswerAccess, "calendar", 30, true, "seed 000, 8.9.1: thirty days where the law gives ten working ones")]
    [InlineData(Duty.AnswerAccess, "working", 10, false, "the same term")]
    [InlineData(Duty.AnswerAccess, "working", 11, true, "a day longer")]
    [InlineData(Duty.AnswerAccess, "calendar", 10, false, "calendar days are sooner than working ones")]
    [InlineData(Duty.AnswerAccess, "calendar", 12, false, "ten working days are twelve days at the least: from a Sunday")]
    [InlineData(Duty.AnswerAccess, "calendar", 13, true, "and no more")]
    [InlineData(Duty.AnswerAccess, "hours", 240, false, "ten times twenty-four hours")]
    [InlineData(Duty.AnswerAccess, "at once", 0, false, "nothing is sooner than at once")]
    [InlineData(Duty.AnswerAccess, "working", 3660, true, "beyond any calendar")]
    [InlineData(Duty.Rectify, "working", 7, false, "seed 000, 8.9.8: as the law")]
    [InlineData(Duty.Rectify, "calendar", 15, true, "fifteen days are longer than seven working ones")]
    [InlineData(Duty.DestroyOnWithdrawal, "calendar", 30, false, "seed 003, 16.15: as the law, and ГК ст. 193 is of the letter, not of the promise")]
    [InlineData(Duty.DestroyOnWithdrawal, "calendar", 31, true, "a day longer")]
    [InlineData(Duty.DestroyOnWithdrawal, "months", 1, true, "a month may have thirty-one days")]
    [InlineData(Duty.DestroyOnWithdrawal, "working", 12, false, "over New Year twelve working days are twenty-eight days at the most")]
    [InlineData(Duty.DestroyOnWithdrawal, "working", 13, true, "from 26 December 2025 thirteen end on 26 January")]
    [InlineData(Duty.DestroyAfterBlock, "calendar", 181, false, "six months have a hundred and eighty-one days at least")]
    [InlineData(Duty.DestroyAfterBlock, "calendar", 182, true, "and no more from 31 August")]
    [InlineData(Duty.RegistryChanges, "calendar", 15, false, "a fixed day is at least fifteen days off")]
    [InlineData(Duty.RegistryChanges, "calendar", 16, true, "from the last day of a month")]
    [InlineData(Duty.RegistryChanges, "day of next month", 15, false, "the same day")]
    [InlineData(Duty.StopMarketing, "hours", 1, true, "nothing is sooner than at once")]
    [InlineData(Duty.StopMarketing, "before", 0, false, "the same instant")]
    [InlineData(Duty.IncidentFirstNotice, "hours", 24, false, "the same hours")]
    [InlineData(Duty.IncidentFirstNotice, "calendar", 1, true, "found at midnight, the next day ends forty-eight hours later")]
    [InlineData(Duty.IncidentResults, "calendar", 2, false, "found at midnight, the second day ends after seventy-two hours")]
    [InlineData(Duty.StopUnlawful, "hours", 72, false, "found in the last second of a day, three working days end seventy-two hours later")]
    [InlineData(Duty.StopUnlawful, "hours", 73, true, "and an hour more is late")]
    [InlineData(Duty.ProcessorReportsIncident, "calendar", 30, false, "the law leaves the number to the contract")]
    [InlineData(Duty.KeepConsent, "months", 60, false, "keeping longer than the law wants is no delay")]
    [InlineData(Duty.Acknowledge, "calendar", 30, false, "the law knows no such duty")]
    public void A_promise_longer_than_the_law_is_told_apart(Duty duty, string unit, int amount, bool longer, string because)
    {
        var promise = new ContractTerm(duty, LawTable.TermOf(unit, amount), "п. 1");
        var told = ContractTerms.LongerThanLaw(Shop.Profile(promise)).ToArray();
        Assert.True(told.Length == (longer ? 1 : 0), because);
        if (longer) Assert.Equal((promise, Deadlines.Of(duty)), told[0]);
    }

    [Theory]
    [InlineData(23, 552, true, "found as a day begins, twenty-three days end a day after as many times twenty-four hours")]
    [InlineData(22, 552, false, "and twenty-two end with them")]
    public void Days_are_held_against_hours_from_the_first_instant_of_a_day(int days, int hours, bool later, string because) =>
        Assert.True(later == ContractTerms.MayEndLater(new CalendarDays(days), new Hours(hours)), because);

    [Theory]
    //          unit        n   the rows it cannot keep
    [InlineData("calendar", 15, "D06 D31", "seed 003, 16.18: neither seven nor ten working days")]
    [InlineData("calendar", 10, "D06", "ten days can be longer than seven working ones")]
    [InlineData("calendar", 8, "", "a working week and a weekend hold seven working days at the least")]
    [InlineData("working", 7, "", "no longer than any")]
    [InlineData("calendar", 31, "D06 D11 D22 D31 D33", "longer than all but the six months")]
    [InlineData("months", 7, "D06 D11 D22 D31 D33 D35", "longer than all")]
    public void What_a_processor_may_take_is_held_against_every_destruction(string unit, int amount, string rows, string because)
    {
        var told = ContractTerms.LongerThanLaw(Shop.Profile(new ContractTerm(Duty.ProcessorDestroy, LawTable.TermOf(unit, amount), "п. 16.18")));
        Assert.True(rows == string.Join(' ', told.Select(pair => pair.Law.No).Order()), because);
    }

    [Fact]
    public void Every_pair_of_terms_is_compared_as_the_oracle_counts_them()
    {
        var oracle = new CountingOracle();
        var random = new Random(193);
        string[] units = ["working", "calendar", "months", "day of next month"];
        for (var n = 0; n < 60; n++)
        {
            var (a, b) = (Draw(), Draw());
            var later = OfficialCalendar.Years.Keys.SelectMany(year => Enumerable.Range(0, 365).Select(new DateOnly(year, 1, 1).AddDays))
                .Any(day => Due(day, a) is { } first && Due(day, b) is { } second && first > second);
            Assert.True(later == ContractTerms.MayEndLater(LawTable.TermOf(a.Unit, a.Amount), LawTable.TermOf(b.Unit, b.Amount)), $"{a.Amount} {a.Unit} against {b.Amount} {b.Unit}");
        }

        LawRow Draw()
        {
            var unit = units[random.Next(units.Length)];
            return LawTable.Rows[0] with { Unit = unit, Amount = random.Next(1, unit == "months" ? 4 : 29), Extension = null };
        }

        DateOnly? Due(DateOnly day, LawRow row) =>
            oracle.Count(new CountingCase(new DateTimeOffset(day.ToDateTime(new TimeOnly(12, 0)), TimeSpan.Zero), TimeZoneInfo.Utc, row, false, false))?.Due;
    }

    [Fact]
    public void A_profile_of_many_terms_is_compared_at_once()
    {
        ContractTerm[] terms = [.. from duty in Enum.GetValues<Duty>() select new ContractTerm(duty, new WorkingDays(3), "п. 1")];
        var warm = ContractTerms.LongerThanLaw(Shop.Profile(terms)).ToArray();
        var watch = Stopwatch.StartNew();
        Assert.Equal(warm, ContractTerms.LongerThanLaw(Shop.Profile(terms)));
        TestContext.Current.TestOutputHelper!.WriteLine($"{terms.Length} terms: {watch.Elapsed.TotalMilliseconds:F1} ms");
        // Some thirty milliseconds; the bound is for a machine that does other things.
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"{terms.Length} terms took {watch.Elapsed}");
    }
}
