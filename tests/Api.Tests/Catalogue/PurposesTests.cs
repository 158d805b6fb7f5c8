namespace Consent.Api.Tests.Catalogue;

public sealed class PurposesTests(OpenShop open) : IClassFixture<OpenShop>
{
    private readonly Shop _shop = open.Shop;

    [Fact]
    public async Task A_purpose_is_defined_and_read_back()
    {
        var answer = (await _shop.Admin.PutAsync("/v1/purposes/delivery", Shop.Purpose("contract", """, "retention": {"rule": "3 года", "article": "ГК ст. 196"}, "recipients": ["курьер"]"""))).Must(200);
        Assert.Equal("3 года", answer.Field("retention.rule"));
        var listed = (await _shop.Front.GetAsync("/v1/purposes?limit=200")).Must(200).Json["items"]!.AsArray().Single(item => item!["code"]!.GetValue<string>() == "delivery");
        Assert.Equal(answer.Json.ToJsonString(), listed!.ToJsonString());
    }

    [Fact]
    public async Task Advertising_on_another_basis_than_consent_is_refused() =>
        (await _shop.Admin.PutAsync("/v1/purposes/ads", Shop.Purpose("contract", ", \"advertising\": true"))).MustBe(422, "advertising-needs-consent", "basis", "38-ФЗ ст. 18 ч. 1");

    [Fact]
    public async Task Purposes_are_listed_in_pages_that_neither_repeat_nor_skip()
    {
        for (var i = 0; i < 7; i++) (await _shop.Admin.PutAsync($"/v1/purposes/page-{i}", Shop.Purpose("law"))).Must(200);
        var whole = Codes((await _shop.Front.GetAsync("/v1/purposes?limit=200")).Must(200));
        var paged = new List<string>();
        var cursor = "";
        do
        {
            var page = (await _shop.Front.GetAsync("/v1/purposes?limit=3" + cursor)).Must(200);
            paged.AddRange(Codes(page));
            cursor = page.Field("nextCursor") is { } next ? "&cursor=" + next : "";
        }
        while (cursor.Length > 0);
        Assert.Equal(whole, paged);
        Assert.Equal(whole.Order(StringComparer.Ordinal), whole);
    }

    [Theory]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=201", "limit")]
    [InlineData("limit=x", "limit")]
    [InlineData("cursor=%25", "cursor")]
    [InlineData("colour=red", "colour")]
    [InlineData("limit=1&limit=2", "limit")]
    public async Task A_mistake_in_the_query_is_named(string query, string field) => (await _shop.Front.GetAsync("/v1/purposes?" + query)).MustBe(400, "malformed", field);

    private static List<string> Codes(Answer page) => [.. page.Json["items"]!.AsArray().Select(item => item!["code"]!.GetValue<string>())];
}
