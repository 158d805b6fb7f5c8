namespace Consent.Api.Tests.Consents;

public sealed class WithdrawalsTests(OpenShop open) : IClassFixture<OpenShop>
{
    private readonly Shop _shop = open.Shop;

    [Fact]
    public async Task Withdrawing_stops_at_once_and_starts_thirty_days()
    {
        var subject = Shop.NewSubject();
        (await _shop.Front.PostAsync("/v1/consents", Shop.Consent(subject))).Must(201);
        var request = (await _shop.Front.PostAsync("/v1/withdrawals", Shop.Withdrawal(subject))).Must(201);

        Assert.Equal("withdrawn", (await _shop.CheckAsync(subject)).Field("reason"));
        Assert.Matches("^2026-[0-9]{6}$", request.Field("number"));
        Assert.Equal(("stop-on-withdrawal", "met"), (request.Field("obligations.0.duty"), request.Field("obligations.0.status")));
        Assert.Equal(("destroy-on-withdrawal", "2026-11-11"), (request.Field("obligations.1.duty"), request.Field("obligations.1.due")));
    }

    [Fact]
    public async Task A_withdrawal_with_nothing_to_withdraw_is_registered_and_says_so()
    {
        var request = (await _shop.Front.PostAsync("/v1/withdrawals", Shop.Withdrawal(Shop.NewSubject()))).Must(201);
        Assert.Equal("true", request.Field("demands.0.nothingToWithdraw"));
        Assert.Empty(request.Json["obligations"]!.AsArray());
        (await _shop.Dpo.GetAsync($"/v1/requests/{request.Field("number")}")).Must(200);
    }

    [Fact]
    public async Task Withdrawing_one_purpose_leaves_the_others()
    {
        var subject = Shop.NewSubject();
        (await _shop.Front.PostAsync("/v1/consents", Shop.Consent(subject))).Must(201);
        (await _shop.Front.PostAsync("/v1/consents", Shop.Consent(subject, "profile"))).Must(201);
        (await _shop.Front.PostAsync("/v1/withdrawals", Shop.Withdrawal(subject, "[\"newsletter\"]"))).Must(201);
        Assert.Equal("withdrawn", (await _shop.CheckAsync(subject)).Field("reason"));
        Assert.Equal("consent-given", (await _shop.CheckAsync(subject, "profile")).Field("reason"));
    }

    [Theory]
    [InlineData("""{"subject": "w-1", "purposes": ["ghost"], "channel": "web"}""", 422, "demand-purpose-unknown", "demands.purposes")]
    [InlineData("""{"subject": "w-1", "purposes": [], "channel": "web"}""", 400, "malformed", "purposes")]
    [InlineData("""{"subject": "w-1", "purposes": "some", "channel": "web"}""", 400, "malformed", "purposes")]
    [InlineData("""{"subject": "w-1", "purposes": "all", "channel": "pigeon"}""", 400, "malformed", "channel")]
    [InlineData("""{"subject": "w-1", "purposes": "all", "channel": "web", "receivedAt": "2026-10-14T00:00:00Z"}""", 422, "received-in-future", "receivedAt")]
    [InlineData("""{"subject": "w-1", "purposes": "all", "channel": "web", "receivedAt": "2005-10-14T00:00:00Z"}""", 201, null, null)]
    public async Task A_withdrawal_is_refused_where_it_says_what_cannot_be(string body, int status, string? problem, string? field)
    {
        var answer = await _shop.Front.PostAsync("/v1/withdrawals", body);
        if (problem is null) answer.Must(status);
        else answer.MustBe(status, problem, field);
    }
}
