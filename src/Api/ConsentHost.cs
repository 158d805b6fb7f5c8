using Consent.Storage;
using Microsoft.Extensions.Options;

namespace Consent.Api;

/// <summary>Starts the service with an engine of the host's choice and runs it until it is stopped.</summary>
public static class ConsentHost
{
    /// <summary>The exit code: 1 when it cannot start, with one clear line on what is wrong and what to do.</summary>
    /// <param name="useEngine">Adds the engine; called after everything else is composed.</param>
    public static async Task<int> RunAsync(string[] args, Action<WebApplicationBuilder> useEngine)
    {
        if (args is [VerifyCommand.Name, .. var rest]) return await VerifyAsync(rest, useEngine);
        try
        {
            var builder = WebApplication.CreateBuilder(args);
            useEngine(builder.AddConsentService());
            await builder.Build().MapConsentService().RunAsync();
            return 0;
        }
        catch (Exception refused) when (refused is DatabaseRefusedException or JournalDamagedException or OptionsValidationException or StorageUnavailableException or IOException)
        {
            // The stack helps nobody here.
            await Console.Error.WriteLineAsync($"consent: cannot start. {refused.Message}");
            return 1;
        }
    }

    private static Task<int> VerifyAsync(string[] args, Action<WebApplicationBuilder> useEngine) => VerifyCommand.RunAsync(args, Console.Out, own =>
    {
        var builder = WebApplication.CreateBuilder(own);
        builder.Logging.ClearProviders();
        useEngine(builder.AddConsentService());
        return builder.Build();
    }, CancellationToken.None);
}
