using Consent.Domain;
using Consent.Storage;
using Microsoft.Extensions.Logging;

namespace Consent.Engine;

/// <summary>Wakes the files whose time has come, also while nobody looked: what an alarm clock does each time it rings.</summary>
/// <param name="log">Of the alarm clock.</param>
public sealed partial class DueFiles(IRegister register, IEngine engine, TimeProvider clock, ILogger log)
{
    private const string Actor = "clock";
    private const int PageSize = 500;

    // Tried again every time, told of once.
    private readonly HashSet<FileKey> _notWoken = [];

    /// <summary>Wakes every file that is due now, of these operators or of all; a file that cannot be woken does not hold the others.</summary>
    public async Task WakeAsync(IReadOnlyList<OperatorId>? operators, CancellationToken cancellationToken)
    {
        (FileKey File, DateTimeOffset At)? last = null;
        do
        {
            var now = clock.GetUtcNow();
            IReadOnlyList<(FileKey File, DateTimeOffset At)> due;
            try
            {
                due = await register.DueAsync(now, last, PageSize, operators, cancellationToken);
            }
            catch (Exception failure) when (failure is StorageUnavailableException or JournalDamagedException)
            {
                LogRegisterUnavailable(log, failure.Message);
                return;
            }

            foreach (var (file, _) in due) await WakeAsync(file, now, cancellationToken);
            last = due.Count == PageSize ? due[^1] : null;
        }
        while (last is not null);
    }

    private async Task WakeAsync(FileKey file, DateTimeOffset now, CancellationToken cancellationToken)
    {
        try
        {
            await engine.ExecuteAsync(file, new Envelope(Actor, new WakeUp(now)), cancellationToken);
            _notWoken.Remove(file);
        }
        catch (Exception failure) when (failure is StorageUnavailableException or JournalDamagedException)
        {
            if (_notWoken.Add(file)) LogNotWoken(log, file.ToString(), failure.Message);
        }
        catch (Exception defect) when (!cancellationToken.IsCancellationRequested)
        {
            // Thrown further it would stop the host: one file must not silence the clock of all. Its message may quote a person.
            if (_notWoken.Add(file)) LogDefect(log, file.ToString(), defect.GetType().FullName!, defect.StackTrace ?? "");
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The register does not answer what is due: {Reason}")]
    private static partial void LogRegisterUnavailable(ILogger log, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "File {File} was due but could not be woken: {Reason}")]
    private static partial void LogNotWoken(ILogger log, string file, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "File {File} was due but could not be woken, defect {Type}\n{Stack}")]
    private static partial void LogDefect(ILogger log, string file, string type, string stack);
}
