using Consent.Domain;
using Consent.Engine;
using Consent.Storage;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Consent.Api.Tests.Access;

/// <summary>Who looked at personal data is on record before it is shown; what is unusual in it is told to the person in charge.</summary>
public sealed class AccessTests : IAsyncLifetime
{
    // Hand-written: what shows nothing of a person. Whatever else can be read is recorded.
    private static readonly string[] Impersonal =
    [
        "/health/live", "/health/ready", "/openapi/{documentName}.json", "/v1/admin/calendars", "/v1/calendars/{year}", "/v1/purposes", "/v1/check", "/v1/changes", "/v1/statistics", "/v1/duties", "/v1/terms",
        "/v1/admin/operators/{id}/trusted-roots", "/v1/admin/operators/{id}/sign-in-provider", "/v1/admin/key-ring", "/v1/checkpoints/key", "/v1/session",
        "/assets/{name}", "/sign-in", "/sign-in/provider", "/sign-in/provider/callback", "/invitations/{token}", "/account", "/s/{token}", "/me/new", "/me/request",
        "/o/{operator}", "/o/{operator}/request", "/o/{operator}/status", "/o/{operator}/link", "/o/{operator}/logo", "/o/{operator}/brand.css",
        "/v1/notices", "/v1/views", "/v1/admin/keys", "/v1/admin/operators/{id}/keys", "/v1/admin/operators/{id}/identity-provider",
        // Back to the list, whose reading is recorded there.
        "/desk/requests/assign", "/desk/requests/export", "/desk/requests/views",
    ];

    private TestService _service = null!;
    private Shop _shop = null!;
    private FailingJournal _journal = null!;

    public async ValueTask InitializeAsync()
    {
        _service = await TestService.StartAsync(change: builder => builder.Services.Decorate<IJournal>(real => _journal = new FailingJournal(real)));
        _shop = await Shop.OpenAsync(_service, "lavka");
    }

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public void Whatever_can_be_read_of_a_person_is_recorded() => Assert.Equal(
        _service.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("GET") == true && endpoint.Metadata.GetMetadata<Recorded>() is null)
            .Select(endpoint => "/" + endpoint.RoutePattern.RawText!.Trim('/')).Order(StringComparer.Ordinal),
        Impersonal.Order(StringComparer.Ordinal));

    [Fact]
    public void Whatever_is_recorded_has_a_name_a_person_understands() => Assert.Empty(
        from endpoint in _service.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        where endpoint.Metadata.GetMetadata<Recorded>() is not null
        from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods
        select $"{method} /{endpoint.RoutePattern.RawText!.Trim('/')}" into operation
        where Texts.Find("Operation." + operation) is null
        select operation);

    [Fact]
    public async Task A_list_a_view_and_a_reveal_are_entries_with_who_what_and_why()
    {
        var number = await _shop.RegisterAsync(Shop.Request("c-1"));
        (await _shop.Dpo.GetAsync("/v1/requests?q=ivanova")).Must(200);
        (await _shop[Scope.Auditor].GetAsync($"/v1/requests/{number}")).Must(200);
        (await _shop.Dpo.GetAsync("/v1/subjects/c-1?reason=жалоба")).Must(200);
        (await _shop.Dpo.GetAsync("/v1/subjects/nobody")).Must(404);
        var lines = (await _shop.Dpo.GetAsync("/v1/access")).Must(200).Json["items"]!.AsArray();
        Assert.Equal(
            ["GET /v1/subjects/{subject} absent dpo nobody  ", "GET /v1/subjects/{subject} revealed dpo c-1  •••", $"GET /v1/requests/{{number}} shown auditor  {number} ", "GET /v1/requests shown dpo   "],
            lines.Select(line => $"{line!["operation"]} {line["outcome"]} {line["role"]} {line["subject"]} {line["request"]} {line["reason"]}"));
        Assert.All(lines, line => Assert.Equal("•••", line!["address"]!.ToString()));
        Assert.Equal("•••", lines[^1]!["query"]!.ToString());
        Assert.All(lines, line => Assert.Matches("^key:[0-9a-f]{12}$", line!["actor"]!.ToString()));

        // Reading the readings is one too, and shows the addresses to whoever says why.
        lines = (await _shop.Dpo.GetAsync("/v1/access?reason=проверка&limit=1")).Must(200).Json["items"]!.AsArray();
        Assert.Equal("GET /v1/access", Assert.Single(lines)!["operation"]!.ToString());
        Assert.Equal("127.0.0.1", lines[0]!["address"]!.ToString());
        Assert.Contains("жалоба", (await _shop.Dpo.GetAsync("/v1/access?reason=проверка&outcome=revealed")).Must(200).Body, StringComparison.Ordinal);
        Assert.Equal("•••", (await _shop[Scope.Auditor].GetAsync("/v1/access?reason=проверка")).Must(200).Field("items.0.address"));
    }

    [Fact]
    public async Task Readings_are_found_by_each_filter_and_pages_neither_repeat_nor_skip()
    {
        foreach (var subject in (string[])["a", "b", "a"]) (await _shop.Front.GetAsync($"/v1/subjects/{subject}")).Must(404);
        _service.Time.Advance(TimeSpan.FromDays(2));
        (await _shop.Front.GetAsync("/v1/subjects/a")).Must(404);
        (await _shop.Dpo.GetAsync("/v1/subjects/a")).Must(404);
        Assert.Equal(4, await CountAsync("?subject=a"));
        Assert.Equal(3, await CountAsync($"?subject=a&actor=key:{_shop.Front.Key!.Split('_')[1]}"));
        Assert.Equal(2, await CountAsync("?subject=a&to=2026-10-13"));
        Assert.Equal(2, await CountAsync("?subject=a&from=2026-10-13"));
        Assert.Equal(0, await CountAsync("?outcome=revealed"));
        Assert.Equal(5, await CountAsync("?operation=GET%20/v1/subjects/%7Bsubject%7D"));

        var (seen, cursor) = (new List<string>(), "");
        do
        {
            var page = (await _shop.Dpo.GetAsync("/v1/access?outcome=absent&limit=2" + cursor)).Must(200);
            seen.AddRange(page.Json["items"]!.AsArray().Select(line => line!["entry"]!.ToString()));
            cursor = page.Field("nextCursor") is { } next ? "&cursor=" + next : "";
        }
        while (cursor.Length > 0);
        Assert.Equal((5, 5), (seen.Count, seen.Distinct().Count()));

        async Task<int> CountAsync(string query) => (await _shop.Dpo.GetAsync("/v1/access" + query)).Must(200).Json["items"]!.AsArray().Count;
    }

    [Fact]
    public async Task Refused_attempts_are_entries_and_equal_ones_together_are_one()
    {
        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => _shop.Front.GetAsync("/v1/requests")));
        var lines = await WaitAsync("?outcome=refused", lines => lines.Sum(line => int.Parse(line!["times"]!.ToString(), CultureInfo.InvariantCulture)) == 50);
        Assert.InRange(lines.Count, 1, 50);
        Assert.Equal("many-refusals", (await _shop.Dpo.GetAsync("/v1/notices")).Must(200).Field("items.0.kind"));
    }

    [Fact]
    public async Task A_revoked_key_that_is_tried_and_a_reading_from_there_are_told_to_the_person_in_charge()
    {
        var id = _shop.Front.Key!.Split('_')[1];
        (await _shop.Admin.PostAsync($"/v1/admin/operators/lavka/keys/{id}/revoke", "{}")).Must(200);
        (await _shop.Front.GetAsync("/v1/subjects/c-1")).Must(401);
        await WaitAsync("?outcome=revoked-key", lines => lines.Count == 1);
        (await _shop.Dpo.GetAsync("/v1/requests")).Must(200);
        var notices = (await _shop[Scope.Auditor].GetAsync("/v1/notices")).Must(200).Json["items"]!.AsArray().Select(line => $"{line!["kind"]} {line["actor"]}").ToList();
        Assert.Contains($"revoked-key key:{id}", notices);
        Assert.Contains($"after-revoked-key key:{_shop.Dpo.Key!.Split('_')[1]}", notices);
    }

    [Fact]
    public async Task Many_subjects_in_an_hour_and_a_reading_at_night_are_told_once()
    {
        // By day, and not too many.
        for (var i = 0; i < 49; i++) (await _shop.Dpo.GetAsync($"/v1/subjects/c-{i}")).Must(404);
        for (var i = 0; i < 49; i++) (await _shop.Front.GetAsync($"/v1/subjects/x-{i}")).Must(404);
        Assert.Empty(await KindsAsync());
        for (var i = 0; i < 52; i++) (await _shop.Front.PostAsync("/v1/consents", Shop.Consent($"y-{i}"))).Must(201);
        for (var i = 0; i < 49; i++) (await _shop.Dpo.GetAsync($"/v1/subjects/y-{i}")).Must(200);
        Assert.DoesNotContain("many-subjects", await KindsAsync());
        for (var i = 49; i < 52; i++) (await _shop.Dpo.GetAsync($"/v1/subjects/y-{i}")).Must(200);
        Assert.Single(await KindsAsync(), "many-subjects");
        await _service.RestartAsync();
        (await _shop.Dpo.GetAsync("/v1/subjects/y-51")).Must(200);
        Assert.Single(await KindsAsync(), "many-subjects");

        // 22:00 in Moscow is 19:00 UTC; a service reads at any hour.
        _service.Time.Advance(TimeSpan.FromHours(9.9));
        (await _shop.Dpo.GetAsync("/v1/requests")).Must(200);
        Assert.DoesNotContain("at-night", await KindsAsync());
        _service.Time.Advance(TimeSpan.FromHours(0.2));
        (await _shop.Front.GetAsync("/v1/subjects/y-1")).Must(200);
        Assert.DoesNotContain("at-night", await KindsAsync());
        (await _shop.Dpo.GetAsync("/v1/requests")).Must(200);
        (await _shop.Dpo.GetAsync("/v1/requests")).Must(200);
        Assert.Single(await KindsAsync(), "at-night");

        async Task<List<string>> KindsAsync() => [.. (await _shop[Scope.Auditor].GetAsync("/v1/notices")).Must(200).Json["items"]!.AsArray().Select(line => line!["kind"]!.ToString())];
    }

    /// <summary>R24. What cannot be recorded is not shown; what needs no record goes on.</summary>
    [Fact]
    public async Task While_readings_cannot_be_recorded_nothing_personal_is_shown()
    {
        var recorded = new List<(Hosting.Route Route, Target Target)>();
        foreach (var route in Hosting.Route.All.Where(route => route.Method == "GET" && !Impersonal.Contains(route.Pattern))) recorded.Add((route, await route.MakeAsync(_shop)));
        var (refused, shown) = (0, 0);
        for (var round = 0; round < 5; round++)
        {
            _journal.Fails = true;
            foreach (var (route, target) in recorded)
                foreach (var scope in route.IsInstallations ? [Scope.Admin] : route.Scopes)
                {
                    var answer = (await (route.IsInstallations ? _service.Root : _shop[scope]).GetAsync(route.PathOf(_shop, target))).MustBe(503, "storage-unavailable");
                    Assert.DoesNotContain("Иванова", answer.Body, StringComparison.Ordinal);
                    refused++;
                }

            (await _shop.CheckAsync("c-1")).Must(200);
            (await _shop.Front.GetAsync("/v1/purposes")).Must(200);
            (await _shop.Front.GetAsync("/v1/requests")).Must(404);
            _journal.Fails = false;
            foreach (var (route, target) in recorded)
            {
                (await route.ClientOf(_shop).GetAsync(route.PathOf(_shop, target))).Must(200);
                shown++;
            }
        }

        Amount.Report($"{refused} readings refused, {shown} shown again");
    }

    [Fact]
    public async Task A_journal_that_hangs_is_not_waited_for_without_end()
    {
        var target = await Target.MakeAsync(_shop);
        _journal.Hangs = new TaskCompletionSource();
        (await _shop.Dpo.GetAsync($"/v1/subjects/{target.Subject}")).MustBe(503, "storage-unavailable");
        _journal.Hangs.SetResult();
        _journal.Hangs = null;
        (await _shop.Dpo.GetAsync($"/v1/subjects/{target.Subject}")).Must(200);
    }

    [Fact]
    public async Task Entries_are_chained_in_a_file_of_the_day_and_change_nothing_else()
    {
        (await _shop.Dpo.GetAsync("/v1/requests")).Must(200);
        (await _shop.Dpo.GetAsync("/v1/requests")).Must(200);
        var list = await _service.Journal.ReadAsync(AccessFiles.ListOf(_shop.Operator), TestContext.Current.CancellationToken);
        var opened = Assert.IsType<AccessFileOpened>(Assert.Single(list).Event);
        var file = AccessFiles.OfDay(_shop.Operator, opened.Day, opened.Node);
        Assert.Equal(new DateOnly(2026, 10, 12), opened.Day);
        Assert.Equal([1L, 2L], (await _service.Journal.ReadAsync(file, TestContext.Current.CancellationToken)).Select(entry => entry.Version));
        await _service.RestartAsync();
        (await _shop.Dpo.GetAsync("/v1/requests")).Must(200);
        Assert.Equal([1L, 2L, 3L], (await _service.Journal.ReadAsync(file, TestContext.Current.CancellationToken)).Select(entry => entry.Version));
        Assert.Single(await _service.Journal.ReadAsync(AccessFiles.ListOf(_shop.Operator), TestContext.Current.CancellationToken));
        (await _shop.Dpo.GetAsync($"/v1/subjects/{file.Subject.Value}")).Must(404);
        Assert.Equal("no-consent", (await _shop.CheckAsync("c-1")).Field("reason"));
    }

    private async Task<JsonArray> WaitAsync(string query, Func<JsonArray, bool> isSo)
    {
        for (var i = 0; i < 100; i++)
        {
            var lines = (await _shop.Dpo.GetAsync("/v1/access" + query)).Must(200).Json["items"]!.AsArray();
            if (isSo(lines)) return lines;
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        throw new InvalidOperationException($"{query}: not seen.");
    }

    private sealed class FailingJournal(IJournal inner) : JournalDecorator(inner)
    {
        public bool Fails { get; set; }

        public TaskCompletionSource? Hangs { get; set; }

        public override async Task<AppendResult> TryAppendAsync(Append append, CancellationToken cancellationToken)
        {
            if (append.File.Subject.Value.StartsWith("~access", StringComparison.Ordinal))
            {
                if (Fails) throw new StorageUnavailableException("no space");
                if (Hangs is { } hanging) await hanging.Task;
            }

            return await base.TryAppendAsync(append, cancellationToken);
        }
    }
}
