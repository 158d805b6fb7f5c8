using static Consent.Domain.Tests.Shop;

namespace Consent.Domain.Tests;

/// <summary>Refusals (ст. 14 ч. 6, 8; ст. 20 ч. 2; ст. 9 ч. 2): only by an article that allows it.</summary>
public sealed class RefusalExamples : Examples
{
    private static readonly DateTimeOffset Now = Clocks.Msk("2026-10-12 12:00");
    private static readonly DateTimeOffset End = Clocks.Msk("2026-10-27 00:00");
    private static readonly Personal Why = new("запись разговора с другим человеком");

    [Theory]
    [InlineData(DemandKind.Access, "ст. 14 ч. 8 п. 1", true, "defence and security")]
    [InlineData(DemandKind.Access, "ст. 14 ч. 8 п. 2", true, "arrest and accusation")]
    [InlineData(DemandKind.Access, "ст. 14 ч. 8 п. 3", true, "money laundering")]
    [InlineData(DemandKind.Access, "ст. 14 ч. 8 п. 4", true, "the rights of third persons")]
    [InlineData(DemandKind.Access, "ст. 14 ч. 8 п. 5", true, "transport security")]
    [InlineData(DemandKind.Access, "ст. 14 ч. 8 п. 6", false, "there are five")]
    [InlineData(DemandKind.Access, "коммерческая тайна", false, "no federal law says so")]
    [InlineData(DemandKind.Access, "", false, "without an article there is no refusal")]
    [InlineData(DemandKind.Access, "ст. 14 ч. 8; 115-ФЗ ст. 7", true, "another federal law by its number")]
    [InlineData(DemandKind.Access, "98-ФЗ", true, "another federal law alone")]
    [InlineData(DemandKind.Access, "152-ФЗ ст. 14", false, "this law is not another")]
    [InlineData(DemandKind.Access, "ст. 14 ч. 8", false, "another federal law without its number")]
    [InlineData(DemandKind.Access, "ст. 9 ч. 2", false, "another basis is no reason to hide the data")]
    [InlineData(DemandKind.Rectification, "ст. 21 ч. 2", true, "the inaccuracy was not confirmed")]
    [InlineData(DemandKind.Rectification, "ст. 14 ч. 8 п. 4", false, "restricts access only")]
    [InlineData(DemandKind.UnlawfulProcessing, "ст. 21 ч. 1", true, "the check found nothing")]
    [InlineData(DemandKind.Destruction, "ст. 20 ч. 3", true, "neither unlawful nor unneeded")]
    [InlineData(DemandKind.StopMarketing, "ст. 15 ч. 2", false, "the law knows no refusal")]
    [InlineData(DemandKind.StopDistribution, "ст. 10.1 ч. 12", false, "the law knows no refusal")]
    [InlineData(DemandKind.AuthorityInquiry, "ст. 20 ч. 4", false, "the authority is not refused")]
    [InlineData(DemandKind.Incident, "ст. 21 ч. 3.1", false, "nobody to refuse")]
    [InlineData(DemandKind.AutomatedDecisionObjection, "ст. 16 ч. 4", true, "considered and left in force")]
    [InlineData(DemandKind.Other, "ст. 20 ч. 2", true, "no right of the subject")]
    public void A_demand_is_refused_by_an_article_that_allows_it(DemandKind kind, string article, bool allowed, string because)
    {
        var refused = Given().When(Letter(Now, kind)).When(new RefuseDemand(Now, Number, 1, article, Why));
        Assert.True(refused.Decision is Decision.Accepted == allowed, because);
        if (!allowed) Assert.Equal(kind, refused.ThenRefused<RefusalNotAllowed>().Demanded);
    }

    [Theory]
    [InlineData(DemandKind.Withdrawal, "ст. 9 ч. 2")]
    [InlineData(DemandKind.StopProcessing, "ст. 21 ч. 5.1")]
    [InlineData(DemandKind.Destruction, "ст. 9 ч. 2")]
    public void Another_basis_is_named_only_while_it_holds(DemandKind kind, string article)
    {
        var consent = Shop.Given(News, Now.AddDays(-5));
        Given(consent).When(Letter(Now, kind)).When(new RefuseDemand(Now, Number, 1, article, Why)).ThenRefused<NoOtherBasis>();
        Given(consent, Contract(Delivery, Now.AddDays(-9), Now.AddDays(-1))).When(Letter(Now, kind)).When(new RefuseDemand(Now, Number, 1, article, Why)).ThenRefused<NoOtherBasis>();
        Given(consent, Contract(Delivery, Now.AddDays(-9))).When(Letter(Now, kind, News)).When(new RefuseDemand(Now, Number, 1, article, Why)).ThenRefused<NoOtherBasis>();

        var story = Given(consent, Contract(Delivery, Now.AddDays(-9))).When(Letter(Now, kind)).When(new RefuseDemand(Now, Number, 1, article, Why));
        Assert.True(story.File.Requests[0].IsClosed);
        Assert.All(story.Obligations(), o => Assert.NotEqual(ObligationStatus.Open, o.Status));
        // The person's own will stands all the same.
        if (kind != DemandKind.Destruction) Assert.False(story.Check(News, Now).Allowed);
    }

    [Fact]
    public void A_refusal_of_access_has_a_term_of_its_own_and_releases_the_answer()
    {
        var story = Given().When(Letter(Now, DemandKind.Access)).When(new RefuseDemand(Now.AddDays(3), Number, 1, "ст. 14 ч. 8 п. 4", Why));
        Assert.Equal((ObligationStatus.Cancelled, ObligationStatus.Met), (story.Obligation(Duty.AnswerAccess).Status, story.Obligation(Duty.ExplainRefusal).Status));
        Assert.Equal((Day("2026-10-26"), "ст. 20 ч. 2", "D02"), (story.Obligation(Duty.ExplainRefusal).Deadline.Due, story.Obligation(Duty.ExplainRefusal).Article, story.Obligation(Duty.ExplainRefusal).Row));
        Assert.Equal(DemandStatus.Refused, story.File.Requests[0].Demands[0].Status);
    }

    [Fact]
    public void A_refusal_after_the_end_is_late_on_both_counts()
    {
        var story = Given().When(Letter(Now, DemandKind.Access)).When(new RefuseDemand(End, Number, 1, "ст. 14 ч. 8 п. 4", Why));
        Assert.Equal((ObligationStatus.Missed, ObligationStatus.Missed), (story.Obligation(Duty.AnswerAccess).Status, story.Obligation(Duty.ExplainRefusal).Status));
        Assert.True(story.File.Requests[0].IsClosed);
    }

    [Fact]
    public void An_extension_of_the_answer_reaches_the_refusal()
    {
        var story = Given().When(Letter(Now, DemandKind.Access)).When(new ExtendRequest(Now, Number, 1, Why)).When(new RefuseDemand(End.AddDays(1), Number, 1, "ст. 14 ч. 8 п. 4", Why));
        Assert.Equal((Day("2026-11-02"), ObligationStatus.Met), (story.Obligation(Duty.ExplainRefusal).Deadline.Due, story.Obligation(Duty.ExplainRefusal).Status));
    }

    [Fact]
    public void A_refused_rectification_lifts_its_block()
    {
        var story = Given(Shop.Given(News, Now.AddDays(-1))).When(Letter(Now, DemandKind.Rectification)).ThenCheck(News, Now, false, CheckReason.Blocked)
            .When(new RefuseDemand(Now.AddDays(1), Number, 1, "ст. 21 ч. 2", Why));
        Assert.Contains(story.Events, happened => happened is BlockLifted { ByLaw: true, Demand: 1 });
        story.ThenCheck(News, Now.AddDays(1), true, CheckReason.ConsentGiven);
    }

    [Theory]
    [InlineData("2026-11-10 23:59", true, "the twenty-ninth day")]
    [InlineData("2026-11-11 00:00", false, "the thirtieth day: the wording is disputed, so nobody is refused")]
    public void A_request_for_access_within_thirty_days_is_a_repeat(string again, bool isRepeat, string because)
    {
        var story = Given().When(Letter(Now, DemandKind.Access)).When(Letter(Msk(again), DemandKind.Access) with { Number = "2026-000002" });
        Assert.True(story.File.Requests[1].RepeatOf == (isRepeat ? Number : null), because);
        // It has its ten days all the same, and may be answered or refused at once.
        Assert.Equal(new WorkingDays(10), story.File.Requests[1].Obligations[0].Term);
        var refused = story.When(new RefuseDemand(Msk(again), "2026-000002", 1, "ст. 14 ч. 6", Why));
        if (isRepeat) Assert.True(refused.File.Requests[1].IsClosed);
        else refused.ThenRefused<NotARepeat>();
        Assert.True(story.When(new AnswerDemand(Msk(again), "2026-000002", 1, Why)).File.Requests[1].IsClosed);
    }

    [Fact]
    public void A_request_its_author_took_back_is_repeated_by_none() =>
        Assert.Null(Given().When(Letter(Now, DemandKind.Access)).When(new WithdrawRequest(Now, Number, null))
            .When(Letter(Now.AddDays(1), DemandKind.Access) with { Number = "2026-000002" }).File.Requests[1].RepeatOf);

    [Fact]
    public void Satisfied_in_part_it_names_the_article_of_the_rest()
    {
        var story = Given().When(Letter(Now, DemandKind.Access));
        story.When(new AnswerDemand(Now, Number, 1, Why, Partly: true)).ThenRefused<RefusalNotAllowed>();
        story.When(new AnswerDemand(Now, Number, 1, Why, Partly: true, Article: "ст. 9 ч. 2")).ThenRefused<RefusalNotAllowed>();
        var partly = story.When(new AnswerDemand(Now, Number, 1, Why, Partly: true, Article: "ст. 14 ч. 8 п. 4"));
        Assert.Equal(DemandStatus.PartlySatisfied, partly.File.Requests[0].Demands[0].Status);
        Assert.Equal(ObligationStatus.Met, partly.Obligation(Duty.AnswerAccess).Status);
    }
}
