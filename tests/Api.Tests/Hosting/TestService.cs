using Consent.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Consent.Api.Tests.Hosting;

/// <summary>The real service on a loopback port over a database in a folder of its own; can be stopped and started again on the same folder.</summary>
internal sealed class TestService : IAsyncDisposable
{
    /// <summary>The first administrator's key.</summary>
    public const string InstallationKey = "key-of-the-installation";

    /// <summary>A Monday with a month of working days ahead.</summary>
    public static readonly DateTimeOffset Monday = new(2026, 10, 12, 9, 0, 0, TimeSpan.Zero);

    private readonly string _folder = Directory.CreateTempSubdirectory("consent-api-").FullName;
    private readonly Action<WebApplicationBuilder> _change;

    private bool _isDemo;

    // Closed at the very end: what a stopping service has answered is still to be read.
    private readonly List<HttpClient> _clients = [];
    private WebApplication? _app;

    private TestService(TimeProvider clock, Action<WebApplicationBuilder> change)
    {
        Clock = clock;
        _change = change;
    }

    public TimeProvider Clock { get; }

    /// <summary>The folder of its database and its secret.</summary>
    public string DataFolder => Path.Combine(_folder, "data");

    public ManualClock Time => (ManualClock)Clock;

    public HttpClient Http { get; private set; } = null!;

    /// <summary>Where set, the next start takes the real clock from this instant, as <c>Consent__Clock__StartAt</c> does in Development.</summary>
    public DateTimeOffset? StartAt { get; set; }

    /// <summary>The folder of the database, the ring and the ledger.</summary>
    public string Data => Path.Combine(_folder, "data");

    public IServiceProvider Services => _app!.Services;

    public IJournal Journal => Services.GetRequiredService<IJournal>();

    /// <summary>The place of the last entry that is not of the access journal's own.</summary>
    public long Written => Journal.Position - Services.GetRequiredService<Engine.AccessJournal>().WrittenCount;

    /// <summary>Speaks with the installation's key.</summary>
    public ApiClient Root => With(InstallationKey);

    public ApiClient Anonymous => With(null);

    /// <param name="clock">A manual one on a Monday where none is given.</param>
    /// <param name="change">What this host has otherwise than the real one.</param>
    public static async Task<TestService> StartAsync(TimeProvider? clock = null, Action<WebApplicationBuilder>? change = null)
    {
        var service = new TestService(clock ?? new ManualClock(Monday), change ?? (_ => { }));
        await service.StartAgainAsync();
        return service;
    }

    /// <summary>The service of the run command: filled with the demo, as of the given clock.</summary>
    public static async Task<TestService> StartDemoAsync(TimeProvider clock)
    {
        var service = new TestService(clock, _ => { }) { _isDemo = true };
        await service.StartAgainAsync();
        return service;
    }

    /// <summary>The key the demo has issued to a role of one of its operators.</summary>
    public async Task<ApiClient> DemoAsync(string operatorId, string role) => With(await DemoSecretAsync(operatorId, role));

    /// <summary>What the demo prints of one of its operators: a key, the door of its desk, its password.</summary>
    public async Task<string> DemoSecretAsync(string operatorId, string role) =>
        (await File.ReadAllLinesAsync(Path.Combine(_folder, "data", "demo-keys.txt"))).Select(line => line.Split(' ')).Single(cells => cells[0] == operatorId && cells[1] == role)[2];

    public ApiClient With(string? key) => new(() => Http, key);

    public async Task StartAgainAsync()
    {
        _app = Build();
        try
        {
            await _app.StartAsync();
        }
        catch
        {
            // What has not started is not to be stopped.
            await _app.DisposeAsync();
            _app = null;
            throw;
        }

        var address = _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        _clients.Add(Http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, UseCookies = false }) { BaseAddress = new Uri(address), Timeout = TimeSpan.FromSeconds(60) });
    }

    /// <summary>The same service, not started.</summary>
    public WebApplication Build()
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            EnvironmentName = StartAt is null ? "Production" : "Development",
            ContentRootPath = _folder,
            Args = ["--hostBuilder:reloadConfigOnChange=false"],
        });
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Consent:Data"] = Path.Combine(_folder, "data"),
            ["Consent:BootstrapKey"] = InstallationKey,
            ["Consent:Clock:StartAt"] = StartAt?.ToString("O"),
            ["Consent:Demo"] = _isDemo ? "true" : null,
            // What the tests ask in a second no client does; the limits have tests of their own.
            ["Consent:Limits:PerCredential"] = "0",
            ["Consent:Limits:PerAddress"] = "0",
            // Providers of the tests are on this machine.
            ["Consent:Tokens:InternalHosts"] = "127.0.0.1,localhost",
        });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.AddConsentService().UseTestEngine();
        if (StartAt is null) builder.Services.AddSingleton(Clock);
        _change(builder);
        return builder.Build().MapConsentService();
    }

    /// <summary>Stops accepting, finishes what was accepted, closes the database.</summary>
    public async Task StopAsync()
    {
        if (_app is not { } app) return;
        await app.StopAsync();
        _app = null;
        await app.DisposeAsync();
    }

    /// <summary>Stops, and starts again on the same data at another time.</summary>
    public Task RestartAtAsync(DateTimeOffset startAt)
    {
        StartAt = startAt;
        return RestartAsync();
    }

    public async Task RestartAsync()
    {
        await StopAsync();
        await StartAgainAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _clients.ForEach(client => client.Dispose());
        Directory.Delete(_folder, recursive: true);
    }
}
