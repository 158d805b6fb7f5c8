using static Consent.Domain.Tests.Shop;

namespace Consent.Domain.Tests;

/// <summary>«May this person's data be processed for this purpose, now?» — every reason, and which wins.</summary>
public sealed class CheckExamples : Examples
{
    private static readonly DateTimeOffset T1 = Clocks.Msk("2026-03-02 10:00");
    private static readonly DateTimeOffset T2 = Clocks.Msk("2026-03-10 10:00");
    private static readonly DateTimeOffset T3 = Clocks.Msk("2026-03-20 10:00");
    private static readonly DateTimeOffset T4 = Clocks.Msk("2026-03-30 10:00");

    // One story a reason; T4 is the instant asked about.
    private static readonly Dictionary<CheckReason, Func<CheckAnswer>> Reached = new()
    {
        [CheckReason.ConsentGiven] = () => Given(Shop.Given(Quality, T1)).Check(Quality, T4),
        [CheckReason.GroundRecorded] = () => Given(Contract(Delivery, T1)).Check(Delivery, T4),
        [CheckReason.NoConsent] = () => Given().Check(Quality, T4),
        [CheckReason.Refused] = () => Given(new ConsentRefused(T1, Quality, Main1, Site)).Check(Quality, T4),
        [CheckReason.Withdrawn] = () => Given(Shop.Given(Quality, T1)).When(Letter(T2, DemandKind.Withdrawal)).Check(Quality, T4),
        [CheckReason.Expired] = () => Given(Shop.Given(Quality, T1, T2)).Check(Quality, T4),
        [CheckReason.TextSuperseded] = () => Under(WithMain2(T2, Reconsent.Hard), Shop.Given(Quality, T1)).Check(Quality, T4),
        [CheckReason.NoGround] = () => Given().Check(Delivery, T4),
        [CheckReason.GroundEnded] = () => Given(Contract(Delivery, T1, T2)).Check(Delivery, T4),
        [CheckReason.Blocked] = () => Given(Shop.Given(Quality, T1)).When(Letter(T2, DemandKind.Blocking)).Check(Quality, T4),
        [CheckReason.StopDemanded] = () => Given(Shop.Given(Quality, T1)).When(Letter(T2, DemandKind.StopProcessing)).Check(Quality, T4),
        [CheckReason.MarketingStopped] = () => Given(Shop.Given(News, T1)).When(Letter(T2, DemandKind.StopMarketing)).Check(News, T4),
        [CheckReason.Destroyed] = () => Given(Shop.Given(Quality, T1), new SubjectDestroyed(T2, "акт 1")).Check(Quality, T4),
        [CheckReason.PurposeAchieved] = () => Given(Shop.Given(Quality, T1), new PurposeAchieved(T2, Quality)).Check(Quality, T4),
        [CheckReason.PurposeUnknown] = () => Given(Shop.Given(Quality, T1)).Check(Unknown, T4),
    };

    public static TheoryData<CheckReason> Reasons => new(Enum.GetValues<CheckReason>());

    [Theory]
    [MemberData(nameof(Reasons))]
    public void Every_reason_has_its_story(CheckReason reason)
    {
        var answer = Reached[reason]();
        Assert.Equal(reason, answer.Reason);
        Assert.Equal(reason is CheckReason.ConsentGiven or CheckReason.GroundRecorded, answer.Allowed);
        Assert.Equal(answer.Allowed, answer.Basis is not null);
        Assert.NotEmpty(answer.Article);
    }

    [Fact]
    public void The_answer_names_basis_article_end_and_version()
    {
        Assert.Equal(
            new CheckAnswer(true, CheckReason.ConsentGiven, LawfulBasis.Consent, "ст. 6 ч. 1 п. 1", T3, 1),
            Given(Shop.Given(Quality, T1, T3)).Check(Quality, T2));
        Assert.Equal(
            new CheckAnswer(true, CheckReason.GroundRecorded, LawfulBasis.Contract, "ст. 6 ч. 1 п. 5", T3, 2),
            Given(Shop.Given(Quality, T1), Contract(Delivery, T1, T3)).Check(Delivery, T2));
        Assert.Equal(
            new CheckAnswer(true, CheckReason.GroundRecorded, LawfulBasis.Law, "ст. 6 ч. 1 п. 2", null, 1),
            Given(Contract(Quality, T1) with { Basis = LawfulBasis.Law }).Check(Quality, T2));
        Assert.Equal(
            new CheckAnswer(false, CheckReason.NoConsent, null, "ст. 6 ч. 1 п. 1", null, 0),
            Given().Check(Quality, T2));
    }

    // Both sides of each instant.

    [Fact]
    public void A_consent_allows_from_the_instant_it_is_given()
    {
        FileEvent[] events = [Shop.Given(Quality, T2)];
        Assert.Equal(CheckReason.NoConsent, ProcessingCheck.Answer(SubjectFile.AsOf(events, T2 - Tick), Quality, Catalogue, T2 - Tick).Reason);
        Assert.Equal(CheckReason.ConsentGiven, ProcessingCheck.Answer(SubjectFile.AsOf(events, T2), Quality, Catalogue, T2).Reason);
    }

    [Fact]
    public void A_consent_ends_exactly_at_the_instant_written_in_it_whether_noted_or_not()
    {
        var story = Given(Shop.Given(Quality, T1, T3));
        story.ThenCheck(Quality, T3 - Tick, true, CheckReason.ConsentGiven).ThenCheck(Quality, T3, false, CheckReason.Expired);

        story.When(new WakeUp(T3 - Tick)).ThenNothing();
        var noted = story.When(new WakeUp(T3));
        Assert.Equal(new ConsentExpired(T3, Quality, 1), noted.Events[0]);
        noted.ThenCheck(Quality, T3, false, CheckReason.Expired);
    }

    [Theory]
    [InlineData(DemandKind.Blocking, CheckReason.Blocked)]
    [InlineData(DemandKind.Rectification, CheckReason.Blocked)]
    [InlineData(DemandKind.Destruction, CheckReason.Blocked)]
    [InlineData(DemandKind.UnlawfulProcessing, CheckReason.Blocked)]
    [InlineData(DemandKind.StopProcessing, CheckReason.StopDemanded)]
    [InlineData(DemandKind.StopMarketing, CheckReason.MarketingStopped)]
    [InlineData(DemandKind.Withdrawal, CheckReason.Withdrawn)]
    public void A_demand_takes_effect_at_the_instant_of_its_receipt(DemandKind kind, CheckReason reason)
    {
        var given = Shop.Given(News, T1);
        var story = Given(given).When(Letter(T2, kind));
        story.ThenCheck(News, T2, false, reason);
        FileEvent[] events = [given, .. story.Events];
        Assert.True(ProcessingCheck.Answer(SubjectFile.AsOf(events, T2 - Tick), News, Catalogue, T2 - Tick).Allowed);
        Assert.Equal(reason, ProcessingCheck.Answer(SubjectFile.AsOf(events, T2), News, Catalogue, T2).Reason);
    }

    [Theory]
    [InlineData(DemandKind.Access)]
    [InlineData(DemandKind.AutomatedDecisionObjection)]
    [InlineData(DemandKind.AuthorityInquiry)]
    [InlineData(DemandKind.Other)]
    public void A_question_stops_nothing(DemandKind kind) =>
        Given(Shop.Given(News, T1)).When(Letter(T2, kind)).ThenCheck(News, T4, true, CheckReason.ConsentGiven);

    [Fact]
    public void Distribution_stops_at_the_instant_of_the_demand() =>
        Given(Shop.Given(Photos, T1), Shop.Given(News, T1)).When(Letter(T2, DemandKind.StopDistribution))
            .ThenCheck(Photos, T2, false, CheckReason.Withdrawn).ThenCheck(News, T2, true, CheckReason.ConsentGiven);

    [Fact]
    public void Advertising_stops_and_nothing_else_does() =>
        Given(Shop.Given(News, T1), Shop.Given(Quality, T1), Contract(Delivery, T1)).When(Letter(T2, DemandKind.StopMarketing))
            .ThenCheck(News, T2, false, CheckReason.MarketingStopped)
            .ThenCheck(Quality, T2, true, CheckReason.ConsentGiven)
            .ThenCheck(Delivery, T2, true, CheckReason.GroundRecorded);

    [Fact]
    public void Demands_about_one_purpose_leave_the_others() =>
        Given(Shop.Given(News, T1), Shop.Given(Quality, T1)).When(Letter(T2, Demand(DemandKind.Blocking, News), Demand(DemandKind.StopProcessing, News)))
            .ThenCheck(News, T2, false, CheckReason.Blocked)
            .ThenCheck(Quality, T2, true, CheckReason.ConsentGiven);

    // Which wins.

    [Fact]
    public void A_block_wins_over_consent_and_ground() =>
        Given(Shop.Given(Quality, T1), Contract(Delivery, T1)).When(Letter(T2, DemandKind.Blocking))
            .ThenCheck(Quality, T2, false, CheckReason.Blocked)
            .ThenCheck(Delivery, T2, false, CheckReason.Blocked);

    [Fact]
    public void A_block_wins_over_a_consent_given_after_it() =>
        Given().When(Letter(T1, DemandKind.Blocking)).When(Give(Quality, T2)).ThenCheck(Quality, T3, false, CheckReason.Blocked);

    [Fact]
    public void Destruction_wins_over_a_block() =>
        Given(Shop.Given(Quality, T1)).When(Letter(T2, DemandKind.Blocking)).When(new DestroySubject(T3, "акт 1")).ThenCheck(Quality, T3, false, CheckReason.Destroyed);

    [Fact]
    public void A_stop_demand_covers_consent_but_not_a_contract() =>
        Given(Shop.Given(Quality, T1), Contract(Delivery, T1)).When(Letter(T2, DemandKind.StopProcessing))
            .ThenCheck(Quality, T2, false, CheckReason.StopDemanded)
            .ThenCheck(Delivery, T2, true, CheckReason.GroundRecorded);

    [Fact]
    public void A_purpose_with_both_goes_on_by_contract_after_a_stop_demand_as_it_does_after_a_withdrawal()
    {
        var both = Given(Shop.Given(Quality, T1), Contract(Quality, T1));
        both.ThenCheck(Quality, T2, true, CheckReason.ConsentGiven);
        both.When(Letter(T2, DemandKind.Withdrawal)).ThenCheck(Quality, T2, true, CheckReason.GroundRecorded);
        both.When(Letter(T2, DemandKind.StopProcessing)).ThenCheck(Quality, T2, true, CheckReason.GroundRecorded);
    }

    [Fact]
    public void A_consent_given_after_a_stop_demand_allows() =>
        Given().When(Letter(T1, DemandKind.StopProcessing))
            .When(Give(Quality, T1)).ThenCheck(Quality, T1, false, CheckReason.StopDemanded)
            .When(Give(Quality, T1 + Tick)).ThenCheck(Quality, T1 + Tick, true, CheckReason.ConsentGiven);

    [Fact]
    public void A_consent_given_after_marketing_was_stopped_allows() =>
        Given(Shop.Given(News, T1)).When(Letter(T2, DemandKind.StopMarketing)).When(Give(News, T3)).ThenCheck(News, T3, true, CheckReason.ConsentGiven);

    [Theory]
    [InlineData(DemandKind.StopProcessing, CheckReason.StopDemanded)]
    [InlineData(DemandKind.StopMarketing, CheckReason.MarketingStopped)]
    public void An_older_letter_registered_later_does_not_hide_a_newer_one(DemandKind kind, CheckReason reason) =>
        // The letter of T3 came by the site, the one of T1 by post and was put on record on the 30th.
        Given(Shop.Given(News, T2)).When(Letter(T3, kind)).ThenCheck(News, T4, false, reason)
            .When(Letter(T4, kind) with { ReceivedAt = T1, Number = "2026-000002", Channel = Channel.Post })
            .ThenCheck(News, T4, false, reason);

    [Fact]
    public void A_purpose_reached_stops_consent_and_contract_until_it_begins_again()
    {
        var begun = Given(Shop.Given(Quality, T1), Contract(Delivery, T1));
        begun.ThenCheck(Quality, T2, true, CheckReason.ConsentGiven).ThenCheck(Delivery, T2, true, CheckReason.GroundRecorded);
        var reached = begun.When(new AchievePurpose(T2, Quality)).When(new AchievePurpose(T2, Delivery));
        reached.ThenCheck(Quality, T2, false, CheckReason.PurposeAchieved).ThenCheck(Delivery, T2, false, CheckReason.PurposeAchieved);
        reached.When(new RecordGround(T3, Delivery, LawfulBasis.Contract, new Personal("договор 43"), T3, null))
            .ThenCheck(Delivery, T3, true, CheckReason.GroundRecorded).ThenCheck(Quality, T3, false, CheckReason.PurposeAchieved);
    }

    [Fact]
    public void A_clock_set_back_lifts_nothing_that_is_on_record()
    {
        var stopped = Given(Shop.Given(Quality, T1)).When(new AchievePurpose(T3, Quality));
        stopped.ThenCheck(Quality, T2, false, CheckReason.PurposeAchieved);
    }

    [Fact]
    public void Advertising_and_distribution_are_allowed_by_consent_alone() =>
        // Such grounds cannot be recorded; were they in an old journal, they would not count.
        Given(Contract(News, T1), Contract(Photos, T1), Contract(Quality, T1))
            .ThenCheck(News, T2, false, CheckReason.NoConsent)
            .ThenCheck(Photos, T2, false, CheckReason.NoConsent)
            .ThenCheck(Quality, T2, true, CheckReason.GroundRecorded);

    [Fact]
    public void Consent_does_not_stand_in_for_a_contract() =>
        Given(new ConsentGiven(T1, Delivery, Main1, null, Site)).ThenCheck(Delivery, T2, false, CheckReason.NoGround);

    [Fact]
    public void A_refusal_is_never_a_consent() =>
        Given().When(Refuse(News, T1)).ThenCheck(News, T1, false, CheckReason.Refused).ThenCheck(Quality, T1, false, CheckReason.NoConsent);

    [Fact]
    public void A_refusal_ends_the_consent_that_stood() =>
        Given(Shop.Given(News, T1)).When(Refuse(News, T2)).ThenCheck(News, T2, false, CheckReason.Refused);

    [Fact]
    public void A_consent_for_one_purpose_says_nothing_of_another() => Given(Shop.Given(News, T1)).ThenCheck(Quality, T2, false, CheckReason.NoConsent);

    // Versions of texts.

    [Fact]
    public void A_hard_version_supersedes_from_the_instant_it_is_in_force()
    {
        var story = Under(WithMain2(T3, Reconsent.Hard), Shop.Given(Quality, T1));
        story.ThenCheck(Quality, T3 - Tick, true, CheckReason.ConsentGiven).ThenCheck(Quality, T3, false, CheckReason.TextSuperseded);
        Assert.Equal(T3, story.Check(Quality, T2).ValidUntil);
        story.When(Give(Quality, T3) with { Text = Main2 }).ThenCheck(Quality, T3, true, CheckReason.ConsentGiven);
    }

    [Theory]
    [InlineData(Reconsent.Soft)]
    [InlineData(Reconsent.None)]
    public void A_soft_version_supersedes_nothing(Reconsent reconsent)
    {
        var story = Under(WithMain2(T3, reconsent), Shop.Given(Quality, T1)).ThenCheck(Quality, T4, true, CheckReason.ConsentGiven);
        Assert.Null(story.Check(Quality, T4).ValidUntil);
    }

    [Fact]
    public void A_hard_version_that_leaves_a_purpose_out_leaves_its_consent() =>
        Under(WithMain2(T3, Reconsent.Hard, News), Shop.Given(Quality, T1), Shop.Given(News, T1))
            .ThenCheck(Quality, T4, true, CheckReason.ConsentGiven).ThenCheck(News, T4, false, CheckReason.TextSuperseded);

    [Fact]
    public void A_soft_version_after_a_hard_one_does_not_soften_it()
    {
        var hard = WithMain2(T2, Reconsent.Hard);
        var third = Text(new TextRef("main", new TextVersion("3")), T3, Reconsent.Soft, News, Quality);
        Under(hard with { Catalogue = Declared([new TextPublished(T3, third)], hard.Catalogue) }, Shop.Given(Quality, T1))
            .ThenCheck(Quality, T4, false, CheckReason.TextSuperseded);
    }

    [Theory]
    [InlineData("2026-03-20 10:00", "2026-03-10 10:00", "2026-03-10 10:00", "the text is superseded first")]
    [InlineData("2026-03-10 10:00", "2026-03-20 10:00", "2026-03-10 10:00", "the consent expires first")]
    public void The_answer_holds_until_the_first_that_ends_it(string expires, string superseded, string until, string because)
    {
        var answer = Under(WithMain2(Msk(superseded), Reconsent.Hard), Shop.Given(Quality, T1, Msk(expires))).Check(Quality, T1);
        Assert.True(answer.ValidUntil == Msk(until), because);
    }

    [Fact]
    public void The_state_of_a_text_is_that_of_the_instant_asked_about() =>
        // Expired and superseded both: what came first does not matter, the person's own term is named.
        Under(WithMain2(T2, Reconsent.Hard), Shop.Given(Quality, T1, T3))
            .ThenCheck(Quality, T2, false, CheckReason.TextSuperseded).ThenCheck(Quality, T4, false, CheckReason.Expired);

    // Which changes are worth telling.

    [Fact]
    public void Who_follows_changes_is_told_of_every_event_that_may_change_an_answer()
    {
        Assert.Equal(new CheckChange(false, News), CheckChange.Of(Shop.Given(News, T1)));
        Assert.Equal(new CheckChange(false, Delivery), CheckChange.Of(Contract(Delivery, T1)));
        Assert.Equal(new CheckChange(false, Quality), CheckChange.Of(new PurposeAchieved(T1, Quality)));
        Assert.Equal(new CheckChange(false, null), CheckChange.Of(new SubjectDestroyed(T1, "акт 1")));
        Assert.Equal(new CheckChange(false, null), CheckChange.Of(Given().When(Letter(T1, DemandKind.Blocking)).Events[0]));
        Assert.Null(CheckChange.Of(Given().When(Letter(T1, DemandKind.Access)).Events[0]));
        Assert.Equal(new CheckChange(true, null), CheckChange.Of(new TextPublished(T1, Text(Main2, T1, Reconsent.Hard, News))));
        Assert.Null(CheckChange.Of(new TextPublished(T1, Text(Main2, T1, Reconsent.Soft, News))));
        Assert.Equal(new CheckChange(true, News), CheckChange.Of(new PurposeDefined(T1, Purpose(News, LawfulBasis.Consent, "ст. 6"))));
    }
}
