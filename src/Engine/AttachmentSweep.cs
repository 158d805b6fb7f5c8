using Consent.Domain;
using Consent.Storage;
using Microsoft.Extensions.Logging;

namespace Consent.Engine;

/// <summary>Bytes are stored before the journal tells of them: what it does not tell of a day later came to nothing and is swept away.</summary>
public sealed partial class AttachmentSweep(IAttachmentStore store, FileReader reader, TimeProvider clock, ILogger<AttachmentSweep> log) : Watch
{
    /// <summary>Longer than any file is on its way.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromDays(1);

    private const int AtOnce = 100;

    protected override TimeSpan Period => TimeSpan.FromHours(1);

    public override async Task LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (await store.LooseAsync(clock.GetUtcNow() - Patience, AtOnce, cancellationToken) is { Count: > 0 } loose)
                foreach (var (file, id) in loose) await EndAsync(file, id, cancellationToken);
        }
        catch (Exception failure) when (failure is StorageUnavailableException or JournalDamagedException)
        {
            LogNotSwept(log, failure.Message);
        }
        catch (Exception defect) when (!cancellationToken.IsCancellationRequested)
        {
            // Thrown further it would stop the host. Its message may quote a person.
            LogDefect(log, defect.GetType().FullName!, defect.StackTrace ?? "");
        }
    }

    // The process may have ended between the journal and the mark.
    private async Task EndAsync(FileKey file, string id, CancellationToken cancellationToken)
    {
        var known = (await reader.ReadAsync(file, null, cancellationToken)).File.Requests.SelectMany(request => request.Attachments).Any(attachment => attachment.Id == id);
        if (known) await store.KeepAsync(file, id, cancellationToken);
        else await store.DeleteAsync(file, id, cancellationToken);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Files that came to nothing cannot be swept away now: {Why}")]
    private static partial void LogNotSwept(ILogger log, string why);

    [LoggerMessage(Level = LogLevel.Error, Message = "Files that came to nothing are not swept away, defect {Type}\n{Stack}")]
    private static partial void LogDefect(ILogger log, string type, string stack);
}
