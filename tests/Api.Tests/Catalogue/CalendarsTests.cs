using System.Net.Http.Headers;

namespace Consent.Api.Tests.Catalogue;

/// <summary>Calendars loaded while the service runs, an operator's own days, and what becomes of terms that were counted before.</summary>
public sealed class CalendarsTests : IAsyncLifetime
{
    private static readonly string[] Holidays =
        ["01-01", "01-02", "01-03", "01-04", "01-05", "01-06", "01-07", "01-08", "02-23", "03-08", "05-01", "05-09", "06-12", "11-04"];

    private TestService _service = null!;
    private Shop _shop = null!;
    private Shop _neighbour = null!;

    public async ValueTask InitializeAsync()
    {
        _service = await TestService.StartAsync();
        _shop = await Shop.OpenAsync(_service, "lavka");
        _neighbour = await Shop.OpenAsync(_service, "sosed");
    }

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task A_term_into_a_year_without_a_calendar_is_refused_with_what_to_load_and_counted_once_it_is_loaded()
    {
        const string Term = "/v1/terms?duty=answer-access&receivedAt=2027-12-27T09:00:00Z";
        var refused = (await _shop.Front.GetAsync(Term)).MustBe(422, "calendar-missing", article: "ТК ст. 112");
        foreach (var word in (string[])["2028", "постановлению Правительства", "PUT /v1/admin/calendars/2028", "text/csv"]) Assert.Contains(word, refused.Field("detail"), StringComparison.Ordinal);
        (await _shop.Front.GetAsync("/v1/calendars/2028")).MustBe(422, "calendar-missing");

        var loaded = (await PutFileAsync(2028, File())).Must(200);
        Assert.Equal(("2028", "Указ № 1", "250", "116", "0"), (loaded.Field("year"), loaded.Field("decree"), loaded.Field("workingDays"), loaded.Field("daysOff"), loaded.Field("recount.pending")));
        foreach (var shop in (Shop[])[_shop, _neighbour]) Assert.Equal("2028-01-18", (await shop.Front.GetAsync(Term)).Must(200).Field("due"));

        await _service.RestartAsync();
        Assert.Equal("2028-01-18", (await _shop.Front.GetAsync(Term)).Must(200).Field("due"));
    }

    [Fact]
    public async Task The_same_calendar_again_does_nothing_as_a_file_or_as_json()
    {
        (await PutFileAsync(2028, File())).Must(200);
        var before = _service.Journal.Position;
        (await PutFileAsync(2028, File())).Must(200);
        var json = $$"""{"decree": "Указ № 1", "days": [{{string.Join(',', Holidays.Select(day => $$"""{"date": "2028-{{day}}", "kind": "day-off", "title": "Праздник"}"""))}}]}""";
        (await _service.Root.PutAsync("/v1/admin/calendars/2028", json)).Must(200);
        Assert.Equal(before, _service.Journal.Position);
    }

    [Fact]
    public async Task The_installation_sees_every_year_and_where_it_came_from()
    {
        (await PutFileAsync(2028, File("2028-02-19,working,Рабочая суббота"))).Must(200);
        var list = (await _service.Root.GetAsync("/v1/admin/calendars")).Must(200);
        var years = list.Json["items"]!.AsArray();
        Assert.Equal(["2023", "2024", "2025", "2026", "2027", "2028"], years.Select(year => year!["year"]!.ToString()));
        Assert.Equal(("embedded", "247", "1"), (years[4]!["source"]!.ToString(), years[4]!["workingDays"]!.ToString(), years[4]!["workedWeekends"]!.ToString()));
        Assert.Equal(("loaded", "251", "1"), (years[5]!["source"]!.ToString(), years[5]!["workingDays"]!.ToString(), years[5]!["workedWeekends"]!.ToString()));
        Assert.Equal("0", list.Field("recount.pending"));
    }

    [Fact]
    public async Task An_operator_sees_its_own_days_over_the_calendar_of_the_country()
    {
        await DescribeAsync("""{"date": "2027-08-30", "kind": "day-off", "title": "День Республики"}""", """{"date": "2027-02-20", "kind": "day-off", "title": "Не работаем"}""");
        var own = (await _shop.Front.GetAsync("/v1/calendars/2027")).Must(200);
        Assert.Equal(("245", "0"), (own.Field("workingDays"), own.Field("workedWeekends")));
        var days = own.Json["days"]!.AsArray().ToDictionary(day => day!["date"]!.ToString(), day => (day!["kind"]!.ToString(), day["title"]!.ToString(), (bool)day["own"]!));
        Assert.Equal(("day-off", "День Республики", true), days["2027-08-30"]);
        Assert.Equal(("day-off", "Не работаем", true), days["2027-02-20"]);
        Assert.Equal(("day-off", "День России", false), days["2027-06-12"]);
        Assert.Contains("региональные дни", own.Field("calendar"), StringComparison.Ordinal);
        Assert.Equal(("247", "working"), ((await _neighbour.Front.GetAsync("/v1/calendars/2027")).Field("workingDays"), (await _neighbour.Front.GetAsync("/v1/calendars/2027")).Field("days.8.kind")));
    }

    [Theory]
    [InlineData("2028-02-19,holiday,x", 422, "calendar-kind-unknown", "line[17]")]
    [InlineData("2028-02-18,working,x", 422, "worked-day-is-no-weekend", "line[17]")]
    [InlineData("2027-02-20,working,x", 422, "calendar-day-of-another-year", "line[17]")]
    [InlineData("2028-01-01,day-off,x", 422, "calendar-day-repeated", "line[17]")]
    [InlineData("мусор", 422, "calendar-line-unreadable", "line[17]")]
    public async Task A_bad_file_is_refused_by_its_line_and_changes_nothing(string line, int status, string problem, string field)
    {
        var before = _service.Journal.Position;
        (await PutFileAsync(2028, File(line))).MustBe(status, problem, field);
        (await PutFileAsync(2028, File().Replace("2028-06-12,day-off,Праздник\n", "", StringComparison.Ordinal))).MustBe(422, "holiday-missing", "body", "ТК ст. 112 ч. 1");
        Assert.Equal(before, _service.Journal.Position);
        (await _shop.Front.GetAsync("/v1/calendars/2028")).Must(422);
    }

    [Fact]
    public async Task A_file_too_long_in_another_encoding_or_of_another_type_is_refused()
    {
        (await PutFileAsync(2028, File() + new string('\n', 64 * 1024))).MustBe(413, "too-large");
        (await PutAsync(2028, Encoding.Latin1.GetBytes(File().Replace("Праздник", "\u00cf\u00f0", StringComparison.Ordinal)), "text/csv")).MustBe(400, "malformed", "body");
        (await PutAsync(2028, Encoding.UTF8.GetBytes(File()), "text/csv; charset=windows-1251")).MustBe(415, "unsupported-media-type");
        (await PutAsync(2028, Encoding.UTF8.GetBytes(File()), "text/plain")).MustBe(415, "unsupported-media-type");
        (await PutAsync(2028, Encoding.UTF8.GetBytes(File()), "text/csv; charset=utf-8")).Must(200);
    }

    [Fact]
    public async Task An_operators_administrator_loads_no_calendar_and_a_day_is_its_own_once()
    {
        (await _shop.Admin.PutAsync("/v1/admin/calendars/2028", "{}")).MustBe(404, "not-found");
        var day = """{"date": "2027-08-30", "kind": "day-off", "title": "День"}""";
        (await _shop.Admin.PutAsync("/v1/admin/operators/lavka", Shop.Description(extra: $", \"calendar\": [{day}, {day}]"))).MustBe(422, "calendar-day-repeated", "calendar[1]");
        (await _shop.Admin.PutAsync("/v1/admin/operators/lavka", Shop.Description(extra: $", \"calendar\": [{day.Replace("day-off", "edict", StringComparison.Ordinal)}]"))).MustBe(400, "malformed", "calendar[0].kind");
    }

    [Fact]
    public async Task A_worked_saturday_shortens_open_terms_of_that_operator_at_once()
    {
        var (mine, theirs) = (await _shop.RegisterAsync(Shop.Request("c-1")), await _neighbour.RegisterAsync(Shop.Request("c-1")));
        var described = await DescribeAsync("""{"date": "2026-10-17", "kind": "working", "title": "Рабочая суббота"}""");
        Assert.Equal("working", described.Field("calendar.0.kind"));

        var request = await UntilAsync(_shop, mine, obligation => (string?)obligation["due"] == "2026-10-23");
        Assert.Null(request.Field("obligations.0.proposedDue"));
        Assert.Contains("региональные дни", request.Field("obligations.0.calendar"), StringComparison.Ordinal);
        var line = Assert.Single(request.Json["timeline"]!.AsArray(), entry => (string?)entry!["kind"] == "term-recounted")!;
        Assert.Equal(("2026-10-23", "False", "calendar"), (line["due"]!.ToString(), line["proposed"]!.ToString(), line["actor"]!.ToString()), StringTuples);
        Assert.Equal("2026-10-23", (await _shop.Dpo.GetAsync("/v1/requests")).Field("items.0.due"));

        var other = (await _neighbour.Dpo.GetAsync($"/v1/requests/{theirs}")).Must(200);
        Assert.Equal("2026-10-26", other.Field("obligations.0.due"));
        Assert.DoesNotContain("term-recounted", other.Body, StringComparison.Ordinal);
        await UntilPendingAsync(0);
    }

    [Fact]
    public async Task A_day_off_leaves_the_term_and_shows_what_is_proposed_across_a_restart()
    {
        var number = await _shop.RegisterAsync(Shop.Request("c-1"));
        await DescribeAsync("""{"date": "2026-10-14", "kind": "day-off", "title": "День края"}""");
        var request = await UntilAsync(_shop, number, obligation => obligation["proposedDue"] is not null);
        Assert.Equal(("2026-10-26", "2026-10-27"), (request.Field("obligations.0.due"), request.Field("obligations.0.proposedDue")));
        Assert.Contains("accept-recount", request.Body, StringComparison.Ordinal);

        await _service.RestartAsync();
        request = (await _shop.Dpo.GetAsync($"/v1/requests/{number}")).Must(200);
        Assert.Equal(("2026-10-26", "2026-10-27"), (request.Field("obligations.0.due"), request.Field("obligations.0.proposedDue")));
        Assert.Single(request.Json["timeline"]!.AsArray(), entry => (string?)entry!["kind"] == "term-recounted");
    }

    [Fact]
    public async Task A_year_mended_by_a_new_decree_recounts_every_operator()
    {
        var (mine, theirs) = (await _shop.RegisterAsync(Shop.Request("c-1")), await _neighbour.RegisterAsync(Shop.Request("c-1")));
        var decree = "# Постановление с изменениями\ndate,kind,title\n";
        var rows = (await _shop.Front.GetAsync("/v1/calendars/2026")).Json["days"]!.AsArray().Select(day => $"{day!["date"]},{day["kind"]},{day["title"]}\n");
        var loaded = (await PutFileAsync(2026, decree + string.Concat(rows) + "2026-10-17,working,Рабочая суббота\n")).Must(200);
        Assert.Equal("loaded", loaded.Field("source"));
        foreach (var (shop, number) in ((Shop, string)[])[(_shop, mine), (_neighbour, theirs)])
            Assert.Equal(loaded.Field("calendar"), (await UntilAsync(shop, number, obligation => (string?)obligation["due"] == "2026-10-23")).Field("obligations.0.calendar"));
        await UntilPendingAsync(0);
    }

    private static readonly IEqualityComparer<(string, string, string)> StringTuples =
        EqualityComparer<(string, string, string)>.Create((a, b) => string.Equals($"{a}", $"{b}", StringComparison.OrdinalIgnoreCase));

    private static string File(string extra = "") =>
        $"# Указ № 1\ndate,kind,title\n{string.Concat(Holidays.Select(day => $"2028-{day},day-off,Праздник\n"))}{extra}";

    private Task<Answer> PutFileAsync(int year, string file) => PutAsync(year, Encoding.UTF8.GetBytes(file), "text/csv");

    private Task<Answer> PutAsync(int year, byte[] body, string type) => _service.Root.SendAsync(
        HttpMethod.Put, $"/v1/admin/calendars/{year}", new ByteArrayContent(body) { Headers = { ContentType = MediaTypeHeaderValue.Parse(type) } });

    private async Task<Answer> DescribeAsync(params string[] days) =>
        (await _shop.Admin.PutAsync("/v1/admin/operators/lavka", Shop.Description(extra: $", \"calendar\": [{string.Join(',', days)}]"))).Must(200);

    private static async Task<Answer> UntilAsync(Shop shop, string number, Func<JsonNode, bool> holds)
    {
        var request = (await shop.Dpo.GetAsync($"/v1/requests/{number}")).Must(200);
        for (var i = 0; i < 200 && !holds(request.Json["obligations"]![0]!); i++)
        {
            await Task.Delay(50);
            request = (await shop.Dpo.GetAsync($"/v1/requests/{number}")).Must(200);
        }

        Assert.True(holds(request.Json["obligations"]![0]!), request.Body);
        return request;
    }

    private async Task UntilPendingAsync(long pending)
    {
        var shown = "";
        for (var i = 0; i < 200 && shown != $"{pending}"; i++)
        {
            await Task.Delay(50);
            shown = (await _service.Root.GetAsync("/v1/admin/calendars")).Must(200).Field("recount.pending");
        }

        Assert.Equal($"{pending}", shown);
    }
}
