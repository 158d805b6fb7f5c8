using Consent.Storage;
using Consent.Storage.Postgres;
using Microsoft.Extensions.Options;

namespace Consent.Api;

/// <summary>Before anything is read of a PostgreSQL database: it is ours, alone or with other silos; where that is lost, the host stops.</summary>
/// <param name="alone">Whether a second process would answer from an old state; SQLite has a lock of its own.</param>
internal sealed partial class DatabaseHold(IServiceProvider services, IHostApplicationLifetime lifetime, ILogger<DatabaseHold> log, bool alone)
    : BackgroundService, IHostedLifecycleService
{
    private PostgresHold? _hold;

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        if (services.GetRequiredService<IOptions<ConsentOptions>>().Value.Storage == "postgres")
            _hold = await PostgresHold.TakeAsync(services.GetRequiredService<PostgresDatabase>(), alone, cancellationToken);
    }

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StoppedAsync(CancellationToken cancellationToken)
    {
        if (_hold is { } hold) await hold.DisposeAsync();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (_hold is null) return;
        try
        {
            await _hold.KeepAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host is stopping.
        }
        catch (DatabaseRefusedException lost)
        {
            LogLost(log, lost.Message);
            lifetime.StopApplication();
        }
    }

    [LoggerMessage(Level = LogLevel.Critical, Message = "Stopping: while the database was away, another service came. {Reason}")]
    private static partial void LogLost(ILogger log, string reason);
}
