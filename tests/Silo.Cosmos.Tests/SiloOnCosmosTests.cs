using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Consent.Conformance;
using Consent.Api;
using Consent.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;

namespace Consent.Silo.Cosmos.Tests;

/// <summary>The service itself as a silo on Azure Cosmos DB, over HTTP.</summary>
public sealed class SiloOnCosmosTests
{
    private const string AdminKey = "an-administrators-key-of-a-test";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_one_host_was_told_another_on_the_same_account_answers_after_it_is_gone()
    {
        using var account = await Accounts.InMemoryAsync();
        var data = Directory.CreateTempSubdirectory("consent-silo-").FullName;
        await using (var first = await StartAsync(account, data))
        {
            using var client = ClientOf(first);
            using var body = new StringContent(Examples.Operator, Encoding.UTF8, "application/json");
            using var made = await client.PutAsync(new Uri("/v1/admin/operators/raketa", UriKind.Relative), body, Cancel);
            Assert.True(made.IsSuccessStatusCode, await made.Content.ReadAsStringAsync(Cancel));
        }

        await using var second = await StartAsync(account, data);
        using var again = ClientOf(second);
        using var key = new StringContent(Examples.Key, Encoding.UTF8, "application/json");
        using var issued = await again.PostAsync(new Uri("/v1/admin/operators/raketa/keys", UriKind.Relative), key, Cancel);
        Assert.Equal(HttpStatusCode.Created, issued.StatusCode);
        using var ready = await again.GetAsync(new Uri("/health/ready", UriKind.Relative), Cancel);
        Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
    }

    [Fact]
    public async Task A_host_with_another_installation_key_is_refused()
    {
        using var account = await Accounts.InMemoryAsync();
        await using var first = await StartAsync(account, Directory.CreateTempSubdirectory("consent-silo-").FullName);
        var refused = await Assert.ThrowsAsync<DatabaseRefusedException>(() => StartAsync(account, Directory.CreateTempSubdirectory("consent-silo-").FullName));
        Assert.Contains("installation.key", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_connection_string_the_host_says_so_in_one_line()
    {
        using var provider = new ServiceCollection().AddSingleton<IConfiguration>(new ConfigurationBuilder().Build()).AddLogging().AddCosmos().BuildServiceProvider();
        var refused = Assert.Throws<DatabaseRefusedException>(provider.GetRequiredService<CosmosAccount>);
        Assert.Contains("ConnectionStrings__Cosmos", refused.Message, StringComparison.Ordinal);
    }

    private static async Task<WebApplication> StartAsync(CosmosAccount account, string data)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Consent:Storage"] = "cosmos", ["Consent:BootstrapKey"] = AdminKey, ["Consent:Data"] = data,
            ["Consent:Cosmos:AcceptWeaker"] = Accounts.Words,
        });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.AddConsentService().UseSilo();
        builder.Services.AddSingleton(account);
        builder.Services.Configure<EndpointOptions>(options => (options.AdvertisedIPAddress, options.SiloPort, options.GatewayPort) = (IPAddress.Loopback, Loopback.FreePort(), 0));
        builder.Logging.ClearProviders();
        var app = builder.Build().MapConsentService();
        await app.StartAsync(Cancel);
        return app;
    }

    private static HttpClient ClientOf(WebApplication app) => new()
    {
        BaseAddress = new Uri(app.Urls.Single()), DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", AdminKey) },
    };
}
