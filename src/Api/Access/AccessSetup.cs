using Consent.Engine;
using Consent.Storage;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;

namespace Consent.Api;

/// <summary>What stands at the entrance: credentials, limits, the access journal.</summary>
internal static class AccessSetup
{
    private const int NodeLength = 40;

    public static IServiceCollection AddAccess(this IServiceCollection services)
    {
        services.AddOptions<LimitOptions>().BindConfiguration(LimitOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<TokenOptions>().BindConfiguration(TokenOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<Credentials>().AddSingleton<Tokens>().AddSingleton<ProviderKeys>().AddSingleton<ProviderHttp>();
        services.AddSingleton<Limits>().AddSingleton<Attempts>().AddSingleton<AccessReader>().AddSingleton<AccessList>().AddSingleton<KeyUses>();
        services.AddSingleton(provider => new AccessJournal(
            provider.GetRequiredService<IJournal>(), provider.GetRequiredService<Sealing>(), provider.GetRequiredService<Catalogues>(), provider.GetRequiredService<TimeProvider>(),
            NodeOf(provider.GetRequiredService<IOptions<ConsentOptions>>().Value), provider.GetRequiredService<ILogger<AccessJournal>>()));
        services.AddRequestTimeouts();
        services.AddOptions<RequestTimeoutOptions>().Configure<IOptions<LimitOptions>>((timeouts, own) =>
        {
            timeouts.DefaultPolicy = Within(TimeSpan.FromSeconds(own.Value.Seconds));
            timeouts.AddPolicy(TakesFile.Timeout, Within(TakesFile.Longest));
        });
        return services;
    }

    private static RequestTimeoutPolicy Within(TimeSpan longest) => new()
    {
        Timeout = longest,
        TimeoutStatusCode = StatusCodes.Status503ServiceUnavailable,
        WriteTimeoutResponse = context => Problems.Of(StatusCodes.Status503ServiceUnavailable, "TimedOut").ExecuteAsync(context),
    };

    /// <summary>Behind proxies that are named the address of a caller is the one they tell; without any it is the one that connects.</summary>
    /// <exception cref="DatabaseRefusedException">The setting names no network.</exception>
    public static void BelieveProxies(this WebApplication app)
    {
        var named = app.Services.GetRequiredService<IOptions<ConsentOptions>>().Value.Proxies.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries);
        if (named.Length == 0) return;
        // As many hops as are known one after another.
        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor, ForwardLimit = null };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var proxy in named)
            options.KnownIPNetworks.Add(Networks.TryParse(proxy, out var network) ? network : throw new DatabaseRefusedException($"Consent__Proxies: {proxy} is no address or network."));
        app.UseForwardedHeaders(options);
    }

    private static string NodeOf(ConsentOptions options)
    {
        var name = options.Node ?? new string([.. Environment.MachineName.ToLowerInvariant().Select(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') ? c : '-').Take(NodeLength)]);
        return name.Length == 0 ? "node" : name;
    }
}
