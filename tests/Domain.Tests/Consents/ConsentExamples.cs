using static Consent.Domain.Tests.Shop;

namespace Consent.Domain.Tests;

public sealed class ConsentExamples : Examples
{
    private static readonly DateTimeOffset Now = Clocks.Msk("2026-03-02 10:00");
    private static readonly DateTimeOffset Later = Clocks.Msk("2026-03-10 10:00");
    private static readonly DateTimeOffset NextYear = Clocks.Msk("2027-03-02 10:00");

    [Fact]
    public void Giving_consent_is_recorded_with_its_text_and_evidence() =>
        Given().When(Give(News, Now, NextYear)).Then(new ConsentGiven(Now, News, Main1, NextYear, Site));

    [Fact]
    public void Giving_again_what_stands_changes_nothing() => Given(Shop.Given(News, Now)).When(Give(News, Later)).ThenNothing();

    [Theory]
    [InlineData("2027-03-02 10:00", "2027-03-02 10:00", false, "the same end")]
    [InlineData("2027-03-02 10:00", "2027-03-01 10:00", false, "an earlier end")]
    [InlineData("2027-03-02 10:00", "2027-03-02 10:01", true, "a later end supersedes")]
    [InlineData("2027-03-02 10:00", null, true, "no end is later than any")]
    [InlineData(null, "2027-03-02 10:00", false, "nothing is later than no end")]
    public void Only_a_later_end_supersedes_the_same_text(string? standing, string? again, bool recorded, string because)
    {
        var story = Given(Shop.Given(News, Now, At(standing))).When(Give(News, Later, At(again)));
        Assert.True(story.Events.Count == (recorded ? 1 : 0), because);
    }

    [Fact]
    public void A_newer_text_supersedes_the_older_consent()
    {
        var story = Under(WithMain2(Opened, Reconsent.Soft), Shop.Given(News, Now)).When(Give(News, Later) with { Text = Main2 });
        story.Then(new ConsentGiven(Later, News, Main2, null, Site));
        Assert.Equal(
            [new Superseded(1, News, Main1, Now, Later), new Given(2, News, Main2, Later, null)],
            story.File.Consents.AsEnumerable());
    }

    [Fact]
    public void Consents_of_two_purposes_do_not_touch_each_other() =>
        Assert.All(Given(Shop.Given(News, Now)).When(Give(Quality, Later)).File.Consents, record => Assert.IsType<Given>(record));

    [Fact]
    public void An_expired_consent_is_given_anew() =>
        Given(Shop.Given(News, Now, Later)).When(Give(News, Later, NextYear)).Then(new ConsentGiven(Later, News, Main1, NextYear, Site));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_consent_older_than_an_expired_one_comes_too_late_whether_its_end_is_noted_or_not(bool noted)
    {
        var story = Given(Shop.Given(News, Later, NextYear));
        if (noted) story = story.When(new WakeUp(NextYear));
        story.When(Give(News, NextYear.AddDays(1)) with { GivenAt = Now, Evidence = Paper }).ThenRefused<OlderThanLastWord>();
    }

    [Fact]
    public void A_refusal_is_recorded_and_ends_what_stood()
    {
        var story = Given(Shop.Given(News, Now)).When(Refuse(News, Later)).Then(new ConsentRefused(Later, News, Main1, Site));
        Assert.Equal([new Superseded(1, News, Main1, Now, Later), new Refused(2, News, Main1, Later)], story.File.Consents.AsEnumerable());
    }

    [Fact]
    public void Refusing_twice_the_same_text_is_one_refusal() => Given(new ConsentRefused(Now, News, Main1, Site)).When(Refuse(News, Later)).ThenNothing();

    [Fact]
    public void One_who_refused_may_agree_later() =>
        Given(new ConsentRefused(Now, News, Main1, Site)).When(Give(News, Later)).Then(new ConsentGiven(Later, News, Main1, null, Site));

    // What the text and the purpose allow.

    [Fact]
    public void A_purpose_nobody_declared_is_refused() => Given().When(Give(Unknown, Now)).ThenRefused<PurposeUnknown>();

    [Fact]
    public void A_purpose_that_rests_on_a_contract_takes_no_consent() => Given().When(Give(Delivery, Now)).ThenRefused<PurposeDoesNotRestOnConsent>();

    [Fact]
    public void A_text_that_is_not_published_is_refused() => Given().When(Give(News, Now) with { Text = Main2 }).ThenRefused<TextUnknown>();

    [Fact]
    public void A_text_about_other_purposes_is_refused() => Given().When(Give(News, Now) with { Text = PhotosText }).ThenRefused<TextDoesNotCoverPurpose>();

    [Theory]
    [InlineData("2026-03-02 10:00:00", true, "at the instant it comes into force")]
    [InlineData("2026-03-02 09:59:59", false, "a second before")]
    public void A_text_is_agreed_to_from_the_instant_it_is_in_force(string given, bool accepted, string because)
    {
        var story = Under(WithMain2(Now, Reconsent.None)).When(Give(News, Msk(given)) with { Text = Main2 });
        if (accepted) Assert.True(story.Events.Count == 1, because);
        else story.ThenRefused<TextNotYetInForce>();
    }

    [Theory]
    [InlineData("2026-03-02 09:59:59", Reconsent.Hard, true, "the new version is not yet in force")]
    [InlineData("2026-03-02 10:00:00", Reconsent.Hard, false, "nobody can agree to the old version any more")]
    [InlineData("2026-03-02 10:00:00", Reconsent.Soft, true, "the new version asks for no new consent")]
    public void A_superseded_text_is_agreed_to_no_more(string given, Reconsent reconsent, bool accepted, string because)
    {
        var story = Under(WithMain2(Now, reconsent)).When(Give(News, Msk(given)));
        if (accepted) Assert.True(story.Events.Count == 1, because);
        else story.ThenRefused<TextNoLongerInForce>();
    }

    [Fact]
    public void Refusing_obeys_the_same_catalogue()
    {
        Given().When(Refuse(Unknown, Now)).ThenRefused<PurposeUnknown>();
        Given().When(Refuse(News, Now) with { Text = PhotosText }).ThenRefused<TextDoesNotCoverPurpose>();
        Given().When(Refuse(News, Now) with { GivenAt = Now.AddSeconds(5) + Tick }).ThenRefused<GivenInFuture>();
    }

    // When it was given.

    [Fact]
    public void The_future_is_refused_but_for_the_difference_of_two_clocks()
    {
        Given().When(Give(News, Now) with { GivenAt = Now.AddSeconds(5) }).Then(new ConsentGiven(Now, News, Main1, null, Site));
        Given().When(Give(News, Now) with { GivenAt = Now.AddSeconds(5) + Tick }).ThenRefused<GivenInFuture>();
    }

    [Fact]
    public void Back_dating_needs_a_document_past_ten_minutes()
    {
        Given().When(Give(News, Now) with { GivenAt = Now.AddMinutes(-10) }).Then(new ConsentGiven(Now.AddMinutes(-10), News, Main1, null, Site));
        Given().When(Give(News, Now) with { GivenAt = Now.AddMinutes(-10) - Tick }).ThenRefused<BackDatedWithoutDocument>();
        Given().When(Give(News, Now) with { GivenAt = Now.AddDays(-30), Evidence = Paper }).Then(new ConsentGiven(Now.AddDays(-30), News, Main1, null, Paper));
    }

    [Fact]
    public void A_consent_does_not_end_before_it_begins()
    {
        Given().When(Give(News, Now, Now)).ThenRefused<ExpiresBeforeGiven>();
        Given().When(Give(News, Now, Now + Tick)).Then(new ConsentGiven(Now, News, Main1, Now + Tick, Site));
    }

    [Theory]
    [InlineData("2026-03-10 10:00:00", false, "the same instant: the no is the last word")]
    [InlineData("2026-03-10 09:59:00", false, "a form on its way while the person said no")]
    [InlineData("2026-03-10 10:00:01", true, "a second later it is a new word")]
    public void A_late_form_does_not_bring_back_what_was_withdrawn(string given, bool accepted, string because)
    {
        var withdrawn = Given(Shop.Given(News, Now)).When(Letter(Later, DemandKind.Withdrawal));
        var refused = Given(new ConsentRefused(Later, News, Main1, Site));
        foreach (var story in new[] { withdrawn, refused })
        {
            var after = story.When(Give(News, Later.AddMinutes(1)) with { GivenAt = Msk(given) });
            if (accepted) Assert.True(after.Events.Count == 1, because);
            else Assert.Equal(Later, after.ThenRefused<OlderThanLastWord>().LastWordAt);
        }
    }

    [Fact]
    public void A_fast_clock_wins_nothing_over_a_no_of_the_same_instant() =>
        Given(new ConsentRefused(Later, News, Main1, Site)).When(Give(News, Later) with { GivenAt = Later.AddSeconds(5) }).ThenRefused<OlderThanLastWord>();

    [Fact]
    public void A_late_form_does_not_outlive_a_withdrawal_that_found_nothing() =>
        // The consent was still on its way when the person withdrew it.
        Given().When(Letter(Later, DemandKind.Withdrawal, News))
            .When(Give(News, Later.AddMinutes(1)) with { GivenAt = Later.AddMinutes(-1) })
            .ThenRefused<OlderThanLastWord>();

    [Fact]
    public void A_withdrawal_of_another_purpose_does_not_stand_in_the_way() =>
        Assert.Single(Given().When(Letter(Later, DemandKind.Withdrawal, Quality)).When(Give(News, Later.AddMinutes(1)) with { GivenAt = Later.AddMinutes(-1) }).Events);

    [Fact]
    public void An_old_refusal_put_on_record_late_does_not_open_the_way_round_a_withdrawal() =>
        Given(Shop.Given(News, Now)).When(Letter(Later, DemandKind.Withdrawal))
            .When(Refuse(News, Later.AddDays(1)) with { GivenAt = Now.AddDays(1) })
            .When(Give(News, Later.AddDays(2)) with { GivenAt = Now.AddDays(2), Evidence = Paper })
            .ThenRefused<OlderThanLastWord>();

    [Fact]
    public void A_consent_older_than_the_standing_one_is_refused()
    {
        Given(Shop.Given(News, Later)).When(Give(News, Later.AddDays(1)) with { GivenAt = Now, Evidence = Paper }).ThenRefused<OlderThanLastWord>();
        Given(Shop.Given(News, Later)).When(Refuse(News, Later.AddDays(1)) with { GivenAt = Now }).ThenRefused<OlderThanLastWord>();
    }

    [Fact]
    public void The_same_consent_given_again_after_a_stop_demand_is_a_new_word() =>
        Given(Shop.Given(Quality, Now)).When(Letter(Later, DemandKind.StopProcessing))
            .ThenCheck(Quality, Later, false, CheckReason.StopDemanded)
            .When(Give(Quality, Later.AddDays(1)))
            .Then(new ConsentGiven(Later.AddDays(1), Quality, Main1, null, Site))
            .ThenCheck(Quality, Later.AddDays(1), true, CheckReason.ConsentGiven)
            .When(Give(Quality, Later.AddDays(2)))
            .ThenNothing();

    [Fact]
    public void The_same_consent_given_again_after_the_purpose_was_reached_is_a_new_word() =>
        Given(Shop.Given(Quality, Now), new PurposeAchieved(Later, Quality))
            .When(Give(Quality, Later.AddDays(1)))
            .ThenCheck(Quality, Later.AddDays(1), true, CheckReason.ConsentGiven);

    [Fact]
    public void The_same_consent_given_again_under_a_block_lifts_nothing() =>
        Given(Shop.Given(Quality, Now)).When(Letter(Later, DemandKind.Blocking)).When(Give(Quality, Later.AddDays(1))).ThenNothing();

    // What was shown and how it was signed.

    [Theory]
    [InlineData("2025-08-31 23:59:59", true, "the last second before 156-ФЗ")]
    [InlineData("2025-09-01 00:00:00", false, "from this day a document of its own")]
    public void Consent_is_a_document_of_its_own_since_September_2025(string given, bool accepted, string because)
    {
        var evidence = Site with { Shown = new ShownForm(null, [], IsSeparate: false) };
        var story = Given().When(Give(News, Msk(given)) with { Evidence = evidence });
        if (accepted) Assert.True(story.Events.Count == 1, because);
        else story.ThenRefused<NotSeparate>();
    }

    [Fact]
    public void The_text_shown_is_the_text_kept()
    {
        Given().When(Give(News, Now) with { Evidence = Site with { Shown = new ShownForm("HASH-main-1", [], IsSeparate: true) } }).Then(
            new ConsentGiven(Now, News, Main1, null, Site with { Shown = new ShownForm("HASH-main-1", [], IsSeparate: true) }));
        Given().When(Give(News, Now) with { Evidence = Site with { Shown = new ShownForm("hash-main-2", [], IsSeparate: true) } }).ThenRefused<ShownTextDiffers>();
    }

    [Fact]
    public void A_box_ticked_beforehand_is_no_consent_to_its_purpose()
    {
        var evidence = Site with { Shown = new ShownForm(null, [new ShownBox(News, TickedByDefault: true), new ShownBox(Quality, TickedByDefault: false)], IsSeparate: true) };
        Given().When(Give(News, Now) with { Evidence = evidence }).ThenRefused<TickedBeforehand>();
        Assert.Single(Given().When(Give(Quality, Now) with { Evidence = evidence }).Events);
    }

    [Theory]
    [InlineData(SignatureKind.None, false)]
    [InlineData(SignatureKind.Simple, false)]
    [InlineData(SignatureKind.Enhanced, true)]
    [InlineData(SignatureKind.Qualified, true)]
    [InlineData(SignatureKind.Handwritten, true)]
    public void Special_categories_need_a_signature_that_makes_a_written_form(SignatureKind signature, bool accepted)
    {
        var story = Given().When(Give(Health, Now) with { Evidence = Site with { Signature = signature } });
        if (accepted) Assert.Single(story.Events);
        else story.ThenRefused<WrittenFormRequired>();
    }

    [Fact]
    public void A_destroyed_file_takes_no_consent() =>
        Given(Shop.Given(News, Now), new SubjectDestroyed(Later, "акт 1")).When(Give(News, NextYear)).ThenRefused<FileDestroyed>();

    private static DateTimeOffset? At(string? text) => text is null ? null : Msk(text);
}
