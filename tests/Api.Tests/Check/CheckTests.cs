namespace Consent.Api.Tests.Check;

public sealed class CheckTests(OpenShop open) : IClassFixture<OpenShop>
{
    private readonly Shop _shop = open.Shop;

    [Fact]
    public async Task Nobody_is_allowed_by_default()
    {
        var answer = await _shop.CheckAsync(Shop.NewSubject());
        Assert.Equal(("false", "no-consent", "0"), (answer.Field("allowed"), answer.Field("reason"), answer.Field("version")));
        Assert.Equal("purpose-unknown", (await _shop.CheckAsync(Shop.NewSubject(), "ghost")).Field("reason"));
        Assert.Equal("no-ground", (await _shop.CheckAsync(Shop.NewSubject(), "contract")).Field("reason"));
    }

    [Fact]
    public async Task The_past_is_answered_as_it_was_and_the_future_as_it_follows()
    {
        var subject = Shop.NewSubject();
        (await _shop.Front.PostAsync("/v1/consents", Shop.Consent(subject, extra: ", \"expiresAt\": \"2026-11-01T00:00:00Z\""))).Must(201);
        var given = open.Service.Time.Now;
        open.Service.Time.Advance(TimeSpan.FromMinutes(1));
        (await _shop.Front.PostAsync("/v1/withdrawals", Shop.Withdrawal(subject))).Must(201);
        Assert.Equal("withdrawn", (await _shop.CheckAsync(subject)).Field("reason"));
        Assert.Equal("consent-given", (await _shop.CheckAsync(subject, more: $"&at={given.AddSeconds(30):yyyy-MM-dd'T'HH:mm:ss'Z'}")).Field("reason"));
        Assert.Equal("no-consent", (await _shop.CheckAsync(subject, more: "&at=2026-10-01T00:00:00Z")).Field("reason"));

        var other = Shop.NewSubject();
        (await _shop.Front.PostAsync("/v1/consents", Shop.Consent(other, extra: ", \"expiresAt\": \"2026-11-01T00:00:00Z\""))).Must(201);
        Assert.Equal("consent-given", (await _shop.CheckAsync(other, more: "&at=2026-10-31T23:59:59Z")).Field("reason"));
        Assert.Equal("expired", (await _shop.CheckAsync(other, more: "&at=2026-11-01T00:00:00Z")).Field("reason"));
    }

    [Fact]
    public async Task An_answer_older_than_asked_for_is_refused_after_a_short_wait()
    {
        var subject = Shop.NewSubject();
        (await _shop.Front.PostAsync("/v1/consents", Shop.Consent(subject))).Must(201);
        Assert.Equal("1", (await _shop.CheckAsync(subject, more: "&atLeast=1")).Field("version"));
        (await _shop.Front.GetAsync($"/v1/check?subject={subject}&purpose=newsletter&atLeast=2")).MustBe(409, "version-not-reached", "atLeast");
    }

    [Fact]
    public async Task An_answer_newer_than_now_is_waited_for()
    {
        var subject = Shop.NewSubject();
        var waiting = _shop.CheckAsync(subject, more: "&atLeast=1");
        (await _shop.Front.PostAsync("/v1/consents", Shop.Consent(subject))).Must(201);
        Assert.Equal("consent-given", (await waiting).Field("reason"));
    }

    [Theory]
    [InlineData("", "subject")]
    [InlineData("subject=c-1", "purpose")]
    [InlineData("purpose=newsletter", "subject")]
    [InlineData("subject=&purpose=newsletter", "subject")]
    [InlineData("subject=c-1&purpose=", "purpose")]
    [InlineData("subject=c%201&purpose=newsletter", "subject")]
    [InlineData("subject=c-1%00&purpose=newsletter", "subject")]
    [InlineData("subject=c-1%ff&purpose=newsletter", "subject")]
    [InlineData("subject=~catalogue&purpose=newsletter", "subject")]
    [InlineData("subject=c-1&purpose=new%20letter", "purpose")]
    [InlineData("subject=c-1&purpose=newsletter&at=yesterday", "at")]
    [InlineData("subject=c-1&purpose=newsletter&at=2026-10-12", "at")]
    [InlineData("subject=c-1&purpose=newsletter&at=2026-10-12T09:00:00", "at")]
    [InlineData("subject=c-1&purpose=newsletter&at=0001-01-01T00:00:00Z", "at")]
    [InlineData("subject=c-1&purpose=newsletter&at=9999-12-31T23:59:59Z", "at")]
    [InlineData("subject=c-1&purpose=newsletter&at=2026-13-45T00:00:00Z", "at")]
    [InlineData("subject=c-1&purpose=newsletter&at=", "at")]
    [InlineData("subject=c-1&purpose=newsletter&atLeast=-1", "atLeast")]
    [InlineData("subject=c-1&purpose=newsletter&atLeast=x", "atLeast")]
    [InlineData("subject=c-1&purpose=newsletter&atLeast=99999999999999999999", "atLeast")]
    [InlineData("subject=c-1&purpose=newsletter&att=2026-10-12T09:00:00Z", "att")]
    [InlineData("subject=c-1&purpose=newsletter&At=2026-10-12T09:00:00Z", "At")]
    [InlineData("subject=c-1&subject=c-2&purpose=newsletter", "subject")]
    public async Task A_mistake_in_the_query_is_named(string query, string field) => (await _shop.Front.GetAsync("/v1/check?" + query)).MustBe(400, "malformed", field);

    [Fact]
    public async Task An_address_is_no_subject() =>
        (await _shop.Front.GetAsync("/v1/check?subject=masha%40example.ru&purpose=newsletter")).MustBe(422, "subject-looks-personal", "subject", "ст. 5 ч. 5");
}
