namespace Consent.Domain.Tests;

public sealed class ContractTermsTests
{
    [Theory]
    [InlineData(Duty.AnswerAccess, "calendar", 30, true, "seed 000, 8.9.1: thirty days where the law gives ten working ones")]
    [InlineData(Duty.AnswerAccess, "working", 10, false, "the same term")]
    [InlineData(Duty.AnswerAccess, "working", 11, true, "a day longer")]
    [InlineData(Duty.AnswerAccess, "calendar", 10, false, "calendar days are sooner than working ones")]
    [InlineData(Duty.Rectify, "working", 7, false, "seed 000, 8.9.8: as the law")]
    [InlineData(Duty.DestroyOnWithdrawal, "calendar", 30, false, "seed 003, 16.15: as the law")]
    [InlineData(Duty.DestroyOnWithdrawal, "months", 2, true, "two months are longer than thirty days")]
    [InlineData(Duty.StopMarketing, "hours", 1, true, "nothing is sooner than at once")]
    [InlineData(Duty.IncidentFirstNotice, "hours", 24, false, "the same hours")]
    [InlineData(Duty.ProcessorDestroy, "calendar", 15, false, "seed 003, 16.18: the law names no term")]
    public void A_promise_longer_than_the_law_is_told_apart(Duty duty, string unit, int amount, bool longer, string because)
    {
        Term term = unit switch
        {
            "working" => new WorkingDays(amount),
            "calendar" => new CalendarDays(amount),
            "months" => new Months(amount),
            _ => new Hours(amount),
        };
        var promise = new ContractTerm(duty, term, "п. 1");
        var told = ContractTerms.LongerThanLaw(Shop.Profile(promise)).ToArray();
        Assert.True(told.Length == (longer ? 1 : 0), because);
        if (longer) Assert.Equal((promise, Deadlines.Of(duty)), told[0]);
    }
}
