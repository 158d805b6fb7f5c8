namespace Consent.Api.Tests.Consents;

public sealed class GroundsTests(OpenShop open) : IClassFixture<OpenShop>
{
    private readonly Shop _shop = open.Shop;

    [Fact]
    public async Task A_ground_is_recorded_for_its_days_at_the_operators_place()
    {
        var subject = Shop.NewSubject();
        var answer = (await _shop.Front.PostAsync("/v1/grounds", Shop.Ground(subject, extra: ", \"until\": \"2026-12-31\""))).Must(201);
        Assert.Equal(("2026-01-31T21:00:00Z", "2026-12-31T21:00:00Z"), (answer.Field("from"), answer.Field("until")));
        var check = await _shop.CheckAsync(subject, "contract");
        Assert.Equal(("ground-recorded", "contract", "2026-12-31T21:00:00Z"), (check.Field("reason"), check.Field("basis"), check.Field("validUntil")));
        Assert.Equal("ground-ended", (await _shop.CheckAsync(subject, "contract", "&at=2026-12-31T21:00:00Z")).Field("reason"));
    }

    [Fact]
    public async Task The_same_ground_again_answers_with_the_first()
    {
        var subject = Shop.NewSubject();
        var first = (await _shop.Front.PostAsync("/v1/grounds", Shop.Ground(subject))).Must(201);
        Assert.Equal(first.Body, (await _shop.Front.PostAsync("/v1/grounds", Shop.Ground(subject))).Must(200).Body);
    }

    [Fact]
    public async Task The_answer_is_of_the_ground_that_was_sent_when_another_differs_by_its_end_alone()
    {
        var subject = Shop.NewSubject();
        var open = (await _shop.Front.PostAsync("/v1/grounds", Shop.Ground(subject))).Must(201);
        (await _shop.Front.PostAsync("/v1/grounds", Shop.Ground(subject, extra: ", \"until\": \"2026-12-31\""))).Must(201);
        Assert.Equal(open.Body, (await _shop.Front.PostAsync("/v1/grounds", Shop.Ground(subject))).Must(200).Body);
    }

    public static TheoryData<string, string, string> Refused => new()
    {
        { Shop.Ground("g-1", "ghost"), "purpose-unknown", "purpose" },
        { Shop.Ground("g-1", basis: "consent"), "consent-is-not-a-ground", "basis" },
        { Shop.Ground("g-1", "newsletter"), "only-consent-will-do", "purpose" },
        { Shop.Ground("g-1", "public-page"), "only-consent-will-do", "purpose" },
        { Shop.Ground("g-1", extra: ", \"until\": \"2026-01-31\""), "ground-ends-before-it-begins", "until" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task A_ground_is_refused_with_its_article(string body, string problem, string field) =>
        Assert.NotNull((await _shop.Front.PostAsync("/v1/grounds", body)).MustBe(422, problem, field).Field("article"));
}
