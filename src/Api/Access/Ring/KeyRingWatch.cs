using Consent.Storage;

namespace Consent.Api;

/// <summary>Makes the next key of the ring long before the last one ends.</summary>
internal sealed partial class KeyRingWatch(KeyRing ring, ILogger<KeyRingWatch> log) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromHours(6);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken)) await LookAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host is stopping.
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            await ring.EnsureAsync(cancellationToken);
        }
        catch (StorageUnavailableException failure)
        {
            LogNotMade(log, failure.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The next key of the ring cannot be made now, and will be tried again: {Why}")]
    private static partial void LogNotMade(ILogger log, string why);
}
