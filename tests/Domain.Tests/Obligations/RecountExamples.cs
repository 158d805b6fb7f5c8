namespace Consent.Domain.Tests;

/// <summary>Open terms by another calendar (counting.md, 16): shortened at once, lengthened by a person only, each change in the journal.</summary>
public sealed class RecountExamples : Examples
{
    private static readonly ContractTerm Promise = new(Duty.AnswerAccess, new CalendarDays(12), "п. 8");
    private static readonly DateTimeOffset Received = Msk("2026-10-12 12:00");
    private static readonly DateTimeOffset Now = Msk("2026-10-13 12:00");

    [Fact]
    public void A_term_that_ends_sooner_is_shortened_at_once()
    {
        var story = Letter().Recounted(("2026-10-17", DayKind.Working));
        var recounted = Assert.IsType<TermRecounted>(Assert.Single(story.Events));
        Assert.Equal((Shop.Number, 1, false, Now), (recounted.Number, recounted.Obligation, recounted.IsProposal, recounted.At));
        var term = story.Obligation(Duty.AnswerAccess);
        Assert.Equal((Day("2026-10-23"), Day("2026-10-23"), null), (term.Deadline.Due, term.Deadline.SafeDue, term.Proposed));
        Assert.Equal(story.Rules.Calendar.Find(2026)!.Label, term.Deadline.Calendar);
    }

    [Fact]
    public void A_later_end_is_proposed_and_stands_only_when_a_person_accepts_it()
    {
        var story = Letter().Recounted(("2026-10-14", DayKind.DayOff));
        Assert.True(Assert.IsType<TermRecounted>(Assert.Single(story.Events)).IsProposal);
        var term = story.Obligation(Duty.AnswerAccess);
        Assert.Equal((Day("2026-10-26"), Day("2026-10-27")), (term.Deadline.Due, term.Proposed?.Due));

        // The count has been seen: the next one has nothing to say.
        story.When(new RecountTerms(Now.AddHours(1))).ThenNothing();

        var accepted = story.When(new AcceptRecount(Now.AddHours(2), Shop.Number, 1));
        Assert.False(Assert.IsType<TermRecounted>(Assert.Single(accepted.Events)).IsProposal);
        term = accepted.Obligation(Duty.AnswerAccess);
        Assert.Equal((Day("2026-10-27"), null), (term.Deadline.Due, term.Proposed));
        accepted.When(new AcceptRecount(Now.AddHours(3), Shop.Number, 1)).ThenRefused<NothingToAccept>();
    }

    [Fact]
    public void What_was_proposed_falls_away_with_the_calendar_that_proposed_it()
    {
        var story = Letter().Recounted(("2026-10-14", DayKind.DayOff)).Recounted();
        var term = story.Obligation(Duty.AnswerAccess);
        Assert.Equal((Day("2026-10-26"), null, Shop.Decree2026), (term.Deadline.Due, term.Proposed, term.Deadline.Calendar));
    }

    [Fact]
    public void The_same_end_takes_the_new_label_and_is_not_told_of_again()
    {
        var half = Letter().Obligation(Duty.AnswerAccess).Deadline.Warnings!.Half!.Value;
        var told = Letter().When(new WakeUp(half));
        Assert.Equal(Reminder.Half, Assert.IsType<ObligationReminded>(Assert.Single(told.Events)).Reminder);

        var story = told.Recounted(half.AddHours(1), ("2026-12-14", DayKind.DayOff));
        Assert.False(Assert.IsType<TermRecounted>(Assert.Single(story.Events)).IsProposal);
        var term = story.Obligation(Duty.AnswerAccess);
        Assert.Equal((Day("2026-10-26"), story.Rules.Calendar.Find(2026)!.Label), (term.Deadline.Due, term.Deadline.Calendar));
        story.When(new WakeUp(half.AddHours(2))).ThenNothing();
    }

    [Fact]
    public void An_end_that_has_come_nearer_is_told_of_anew()
    {
        var half = Letter().Obligation(Duty.AnswerAccess).Deadline.Warnings!.Half!.Value;
        var story = Letter().When(new WakeUp(half)).Recounted(half.AddHours(1), ("2026-10-17", DayKind.Working));
        Assert.Equal(Day("2026-10-23"), story.Obligation(Duty.AnswerAccess).Deadline.Due);
        Assert.Equal(Reminder.Half, Assert.IsType<ObligationReminded>(Assert.Single(story.When(new WakeUp(half.AddHours(2))).Events)).Reminder);
    }

    [Fact]
    public void The_laws_calendar_days_stay_and_only_the_safe_day_moves()
    {
        var story = Given(Shop.Given(Shop.News, Msk("2026-01-12 12:00"))).When(Shop.Letter(Received, DemandKind.Withdrawal)).Recounted(("2026-11-11", DayKind.DayOff));
        var term = story.Obligation(Duty.DestroyOnWithdrawal);
        Assert.Equal((Day("2026-11-11"), Day("2026-11-10"), null), (term.Deadline.Due, term.Deadline.SafeDue, term.Proposed));
    }

    [Theory]
    [InlineData("2026-10-26", "2026-10-27", "the contract's last day has become a day off: by ГК ст. 193 it moves, and that is a proposal")]
    [InlineData("2026-10-25", "2026-10-26", "the Sunday before is worked: nearer by a day, at once")]
    public void A_contracts_term_moves_by_its_own_rule(string day, string due, string because)
    {
        // Fourteen calendar days end on Monday the 26th, thirteen on Sunday the 25th.
        var rules = Shop.WithTerms(Promise with { Term = new CalendarDays(day == "2026-10-26" ? 14 : 13) });
        var letter = Under(rules).When(Shop.Letter(Received, DemandKind.Access));
        Assert.Equal(Day("2026-10-26"), letter.Obligation(Duty.AnswerAccess, Origin.Contract).Deadline.Due);

        var isOff = day == "2026-10-26";
        var story = letter.Recounted((day, isOff ? DayKind.DayOff : DayKind.Working));
        var term = story.Obligation(Duty.AnswerAccess, Origin.Contract);
        Assert.True((isOff ? term.Proposed!.Due : term.Deadline.Due) == (isOff ? Day(due) : Day(day)), because);
        Assert.True(term.Proposed is null != isOff, because);
    }

    [Fact]
    public void Which_term_governs_is_seen_anew()
    {
        // The contract's twelve days end on a Saturday and move to Monday the 26th with the law's; then that Saturday is worked, and a Wednesday is not.
        var letter = Under(Shop.WithTerms(Promise)).When(Shop.Letter(Received, DemandKind.Access));
        Assert.Equal((true, false), (letter.Obligation(Duty.AnswerAccess).Governs, letter.Obligation(Duty.AnswerAccess, Origin.Contract).Governs));
        var story = letter.Recounted(("2026-10-14", DayKind.DayOff), ("2026-10-24", DayKind.Working));
        Assert.Equal((Day("2026-10-26"), false), (story.Obligation(Duty.AnswerAccess).Deadline.Due, story.Obligation(Duty.AnswerAccess).Governs));
        Assert.Equal((Day("2026-10-24"), true), (story.Obligation(Duty.AnswerAccess, Origin.Contract).Deadline.Due, story.Obligation(Duty.AnswerAccess, Origin.Contract).Governs));
    }

    [Fact]
    public void An_extended_term_is_counted_with_its_extension()
    {
        var story = Letter().When(new ExtendRequest(Now, Shop.Number, null, new Personal("архив")));
        Assert.Equal(Day("2026-11-02"), story.Obligation(Duty.AnswerAccess).Deadline.Due);
        Assert.Equal(Day("2026-10-30"), story.Recounted(("2026-10-17", DayKind.Working)).Obligation(Duty.AnswerAccess).Deadline.Due);
    }

    [Fact]
    public void An_extension_leaves_nothing_proposed() =>
        Assert.Null(Letter().Recounted(("2026-10-14", DayKind.DayOff)).When(new ExtendRequest(Now, Shop.Number, null, new Personal("архив"))).Obligation(Duty.AnswerAccess).Proposed);

    [Fact]
    public void What_is_met_or_missed_stays_as_it_was()
    {
        var end = Letter().Obligation(Duty.AnswerAccess).Deadline.EndsAt;
        Letter().When(new FulfilObligation(Now, Shop.Number, 1, Now, null, null)).Recounted(("2026-10-17", DayKind.Working)).ThenNothing();
        Letter().When(new WakeUp(end)).Recounted(end, ("2026-10-14", DayKind.DayOff)).ThenNothing();

        // Over, though the clock has not noted it yet; a tick before it is not.
        Letter().Recounted(end, ("2026-10-14", DayKind.DayOff)).ThenNothing();
        Assert.Single(Letter().Recounted(end - Tick, ("2026-10-14", DayKind.DayOff)).Events);
    }

    [Fact]
    public void A_proposal_is_not_accepted_once_the_term_is_over()
    {
        var story = Letter().Recounted(("2026-10-14", DayKind.DayOff));
        var end = story.Obligation(Duty.AnswerAccess).Deadline.EndsAt;
        Assert.IsType<TermRecounted>(Assert.Single(story.When(new AcceptRecount(end - Tick, Shop.Number, 1)).Events));
        story.When(new AcceptRecount(end, Shop.Number, 1)).ThenRefused<NothingToAccept>();
    }

    [Fact]
    public void A_term_shortened_into_the_past_is_missed_by_the_clock()
    {
        var late = Msk("2026-10-26 12:00");
        var story = Letter().Recounted(late, ("2026-10-17", DayKind.Working)).When(new WakeUp(late));
        Assert.Equal(Msk("2026-10-24 00:00"), Assert.IsType<ObligationMissed>(Assert.Single(story.Events)).At);
    }

    [Fact]
    public void A_day_that_an_order_named_stays_and_only_the_safe_day_moves()
    {
        var demand = new Demand(1, DemandKind.AuthorityInquiry, [], null) { Duties = [Duty.ObeyOrder], DueOn = Day("2026-10-26") };
        var story = Given().When(Shop.Letter(Received, demand)).Recounted(("2026-10-26", DayKind.DayOff));
        var term = story.Obligation(Duty.ObeyOrder);
        Assert.Equal((Day("2026-10-26"), Day("2026-10-23"), null), (term.Deadline.Due, term.Deadline.SafeDue, term.Proposed));
    }

    [Fact]
    public void What_was_counted_without_a_calendar_is_counted_once_there_is_one()
    {
        var end = Msk("2027-12-20 00:00");
        var story = Given(Shop.Given(Shop.News, Msk("2026-12-20 12:00"), end)).When(new WakeUp(end));
        var owed = Assert.Single(story.File.Obligations);
        Assert.Equal(("", Day("2028-01-19")), (owed.Deadline.Calendar, owed.Deadline.Due));

        var counted = story with { Rules = story.Rules with { Calendar = WorkingCalendar.Russia.With(Year2028.Calendar) } };
        var again = Assert.Single(counted.When(new RecountTerms(end.AddDays(1))).File.Obligations);
        Assert.Equal((Day("2028-01-19"), Day("2028-01-19")), (again.Deadline.Due, again.Deadline.SafeDue));
        Assert.True(counted.Rules.Calendar.Knows(again.Deadline.Calendar));
    }

    [Fact]
    public void A_year_taken_away_leaves_its_terms()
    {
        var loaded = Shop.Rules with { Calendar = WorkingCalendar.Russia.With(Year2028.Calendar) };
        var story = Under(loaded).When(Shop.Letter(Msk("2027-12-27 12:00"), DemandKind.Access));
        (story with { Rules = Shop.Rules }).When(new RecountTerms(Msk("2027-12-28 12:00"))).ThenNothing();
    }

    [Fact]
    public void Several_terms_are_each_an_event_and_a_second_count_has_nothing_to_say()
    {
        var story = Given(Shop.Given(Shop.News, Msk("2026-01-12 12:00"))).When(Shop.Letter(Received, Shop.Demand(DemandKind.Withdrawal), Shop.Demand(DemandKind.Access), Shop.Demand(DemandKind.StopProcessing)));
        var open = story.Obligations().Count(o => o.IsOpen);
        var recounted = story.Recounted(("2026-10-17", DayKind.Working));
        Assert.Equal(open, recounted.Events.Count);
        Assert.All(recounted.Events, happened => Assert.IsType<TermRecounted>(happened));
        recounted.When(new RecountTerms(Now.AddHours(1))).ThenNothing();
    }

    private static Story Letter() => Given().When(Shop.Letter(Received, DemandKind.Access));
}

internal static class Recounting
{
    /// <summary>The operator's own days become these, and open terms are counted again.</summary>
    public static Story Recounted(this Story story, DateTimeOffset at, params (string Day, DayKind Kind)[] own) =>
        (story with { Rules = story.Rules with { Calendar = WorkingCalendar.Russia.With(Year2028.Own(own)) } }).When(new RecountTerms(at));

    public static Story Recounted(this Story story, params (string Day, DayKind Kind)[] own) => story.Recounted(Clocks.Msk("2026-10-13 12:00"), own);
}
