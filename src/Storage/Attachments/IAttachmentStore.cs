using Consent.Domain;

namespace Consent.Storage;

/// <summary>Where the bytes of attached files lie, beside the journal: sealed, in chunks, thrown away with the key of their file.</summary>
public interface IAttachmentStore
{
    /// <summary>Durable when it returns. The first chunk, number 0, begins a file that is loose until it is kept.</summary>
    /// <exception cref="StorageUnavailableException">It is not known whether it was written.</exception>
    Task WriteAsync(FileKey file, string id, int number, byte[] chunk, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>Null where there is none.</summary>
    /// <exception cref="StorageUnavailableException">The database does not answer.</exception>
    ValueTask<byte[]?> ReadAsync(FileKey file, string id, int number, CancellationToken cancellationToken);

    /// <summary>The journal tells of it: it is loose no longer.</summary>
    /// <exception cref="StorageUnavailableException">It is not known whether that was written.</exception>
    Task KeepAsync(FileKey file, string id, CancellationToken cancellationToken);

    /// <exception cref="StorageUnavailableException">It is not known how much is left: delete it again.</exception>
    Task DeleteAsync(FileKey file, string id, CancellationToken cancellationToken);

    /// <summary>Files begun before an instant that nobody has kept, the oldest first.</summary>
    Task<IReadOnlyList<(FileKey File, string Id)>> LooseAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken);
}
