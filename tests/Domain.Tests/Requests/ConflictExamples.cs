using System.Collections.Immutable;

namespace Consent.Domain.Tests;

/// <summary>Contracts that are later than the law, told of the letter at hand: both seeds.</summary>
public sealed class ConflictExamples : Examples
{
    private static readonly Rules Shop15 = Shop.WithTerms(new ContractTerm(Duty.ProcessorDestroy, new CalendarDays(15), "п. 16.18"));

    [Fact]
    public void Thirty_days_of_a_policy_against_ten_working_days()
    {
        var rules = Shop.WithTerms(new ContractTerm(Duty.AnswerAccess, new CalendarDays(30), "п. 8.9.1"));
        Told(Under(rules).When(Shop.Letter(Msk("2026-10-12 12:00"), DemandKind.Access)), new Conflict(1, Duty.AnswerAccess, "п. 8.9.1", Day("2026-11-11"), Day("2026-10-26"), "ст. 20 ч. 1"));
    }

    [Fact]
    public void An_extension_of_the_law_is_what_the_contract_is_held_against()
    {
        var rules = Shop.WithTerms(new ContractTerm(Duty.AnswerAccess, new CalendarDays(16), "п. 8.9.1"));
        var story = Under(rules).When(Shop.Letter(Msk("2026-10-12 12:00"), DemandKind.Access));
        Assert.Single(ConflictsOf(story));
        Told(story.When(new ExtendRequest(Msk("2026-10-20 12:00"), Shop.Number, 1, new Personal("архив"))));
    }

    [Fact]
    public void Fifteen_days_of_a_processor_against_seven_working_days() => Told(
        Under(Shop15).When(Shop.Letter(Msk("2026-10-12 12:00"), DemandKind.Destruction)),
        new Conflict(1, Duty.DestroyUnlawfulOrUnneeded, "п. 16.18", Day("2026-10-27"), Day("2026-10-21"), "ст. 20 ч. 3"));

    [Fact]
    public void Fifteen_days_of_a_processor_against_ten_working_days_from_the_day_found() => Told(
        Under(Shop15)
            .When(Shop.Letter(Msk("2026-10-12 12:00"), DemandKind.UnlawfulProcessing))
            .When(new FindUnlawfulness(Msk("2026-10-16 12:00"), Shop.Number, 1, Msk("2026-10-15 12:00"), new Personal("нет основания"))),
        new Conflict(1, Duty.DestroyUnlawful, "п. 16.18", Day("2026-10-30"), Day("2026-10-29"), "ст. 21 ч. 3"));

    [Fact]
    public void Fifteen_days_of_a_processor_lie_within_thirty() =>
        Told(Under(Shop15, Shop.Given(Shop.News, Msk("2026-10-01 12:00"))).When(Shop.Letter(Msk("2026-10-12 12:00"), DemandKind.Withdrawal)));

    [Theory]
    [InlineData("2026-11-22 12:00", null, "ends on a working day, as the law")]
    [InlineData("2026-12-10 12:00", "2027-01-11", "ГК ст. 193 moves the contract's last day over the law's 9 January")]
    public void The_same_thirty_days_conflict_only_where_they_are_moved(string received, string? due, string because)
    {
        var rules = Shop.WithTerms(new ContractTerm(Duty.DestroyOnWithdrawal, new CalendarDays(30), "п. 16.15"));
        var told = ConflictsOf(Under(rules, Shop.Given(Shop.News, Msk("2026-10-01 12:00"))).When(Shop.Letter(Msk(received), DemandKind.Withdrawal)));
        Assert.True(due is null ? told.IsEmpty : told is [{ Duty: Duty.DestroyOnWithdrawal } one] && one.ContractDue == Day(due), because);
    }

    [Fact]
    public void A_sooner_promise_and_one_of_another_demand_are_no_conflict()
    {
        var rules = Shop.WithTerms(new ContractTerm(Duty.AnswerAccess, new WorkingDays(5), "п. 1"), new ContractTerm(Duty.StopOnDemand, new WorkingDays(10), "п. 2"));
        Told(Under(rules).When(Shop.Letter(Msk("2026-10-12 12:00"), Shop.Demand(DemandKind.Access), Shop.Demand(DemandKind.StopProcessing))));
    }

    [Fact]
    public void What_has_fallen_away_conflicts_with_nothing() => Told(
        Under(Shop15).When(Shop.Letter(Msk("2026-10-12 12:00"), DemandKind.Destruction))
            .When(new RefuseDemand(Msk("2026-10-13 12:00"), Shop.Number, 1, "ст. 20 ч. 3", new Personal("данные нужны"))));

    [Fact]
    public void Nothing_is_claimed_beyond_the_calendars()
    {
        var rules = Shop.WithTerms(new ContractTerm(Duty.ProcessorDestroy, new WorkingDays(15), "п. 16.18"));
        Told(Under(rules).When(Shop.Letter(Msk("2027-12-16 12:00"), DemandKind.Destruction)));
    }

    [Fact]
    public void A_term_that_the_law_leaves_to_the_contract_needs_no_day_of_an_order()
    {
        var rules = Shop.WithTerms(new ContractTerm(Duty.ProcessorReportsIncident, new Hours(4), "поручение п. 7"));
        var incident = Shop.Letter(Msk("2026-10-12 12:00"), Shop.Demand(DemandKind.Incident) with { Duties = ImmutableArray.Create(Duty.ProcessorReportsIncident) });
        Assert.Equal(Msk("2026-10-12 16:00"), Under(rules).When(incident).Obligation(Duty.ProcessorReportsIncident, Origin.Contract).Deadline.EndsAt);
        Given().When(incident).ThenRefused<OrderNamesNoDay>();
    }

    private static void Told(Story story, params Conflict[] expected) => Assert.Equal(expected, ConflictsOf(story));

    private static ImmutableArray<Conflict> ConflictsOf(Story story) => [.. Conflicts.Of(story.File.Request(Shop.Number)!, story.Rules)];
}
