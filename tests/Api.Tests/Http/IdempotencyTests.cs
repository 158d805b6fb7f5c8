using Consent.Domain;
using Consent.Engine;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Consent.Api.Tests.Http;

public sealed class IdempotencyTests
{
    // A subject's session does not last three days: MeTests sends its commands twice.
    public static TheoryData<string> Posts => [.. Route.All.Where(route => route.IsPost && route.Body is not null && route.Ok < 300 && route.Pattern is not ("/v1/checks" or "/v1/subjects/search") && !route.Pattern.StartsWith("/v1/me/", StringComparison.Ordinal)).Select(route => route.ToString())];

    [Theory]
    [MemberData(nameof(Posts))]
    public async Task The_same_key_and_body_have_one_effect_and_one_answer_for_three_days_and_after_a_restart(string name)
    {
        // Links name the address of the service, which a restart gives another port here.
        await using var service = await TestService.StartAsync(change: builder => builder.Configuration["Consent:PublicUrl"] = "http://consent.example");
        var shop = await Shop.OpenAsync(service, "lavka");
        var route = Route.All.Single(row => row.ToString() == name);
        var (target, other) = (await route.MakeAsync(shop), await route.MakeAsync(shop));
        var client = route.ClientOf(shop);
        var (path, body) = (route.PathOf(shop, target), route.Body!(target, Route.NewWord()));

        var first = (await client.PostAsync(path, body, "key-1")).Must(route.Ok);
        var position = await CountAsync();
        await SameAsync("repeated", body);
        await SameAsync("with other spaces", JsonNode.Parse(body)!.ToJsonString(new System.Text.Json.JsonSerializerOptions { WriteIndented = true }));
        await service.RestartAsync();
        await SameAsync("after a restart", body);
        service.Time.Advance(TimeSpan.FromDays(2.9));
        await SameAsync("almost three days later", body);
        await service.RestartAsync();
        await SameAsync("almost three days later, after a restart", body);

        if (route.Body(other, Route.NewWord()) is var another && another != body) (await client.PostAsync(path, another, "key-1")).MustBe(422, "idempotency-key-reused", Idempotency.Header);
        (await shop.Front.PostAsync("/v1/grounds", Shop.Ground("quite-another"), "key-1")).MustBe(422, "idempotency-key-reused", Idempotency.Header);
        Assert.Equal(position, await CountAsync());

        // Without what the clock tells of meanwhile.
        async Task<int> CountAsync() => (await shop.EntriesAsync()).Count(entry => entry.Actor != "clock");

        async Task SameAsync(string when, string text)
        {
            var again = await client.PostAsync(path, text, "key-1");
            Assert.Equal((when, first.Status, first.Body, first.ETag), (when, again.Status, again.Body, again.ETag));
            Assert.Equal((when, position), (when, await CountAsync()));
        }
    }

    [Theory]
    [InlineData("/v1/requests", "")]
    [InlineData("/v1/requests/{number}/note", """{"text": "x"}""")]
    public async Task The_answer_stays_the_first_when_its_terms_have_passed_since(string pattern, string body)
    {
        await using var service = await TestService.StartAsync();
        var shop = await Shop.OpenAsync(service, "lavka");

        // Ten working days end tomorrow.
        var request = Shop.Request("late", extra: ", \"receivedAt\": \"2026-09-29T09:00:00Z\"");
        var number = await shop.RegisterAsync(request);
        var (path, text) = (pattern.Replace("{number}", number, StringComparison.Ordinal), body.Length == 0 ? request : body);
        var first = await shop.Dpo.PostAsync(path, text, "key-1");
        Assert.Equal("true", first.Field("obligations.0.extendable"));
        service.Time.Advance(TimeSpan.FromDays(2));
        await service.Services.GetServices<IHostedService>().OfType<DeadlineWatch>().Single().LookAsync(TestContext.Current.CancellationToken);
        Assert.Equal("missed", (await shop.Dpo.GetAsync($"/v1/requests/{number}")).Field("obligations.0.status"));
        Assert.Equal(first.Body, (await shop.Dpo.PostAsync(path, text, "key-1")).Body);
    }

    [Fact]
    public async Task A_repeated_consent_does_not_bring_back_what_was_withdrawn_since()
    {
        await using var service = await TestService.StartAsync();
        var shop = await Shop.OpenAsync(service, "lavka");
        var first = (await shop.Front.PostAsync("/v1/consents", Shop.Consent("a"), "key-1")).Must(201);
        (await shop.Front.PostAsync("/v1/withdrawals", Shop.Withdrawal("a"), "key-2")).Must(201);
        Assert.Equal(first.Body, (await shop.Front.PostAsync("/v1/consents", Shop.Consent("a"), "key-1")).Must(201).Body);
        Assert.Equal("withdrawn", (await shop.CheckAsync("a")).Field("reason"));
        await service.RestartAsync();
        Assert.Equal(first.Body, (await shop.Front.PostAsync("/v1/consents", Shop.Consent("a"), "key-1")).Must(201).Body);
        Assert.Equal("withdrawn", (await shop.CheckAsync("a")).Field("reason"));
    }

    [Fact]
    public async Task A_consent_that_found_another_standing_is_answered_with_that_again_even_after_its_withdrawal()
    {
        await using var service = await TestService.StartAsync();
        var shop = await Shop.OpenAsync(service, "lavka");
        (await shop.Front.PostAsync("/v1/consents", Shop.Consent("a"))).Must(201);
        var standing = (await shop.Front.PostAsync("/v1/consents", Shop.Consent("a"), "key-1")).Must(200);
        (await shop.Front.PostAsync("/v1/withdrawals", Shop.Withdrawal("a"))).Must(201);
        Assert.Equal(standing.Body, (await shop.Front.PostAsync("/v1/consents", Shop.Consent("a"), "key-1")).Must(200).Body);
        Assert.Equal("withdrawn", (await shop.CheckAsync("a")).Field("reason"));
    }

    [Fact]
    public async Task Of_one_key_sent_many_times_at_once_one_has_an_effect_and_all_have_its_answer()
    {
        await using var service = await TestService.StartAsync();
        var shop = await Shop.OpenAsync(service, "lavka");
        for (var round = 0; round < 10; round++)
        {
            var body = Shop.Request(round % 2 == 0 ? null : "same");
            var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => shop.Dpo.PostAsync("/v1/requests", body, $"key-{round}")));
            Assert.Single(answers.Select(answer => answer.Must(201).Body).Distinct());

            // The same key on two files at once: one of them has it.
            var two = await Task.WhenAll(shop.Front.PostAsync("/v1/consents", Shop.Consent($"x-{round}"), $"two-{round}"), shop.Front.PostAsync("/v1/consents", Shop.Consent($"y-{round}"), $"two-{round}"));
            Assert.Equal([201, 422], two.Select(answer => answer.Status).Order());
        }

        var entries = await shop.EntriesAsync();
        Assert.Equal(10, entries.Count(entry => entry.Event is RequestReceived));
        Assert.Equal(10, entries.Count(entry => entry.Event is ConsentGiven));
    }

    [Fact]
    public async Task A_refused_command_keeps_no_key()
    {
        await using var service = await TestService.StartAsync();
        var shop = await Shop.OpenAsync(service, "lavka");
        (await shop.Front.PostAsync("/v1/consents", Shop.Consent("a", version: "2"), "key-1")).MustBe(422, "text-unknown");
        (await shop.Admin.PostAsync("/v1/texts", Shop.Text("form", "2", ["newsletter"]))).Must(201);
        (await shop.Front.PostAsync("/v1/consents", Shop.Consent("a", version: "2"), "key-1")).Must(201);
    }
}
