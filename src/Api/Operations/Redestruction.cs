using Consent.Domain;
using Consent.Engine;
using Consent.Storage;

namespace Consent.Api;

/// <summary>Before the first answer: whoever the ledger says was destroyed, and the database, restored from a backup, still has, is destroyed again. And
/// the ledger learns whom other nodes have destroyed, so that each has all.</summary>
internal sealed partial class Redestruction(
    IFileKeys keys, IJournal journal, Sealing sealing, IEngine engine, Catalogues catalogues, TimeProvider clock, ILogger<Redestruction> log) : IHostedService
{
    private const string Actor = "ledger";

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (sealing.Ledger is not { } ledger) return;
        var missing = ledger.Hashes.ToHashSet(StringComparer.Ordinal);
        foreach (var operatorId in catalogues.Installation.Operators)
            foreach (var subject in await keys.DestroyedAsync(operatorId, cancellationToken))
            {
                var file = new FileKey(operatorId, subject);
                if (!missing.Remove(ledger.HashOf(file))) await RememberAsync(ledger, file, cancellationToken);
            }

        var again = 0;
        foreach (var operatorId in catalogues.Installation.Operators)
        {
            if (missing.Count == 0) break;
            await foreach (var subject in keys.FilesAsync(operatorId, cancellationToken))
            {
                var file = new FileKey(operatorId, subject);
                if (!missing.Remove(ledger.HashOf(file))) continue;
                await engine.ExecuteAsync(file, new Envelope(Actor, new DestroySubject(clock.GetUtcNow(), ledger.ActOf(file)!)), cancellationToken);
                again++;
            }
        }

        if (again > 0) LogAgain(log, again);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task RememberAsync(DestructionLedger ledger, FileKey file, CancellationToken cancellationToken)
    {
        var act = (await journal.ReadAsync(file, cancellationToken)).Select(entry => entry.Event).OfType<SubjectDestroyed>().FirstOrDefault()?.Act;
        if (act is not null) ledger.Remember(file, act);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The database had {Persons} persons who were destroyed since: it was restored from a backup. They are destroyed again.")]
    private static partial void LogAgain(ILogger log, int persons);
}
