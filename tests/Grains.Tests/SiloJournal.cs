using Consent.Domain;
using Consent.Storage;

namespace Consent.Grains.Tests;

/// <summary>The journal of one silo, from which it can be cut off in what it has to learn of others.</summary>
internal sealed class SiloJournal(IJournal inner) : IJournal
{
    /// <summary>Catalogues and their versions cannot be read.</summary>
    public bool IsDeaf { get; set; }

    public long Position => inner.Position;

    public ValueTask<IReadOnlyList<Entry>> ReadAsync(FileKey file, CancellationToken cancellationToken)
    {
        if (file.Subject == SubjectId.Catalogue) Hear();
        return inner.ReadAsync(file, cancellationToken);
    }

    public ValueTask<IReadOnlyList<(OperatorId Operator, long Version)>> CatalogueVersionsAsync(CancellationToken cancellationToken)
    {
        Hear();
        return inner.CatalogueVersionsAsync(cancellationToken);
    }

    public Task<AppendResult> TryAppendAsync(Append append, CancellationToken cancellationToken) => inner.TryAppendAsync(append, cancellationToken);

    public ValueTask<CommandRecord?> FindCommandAsync(OperatorId operatorId, string key, CancellationToken cancellationToken) =>
        inner.FindCommandAsync(operatorId, key, cancellationToken);

    public ValueTask<IReadOnlyList<Entry>> ReadFeedAsync(OperatorId operatorId, long after, int limit, CancellationToken cancellationToken) =>
        inner.ReadFeedAsync(operatorId, after, limit, cancellationToken);

    public Task WaitForMoreAsync(long after, CancellationToken cancellationToken) => inner.WaitForMoreAsync(after, cancellationToken);

    private void Hear()
    {
        if (IsDeaf) throw new StorageUnavailableException("Cut off.");
    }
}
