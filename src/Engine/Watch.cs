using Microsoft.Extensions.Hosting;

namespace Consent.Engine;

/// <summary>Looks again and again until the host stops; what it has not got to is found at the next start.</summary>
public abstract class Watch : BackgroundService
{
    /// <summary>The time between two looks.</summary>
    protected virtual TimeSpan Period => TimeSpan.FromSeconds(1);

    /// <summary>One look, once in a <see cref="Period"/>; a look that takes longer is followed at once by the next.</summary>
    public abstract Task LookAsync(CancellationToken cancellationToken);

    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period);
        try
        {
            do await LookAsync(stoppingToken); while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host is stopping.
        }
    }
}
