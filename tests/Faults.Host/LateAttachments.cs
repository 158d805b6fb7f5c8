using Consent.Domain;
using Consent.Storage;

namespace Consent.Faults.Host;

/// <summary>Says that bytes are stored and stores them a little later: the event comes first.</summary>
internal sealed class LateAttachments(IAttachmentStore inner) : IAttachmentStore
{
    private static readonly TimeSpan Later = TimeSpan.FromMilliseconds(50);

    public Task WriteAsync(FileKey file, string id, int number, byte[] chunk, DateTimeOffset at, CancellationToken cancellationToken)
    {
        _ = LaterAsync(() => inner.WriteAsync(file, id, number, chunk, at, CancellationToken.None));
        return Task.CompletedTask;
    }

    public ValueTask<byte[]?> ReadAsync(FileKey file, string id, int number, CancellationToken cancellationToken) => inner.ReadAsync(file, id, number, cancellationToken);

    public Task KeepAsync(FileKey file, string id, CancellationToken cancellationToken) => inner.KeepAsync(file, id, cancellationToken);

    public Task DeleteAsync(FileKey file, string id, CancellationToken cancellationToken) => inner.DeleteAsync(file, id, cancellationToken);

    public Task<IReadOnlyList<(FileKey File, string Id)>> LooseAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken) => inner.LooseAsync(before, limit, cancellationToken);

    private static async Task LaterAsync(Func<Task> write)
    {
        await Task.Delay(Later);
        await write();
    }
}
