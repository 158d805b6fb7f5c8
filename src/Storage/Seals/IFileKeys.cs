using Consent.Domain;

namespace Consent.Storage;

/// <summary>What is kept of a file's key: <paramref name="Wrapped"/>, or null where it was thrown away for good.</summary>
public sealed record KeptKey(byte[]? Wrapped)
{
    public static readonly KeptKey Destroyed = new((byte[]?)null);
}

/// <summary>The wrapped keys of files, beside the journal: made and thrown away in the transaction of an append, see <see cref="Append.NewKey"/>.</summary>
public interface IFileKeys
{
    /// <summary>Null where the file has never needed one.</summary>
    /// <exception cref="StorageUnavailableException">The database does not answer.</exception>
    ValueTask<KeptKey?> ReadKeyAsync(FileKey file, CancellationToken cancellationToken);

    /// <summary>Wraps a key otherwise, or keeps the first; false where it is no longer the expected one. A key thrown away never comes back.</summary>
    /// <param name="expected">Null where there is to be none.</param>
    Task<bool> TrySetKeyAsync(FileKey file, byte[]? expected, byte[] wrapped, CancellationToken cancellationToken);

    /// <summary>Every file of an operator, each once, its catalogue too.</summary>
    IAsyncEnumerable<SubjectId> FilesAsync(OperatorId operatorId, CancellationToken cancellationToken);

    /// <summary>The files whose keys were thrown away.</summary>
    Task<IReadOnlyList<SubjectId>> DestroyedAsync(OperatorId operatorId, CancellationToken cancellationToken);
}

/// <summary>Wraps the keys of files, so that the database alone opens nothing.</summary>
public interface IKeyWrap
{
    /// <exception cref="StorageUnavailableException">There is no key to wrap it by now.</exception>
    byte[] Wrap(FileKey file, byte[] key);

    /// <exception cref="StorageUnavailableException">The key it was wrapped by is not at hand.</exception>
    byte[] Unwrap(FileKey file, byte[] wrapped);

    /// <summary>Whether it should be wrapped again: the key it is under is not the one used now.</summary>
    bool IsOutdated(FileKey file, byte[] wrapped);
}
