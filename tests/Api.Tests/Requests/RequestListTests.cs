namespace Consent.Api.Tests.Requests;

public sealed class RequestListTests(RequestListTests.Desk desk) : IClassFixture<RequestListTests.Desk>
{
    private static readonly string[] Kinds = ["access", "stop-processing", "withdrawal", "rectification", "other"];
    private static readonly string[] Channels = ["web", "email", "post", "phone"];

    [Fact]
    public async Task Every_filter_and_its_pages_agree_with_the_requests_read_one_by_one()
    {
        var all = desk.Requests;
        var cases = new List<(string Query, Func<JsonNode, bool> Holds)>
        {
            ("", _ => true),
            ("status=open", r => Text(r, "status") == "open"),
            ("status=closed", r => Text(r, "status") == "closed"),
            ("due=overdue", r => Due(r) is { } due && due < "2026-10-12"),
            ("due=today", r => Due(r) == "2026-10-12"),
            ("due=week", r => Due(r) is { } due && due.CompareTo("2026-10-12", "2026-10-18")),
            ("q=subject-1", r => Text(r, "subject")?.Contains("subject-1", StringComparison.Ordinal) == true),
            ("q=2026-00002", r => Text(r, "number")!.Contains("2026-00002", StringComparison.Ordinal)),
            ("q=%25", _ => false),
            ("q=12", r => Text(r, "number") == "2026-000012"),
            ("receivedFrom=2026-09-20&receivedTo=2026-09-22", r => string.CompareOrdinal(Text(r, "receivedOn"), "2026-09-20") >= 0 && string.CompareOrdinal(Text(r, "receivedOn"), "2026-09-22") <= 0),
            ("receivedTo=2026-09-22", r => string.CompareOrdinal(Text(r, "receivedOn"), "2026-09-22") <= 0),
            ("dueFrom=2026-10-12&dueTo=2026-10-14", r => Due(r) is { } due && due.CompareTo("2026-10-12", "2026-10-14")),
            ("dueTo=2026-10-11", r => Due(r) is { } due && due < "2026-10-12"),
            ("unassigned=true", _ => true),
        };
        cases.AddRange(Kinds.Select(kind => ("kind=" + kind, (Func<JsonNode, bool>)(r => r["demands"]!.AsArray().Any(d => Text(d!, "kind") == kind)))));
        cases.AddRange(Channels.Select(channel => ("channel=" + channel, (Func<JsonNode, bool>)(r => Text(r, "channel") == channel))));
        cases.Add(("status=open&kind=access&channel=web", r => Text(r, "status") == "open" && Text(r, "channel") == "web" && r["demands"]!.AsArray().Any(d => Text(d!, "kind") == "access")));

        foreach (var (query, holds) in cases)
            foreach (var limit in (int[])[1, 7, 200])
                foreach (var sort in (string[])["due", "-receivedAt", "receivedOn"])
                {
                    if (limit == 1 && query.Length == 0) continue;
                    var expected = all.Where(holds).OrderBy(r => SortKey(r, sort), StringComparer.Ordinal).ThenBy(r => Text(r, "number"), StringComparer.Ordinal);
                    var listed = await PagesAsync($"{query}&sort={sort}&limit={limit}".TrimStart('&'));
                    Assert.Equal((query, sort, string.Join(' ', expected.Select(r => Text(r, "number")))), (query, sort, string.Join(' ', listed.Select(r => Text(r, "number")))));
                }
    }

    [Theory]
    [InlineData("status=all", "status")]
    [InlineData("kind=everything", "kind")]
    [InlineData("channel=pigeon", "channel")]
    [InlineData("due=tomorrow", "due")]
    [InlineData("sort=receivedAt", "sort")]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=1e3", "limit")]
    [InlineData("cursor=garbage", "cursor")]
    [InlineData("cursor=eA", "cursor")]
    [InlineData("cursor=", "cursor")]
    [InlineData("q=%07", "q")]
    [InlineData("assigned=", "assigned")]
    [InlineData("page=2", "page")]
    [InlineData("unassigned=yes", "unassigned")]
    [InlineData("awaitsApplicant=yes", "awaitsApplicant")]
    [InlineData("dueFrom=tomorrow", "dueFrom")]
    [InlineData("receivedTo=2026-13-01", "receivedTo")]
    [InlineData("receivedFrom=2026-02-02&receivedTo=2026-02-01", "receivedTo")]
    [InlineData("status=open&status=closed", "status")]
    public async Task A_mistake_in_the_query_is_named(string query, string field) => (await desk.Shop.Dpo.GetAsync("/v1/requests?" + query)).MustBe(400, "malformed", field);

    [Fact]
    public async Task What_waits_for_its_author_is_found_until_the_author_has_given_it()
    {
        var shop = await Shop.OpenAsync(desk.Shop.Service, "waiting");
        var (asked, other) = (await shop.RegisterAsync(Shop.Request("w-1")), await shop.RegisterAsync(Shop.Request("w-2")));
        Assert.Empty(await WaitingAsync("true"));
        (await shop.Dpo.PostAsync($"/v1/requests/{asked}/ask-particulars", """{"what": ["document", "relation"]}""")).Must(200);
        Assert.Equal([(asked, "true")], await WaitingAsync("true"));
        Assert.Equal([(asked, "true"), (other, "false")], (await WaitingAsync("false")).Order());
        (await shop.Dpo.PostAsync($"/v1/requests/{asked}/receive-particulars", """{"demand": 1, "what": ["relation"], "text": "договор № 17"}""")).Must(200);
        Assert.Equal([(asked, "true")], await WaitingAsync("true"));
        (await shop.Dpo.PostAsync($"/v1/requests/{asked}/receive-particulars", """{"demand": 1, "what": ["document"], "text": "4510 123456"}""")).Must(200);
        Assert.Empty(await WaitingAsync("true"));

        async Task<List<(string?, string?)>> WaitingAsync(string word) =>
            [.. (await shop.Dpo.GetAsync($"/v1/requests?awaitsApplicant={word}")).Must(200).Json["items"]!.AsArray().Select(item => (Text(item!, "number"), Text(item!, "awaitsApplicant")))];
    }

    private async Task<List<JsonNode>> PagesAsync(string query)
    {
        var rows = new List<JsonNode>();
        var cursor = "";
        do
        {
            var page = (await desk.Shop.Dpo.GetAsync($"/v1/requests?{query}{cursor}")).Must(200);
            rows.AddRange(page.Json["items"]!.AsArray().Select(item => item!.DeepClone()));
            cursor = page.Field("nextCursor") is { } next ? "&cursor=" + next : "";
        }
        while (cursor.Length > 0);
        return rows;
    }

    private static string? Text(JsonNode node, string field) => node[field]?.ToString();

    // What burns first: the nearest open or missed obligation that governs, of a demand still waiting for its answer.
    private static Day? Due(JsonNode request) => Text(request, "status") == "closed" ? null : Nearest(request) is { } due ? new Day(due) : null;

    private static string? Nearest(JsonNode request) => request["obligations"]!.AsArray()
        .Where(o => Text(o!, "status") is "open" or "missed" && Text(o!, "governs") == "true")
        .Where(o => request["demands"]!.AsArray().Any(d => Text(d!, "id") == Text(o!, "demand") && Text(d!, "status") == "open")).Select(o => Text(o!, "due")).Min(StringComparer.Ordinal);

    private static string SortKey(JsonNode request, string sort) => sort == "receivedOn" ? Text(request, "receivedOn")! : sort == "due"
        ? Nearest(request) ?? "9999"
        : (long.MaxValue - DateTimeOffset.Parse(Text(request, "receivedAt")!, CultureInfo.InvariantCulture).UtcTicks).ToString("D19", CultureInfo.InvariantCulture);

    private readonly record struct Day(string Value)
    {
        public static bool operator <(Day day, string other) => string.CompareOrdinal(day.Value, other) < 0;

        public static bool operator >(Day day, string other) => string.CompareOrdinal(day.Value, other) > 0;

        public static bool operator ==(Day? day, string other) => day?.Value == other;

        public static bool operator !=(Day? day, string other) => day?.Value != other;

        public bool CompareTo(string from, string to) => string.CompareOrdinal(Value, from) >= 0 && string.CompareOrdinal(Value, to) <= 0;
    }

    /// <summary>A desk with requests of every kind, channel and state; some overdue, some due today.</summary>
    public sealed class Desk : IAsyncLifetime
    {
        internal TestService Service { get; private set; } = null!;

        internal Shop Shop { get; private set; } = null!;

        internal List<JsonNode> Requests { get; } = [];

        public async ValueTask InitializeAsync()
        {
            Service = await TestService.StartAsync();
            Shop = await Shop.OpenAsync(Service, "desk");
            for (var i = 0; i < 40; i++)
            {
                // Two letters a day, the oldest five weeks ago.
                var received = TestService.Monday.AddDays(-i).AddHours(-(i % 3)).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
                var subject = i % 10 == 9 ? null : $"subject-{i % 4}";
                var number = await Shop.RegisterAsync(Shop.Request(subject, Kinds[i % 5], $", \"receivedAt\": \"{received}\"", Channels[i % 4]));
                if (i % 5 is 0 or 4 && i % 2 == 0) (await Shop.Dpo.PostAsync($"/v1/requests/{number}/answer", """{"demand": 1}""")).Must(200);
            }

            // The watch looks every second; what the clock has passed is missed by then.
            await Task.Delay(1500);
            foreach (var entry in (await Shop.EntriesAsync()).Where(entry => entry.Event is Domain.RequestReceived))
                Requests.Add((await Shop.Dpo.GetAsync($"/v1/requests/{entry.Request}")).Must(200).Json);
        }

        public ValueTask DisposeAsync() => Service.DisposeAsync();
    }
}
