using Consent.Domain;
using Consent.Engine;

namespace Consent.Api;

/// <summary>Personal data is shown to a DPO who says why, and only once the reading is on record; to everybody else it is masked.</summary>
public sealed partial class Readings(IEngine engine, TimeProvider clock, ILogger<Readings> log)
{
    /// <exception cref="InvalidRequestException">The reason is too long or has control characters.</exception>
    public static void CheckReason(string? reason)
    {
        var fields = new Fields();
        fields.OptionalText(reason, "reason", 500);
        fields.ThrowIfWrong();
    }

    /// <summary>Whether the file, or one request of it, is to be masked for this caller; if it is not, its reading has been recorded.</summary>
    /// <exception cref="NotFoundException">There is nothing to read.</exception>
    /// <exception cref="Storage.StorageUnavailableException">The reading cannot be recorded: nothing is shown.</exception>
    public async Task<bool> IsMaskedAsync(FileKey file, string? request, string? reason, Tenant tenant, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(reason) || !tenant.Caller.Has(Scope.Dpo)) return true;
        var read = new Envelope(tenant.Actor, new RecordReading(clock.GetUtcNow(), request, reason));
        return await engine.ExecuteAsync(file, read, cancellationToken) is Outcome.Done ? false : throw new NotFoundException();
    }

    /// <summary>Somebody is about to be shown the journal, or to take some of it away: who and what, before anything is shown.</summary>
    /// <param name="what">What is shown, in a word.</param>
    public Task OfJournalAsync(string what, Tenant tenant, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        LogJournalRead(log, tenant.Actor, what, tenant.Operator.Value);
        return Task.CompletedTask;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Actor} reads {What} of {Operator}")]
    private static partial void LogJournalRead(ILogger log, string actor, string what, string @operator);

    /// <summary>A piece of personal data as this caller may see it.</summary>
    public static string? Show(Personal? personal, bool isMasked) => isMasked ? personal?.ToString() : personal?.Value;
}
