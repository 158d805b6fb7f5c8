using Consent.Storage;

namespace Consent.Faults.Host;

/// <summary>Writes an append of several entries as two: the first, and a moment later the rest.</summary>
internal sealed class HalvingJournal(IJournal inner) : JournalAround(inner)
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(10);

    public override async Task<AppendResult> TryAppendAsync(Append append, CancellationToken cancellationToken)
    {
        if (append.Entries.Length < 2) return await Inner.TryAppendAsync(append, cancellationToken);
        var first = await Inner.TryAppendAsync(append with { Entries = append.Entries[..1] }, cancellationToken);
        if (first != AppendResult.Written) return first;
        await Task.Delay(Moment, cancellationToken);
        var rest = append with { ExpectedVersion = append.ExpectedVersion + 1, Entries = append.Entries[1..], Command = null };
        return await Inner.TryAppendAsync(rest, cancellationToken);
    }
}
