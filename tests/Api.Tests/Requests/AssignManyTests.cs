namespace Consent.Api.Tests.Requests;

/// <summary>Many letters are given to somebody at once, and each says what became of it.</summary>
public sealed class AssignManyTests(OpenShop open) : IClassFixture<OpenShop>
{
    [Fact]
    public async Task Each_number_is_done_or_says_why_not()
    {
        var (shop, target) = (open.Shop, await Target.ClosedAsync(open.Shop));
        var first = await shop.RegisterAsync(Shop.Request(Shop.NewSubject()));
        var second = await shop.RegisterAsync(Shop.Request(null));
        var answer = (await shop.Dpo.PostAsync("/v1/requests/assign", $$"""{"numbers": ["{{first}}", "2026-999999", "{{target.Number}}", "{{second}}", "{{first}}"], "to": "Ольга"}""")).Must(200);
        Assert.Equal($"{first} true, 2026-999999 false, {target.Number} false, {second} true", string.Join(", ", answer.Json["results"]!.AsArray().Select(r => $"{r!["number"]} {r["done"]}")));
        Assert.Equal("/problems/not-found", answer.Field("results.1.refusal.type"));
        Assert.Equal("/problems/request-is-closed", answer.Field("results.2.refusal.type"));
        Assert.Contains(target.Number, answer.Field("results.2.refusal.detail"), StringComparison.Ordinal);
        foreach (var number in (string[])[first, second]) Assert.Equal("Ольга", (await shop.Dpo.GetAsync($"/v1/requests/{number}")).Must(200).Field("assignedTo"));
        var listed = (await shop.Dpo.GetAsync($"/v1/requests?assigned={Uri.EscapeDataString("Ольга")}&q={first}")).Must(200);
        Assert.Equal(first, listed.Field("items.0.number"));
    }

    [Fact]
    public async Task The_same_key_has_one_effect_and_with_another_body_none()
    {
        var (shop, key) = (open.Shop, Guid.NewGuid().ToString());
        var numbers = new[] { await shop.RegisterAsync(Shop.Request(Shop.NewSubject())), await shop.RegisterAsync(Shop.Request(Shop.NewSubject())), await shop.RegisterAsync(Shop.Request(Shop.NewSubject())) };
        var body = $$"""{"numbers": ["{{numbers[0]}}", "{{numbers[1]}}"], "to": "Анна"}""";
        var first = (await shop.Dpo.PostAsync("/v1/requests/assign", body, key)).Must(200);
        (await shop.Dpo.PostAsync($"/v1/requests/{numbers[0]}/assign", """{"to": "Борис"}""")).Must(200);
        Assert.Equal(first.Body, (await shop.Dpo.PostAsync("/v1/requests/assign", body, key)).Must(200).Body);
        Assert.Equal("Борис", (await shop.Dpo.GetAsync($"/v1/requests/{numbers[0]}")).Must(200).Field("assignedTo"));
        (await shop.Dpo.PostAsync("/v1/requests/assign", $$"""{"numbers": ["{{numbers[2]}}"], "to": "Анна"}""", key)).MustBe(422, "idempotency-key-reused");
        Assert.Null((await shop.Dpo.GetAsync($"/v1/requests/{numbers[2]}")).Must(200).Field("assignedTo"));
    }

    [Fact]
    public async Task More_than_a_hundred_are_not_taken()
    {
        var numbers = string.Join(", ", Enumerable.Range(1, 101).Select(i => $"\"2026-{i:000000}\""));
        (await open.Shop.Dpo.PostAsync("/v1/requests/assign", $$"""{"numbers": [{{numbers}}], "to": "Анна"}""")).MustBe(400, "malformed", "numbers");
        (await open.Shop.Dpo.PostAsync("/v1/requests/assign", """{"numbers": ["2026-1"], "to": "Анна"}""")).MustBe(400, "malformed", "numbers[0]");
    }
}
