using static Consent.Domain.Tests.Shop;

namespace Consent.Domain.Tests;

public sealed class GroundExamples : Examples
{
    private static readonly DateTimeOffset Now = Clocks.Msk("2026-03-02 10:00");
    private static readonly DateTimeOffset End = Clocks.Msk("2026-09-02 10:00");

    private static RecordGround Record(PurposeCode purpose, LawfulBasis basis = LawfulBasis.Contract, DateTimeOffset? until = null) =>
        new(Now, purpose, basis, new Personal("договор 42"), Now, until);

    [Fact]
    public void A_contract_is_recorded_with_its_period() => Given().When(Record(Delivery, until: End)).Then(Contract(Delivery, Now, End));

    [Fact]
    public void A_ground_takes_effect_from_its_own_day_not_from_the_day_of_recording() =>
        Given().When(Record(Delivery) with { From = Now.AddDays(-20) }).Then(Contract(Delivery, Now.AddDays(-20)));

    [Fact]
    public void Recording_the_same_ground_again_changes_nothing() => Given(Contract(Delivery, Now, End)).When(Record(Delivery, until: End)).ThenNothing();

    [Fact]
    public void Another_period_or_basis_is_another_ground()
    {
        Assert.Single(Given(Contract(Delivery, Now, End)).When(Record(Delivery)).Events);
        Assert.Single(Given(Contract(Delivery, Now, End)).When(Record(Delivery, LawfulBasis.Law, End)).Events);
    }

    [Fact]
    public void Consent_is_not_a_ground() => Given().When(Record(Quality, LawfulBasis.Consent)).ThenRefused<ConsentIsNotAGround>();

    [Fact]
    public void A_purpose_nobody_declared_has_no_ground() => Given().When(Record(Unknown)).ThenRefused<PurposeUnknown>();

    [Fact]
    public void Advertising_rests_on_consent_alone() => Assert.Equal("38-ФЗ ст. 18 ч. 1", Given().When(Record(News)).ThenRefused<OnlyConsentWillDo>().Article);

    [Fact]
    public void Distribution_rests_on_consent_alone() => Assert.Equal("ст. 10.1 ч. 1", Given().When(Record(Photos)).ThenRefused<OnlyConsentWillDo>().Article);

    [Fact]
    public void A_ground_does_not_end_before_it_begins()
    {
        Given().When(Record(Delivery, until: Now)).ThenRefused<GroundEndsBeforeItBegins>();
        Assert.Single(Given().When(Record(Delivery, until: Now + Tick)).Events);
    }

    [Theory]
    [InlineData("2026-03-02 09:59:59", false, CheckReason.NoGround, "a second before it begins")]
    [InlineData("2026-03-02 10:00:00", true, CheckReason.GroundRecorded, "the instant it begins")]
    [InlineData("2026-09-02 09:59:59", true, CheckReason.GroundRecorded, "the last second")]
    [InlineData("2026-09-02 10:00:00", false, CheckReason.GroundEnded, "the instant it ends")]
    public void A_ground_holds_from_its_first_instant_until_its_last(string at, bool allowed, CheckReason reason, string because)
    {
        var answer = Given(Contract(Delivery, Now, End)).Check(Delivery, Msk(at));
        Assert.True((answer.Allowed, answer.Reason) == (allowed, reason), because);
    }

    [Fact]
    public void The_end_of_a_ground_is_noted_once()
    {
        var story = Given(Contract(Delivery, Now, End)).When(new WakeUp(End - Tick)).ThenNothing().When(new WakeUp(End)).Then(new GroundEnded(End, Delivery, 1));
        story.ThenCheck(Delivery, End, false, CheckReason.GroundEnded).When(new WakeUp(End)).ThenNothing();
    }

    [Fact]
    public void A_purpose_is_reached_once_until_it_begins_again()
    {
        var reached = Given(Contract(Delivery, Now)).When(new AchievePurpose(End, Delivery));
        Assert.Equal(new PurposeAchieved(End, Delivery), reached.Events[0]);
        reached.When(new AchievePurpose(End.AddDays(1), Delivery)).ThenNothing();
        var again = reached.When(Record(Delivery) with { At = End.AddDays(2), From = End.AddDays(2) })
            .ThenCheck(Delivery, End.AddDays(2), true, CheckReason.GroundRecorded)
            .When(new AchievePurpose(End.AddDays(3), Delivery));
        Assert.Equal(new PurposeAchieved(End.AddDays(3), Delivery), again.Events[0]);
    }

    [Fact]
    public void A_purpose_nobody_declared_is_not_reached() => Given().When(new AchievePurpose(Now, Unknown)).ThenRefused<PurposeUnknown>();
}
