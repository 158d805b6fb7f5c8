using Consent.Storage;

namespace Consent.Faults.Host;

/// <summary>Says «written» where the database could not write.</summary>
internal sealed class SwallowingJournal(IJournal inner) : JournalAround(inner)
{
    public override async Task<AppendResult> TryAppendAsync(Append append, CancellationToken cancellationToken)
    {
        try
        {
            return await Inner.TryAppendAsync(append, cancellationToken);
        }
        catch (StorageUnavailableException)
        {
            return AppendResult.Written;
        }
    }
}
