using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Consent.Grains;

/// <summary>At the start of every silo: each alarm clock of the cluster is set and looks, wherever it lives.</summary>
internal sealed partial class DeadlineStart(IGrainFactory grains, ILogger<DeadlineStart> log) : BackgroundService
{
    private static readonly TimeSpan TryAgain = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            for (var part = 0; part < DeadlineGrain.Count; part++)
                while (!await TryStartAsync(part)) await Task.Delay(TryAgain, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host is stopping; the reminders of an earlier start stand.
        }
    }

    private async Task<bool> TryStartAsync(int part)
    {
        try
        {
            await grains.GetGrain<IDeadlineGrain>(part).StartAsync();
            return true;
        }
        catch (Exception failure)
        {
            LogNotStarted(log, part, failure.GetType().FullName!);
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Alarm clock {Part} is not set yet: {Type}")]
    private static partial void LogNotStarted(ILogger log, int part, string type);
}
