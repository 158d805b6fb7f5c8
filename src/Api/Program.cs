using Consent.Api;
using Consent.Storage;
using Microsoft.Extensions.Options;

try
{
    var builder = WebApplication.CreateBuilder(args);
    builder.AddConsentService().UseEmbeddedEngine();
    var app = builder.Build().MapConsentService();
    await app.RunAsync();
    return 0;
}
catch (Exception refused) when (refused is DatabaseRefusedException or JournalDamagedException or OptionsValidationException or StorageUnavailableException)
{
    // One clear line: what is wrong and what to do; the stack helps nobody here.
    await Console.Error.WriteLineAsync($"consent: cannot start. {refused.Message}");
    return 1;
}
