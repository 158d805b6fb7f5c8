using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;

namespace Consent.Api.Tests.Access;

/// <summary>The life of keys: listed without their secret, rotated with an overlap, revoked at once, over at their end, bound to addresses.</summary>
public sealed class KeysTests(OpenShop open) : IClassFixture<OpenShop>
{
    private readonly Shop _shop = open.Shop;

    [Fact]
    public async Task A_list_tells_everything_but_the_secret()
    {
        var issued = await IssueAsync(""", "expiresAt": "2027-10-12T09:00:00Z", "addresses": ["127.0.0.1", "10.1.2.0/24", "2001:db8::/32"]""");
        (await open.Service.With(issued.Field("key")).GetAsync("/v1/purposes")).Must(200);
        var list = (await _shop.Admin.GetAsync("/v1/admin/operators/lavka/keys?limit=200")).Must(200);
        var line = list.Json["items"]!.AsArray().Single(item => item!["id"]!.ToString() == issued.Field("id"))!;
        Assert.Equal("""["127.0.0.1/32","10.1.2.0/24","2001:db8::/32"]""", line["addresses"]!.ToJsonString());
        Assert.Equal("2027-10-12T09:00:00Z", line["expiresAt"]!.ToString());
        Assert.NotNull(line["lastUsedAt"]);
        Assert.DoesNotContain(issued.Field("key")![16..], list.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("sha256", list.Body, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Pages_of_keys_neither_repeat_nor_skip()
    {
        for (var i = 0; i < 5; i++) await IssueAsync();
        var all = await IdsAsync("/v1/admin/operators/lavka/keys?limit=200");
        var (paged, cursor) = (new List<string>(), "");
        do
        {
            var page = (await _shop.Admin.GetAsync("/v1/admin/operators/lavka/keys?limit=3" + cursor)).Must(200);
            paged.AddRange(page.Json["items"]!.AsArray().Select(item => item!["id"]!.ToString()));
            cursor = page.Field("nextCursor") is { } next ? "&cursor=" + next : "";
        }
        while (cursor.Length > 0);
        Assert.Equal(all, paged);

        async Task<List<string>> IdsAsync(string path) => [.. (await _shop.Admin.GetAsync(path)).Must(200).Json["items"]!.AsArray().Select(item => item!["id"]!.ToString())];
    }

    [Fact]
    public async Task After_a_rotation_both_keys_hold_until_the_overlap_ends()
    {
        await using var service = await TestService.StartAsync();
        var shop = await Shop.OpenAsync(service, "lavka");
        var old = (await shop.Admin.PostAsync("/v1/admin/operators/lavka/keys", """{"name": "касса", "scopes": ["service"], "addresses": ["127.0.0.0/8"]}""")).Must(201);
        var rotated = (await shop.Admin.PostAsync($"/v1/admin/operators/lavka/keys/{old.Field("id")}/rotate", """{"overlap": 3600}""")).Must(201);
        Assert.Equal("касса", rotated.Field("issued.name"));
        Assert.Equal("127.0.0.0/8", rotated.Field("issued.addresses.0"));
        var (before, after) = (service.With(old.Field("key")), service.With(rotated.Field("issued.key")));
        foreach (var key in (ApiClient[])[before, after]) (await key.GetAsync("/v1/purposes")).Must(200);
        service.Time.Advance(TimeSpan.FromSeconds(3599));
        (await before.GetAsync("/v1/purposes")).Must(200);
        service.Time.Advance(TimeSpan.FromSeconds(1));
        (await before.GetAsync("/v1/purposes")).MustBe(401, "no-credential");
        (await after.GetAsync("/v1/purposes")).Must(200);
        (await shop.Admin.PostAsync($"/v1/admin/operators/lavka/keys/{old.Field("id")}/rotate", "{}")).MustBe(409, "key-is-over");
        await service.RestartAsync();
        (await before.GetAsync("/v1/purposes")).MustBe(401, "no-credential");
        (await after.GetAsync("/v1/purposes")).Must(200);
    }

    [Fact]
    public async Task A_revoked_key_is_refused_from_the_answer_on_under_load()
    {
        var slowest = TimeSpan.Zero;
        for (var round = 0; round < 10; round++)
        {
            var issued = await IssueAsync();
            var key = open.Service.With(issued.Field("key"));
            using var ending = new CancellationTokenSource();
            var callers = Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
            {
                var (calls, isLast) = (new List<(long Sent, int Status)>(), false);
                while (!isLast)
                {
                    isLast = ending.IsCancellationRequested;
                    calls.Add((Stopwatch.GetTimestamp(), (await key.GetAsync("/v1/check?subject=c-1&purpose=newsletter")).Status));
                }

                return calls;
            })).ToList();
            await Task.Delay(50, TestContext.Current.CancellationToken);
            var asked = Stopwatch.GetTimestamp();
            (await _shop.Admin.PostAsync($"/v1/admin/operators/lavka/keys/{issued.Field("id")}/revoke", """{"reason": "утечка"}""")).Must(200);
            var revoked = Stopwatch.GetTimestamp();
            slowest = TimeSpan.FromTicks(Math.Max(slowest.Ticks, Stopwatch.GetElapsedTime(asked, revoked).Ticks));
            await Task.Delay(50, TestContext.Current.CancellationToken);
            await ending.CancelAsync();
            var all = (await Task.WhenAll(callers)).SelectMany(calls => calls).ToList();
            Assert.Contains(all, call => call.Status == 200);
            Assert.All(all.Where(call => call.Sent > revoked), call => Assert.Equal(401, call.Status));
            Assert.Contains(all, call => call.Sent > revoked);
        }

        Amount.Report($"slowest revocation {slowest.TotalMilliseconds:0} ms");
        Assert.True(slowest < TimeSpan.FromSeconds(1), $"{slowest}");
    }

    [Fact]
    public async Task A_key_is_none_outside_its_addresses_and_behind_a_proxy_only_a_known_one_is_believed()
    {
        var elsewhere = open.Service.With((await IssueAsync(""", "addresses": ["203.0.113.0/24", "2001:db8::/32"]""")).Field("key"));
        (await elsewhere.GetAsync("/v1/purposes")).MustBe(401, "no-credential");
        (await elsewhere.GetAsync("/v1/purposes", ("X-Forwarded-For", "203.0.113.7"))).MustBe(401, "no-credential");

        await using var behind = await TestService.StartAsync(change: builder => builder.Configuration["Consent:Proxies"] = "127.0.0.1, 10.0.0.0/8");
        var shop = await Shop.OpenAsync(behind, "lavka");
        var issued = (await shop.Admin.PostAsync("/v1/admin/operators/lavka/keys", """{"name": "сайт", "scopes": ["service"], "addresses": ["203.0.113.0/24", "2001:db8::/32"]}""")).Must(201);
        var key = behind.With(issued.Field("key"));
        foreach (var (hops, status) in ((string, int)[])
            [("203.0.113.7", 200), ("2001:db8::5", 200), ("198.51.100.1", 401), ("203.0.113.7, 10.1.2.3", 200), ("203.0.113.7, 198.51.100.1", 401), ("203.0.113.7, 198.51.100.1, 10.1.2.3", 401), ("garbage", 401)])
            Assert.Equal((hops, status), (hops, (await key.GetAsync("/v1/purposes", ("X-Forwarded-For", hops))).Status));
        (await key.GetAsync("/v1/purposes")).Must(401);
    }

    [Fact]
    public async Task When_a_key_was_last_used_is_known_after_a_restart()
    {
        await using var service = await TestService.StartAsync();
        var shop = await Shop.OpenAsync(service, "lavka");
        (await shop.Front.GetAsync("/v1/purposes")).Must(200);
        await service.RestartAsync();
        service.Time.Advance(TimeSpan.FromDays(40));
        var id = shop.Front.Key!.Split('_')[1];
        var lines = (await service.Root.GetAsync("/v1/admin/operators/lavka/keys")).Must(200).Json["items"]!.AsArray();
        Assert.StartsWith("2026-10-12T09:", lines.Single(line => line!["id"]!.ToString() == id)!["lastUsedAt"]!.ToString(), StringComparison.Ordinal);
        Assert.Contains(lines, line => line!["lastUsedAt"] is null);
    }

    [Fact]
    public async Task The_installation_is_never_left_without_a_key()
    {
        await using var service = await TestService.StartAsync();
        (await service.Root.PostAsync("/v1/admin/keys/bootstrap/revoke", "{}")).MustBe(409, "last-key-of-installation");
        (await service.Root.PostAsync("/v1/admin/keys", """{"name": "на час", "scopes": ["admin"], "expiresAt": "2026-10-12T10:00:00Z"}""")).Must(201);
        (await service.Root.PostAsync("/v1/admin/keys/bootstrap/revoke", "{}")).MustBe(409, "last-key-of-installation");
        (await service.Root.PostAsync("/v1/admin/keys", """{"name": "касса", "scopes": ["service"]}""")).MustBe(400, "malformed", "scopes");
        var second = service.With((await service.Root.PostAsync("/v1/admin/keys", """{"name": "второй", "scopes": ["admin"]}""")).Must(201).Field("key"));
        (await second.PostAsync("/v1/admin/keys/bootstrap/revoke", "{}")).Must(200);
        (await service.Root.GetAsync("/v1/admin/keys")).MustBe(401, "no-credential");
        await service.RestartAsync();
        (await service.Root.GetAsync("/v1/admin/keys")).MustBe(401, "no-credential");
        (await second.GetAsync("/v1/admin/keys")).Must(200);
    }

    [Fact]
    public async Task A_key_that_would_be_over_already_is_not_issued() =>
        (await _shop.Admin.PostAsync("/v1/admin/operators/lavka/keys", """{"name": "вчера", "scopes": ["service"], "expiresAt": "2026-10-11T09:00:00Z"}""")).MustBe(422, "key-expires-in-past", "expiresAt");

    private async Task<Answer> IssueAsync(string extra = "") =>
        (await _shop.Admin.PostAsync("/v1/admin/operators/lavka/keys", $$"""{"name": "касса", "scopes": ["service"]{{extra}}}""")).Must(201);
}
