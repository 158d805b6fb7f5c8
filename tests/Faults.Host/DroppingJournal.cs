using Consent.Storage;

namespace Consent.Faults.Host;

/// <summary>When many write at once, says «written» to some of them and writes nothing.</summary>
internal sealed class DroppingJournal(IJournal inner) : JournalAround(inner)
{
    private const int Many = 16;
    private int _writing;

    public override async Task<AppendResult> TryAppendAsync(Append append, CancellationToken cancellationToken)
    {
        var writing = Interlocked.Increment(ref _writing);
        try
        {
            return writing > Many && append.Entries.Length == 1 ? AppendResult.Written : await Inner.TryAppendAsync(append, cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref _writing);
        }
    }
}
