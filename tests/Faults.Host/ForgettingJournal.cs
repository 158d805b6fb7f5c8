using Consent.Domain;
using Consent.Storage;

namespace Consent.Faults.Host;

/// <summary>Keeps the alarm beside the journal, as if in memory: what a person asked for is written, when to wake for it is not.</summary>
internal sealed class ForgettingJournal(IJournal inner) : JournalAround(inner)
{
    public override Task<AppendResult> TryAppendAsync(Append append, CancellationToken cancellationToken) =>
        append.Entries.Any(entry => entry.Event is RequestReceived) ? Inner.TryAppendAsync(append with { Register = append.Register with { WakeUpAt = null } }, cancellationToken)
        : Inner.TryAppendAsync(append, cancellationToken);
}
