namespace Consent.Storage;

/// <summary>Where the keys of the ring lie, each encrypted: what every node of an installation reads, and one at a time adds to.</summary>
public interface IRingStore
{
    /// <exception cref="StorageUnavailableException">It cannot be read now.</exception>
    IReadOnlyList<string> Read();

    /// <exception cref="StorageUnavailableException">It cannot be written now.</exception>
    void Add(string name, string element);

    /// <summary>The turn to look whether a key is to be made, and to make it; of nodes that start together one has it at a time.</summary>
    /// <exception cref="StorageUnavailableException">It cannot be had now.</exception>
    Task<IAsyncDisposable> TakeTurnAsync(CancellationToken cancellationToken);
}
