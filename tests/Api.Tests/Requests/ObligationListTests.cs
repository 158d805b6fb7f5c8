namespace Consent.Api.Tests.Requests;

public sealed class ObligationListTests(OpenShop open) : IClassFixture<OpenShop>
{
    [Fact]
    public async Task What_is_owed_is_listed_page_after_page_what_ends_first_before_the_rest()
    {
        var shop = await Shop.OpenAsync(open.Service, "owes");
        var later = await shop.RegisterAsync(Shop.Request("anna"));
        var sooner = await shop.RegisterAsync(Shop.Request(null, extra: ", \"receivedAt\": \"2026-10-01T09:00:00Z\""));
        var stopped = await shop.RegisterAsync(Shop.Request("anna", "stop-marketing"));

        var first = (await shop.Dpo.GetAsync("/v1/obligations?status=outstanding&limit=1")).Must(200);
        var line = Assert.Single(first.Json["items"]!.AsArray())!;
        Assert.Equal(
            (sooner, "answer-access", "law", "ст. 20 ч. 1", "2026-10-15", null, null),
            (Text(line, "request"), Text(line, "duty"), Text(line, "origin"), Text(line, "article"), Text(line, "due"), Text(line, "dueAt"), Text(line, "subject")));
        var second = (await shop.Dpo.GetAsync($"/v1/obligations?status=outstanding&limit=1&cursor={first.Field("nextCursor")}")).Must(200);
        line = Assert.Single(second.Json["items"]!.AsArray())!;
        Assert.Equal((later, "anna", "open", "true"), (Text(line, "request"), Text(line, "subject"), Text(line, "status"), Text(line, "governs")));
        Assert.Null(second.Field("nextCursor"));

        var met = (await shop[Domain.Scope.Auditor].GetAsync("/v1/obligations?status=met&duty=stop-marketing&own=false")).Must(200);
        line = Assert.Single(met.Json["items"]!.AsArray())!;
        Assert.Equal(stopped, Text(line, "request"));
        Assert.StartsWith("2026-10-12T09:00:00", Text(line, "dueAt"), StringComparison.Ordinal);
        Assert.Equal(Text(line, "dueAt"), Text(line, "doneAt"));
        Assert.Empty((await shop.Dpo.GetAsync("/v1/obligations?own=true")).Must(200).Json["items"]!.AsArray());
        Assert.Empty((await shop.Dpo.GetAsync("/v1/obligations?assigned=olga")).Must(200).Json["items"]!.AsArray());
    }

    [Fact]
    public async Task The_answer_is_not_to_be_kept()
    {
        foreach (var path in (string[])["/v1/obligations", "/v1/statistics", "/v1/statistics?format=csv"])
        {
            using var response = await open.Shop.Dpo.OpenAsync(path);
            Assert.Equal("no-store", response.Headers.CacheControl?.ToString());
        }
    }

    [Theory]
    [InlineData("status=late", "status")]
    [InlineData("duty=fly", "duty")]
    [InlineData("due=tomorrow", "due")]
    [InlineData("own=perhaps", "own")]
    [InlineData("assigned=", "assigned")]
    [InlineData("limit=0", "limit")]
    [InlineData("cursor=eA", "cursor")]
    [InlineData("cursor=MSBhIGIgeA", "cursor")]
    [InlineData("request=2026-000001", "request")]
    public async Task A_mistake_in_the_query_is_named(string query, string field) =>
        (await open.Shop.Dpo.GetAsync("/v1/obligations?" + query)).MustBe(400, "malformed", field);

    private static string? Text(JsonNode node, string field) => node[field]?.ToString();
}
