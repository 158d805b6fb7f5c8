using System.Text.Json;
using static Consent.Domain.Tests.Shop;

namespace Consent.Domain.Tests;

public sealed class RequestExamples : Examples
{
    private static readonly DateTimeOffset Now = Clocks.Msk("2026-10-12 12:00");
    private static readonly DateTimeOffset End = Clocks.Msk("2026-10-27 00:00");
    private static readonly Personal Reason = new("данные в архиве");

    // Receipt.

    [Fact]
    public void A_request_for_access_opens_ten_working_days() =>
        Given().When(Letter(Now, DemandKind.Access)).Then(new RequestReceived(
            Now, Number, Day("2026-10-12"), Channel.Web, [Demand(DemandKind.Access)],
            [
                new Obligation(
                    1, 1, Duty.AnswerAccess, Origin.Law, "ст. 20 ч. 1", Day("2026-10-12"), new WorkingDays(10),
                    new Deadline(
                        Day("2026-10-26"), Day("2026-10-26"), End, Decree2026,
                        new Warnings(Msk("2026-10-19 18:00"), Msk("2026-10-21 00:00"), Msk("2026-10-26 00:00"))),
                    Governs: true, ObligationStatus.Open) { Row = "D01", LawOf = Day("2022-09-01"), RunsFrom = Now },
            ],
            [], null, null, null));

    [Theory]
    //          demand                                 duties and their state at receipt
    [InlineData(DemandKind.Access, "AnswerAccess Open")]
    [InlineData(DemandKind.Rectification, "Block Met, Rectify Open")]
    [InlineData(DemandKind.Blocking, "Block Met")]
    [InlineData(DemandKind.Destruction, "Block Met, DestroyUnlawfulOrUnneeded Open")]
    [InlineData(DemandKind.Withdrawal, "StopOnWithdrawal Met, DestroyOnWithdrawal Open")]
    [InlineData(DemandKind.StopProcessing, "StopOnDemand Open")]
    [InlineData(DemandKind.StopMarketing, "StopMarketing Met")]
    [InlineData(DemandKind.StopDistribution, "StopDistribution Met")]
    [InlineData(DemandKind.AutomatedDecisionObjection, "AnswerAutomatedDecision Open")]
    [InlineData(DemandKind.UnlawfulProcessing, "Block Met")]
    [InlineData(DemandKind.AuthorityInquiry, "AnswerAuthority Open")]
    [InlineData(DemandKind.Other, "")]
    public void A_demand_opens_its_duties(DemandKind kind, string duties)
    {
        var story = Given(Shop.Given(News, Now.AddDays(-1))).When(Letter(Now, kind));
        Assert.Equal(duties, string.Join(", ", story.Obligations().Select(o => $"{o.Duty} {o.Status}")));
        Assert.All(story.Obligations(), o => Assert.Equal((Origin.Law, Deadlines.Of(o.Duty).Article, true), (o.Origin, o.Article, o.Governs)));
    }

    [Theory]
    [InlineData(DemandKind.Rectification, typeof(Blocked))]
    [InlineData(DemandKind.Blocking, typeof(Blocked))]
    [InlineData(DemandKind.Destruction, typeof(Blocked))]
    [InlineData(DemandKind.UnlawfulProcessing, typeof(Blocked))]
    [InlineData(DemandKind.StopProcessing, typeof(StopDemanded))]
    [InlineData(DemandKind.StopMarketing, typeof(MarketingStopped))]
    [InlineData(DemandKind.StopDistribution, typeof(DistributionStopped))]
    [InlineData(DemandKind.Access, null)]
    [InlineData(DemandKind.Withdrawal, null)]
    [InlineData(DemandKind.AutomatedDecisionObjection, null)]
    [InlineData(DemandKind.AuthorityInquiry, null)]
    [InlineData(DemandKind.Other, null)]
    public void A_demand_restricts_from_its_receipt(DemandKind kind, Type? restriction)
    {
        var restrictions = Given().When(Letter(Now, kind, News)).File.Restrictions;
        if (restriction is null)
        {
            Assert.Empty(restrictions);
            return;
        }

        var only = Assert.Single(restrictions);
        Assert.Equal((restriction, Now, Number), (only.GetType(), only.Since, only.Request));
        Assert.True(only.Covers(News) && !only.Covers(Quality));
    }

    [Fact]
    public void Every_kind_of_demand_is_known() =>
        Assert.All(Enum.GetValues<DemandKind>(), kind => Assert.NotNull(DemandKinds.Duties(kind)));

    [Fact]
    public void A_letter_of_several_demands_has_one_number_and_several_terms()
    {
        var story = Given(Shop.Given(News, Now.AddDays(-1)))
            .When(Letter(Now, Demand(DemandKind.Withdrawal), Demand(DemandKind.StopProcessing), Demand(DemandKind.Access)));

        Assert.Equal([1, 2, 3, 4], story.Obligations().Select(o => o.Id));
        Assert.Equal([1, 1, 2, 3], story.Obligations().Select(o => o.Demand));
        Assert.Equal([Day("2026-10-12"), Day("2026-11-11"), Day("2026-10-26"), Day("2026-10-26")], story.Obligations().Select(o => o.Deadline.Due));
        Assert.Equal(Duty.StopOnDemand, story.File.Requests[0].Nearest!.Duty);
    }

    [Fact]
    public void Terms_run_from_receipt_not_from_registration()
    {
        var story = Given().When(Letter(Now.AddDays(4), DemandKind.Access) with { ReceivedAt = Now, Channel = Channel.Post });
        Assert.Equal(Now, story.Events[0].At);
        Assert.Equal(Day("2026-10-26"), story.Obligation(Duty.AnswerAccess).Deadline.Due);
    }

    [Fact]
    public void What_is_not_yet_received_is_not_registered()
    {
        Assert.Equal(Now, Given().When(Letter(Now, DemandKind.Access) with { ReceivedAt = Now.AddSeconds(5) }).Events[0].At);
        Given().When(Letter(Now, DemandKind.Access) with { ReceivedAt = Now.AddSeconds(5) + Tick }).ThenRefused<ReceivedInFuture>();
    }

    [Fact]
    public void A_letter_without_demands_or_about_unknown_purposes_is_refused()
    {
        Given().When(Letter(Now, [])).ThenRefused<NoDemands>();
        Assert.Equal(Unknown, Given().When(Letter(Now, DemandKind.Blocking, News, Unknown)).ThenRefused<DemandPurposeUnknown>().Purpose);
    }

    [Fact]
    public void A_file_has_no_two_requests_of_one_number() =>
        Assert.Equal(Number, Given().When(Letter(Now, DemandKind.Access)).When(Letter(Now, DemandKind.Access)).ThenRefused<NumberTaken>().Number);

    [Fact]
    public void A_letter_about_nothing_we_have_a_term_for_is_still_registered() =>
        Assert.Empty(Given().When(Letter(Now, DemandKind.Other)).Obligations());

    // Withdrawal.

    [Fact]
    public void A_withdrawal_ends_the_consent_at_once_and_opens_thirty_days()
    {
        var received = Clocks.Msk("2026-03-02 10:00");
        Given(Shop.Given(News, received.AddDays(-9))).When(Letter(received, DemandKind.Withdrawal)).Then(
            new RequestReceived(
                received, Number, Day("2026-03-02"), Channel.Web, [Demand(DemandKind.Withdrawal)],
                [
                    new Obligation(
                        1, 1, Duty.StopOnWithdrawal, Origin.Law, "ст. 21 ч. 5", Day("2026-03-02"), new Immediately(),
                        new Deadline(Day("2026-03-02"), Day("2026-03-02"), received, Decree2026), Governs: true, ObligationStatus.Met)
                    {
                        Row = "D11", LawOf = Day("2011-07-27"), RunsFrom = received, DoneAt = received,
                    },
                    new Obligation(
                        2, 1, Duty.DestroyOnWithdrawal, Origin.Law, "ст. 21 ч. 5", Day("2026-03-02"), new CalendarDays(30),
                        new Deadline(
                            Day("2026-04-01"), Day("2026-04-01"), Msk("2026-04-02 00:00"), Decree2026,
                            new Warnings(Msk("2026-03-17 17:00"), Msk("2026-03-27 00:00"), Msk("2026-04-01 00:00"))),
                        Governs: true, ObligationStatus.Open) { Row = "D11", LawOf = Day("2011-07-27"), RunsFrom = received },
                ],
                [], null, null, null),
            new ConsentWithdrawn(received, News, 1, Number));
    }

    [Theory]
    [InlineData("", "newsletter quality", "all that stands")]
    [InlineData("newsletter", "newsletter", "only what is named")]
    [InlineData("quality newsletter", "newsletter quality", "each once")]
    [InlineData("photos", "", "what was never given")]
    [InlineData("health", "", "what is over")]
    public void A_withdrawal_takes_back_only_what_stands(string named, string withdrawn, string because)
    {
        var story = Given(Shop.Given(News, Now.AddDays(-9)), Shop.Given(Quality, Now.AddDays(-8)), Shop.Given(Health, Now.AddDays(-8), Now.AddDays(-1)))
            .When(Letter(Now, DemandKind.Withdrawal, [.. named.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(code => new PurposeCode(code))]));

        var codes = string.Join(' ', story.Events.OfType<ConsentWithdrawn>().Select(e => e.Purpose.Value));
        Assert.True(codes == withdrawn, because);
        Assert.Equal(withdrawn.Length == 0, story.File.Requests[0].Demands[0].NothingToWithdraw);
        Assert.Equal(withdrawn.Length == 0, story.Obligations().Count == 0);
    }

    [Theory]
    [InlineData(DemandKind.Withdrawal, "stop-on-withdrawal destroy-on-withdrawal")]
    [InlineData(DemandKind.Rectification, "block rectify")]
    [InlineData(DemandKind.StopMarketing, "stop-marketing")]
    public void Of_somebody_unknown_nothing_takes_effect_by_itself_and_everything_is_owed(DemandKind kind, string owed)
    {
        var story = Given().When(Letter(Now, kind) with { IsNameless = true });
        Assert.Equal(owed, string.Join(' ', story.File.Requests[0].Obligations.Select(o => JsonNamingPolicy.KebabCaseLower.ConvertName(o.Duty.ToString()))));
        Assert.All(story.File.Requests[0].Obligations, obligation => Assert.Equal(ObligationStatus.Open, obligation.Status));
        Assert.All(story.File.Requests[0].Obligations, obligation => Assert.True(obligation.Deadline.EndsAt > Now));
        Assert.Empty(story.File.Restrictions);
        Assert.False(story.File.Requests[0].Demands[0].NothingToWithdraw);
        Assert.DoesNotContain("close", RequestActions.Permitted(story.File, story.File.Requests[0], Now));
    }

    [Fact]
    public void Gone_on_under_another_number_it_is_closed_and_owes_nothing()
    {
        var story = Given().When(Letter(Now, DemandKind.Withdrawal) with { IsNameless = true }).When(new ContinueRequest(Now.AddDays(1), Number, "2026-000002"));
        Assert.True(story.File.Requests[0] is { IsClosed: true, ContinuedAs: "2026-000002" });
        Assert.DoesNotContain(story.File.Requests[0].Obligations, obligation => obligation.IsOutstanding);
        story.When(new ReopenRequest(Now.AddDays(2), Number, null, new Personal("ещё раз"))).ThenRefused<NothingToReopen>();
        Given().When(Letter(Now, DemandKind.Withdrawal)).When(new ContinueRequest(Now.AddDays(1), Number, "2026-000002")).ThenRefused<SubjectNotNameable>();
    }

    [Fact]
    public void The_second_of_two_withdrawals_is_registered_and_finds_nothing()
    {
        var story = Given(Shop.Given(News, Now.AddDays(-9)))
            .When(Letter(Now, DemandKind.Withdrawal)).When(Letter(Now, DemandKind.Withdrawal) with { Number = "2026-000002" });
        Assert.True(Assert.Single(Assert.IsType<RequestReceived>(Assert.Single(story.Events)).NothingToWithdraw) == 1);
        Assert.IsType<Withdrawn>(Assert.Single(story.File.Consents));
    }

    [Fact]
    public void Two_withdrawals_in_one_letter_take_a_consent_back_once() =>
        Assert.Single(Given(Shop.Given(News, Now.AddDays(-9)))
            .When(Letter(Now, Demand(DemandKind.Withdrawal, News), Demand(DemandKind.Withdrawal))).Events.OfType<ConsentWithdrawn>());

    [Theory]
    [InlineData(5, true, "the difference of two clocks")]
    [InlineData(6, false, "given after the letter came: a newer word")]
    public void A_letter_registered_late_leaves_a_younger_consent(int seconds, bool withdrawn, string because)
    {
        var story = Given(Shop.Given(News, Now.AddSeconds(seconds))).When(Letter(Now.AddDays(3), DemandKind.Withdrawal) with { ReceivedAt = Now });
        Assert.True(story.Events.OfType<ConsentWithdrawn>().Any() == withdrawn, because);
    }

    [Fact]
    public void A_consent_is_withdrawn_until_the_instant_it_expires()
    {
        var expiring = Shop.Given(News, Now.AddDays(-9), Now);
        Assert.Empty(Given(expiring).When(Letter(Now, DemandKind.Withdrawal)).Obligations());
        Assert.Equal(2, Given(expiring).When(Letter(Now - Tick, DemandKind.Withdrawal)).Obligations().Count);
    }

    // The law and the contract.

    [Theory]
    [InlineData(5, "2026-10-19", false, "a contract's five days are earlier and govern")]
    [InlineData(9, "2026-10-23", false, "a day earlier")]
    [InlineData(10, "2026-10-26", true, "of equal terms the law's governs")]
    [InlineData(11, "2026-10-27", true, "a day later")]
    [InlineData(30, "2026-11-24", true, "a contract does not prolong the law's term")]
    public void The_earlier_of_law_and_contract_governs(int promised, string due, bool lawGoverns, string because)
    {
        var story = Under(WithTerms(new ContractTerm(Duty.AnswerAccess, new WorkingDays(promised), "п. 8.9.1"))).When(Letter(Now, DemandKind.Access));
        var (law, contract) = (story.Obligation(Duty.AnswerAccess), story.Obligation(Duty.AnswerAccess, Origin.Contract));

        Assert.Equal((Day("2026-10-26"), "ст. 20 ч. 1"), (law.Deadline.Due, law.Article));
        Assert.Equal((Day(due), "п. 8.9.1"), (contract.Deadline.Due, contract.Article));
        Assert.True((law.Governs, contract.Governs) == (lawGoverns, !lawGoverns), because);
        Assert.Equal(lawGoverns ? law : contract, story.File.Requests[0].Nearest);
    }

    [Fact]
    public void Of_two_contracts_the_earlier_governs_and_equal_ones_govern_together()
    {
        ContractTerm Promise(int days, string clause) => new(Duty.AnswerAccess, new WorkingDays(days), clause);
        var story = Under(WithTerms(Promise(3, "а"), Promise(3, "б"), Promise(4, "в"))).When(Letter(Now, DemandKind.Access));
        Assert.Equal(["а", "б"], story.Obligations().Where(o => o.Governs).Select(o => o.Article));
    }

    [Fact]
    public void A_contracts_term_for_another_duty_changes_nothing() =>
        Assert.Single(Under(WithTerms(new ContractTerm(Duty.Rectify, new WorkingDays(1), "п. 8.9.8"))).When(Letter(Now, DemandKind.Access)).Obligations());

    [Fact]
    public void Where_the_law_says_at_once_a_contract_gives_no_time()
    {
        var story = Under(WithTerms(new ContractTerm(Duty.StopMarketing, new WorkingDays(3), "п. 9"))).When(Letter(Now, DemandKind.StopMarketing));
        Assert.True(story.Obligation(Duty.StopMarketing).Governs);
        Assert.False(story.Obligation(Duty.StopMarketing, Origin.Contract).Governs);
        Assert.Null(story.File.Requests[0].Nearest);
    }

    [Fact]
    public void A_contract_that_ends_before_the_extended_term_governs_from_then_on()
    {
        var story = Under(WithTerms(new ContractTerm(Duty.AnswerAccess, new WorkingDays(12), "п. 8.9.1"))).When(Letter(Now, DemandKind.Access));
        Assert.True(story.Obligation(Duty.AnswerAccess).Governs);

        var extended = story.When(new ExtendRequest(Now.AddDays(1), Number, null, Reason));
        Assert.False(extended.Obligation(Duty.AnswerAccess).Governs);
        Assert.Equal((Origin.Contract, Day("2026-10-28")), (extended.File.Requests[0].Nearest!.Origin, extended.File.Requests[0].Nearest!.Deadline.Due));
    }

    // Extension.

    [Fact]
    public void An_extension_names_its_reason_and_the_new_end() =>
        Given().When(Letter(Now, DemandKind.Access)).When(new ExtendRequest(Now.AddDays(2), Number, 1, Reason)).Then(new RequestExtended(
            Now.AddDays(2), Number, 1, new WorkingDays(15),
            new Deadline(
                Day("2026-11-02"), Day("2026-11-02"), Msk("2026-11-03 00:00"), Decree2026,
                new Warnings(Msk("2026-10-23 06:00"), Msk("2026-10-28 00:00"), Msk("2026-11-02 00:00"))),
            Reason));

    [Fact]
    public void A_term_is_extended_once() =>
        Given().When(Letter(Now, DemandKind.Access)).When(new ExtendRequest(Now, Number, null, Reason)).When(new ExtendRequest(Now, Number, null, Reason))
            .ThenRefused<NothingToExtend>();

    [Fact]
    public void A_term_is_extended_before_its_end_only()
    {
        var story = Given().When(Letter(Now, DemandKind.Access));
        Assert.Single(story.When(new ExtendRequest(End - Tick, Number, null, Reason)).Events);
        story.When(new ExtendRequest(End, Number, null, Reason)).ThenRefused<NothingToExtend>();
        story.When(new WakeUp(End)).When(new ExtendRequest(End - Tick, Number, null, Reason)).ThenRefused<NothingToExtend>();
    }

    [Theory]
    [InlineData(DemandKind.Access, true)]
    [InlineData(DemandKind.StopProcessing, true)]
    [InlineData(DemandKind.AuthorityInquiry, true)]
    [InlineData(DemandKind.Rectification, false)]
    [InlineData(DemandKind.Destruction, false)]
    [InlineData(DemandKind.Withdrawal, false)]
    [InlineData(DemandKind.AutomatedDecisionObjection, false)]
    [InlineData(DemandKind.StopMarketing, false)]
    [InlineData(DemandKind.Other, false)]
    public void Only_what_the_law_lets_be_moved_is_moved(DemandKind kind, bool extendable)
    {
        var story = Given(Shop.Given(News, Now.AddDays(-1))).When(Letter(Now, kind));
        Assert.Equal(extendable, RequestActions.Permitted(story.File, story.File.Requests[0], Now).Contains("extend"));
        var extended = story.When(new ExtendRequest(Now, Number, null, Reason));
        if (extendable) Assert.Equal(new WorkingDays(15), Assert.IsType<RequestExtended>(Assert.Single(extended.Events)).Term);
        else extended.ThenRefused<NothingToExtend>();
    }

    [Fact]
    public void A_contracts_promise_is_not_extended() =>
        Assert.Equal(
            [Origin.Law],
            Under(WithTerms(new ContractTerm(Duty.AnswerAccess, new WorkingDays(5), "п. 1"))).When(Letter(Now, DemandKind.Access))
                .When(new ExtendRequest(Now, Number, null, Reason)).Obligations().Where(o => o.Extended).Select(o => o.Origin));

    [Fact]
    public void One_demand_of_a_letter_is_extended_without_the_other()
    {
        var letter = Given().When(Letter(Now, Demand(DemandKind.Access), Demand(DemandKind.StopProcessing), Demand(DemandKind.Rectification)));
        Assert.Equal([Duty.StopOnDemand], letter.When(new ExtendRequest(Now, Number, 2, Reason)).Obligations().Where(o => o.Extended).Select(o => o.Duty));
        Assert.Equal(2, letter.When(new ExtendRequest(Now, Number, null, Reason)).Events.Count);
        letter.When(new ExtendRequest(Now, Number, 3, Reason)).ThenRefused<NothingToExtend>();
        letter.When(new ExtendRequest(Now, Number, 4, Reason)).ThenRefused<DemandUnknown>();
    }

    // Answer.

    [Fact]
    public void An_answer_meets_the_term_and_closes_the_request()
    {
        var text = new Personal("сведения");
        var story = Given().When(Letter(Now, DemandKind.Access)).When(new AnswerDemand(Now.AddDays(1), Number, 1, text))
            .Then(new DemandAnswered(Now.AddDays(1), Number, 1, [1], text), new RequestClosed(Now.AddDays(1), Number));
        Assert.Equal(ObligationStatus.Met, story.Obligation(Duty.AnswerAccess).Status);
        Assert.True(story.File.Requests[0].IsClosed);
        story.When(new WakeUp(End)).ThenNothing();
        story.When(new AnswerDemand(Now.AddDays(2), Number, 1, text)).ThenRefused<RequestIsClosed>();
        story.When(new ExtendRequest(Now.AddDays(2), Number, null, Reason)).ThenRefused<RequestIsClosed>();
    }

    [Fact]
    public void A_request_closes_with_its_last_answer()
    {
        var first = Given().When(Letter(Now, Demand(DemandKind.Access), Demand(DemandKind.Other))).When(new AnswerDemand(Now, Number, 2, null));
        Assert.False(first.File.Requests[0].IsClosed);
        first.When(new AnswerDemand(Now, Number, 2, null)).ThenRefused<DemandAlreadyAnswered>();
        Assert.True(first.When(new AnswerDemand(Now, Number, 1, null)).File.Requests[0].IsClosed);
    }

    [Theory]
    [InlineData(DemandKind.Rectification, false)]
    [InlineData(DemandKind.Destruction, false)]
    [InlineData(DemandKind.Withdrawal, false)]
    [InlineData(DemandKind.StopProcessing, false)]
    [InlineData(DemandKind.Access, true)]
    [InlineData(DemandKind.AutomatedDecisionObjection, true)]
    [InlineData(DemandKind.AuthorityInquiry, true)]
    [InlineData(DemandKind.StopMarketing, true)]
    [InlineData(DemandKind.Blocking, true)]
    [InlineData(DemandKind.Other, true)]
    public void What_must_be_done_is_not_met_by_writing(DemandKind kind, bool enough)
    {
        var story = Given(Shop.Given(News, Now.AddDays(-1))).When(Letter(Now, kind));
        Assert.Equal(enough, RequestActions.Permitted(story.File, story.File.Requests[0], Now).Contains("answer"));
        var answered = story.When(new AnswerDemand(Now, Number, 1, null));
        if (enough) Assert.True(answered.File.Requests[0].IsClosed);
        else answered.ThenRefused<AnswerIsNotEnough>();
    }

    [Fact]
    public void A_withdrawal_that_found_nothing_is_closed_by_an_answer() =>
        Assert.True(Given().When(Letter(Now, DemandKind.Withdrawal)).When(new AnswerDemand(Now, Number, 1, null)).File.Requests[0].IsClosed);

    [Fact]
    public void A_late_answer_closes_the_request_and_the_miss_stays_on_record()
    {
        var noted = Given().When(Letter(Now, DemandKind.Access)).When(new WakeUp(End)).When(new AnswerDemand(End.AddHours(1), Number, 1, null))
            .Then(new DemandAnswered(End.AddHours(1), Number, 1, [1], null), new RequestClosed(End.AddHours(1), Number));
        var notNoted = Given().When(Letter(Now, DemandKind.Access)).When(new AnswerDemand(End, Number, 1, null))
            .Then(new ObligationMissed(End, Number, 1), new DemandAnswered(End, Number, 1, [1], null), new RequestClosed(End, Number));

        Assert.Equal(ObligationStatus.Missed, noted.Obligation(Duty.AnswerAccess).Status);
        Assert.Equal(ObligationStatus.Missed, notNoted.Obligation(Duty.AnswerAccess).Status);
    }

    [Fact]
    public void What_was_answered_late_no_longer_burns()
    {
        var story = Given().When(Letter(Now, Demand(DemandKind.Access), Demand(DemandKind.AutomatedDecisionObjection)));
        Assert.Equal(Duty.AnswerAccess, story.When(new WakeUp(End)).File.Requests[0].Nearest!.Duty);
        Assert.Equal(Duty.AnswerAutomatedDecision, story.When(new WakeUp(End)).When(new AnswerDemand(End, Number, 1, null)).File.Requests[0].Nearest!.Duty);
    }

    // The clock.

    [Fact]
    public void A_term_is_missed_exactly_at_its_end()
    {
        var story = Given().When(Letter(Now, DemandKind.Access)).When(new WakeUp(End - Tick));
        Assert.Equal(End, WakeUps.Next(story.File));
        story.When(new WakeUp(End - Tick)).ThenNothing();
        var missed = story.When(new WakeUp(End)).Then(new ObligationMissed(End, Number, 1));
        Assert.Null(WakeUps.Next(missed.File));
        missed.When(new WakeUp(End.AddDays(1))).ThenNothing();
    }

    [Fact]
    public void A_miss_is_dated_by_the_end_of_the_term_however_late_the_clock_was() =>
        Given().When(Letter(Now, DemandKind.Access)).When(new WakeUp(End.AddDays(40))).Then(new ObligationMissed(End, Number, 1));

    [Fact]
    public void An_extended_term_is_missed_at_its_new_end()
    {
        var story = Given().When(Letter(Now, DemandKind.Access)).When(new ExtendRequest(Now, Number, null, Reason));
        Assert.IsType<ObligationReminded>(Assert.Single(story.When(new WakeUp(End)).Events));
        story.When(new WakeUp(Msk("2026-11-03 00:00"))).Then(new ObligationMissed(Msk("2026-11-03 00:00"), Number, 1));
    }

    [Fact]
    public void A_missed_duty_is_still_to_be_done()
    {
        var story = Given().When(Letter(Now, DemandKind.StopProcessing)).When(new WakeUp(End));
        Assert.Equal(Duty.StopOnDemand, story.File.Requests[0].Nearest!.Duty);
    }

    // Notes, versions, strangers.

    [Fact]
    public void A_note_is_added_to_a_closed_request_too()
    {
        var note = new NoteOnRequest(Now.AddDays(1), Number, new Personal("позвонили"), IsPublic: false);
        Given().When(Letter(Now, DemandKind.Other)).When(new AnswerDemand(Now, Number, 1, null)).When(note)
            .Then(new RequestNoted(Now.AddDays(1), Number, new Personal("позвонили"), IsPublic: false));
    }

    [Fact]
    public void A_request_nobody_knows_is_refused()
    {
        Given().When(new ExtendRequest(Now, Number, null, Reason)).ThenRefused<RequestUnknown>();
        Given().When(new AnswerDemand(Now, Number, 1, null)).ThenRefused<RequestUnknown>();
        Given().When(new NoteOnRequest(Now, Number, Reason, IsPublic: true)).ThenRefused<RequestUnknown>();
        Given().When(Letter(Now, DemandKind.Access)).When(new AnswerDemand(Now, Number, 2, null)).ThenRefused<DemandUnknown>();
    }

    [Fact]
    public void One_who_has_seen_an_older_version_is_told_so()
    {
        var story = Given().When(Letter(Now, DemandKind.Access));
        var answer = new AnswerDemand(Now, Number, 1, null);
        Assert.Single(story.When(answer with { IfVersion = 1 }).Events.OfType<RequestClosed>());
        var stale = story.When(new NoteOnRequest(Now, Number, Reason, IsPublic: false)).When(answer with { IfVersion = 1 }).ThenRefused<RequestHasChanged>();
        Assert.Equal((2, RefusalKind.Stale), (stale.Version, stale.Kind));
    }
}
