using Consent.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Consent.Grains.Journal;

/// <summary>In every silo, every so often: what a silo that died had committed and not yet shown in the register is shown. Any one silo that lives is enough.</summary>
public sealed partial class JournalSweep(GrainJournal journal, ILogger<JournalSweep> log) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(20);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken)) await SweepAsync();
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host is stopping.
        }
    }

    private async Task SweepAsync()
    {
        try
        {
            await journal.SweepAsync();
        }
        catch (Exception failure) when (failure is StorageUnavailableException or JournalDamagedException)
        {
            LogNotSwept(log, failure.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "What other silos left cannot be carried to the register now: {Why}")]
    private static partial void LogNotSwept(ILogger log, string why);
}
