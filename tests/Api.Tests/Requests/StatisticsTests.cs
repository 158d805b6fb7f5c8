namespace Consent.Api.Tests.Requests;

public sealed class StatisticsTests(OpenShop open) : IClassFixture<OpenShop>
{
    [Fact]
    public async Task A_year_is_summed_up_by_kind_and_by_channel()
    {
        var shop = await Shop.OpenAsync(open.Service, "year");
        var answered = await shop.RegisterAsync(Shop.Request("anna", extra: ", \"receivedAt\": \"2026-10-07T09:00:00Z\""));
        await shop.RegisterAsync(Shop.Request("anna", "stop-marketing", channel: "phone"));
        await shop.RegisterAsync(Shop.Request("anna", extra: ", \"receivedAt\": \"2025-12-30T09:00:00Z\""));
        (await shop.Dpo.PostAsync($"/v1/requests/{answered}/answer", """{"demand": 1}""")).Must(200);

        var year = (await shop.Dpo.GetAsync("/v1/statistics")).Must(200);
        Assert.Equal(("2026-01-01", "2026-12-31", "2", "2", "2"), (year.Field("from"), year.Field("to"), year.Field("requests"), year.Field("demands"), year.Field("received")));
        Assert.Equal(("1", "0", "1", "3", "3"), (year.Field("met"), year.Field("late"), year.Field("open"), year.Field("medianWorkingDays"), year.Field("p95WorkingDays")));
        Assert.Equal(["access 1", "stop-marketing 0"], year.Json["byKind"]!.AsArray().Select(line => $"{line!["kind"]} {line["met"]}"));
        Assert.Equal(["email 3", "phone "], year.Json["byChannel"]!.AsArray().Select(line => $"{line!["channel"]} {line["medianWorkingDays"]}"));

        var before = (await shop[Domain.Scope.Auditor].GetAsync("/v1/statistics?from=2025-12-30&to=2025-12-30")).Must(200);
        Assert.Equal("1", before.Field("requests"));
        Assert.Equal("0", (await shop.Dpo.GetAsync("/v1/statistics?from=2025-12-31&to=2026-10-06")).Must(200).Field("requests"));
    }

    [Fact]
    public async Task The_table_opens_in_a_russian_spreadsheet()
    {
        var shop = await Shop.OpenAsync(open.Service, "table");
        await shop.RegisterAsync(Shop.Request("anna"));
        var table = (await shop.Dpo.GetAsync("/v1/statistics?from=2026-01-01&to=2026-12-31&format=csv")).Must(200);
        Assert.Equal("text/csv", table.MediaType);
        Assert.Equal(Encoding.UTF8.GetPreamble(), table.Bytes[..3]);
        var lines = Encoding.UTF8.GetString(table.Bytes[3..]).Split("\r\n");
        Assert.StartsWith("Разрез;Значение;Обращений;Требований получено;", lines[0], StringComparison.Ordinal);
        Assert.Equal("Все требования;01.01.2026 – 31.12.2026;1;1;0;0;0;0;0;0;1;;", lines[1]);
        Assert.Equal("Вид требования;Доступ к сведениям об обработке;;1;0;0;0;0;0;0;1;;", lines[2]);
        Assert.Equal("Способ подачи;Электронная почта;;1;0;0;0;0;0;0;1;;", lines[3]);
        Assert.Equal(["", "5"], [lines[4], lines.Length.ToString(CultureInfo.InvariantCulture)]);
    }

    [Fact]
    public void Every_kind_and_channel_has_a_name_for_the_table()
    {
        Assert.All(Consent.Storage.Words.All<Domain.DemandKind>(), kind => Assert.NotNull(Texts.Find("Kind." + kind)));
        Assert.All(Consent.Storage.Words.All<Domain.Channel>(), channel => Assert.NotNull(Texts.Find("Channel." + channel)));
    }

    [Theory]
    [InlineData("from=2026-01-01", "to")]
    [InlineData("to=2026-01-01", "from")]
    [InlineData("from=01.01.2026&to=2026-12-31", "from")]
    [InlineData("from=2026-02-30&to=2026-12-31", "from")]
    [InlineData("from=2026-01-01&to=2025-12-31", "to")]
    [InlineData("from=0001-01-01&to=2026-12-31", "from")]
    [InlineData("format=pdf", "format")]
    public async Task A_mistake_in_the_query_is_named(string query, string field) =>
        (await open.Shop.Dpo.GetAsync("/v1/statistics?" + query)).MustBe(400, "malformed", field);
}
