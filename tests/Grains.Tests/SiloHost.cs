using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Consent.Conformance;
using Consent.Api;
using Consent.Silo;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Consent.Grains.Tests;

/// <summary>The real host, as its settings make it, on loopback ports of its own.</summary>
internal sealed class SiloHost : IAsyncDisposable
{
    public const string RootKey = "key-of-the-installation";

    private readonly WebApplication _app;
    private readonly HttpClient _http;

    private SiloHost(WebApplication app)
    {
        _app = app;
        _http = new HttpClient { BaseAddress = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()) };
    }

    public IServiceProvider Services => _app.Services;

    public HttpClient Http => _http;

    /// <param name="embedded">The embedded host instead, on the same settings.</param>
    public static async Task<SiloHost> StartAsync(string data, string? postgres, bool embedded = false, params (string Name, string Value)[] more)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Production", Args = ["--hostBuilder:reloadConfigOnChange=false"] });
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Consent:Data"] = data,
            ["Consent:BootstrapKey"] = RootKey,
            ["Consent:Storage"] = postgres is null ? "sqlite" : "postgres",
            ["ConnectionStrings:Postgres"] = postgres,
            ["Consent:Cluster:AdvertisedIp"] = "127.0.0.1",
            ["Consent:Cluster:SiloPort"] = $"{Loopback.FreePort()}",
        });
        builder.Configuration.AddInMemoryCollection(more.Select(setting => KeyValuePair.Create(setting.Name, (string?)setting.Value)));
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.AddConsentService();
        _ = embedded ? builder.UseEmbeddedEngine() : builder.UseSilo();
        var app = builder.Build().MapConsentService();
        try
        {
            await app.StartAsync();
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }

        return new SiloHost(app);
    }

    public Task<JsonNode> SendAsync(HttpMethod method, string path, string key, string? body = null, HttpStatusCode expected = HttpStatusCode.OK, string? idempotencyKey = null) =>
        SendAsync(_http, method, path, key, body, expected, idempotencyKey);

    /// <summary>Calls a silo in whatever process it is; fails where it does not answer as expected.</summary>
    public static async Task<JsonNode> SendAsync(
        HttpClient http, HttpMethod method, string address, string key, string? body = null, HttpStatusCode expected = HttpStatusCode.OK, string? idempotencyKey = null)
    {
        using var request = Request(method, address, key, body, idempotencyKey);
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.True(response.StatusCode == expected, $"{address}: {response.StatusCode} {await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)}");
        return (await response.Content.ReadFromJsonAsync<JsonNode>(TestContext.Current.CancellationToken))!;
    }

    public static HttpRequestMessage Request(HttpMethod method, string address, string key, string? body = null, string? idempotencyKey = null)
    {
        var request = new HttpRequestMessage(method, address) { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", key) } };
        if (body is not null) request.Content = new StringContent(body, MediaTypeHeaderValue.Parse("application/json"));
        if (idempotencyKey is not null) request.Headers.Add("Idempotency-Key", idempotencyKey);
        return request;
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
