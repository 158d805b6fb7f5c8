using System.Text.Json.Nodes;
using Consent.Domain;

namespace Consent.Api.Tests.Terms;

/// <summary>The law's table over HTTP.</summary>
public sealed class DutiesTests(OpenShop open) : IClassFixture<OpenShop>
{
    private readonly Shop _shop = open.Shop;

    [Fact]
    public async Task The_whole_table_is_listed_in_the_order_of_the_law()
    {
        var rows = (await _shop.Front.GetAsync("/v1/duties?limit=200")).Must(200).Json["items"]!.AsArray();
        Assert.Equal(Deadlines.All.Select(row => row.No), rows.Select(row => row!["no"]!.ToString()));
        Assert.True(JsonNode.DeepEquals(
            JsonNode.Parse("""
                {"no": "D10", "duty": "stop-on-demand", "article": "ст. 21 ч. 5.1", "term": {"amount": 10, "unit": "workingDays"}, "extension": {"amount": 5, "unit": "workingDays"},
                 "runsFrom": "demand-received", "addressee": "subject", "bound": "latest", "since": "2022-09-01"}
                """),
            rows.Single(row => row!["no"]!.ToString() == "D10")));
        Assert.Null(rows.Single(row => row!["no"]!.ToString() == "D05")!["extension"]);
    }

    [Fact]
    public async Task The_table_is_read_page_by_page()
    {
        var (read, cursor) = (new List<string>(), "");
        do
        {
            var page = (await _shop.Front.GetAsync($"/v1/duties?limit=7{cursor}")).Must(200);
            read.AddRange(page.Json["items"]!.AsArray().Select(row => $"{row!["no"]} {row["duty"]}"));
            cursor = page.Field("nextCursor") is { } next ? $"&cursor={next}" : null;
        }
        while (cursor is not null);

        Assert.Equal(Deadlines.All.Count(), read.Count);
        Assert.Equal(read.Distinct(), read);
    }

    [Theory]
    [InlineData("cursor=abc", "cursor")]
    [InlineData("limit=0", "limit")]
    [InlineData("duty=block", "duty")]
    public async Task What_is_no_page_of_it_is_refused(string query, string field) => (await _shop.Front.GetAsync("/v1/duties?" + query)).MustBe(400, "malformed", field);
}
