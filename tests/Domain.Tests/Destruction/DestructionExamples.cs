using static Consent.Domain.Tests.Shop;

namespace Consent.Domain.Tests;

public sealed class DestructionExamples : Examples
{
    private static readonly DateTimeOffset Now = Clocks.Msk("2026-03-02 10:00");

    [Fact]
    public void Destruction_is_closed_by_an_act_with_a_number() =>
        Given(Shop.Given(News, Now)).When(new DestroySubject(Now, "акт 7")).Then(new SubjectDestroyed(Now, "акт 7"));

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    public void Without_an_act_nothing_is_destroyed(string act) => Given(Shop.Given(News, Now)).When(new DestroySubject(Now, act)).ThenRefused<ActRequired>();

    [Fact]
    public void Nothing_but_the_version_is_left_of_a_destroyed_file()
    {
        var file = Given(Shop.Given(News, Now), Contract(Delivery, Now)).When(Letter(Now, DemandKind.Blocking)).When(new DestroySubject(Now, "акт 7")).File;
        Assert.Equal((4, true), (file.Version, file.IsDestroyed));
        Assert.Empty(file.Consents);
        Assert.Empty(file.Grounds);
        Assert.Empty(file.Requests);
        Assert.Empty(file.Restrictions);
        Assert.Null(WakeUps.Next(file));
    }

    [Fact]
    public void A_destroyed_file_takes_no_order_at_all()
    {
        var story = Given(Shop.Given(News, Now), new SubjectDestroyed(Now, "акт 7"));
        FileCommand[] orders =
        [
            Give(News, Now), Refuse(News, Now), Letter(Now, DemandKind.Access), new DestroySubject(Now, "акт 8"), new WakeUp(Now),
            new AchievePurpose(Now, News), new RecordReading(Now, null, "проверка"),
            new RecordGround(Now, Delivery, LawfulBasis.Contract, new Personal("договор 42"), Now, null),
        ];
        Assert.All(orders, order => story.When(order).ThenRefused<FileDestroyed>());
    }

    [Fact]
    public void No_clock_destroys_anything()
    {
        var story = Given(Shop.Given(News, Now.AddDays(-1))).When(Letter(Now, DemandKind.Withdrawal)).When(new WakeUp(Now.AddDays(60)));
        Assert.All(story.Events, happened => Assert.IsType<ObligationMissed>(happened));
        Assert.False(story.File.IsDestroyed);
    }
}
