using static Consent.Domain.Tests.Shop;

namespace Consent.Domain.Tests;

/// <summary>Blocks and their lifting, unlawful processing, what is owed though no letter asked for it, warnings (ст. 21).</summary>
public sealed class ObligationExamples : Examples
{
    private static readonly DateTimeOffset Now = Clocks.Msk("2026-10-12 12:00");
    private static readonly Personal Word = new("слово");

    // Rectification.

    [Fact]
    public void What_is_rectified_is_unblocked_by_law()
    {
        var story = Given(Shop.Given(News, Now.AddDays(-1))).When(Letter(Now, DemandKind.Rectification)).ThenCheck(News, Now, false, CheckReason.Blocked)
            .When(new RectifyData(Now.AddDays(2), Number, 1, Word));
        Assert.Equal((ObligationStatus.Met, ObligationStatus.Met), (story.Obligation(Duty.Rectify).Status, story.Obligation(Duty.Unblock).Status));
        Assert.True(Assert.Single(story.Events.OfType<BlockLifted>()).ByLaw);
        story.ThenCheck(News, Now.AddDays(2), true, CheckReason.ConsentGiven);
        // The person is told (ст. 20 ч. 3), and the request is done.
        Assert.True(story.When(new AnswerDemand(Now.AddDays(2), Number, 1, Word)).File.Requests[0].IsClosed);
    }

    [Fact]
    public void Rectified_late_it_is_late_twice()
    {
        var story = Given().When(Letter(Now, DemandKind.Rectification)).When(new RectifyData(Msk("2026-10-22 00:00"), Number, 1, Word));
        Assert.Equal((ObligationStatus.Missed, ObligationStatus.Missed), (story.Obligation(Duty.Rectify).Status, story.Obligation(Duty.Unblock).Status));
        Assert.Empty(story.File.Restrictions);
    }

    [Fact]
    public void One_block_of_two_is_lifted_and_the_other_stays()
    {
        var story = Given(Shop.Given(News, Now.AddDays(-1)), Shop.Given(Quality, Now.AddDays(-1)))
            .When(Letter(Now, Demand(DemandKind.Blocking, News), Demand(DemandKind.Blocking, Quality))).When(new LiftBlock(Now.AddDays(1), Number, 2, Word));
        story.ThenCheck(News, Now.AddDays(1), false, CheckReason.Blocked).ThenCheck(Quality, Now.AddDays(1), true, CheckReason.ConsentGiven);
        story.When(new LiftBlock(Now.AddDays(1), Number, 2, Word)).ThenRefused<NothingToUnblock>();
    }

    // Unlawful processing.

    [Fact]
    public void Three_days_to_stop_and_ten_to_destroy_run_from_one_day_of_detection()
    {
        var found = Msk("2026-06-10 18:00");
        var story = Given().When(Letter(found.AddDays(-2), DemandKind.UnlawfulProcessing)).When(new FindUnlawfulness(found.AddHours(1), Number, 1, found, Word));
        Assert.Equal((Day("2026-06-16"), Day("2026-06-25")), (story.Obligation(Duty.StopUnlawful).Deadline.Due, story.Obligation(Duty.DestroyUnlawful).Deadline.Due));
        Assert.Equal(Day("2026-06-25"), story.Obligation(Duty.NotifySubject).Deadline.Due);
        Assert.DoesNotContain(story.Obligations(), o => o.Duty == Duty.NotifyAuthority);
        story.When(new FindUnlawfulness(found, Number, 1, found + Tick, Word)).ThenRefused<FoundInFuture>();
    }

    [Fact]
    public void The_authority_is_told_where_the_letter_came_from_it() =>
        Assert.Contains(
            Given().When(Letter(Now, DemandKind.UnlawfulProcessing) with { Channel = Channel.Authority }).When(new FindUnlawfulness(Now, Number, 1, Now, Word)).Obligations(),
            o => o.Duty == Duty.NotifyAuthority);

    [Fact]
    public void The_day_of_detection_is_corrected_by_an_entry_and_the_terms_with_it()
    {
        var story = Given().When(Letter(Now, DemandKind.UnlawfulProcessing)).When(new FindUnlawfulness(Now.AddDays(3), Number, 1, Now.AddDays(3), Word))
            .When(new FindUnlawfulness(Now.AddDays(4), Number, 1, Now, Word));
        Assert.Equal(3, story.Events.OfType<TermRestarted>().Count());
        Assert.Equal((Day("2026-10-15"), Day("2026-10-26")), (story.Obligation(Duty.StopUnlawful).Deadline.Due, story.Obligation(Duty.DestroyUnlawful).Deadline.Due));
    }

    [Fact]
    public void Made_lawful_nothing_is_left_to_destroy()
    {
        var story = Given().When(Letter(Now, DemandKind.UnlawfulProcessing)).When(new FindUnlawfulness(Now, Number, 1, Now, Word));
        var destroy = story.Obligation(Duty.DestroyUnlawful).Id;
        story.When(new ReleaseObligation(Now, Number, destroy, "ст. 9 ч. 2", Word)).ThenRefused<ReleaseNotAllowed>();
        Assert.Equal(ObligationStatus.Cancelled, story.When(new ReleaseObligation(Now, Number, destroy, "ст. 21 ч. 3", Word)).Obligation(Duty.DestroyUnlawful).Status);
        story.When(new ReleaseObligation(Now, Number, story.Obligation(Duty.StopUnlawful).Id, "ст. 21 ч. 3", Word)).ThenRefused<ReleaseNotAllowed>();
    }

    // Destruction put off.

    [Fact]
    public void Impossible_in_time_it_is_blocked_and_destroyed_within_six_months_of_the_first_day()
    {
        var story = Given(Shop.Given(News, Now.AddDays(-1)), Contract(Delivery, Now.AddDays(-1))).When(Letter(Now, DemandKind.Withdrawal))
            .ThenCheck(Delivery, Now, true, CheckReason.GroundRecorded).When(new PostponeDestruction(Now.AddDays(20), Number, 2, Word));
        Assert.Equal((ObligationStatus.Cancelled, ObligationStatus.Open), (story.Obligation(Duty.DestroyOnWithdrawal).Status, story.Obligation(Duty.DestroyAfterBlock).Status));
        Assert.Equal(Day("2027-04-12"), story.Obligation(Duty.DestroyAfterBlock).Deadline.Due);
        story.ThenCheck(Delivery, Now.AddDays(20), false, CheckReason.Blocked);
        story.When(new PostponeDestruction(Now.AddDays(21), Number, 3, Word)).ThenRefused<NothingToPostpone>();
    }

    [Theory]
    [InlineData("2026-11-11 23:59:59", true, "the last second of the thirty days")]
    [InlineData("2026-11-12 00:00:00", false, "the term is over")]
    public void Destruction_is_put_off_before_its_term_ends(string at, bool accepted, string because) =>
        Assert.True(Given(Shop.Given(News, Now.AddDays(-1))).When(Letter(Now, DemandKind.Withdrawal)).When(new PostponeDestruction(Msk(at), Number, 2, Word)).Decision is Decision.Accepted == accepted, because);

    [Fact]
    public void Seven_days_of_article_20_are_not_put_off() =>
        Given().When(Letter(Now, DemandKind.Destruction)).When(new PostponeDestruction(Now, Number, 2, Word)).ThenRefused<NothingToPostpone>();

    // What no letter asked for.

    [Fact]
    public void A_purpose_reached_leaves_thirty_days_to_destroy()
    {
        var story = Given(Contract(Delivery, Now.AddDays(-9))).When(new AchievePurpose(Now.AddDays(3), Delivery, Now));
        var owed = Assert.Single(story.File.Obligations);
        Assert.Equal((Duty.DestroyPurposeAchieved, Day("2026-11-11"), Delivery, "ст. 21 ч. 4"), (owed.Duty, owed.Deadline.Due, owed.Purpose!.Value, owed.Article));
        story.ThenCheck(Delivery, Now, false, CheckReason.PurposeAchieved);
        Given().When(new AchievePurpose(Now, Delivery, Now + Tick)).ThenRefused<AchievedInFuture>();
        Assert.Equal(ObligationStatus.Met, story.When(new FulfilObligation(Now.AddDays(9), null, 1, Now.AddDays(9), Word, "акт № 2")).File.Obligations[0].Status);
        Assert.Equal(ObligationStatus.Missed, story.When(new WakeUp(Msk("2026-11-12 00:00"))).File.Obligations[0].Status);
        story.When(new FulfilObligation(Now.AddDays(9), null, 2, Now.AddDays(9), Word, "акт № 2")).ThenRefused<ObligationUnknown>();
    }

    [Theory]
    [InlineData(false, 1, "nothing else holds: thirty days (ст. 21 ч. 4)")]
    [InlineData(true, 0, "a contract for the same purpose holds")]
    public void A_consent_that_ran_out_leaves_data_to_destroy(bool contract, int owed, string because)
    {
        FileEvent[] before = [Shop.Given(Quality, Now.AddDays(-9), Now), .. contract ? [Contract(Quality, Now.AddDays(-9))] : (FileEvent[])[]];
        var story = Given(before).When(new WakeUp(Now));
        Assert.True(story.File.Obligations.Length == owed, because);
        if (owed > 0) Assert.Equal((Duty.DestroyOnExpiry, "D22", Day("2026-11-11")), (story.File.Obligations[0].Duty, story.File.Obligations[0].Row, story.File.Obligations[0].Deadline.Due));
    }

    [Fact]
    public void The_clock_is_not_refused_for_want_of_a_calendar()
    {
        var expires = Msk("2027-12-20 12:00");
        var story = Given(Shop.Given(Quality, Now, expires)).When(new WakeUp(expires));
        Assert.Equal((Day("2028-01-19"), ""), (story.File.Obligations[0].Deadline.Due, story.File.Obligations[0].Deadline.Calendar));
    }

    [Fact]
    public void Conditions_of_distribution_are_published_within_three_working_days()
    {
        var owed = Assert.Single(Given().When(Give(Photos, Now)).File.Obligations);
        Assert.Equal((Duty.PublishConditions, Day("2026-10-15"), "ст. 10.1 ч. 10"), (owed.Duty, owed.Deadline.Due, owed.Article));
        Assert.Empty(Given().When(Give(News, Now)).File.Obligations);
    }

    // Incidents and the authority.

    [Fact]
    public void An_incident_is_told_of_in_24_and_72_hours_to_the_minute()
    {
        var found = Msk("2027-01-02 03:40");
        var story = Given().When(Letter(found, DemandKind.Incident) with { Channel = Channel.Operator });
        Assert.Equal((found.AddHours(24), found.AddHours(72)), (story.Obligation(Duty.IncidentFirstNotice).Deadline.EndsAt, story.Obligation(Duty.IncidentResults).Deadline.EndsAt));
        var told = story.When(new FulfilObligation(found.AddHours(25), Number, 1, found.AddHours(24) - Tick, null, "№ 1234, ключ 5678"));
        Assert.Equal(ObligationStatus.Met, told.Obligation(Duty.IncidentFirstNotice).Status);
        Assert.Equal(ObligationStatus.Missed, story.When(new FulfilObligation(found.AddHours(25), Number, 1, found.AddHours(24), null, "№ 1234")).Obligation(Duty.IncidentFirstNotice).Status);
    }

    [Fact]
    public void Any_term_of_the_law_is_put_on_the_journal_by_its_name()
    {
        var story = Given().When(Letter(Now, Demand(DemandKind.Other) with { Duties = [Duty.RegistryChanges] }) with { Channel = Channel.Operator });
        Assert.Equal((Day("2026-11-15"), "D53"), (story.Obligation(Duty.RegistryChanges).Deadline.Due, story.Obligation(Duty.RegistryChanges).Row));

        var order = Demand(DemandKind.AuthorityInquiry) with { Duties = [Duty.ObeyOrder] };
        Given().When(Letter(Now, order)).ThenRefused<OrderNamesNoDay>();
        Assert.Equal(Day("2026-12-01"), Given().When(Letter(Now, order with { DueOn = Day("2026-12-01") })).Obligation(Duty.ObeyOrder).Deadline.Due);
        Given().When(Letter(Now, Demand(DemandKind.Other) with { Duties = [Duty.KeepConsent] })).ThenRefused<NoTermToKeep>();
    }

    // Warnings.

    [Fact]
    public void An_open_duty_is_told_of_at_half_soon_on_its_last_day_and_when_missed()
    {
        var story = Given().When(Letter(Now, DemandKind.Access));
        string[] expected =
        [
            "2026-10-19 18:00 Half", "2026-10-21 00:00 Soon", "2026-10-26 00:00 Today!", "2026-10-27 00:00 missed",
        ];
        foreach (var warning in expected)
        {
            var at = WakeUps.Next(story.File)!.Value;
            story.When(new WakeUp(at - Tick)).ThenNothing();
            story = story.When(new WakeUp(at));
            var told = Assert.Single(story.Events) switch
            {
                ObligationReminded reminded => $"{reminded.Reminder}{(reminded.Escalated ? "!" : "")}",
                ObligationMissed => "missed",
                var other => other.GetType().Name,
            };
            Assert.Equal(warning, $"{at.ToOffset(TimeSpan.FromHours(3)):yyyy-MM-dd HH:mm} {told}");
        }

        Assert.Null(WakeUps.Next(story.File));
    }

    [Fact]
    public void After_a_long_silence_only_the_last_warning_is_told() =>
        Assert.Equal(Reminder.Today, Assert.IsType<ObligationReminded>(Assert.Single(Given().When(Letter(Now, DemandKind.Access)).When(new WakeUp(Msk("2026-10-26 09:00"))).Events)).Reminder);

    [Fact]
    public void What_is_done_is_told_of_no_more() =>
        Assert.Null(WakeUps.Next(Given().When(Letter(Now, DemandKind.Access)).When(new AnswerDemand(Now.AddDays(1), Number, 1, null)).File));

    [Fact]
    public void Of_two_terms_for_one_duty_only_the_one_that_governs_is_told_of()
    {
        var story = Under(WithTerms(new ContractTerm(Duty.AnswerAccess, new CalendarDays(30), "п. 8.9.1"))).When(Letter(Now, DemandKind.Access)).When(new WakeUp(Msk("2026-10-26 09:00")));
        Assert.Equal(1, Assert.IsType<ObligationReminded>(Assert.Single(story.Events)).Obligation);
    }

    [Fact]
    public void What_ends_the_laws_term_ends_the_contracts()
    {
        var story = Under(WithTerms(new ContractTerm(Duty.StopOnDemand, new WorkingDays(12), "п. 16.16"))).When(Letter(Now, DemandKind.StopProcessing)).When(new FulfilObligation(Now.AddDays(1), Number, 1, Now.AddDays(1), Word, null));
        Assert.All(story.Obligations(), o => Assert.Equal(ObligationStatus.Met, o.Status));
    }

    [Fact]
    public void A_letter_of_three_stops_has_three_clocks_and_takes_effect_at_once()
    {
        var story = Given(Shop.Given(News, Now.AddDays(-9)), Shop.Given(Quality, Now.AddDays(-9)))
            .When(Letter(Now, Demand(DemandKind.Withdrawal, News), Demand(DemandKind.StopProcessing), Demand(DemandKind.StopMarketing)));
        Assert.Equal(
            ["StopOnWithdrawal Met 2026-10-12", "DestroyOnWithdrawal Open 2026-11-11", "StopOnDemand Open 2026-10-26", "StopMarketing Met 2026-10-12"],
            story.Obligations().Select(o => $"{o.Duty} {o.Status} {o.Deadline.Due:yyyy-MM-dd}"));
        story.ThenCheck(News, Now, false, CheckReason.StopDemanded).ThenCheck(Quality, Now, false, CheckReason.StopDemanded);
    }
}
