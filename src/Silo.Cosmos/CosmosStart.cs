using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Consent.Silo.Cosmos;

/// <summary>Before the silo starts: the account is one that the service may stand on, and all its containers are there.</summary>
internal sealed partial class CosmosStart(CosmosAccount account, ILogger<CosmosStart> log) : IHostedLifecycleService
{
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        if (await account.OpenAsync(cancellationToken) is { } accepted) LogWeaker(log, accepted);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(Level = LogLevel.Warning, Message = "The account is weaker than Strong: a fail-over can bring back up to 15 minutes of a withdrawn consent. Accepted by the operator: {Words}")]
    private static partial void LogWeaker(ILogger log, string words);
}
