namespace Consent.Api.Tests.Check;

public sealed class ChecksTests(OpenShop open) : IClassFixture<OpenShop>
{
    private readonly Shop _shop = open.Shop;

    [Fact]
    public async Task Results_come_in_the_order_asked_and_each_item_fails_for_itself()
    {
        var subject = Shop.NewSubject();
        (await _shop.Front.PostAsync("/v1/consents", Shop.Consent(subject))).Must(201);
        var answer = (await _shop.Front.PostAsync("/v1/checks", $$"""
            {"checks": [{"id": "b", "subject": "{{subject}}", "purpose": "newsletter"}, {"id": "a", "subject": "", "purpose": "newsletter"}, null,
                        {"subject": "masha@example.ru", "purpose": "newsletter"}, {"id": "c", "subject": "{{subject}}", "purpose": "profile"}]}
            """)).Must(200);
        Assert.Equal(("b", "consent-given", "true"), (answer.Field("results.0.id"), answer.Field("results.0.reason"), answer.Field("results.0.allowed")));
        Assert.Equal(("a", "subject", "/problems/malformed"), (answer.Field("results.1.id"), answer.Field("results.1.error.field"), answer.Field("results.1.error.type")));
        Assert.Equal("/problems/malformed", answer.Field("results.2.error.type"));
        Assert.Equal("/problems/subject-looks-personal", answer.Field("results.3.error.type"));
        Assert.Equal(("c", "no-consent"), (answer.Field("results.4.id"), answer.Field("results.4.reason")));
        Assert.Null(answer.Field("results.1.allowed"));
    }

    [Theory]
    [InlineData(1000, 200)]
    [InlineData(1001, 400)]
    [InlineData(0, 400)]
    public async Task A_thousand_are_answered_and_one_more_is_refused(int count, int status)
    {
        var items = string.Join(',', Enumerable.Range(0, count).Select(i => $$"""{"id": "{{i}}", "subject": "many-{{i}}", "purpose": "newsletter"}"""));
        var answer = await _shop.Front.PostAsync("/v1/checks", $$"""{"checks": [{{items}}]}""");
        if (status == 400) answer.MustBe(400, "malformed", "checks");
        else Assert.Equal(Enumerable.Range(0, count).Select(i => i.ToString(CultureInfo.InvariantCulture)), answer.Must(200).Json["results"]!.AsArray().Select(item => item!["id"]!.GetValue<string>()));
    }
}
