using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Consent.Conformance.Storage;
using Consent.Silo;
using Consent.Storage;
using Microsoft.Extensions.Options;

namespace Consent.Grains.Tests;

/// <summary>The hosts themselves, over HTTP, on one PostgreSQL database with the tables of Orleans in it.</summary>
public sealed class SiloHostTests(PostgresServer server) : IDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("consent-silos-");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _data.Delete(recursive: true);

    [Fact]
    public async Task What_is_done_through_one_silo_holds_at_the_other_at_once_and_its_changes_are_heard_there()
    {
        var database = await server.NewDatabaseAsync();
        await using var first = await SiloHost.StartAsync(_data.FullName, database);
        await using var second = await SiloHost.StartAsync(_data.FullName, database);
        SiloHost[] silos = [first, second];

        await first.SendAsync(HttpMethod.Put, "/v1/admin/operators/lavka", SiloHost.RootKey, Lavka.Operator);
        var key = await IssueAsync(second);
        Assert.Equal(key, await IssueAsync(first));
        await first.SendAsync(HttpMethod.Put, "/v1/purposes/news", key, Lavka.Purpose);
        await second.SendAsync(HttpMethod.Post, "/v1/texts", key, Lavka.Text, HttpStatusCode.Created);

        using var changes = new HttpRequestMessage(HttpMethod.Get, "/v1/changes") { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", key) } };
        using var stream = await second.Http.SendAsync(changes, HttpCompletionOption.ResponseHeadersRead, Cancel);
        using var events = new StreamReader(await stream.Content.ReadAsStreamAsync(Cancel));

        var numbers = new List<string>();
        for (var i = 0; i < 12; i++)
        {
            var (here, there) = (silos[i % 2], silos[(i + 1) % 2]);
            await here.SendAsync(HttpMethod.Post, "/v1/consents", key, $$$"""{"subject":"c-{{{i}}}","purpose":"news","text":{"code":"news","version":1},"evidence":{"channel":"web"}}""", HttpStatusCode.Created);
            Assert.True((bool)(await there.SendAsync(HttpMethod.Get, $"/v1/check?subject=c-{i}&purpose=news", key))["allowed"]!);
            numbers.Add((string)(await there.SendAsync(HttpMethod.Post, "/v1/withdrawals", key, $$"""{"subject":"c-{{i}}","purposes":["news"],"channel":"web"}""", HttpStatusCode.Created))["number"]!);
            Assert.Equal("withdrawn", (string)(await here.SendAsync(HttpMethod.Get, $"/v1/check?subject=c-{i}&purpose=news", key))["reason"]!);
        }

        Assert.Equal(Enumerable.Range(1, 12).Select(i => RequestNumbers.Format(DateTime.UtcNow.Year, i)), numbers);
        var heard = new HashSet<string>();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        patience.CancelAfter(TimeSpan.FromSeconds(10));
        while (heard.Count < 12)
            if (await events.ReadLineAsync(patience.Token) is { } line && line.StartsWith("data:", StringComparison.Ordinal) && (string?)JsonNode.Parse(line[5..])!["subject"] is { } subject) heard.Add(subject);

        async Task<string> IssueAsync(SiloHost silo) => (string)(await silo.SendAsync(
            HttpMethod.Post, "/v1/admin/operators/lavka/keys", SiloHost.RootKey, Lavka.Key, HttpStatusCode.Created, "issue-1"))["key"]!;
    }

    [Fact]
    public async Task A_key_revoked_through_one_silo_is_none_at_the_other_from_the_answer_on()
    {
        var database = await server.NewDatabaseAsync();
        await using var first = await SiloHost.StartAsync(_data.FullName, database);
        await using var second = await SiloHost.StartAsync(_data.FullName, database);
        await first.SendAsync(HttpMethod.Put, "/v1/admin/operators/lavka", SiloHost.RootKey, Lavka.Operator);
        for (var round = 0; round < 10; round++)
        {
            var issued = await first.SendAsync(HttpMethod.Post, "/v1/admin/operators/lavka/keys", SiloHost.RootKey, """{"name":"all","scopes":["service"]}""", HttpStatusCode.Created);
            await second.SendAsync(HttpMethod.Get, "/v1/purposes", (string)issued["key"]!);
            await first.SendAsync(HttpMethod.Post, $"/v1/admin/operators/lavka/keys/{issued["id"]}/revoke", SiloHost.RootKey, "{}");
            foreach (var silo in (SiloHost[])[second, first]) await silo.SendAsync(HttpMethod.Get, "/v1/purposes", (string)issued["key"]!, expected: HttpStatusCode.Unauthorized);
        }
    }

    [Fact]
    public async Task A_second_embedded_service_or_a_silo_beside_it_does_not_start_and_says_why()
    {
        var database = await server.NewDatabaseAsync();
        await using (await SiloHost.StartAsync(_data.FullName, database, embedded: true))
        {
            foreach (var embedded in new[] { true, false })
            {
                var refused = await Assert.ThrowsAsync<DatabaseRefusedException>(() => SiloHost.StartAsync(_data.FullName, database, embedded));
                Assert.Contains("is in use", refused.Message, StringComparison.Ordinal);
                Assert.DoesNotContain("Password", refused.Message, StringComparison.Ordinal);
            }
        }

        await using var silo = await SiloHost.StartAsync(_data.FullName, database);
        Assert.Contains("is in use", (await Assert.ThrowsAsync<DatabaseRefusedException>(() => SiloHost.StartAsync(_data.FullName, database, embedded: true))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_silo_with_another_secret_does_not_start()
    {
        var database = await server.NewDatabaseAsync();
        await using var silo = await SiloHost.StartAsync(_data.CreateSubdirectory("first").FullName, database);
        var refused = await Assert.ThrowsAsync<DatabaseRefusedException>(() => SiloHost.StartAsync(_data.CreateSubdirectory("second").FullName, database));
        Assert.Contains("installation.key", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_silo_of_another_cluster_does_not_start_on_the_same_database()
    {
        var database = await server.NewDatabaseAsync();
        await using var silo = await SiloHost.StartAsync(_data.FullName, database);
        var refused = await Assert.ThrowsAsync<DatabaseRefusedException>(() => SiloHost.StartAsync(_data.FullName, database, more: ($"{ClusterOptions.Section}:Id", "another")));
        Assert.Contains("cluster 'consent'", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task On_sqlite_a_silo_is_alone_and_serves()
    {
        await using var silo = await SiloHost.StartAsync(_data.FullName, postgres: null);
        await silo.SendAsync(HttpMethod.Put, "/v1/admin/operators/lavka", SiloHost.RootKey, Lavka.Operator);
        var key = (string)(await silo.SendAsync(HttpMethod.Post, "/v1/admin/operators/lavka/keys", SiloHost.RootKey, """{"name":"all","scopes":["service"]}""", HttpStatusCode.Created))["key"]!;
        Assert.Equal("purpose-unknown", (string)(await silo.SendAsync(HttpMethod.Get, "/v1/check?subject=c-1&purpose=news", key))["reason"]!);
    }

    [Theory]
    [InlineData("SiloPort", "0")]
    [InlineData("SiloPort", "70000")]
    [InlineData("GatewayPort", "-1")]
    [InlineData("AdvertisedIp", "a.example")]
    [InlineData("Id", "")]
    public async Task A_setting_that_cannot_be_meant_is_refused_at_start(string name, string value)
    {
        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => SiloHost.StartAsync(_data.FullName, postgres: null, more: ($"{ClusterOptions.Section}:{name}", value)));
        Assert.Contains(name, refused.Message, StringComparison.Ordinal);
    }
}
