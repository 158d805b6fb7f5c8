using Microsoft.Extensions.Options;

namespace Consent.Api;

/// <summary>The first thing to happen when the service is told to stop: it says that it is not ready and goes on answering until
/// whoever sends it calls has noticed. Then it stops accepting, finishes what it has accepted, and only then leaves the cluster.</summary>
public sealed class Drain(IOptions<ConsentOptions> options, IHostApplicationLifetime lifetime) : IHostedLifecycleService
{
    private volatile bool _isStopping;
    private volatile bool _isSkipped;

    public bool HasBegun => _isStopping || lifetime.ApplicationStopping.IsCancellationRequested;

    /// <summary>It must not go on answering: somebody else has the database.</summary>
    public void Skip() => _isSkipped = true;

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        _isStopping = true;
        if (_isSkipped) return;
        await Task.Delay(TimeSpan.FromSeconds(options.Value.DrainSeconds), cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
