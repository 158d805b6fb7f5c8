using Consent.Domain;
using Consent.Storage;

namespace Consent.Faults.Host;

/// <summary>A journal around another: does as that one does until a method is replaced.</summary>
internal abstract class JournalAround(IJournal inner) : IJournal, IAsyncDisposable
{
    public long Position => Inner.Position;

    protected IJournal Inner { get; } = inner;

    public virtual ValueTask<IReadOnlyList<Entry>> ReadAsync(FileKey file, CancellationToken cancellationToken) => Inner.ReadAsync(file, cancellationToken);

    public virtual Task<AppendResult> TryAppendAsync(Append append, CancellationToken cancellationToken) => Inner.TryAppendAsync(append, cancellationToken);

    public ValueTask<CommandRecord?> FindCommandAsync(OperatorId operatorId, string key, CancellationToken cancellationToken) =>
        Inner.FindCommandAsync(operatorId, key, cancellationToken);

    public ValueTask<IReadOnlyList<(OperatorId Operator, long Version)>> CatalogueVersionsAsync(CancellationToken cancellationToken) =>
        Inner.CatalogueVersionsAsync(cancellationToken);

    public ValueTask<IReadOnlyList<Entry>> ReadFeedAsync(OperatorId operatorId, long after, int limit, CancellationToken cancellationToken) =>
        Inner.ReadFeedAsync(operatorId, after, limit, cancellationToken);

    public Task WaitForMoreAsync(long after, CancellationToken cancellationToken) => Inner.WaitForMoreAsync(after, cancellationToken);

    public ValueTask DisposeAsync() => Inner is IAsyncDisposable disposable ? disposable.DisposeAsync() : ValueTask.CompletedTask;
}
