using System.Security.Cryptography;
using System.Text;
using Consent.Domain;
using Consent.Storage;
using Orleans.Runtime;
using Orleans.Storage;

namespace Consent.Grains.Journal;

/// <summary>The journal's states in the storage of grains: each read and written by its key, under the tag of the version that was read.</summary>
/// <param name="commands">Where commands are kept: a provider of their own may forget them when their time is over.</param>
public sealed class JournalStore(IGrainStorage journal, IGrainStorage commands)
{
    /// <summary>The names under which a silo registers the two providers.</summary>
    public const string Journal = "journal";
    public const string Commands = "commands";

    internal Task<Held<LogState>> LogAsync(OperatorId operatorId) => ReadAsync<LogState>(journal, "log", operatorId.Value);

    internal Task<Held<FileState>> FileAsync(FileKey file) => ReadAsync<FileState>(journal, "file", file.ToString());

    internal Task<Held<PageState>> PageAsync(FileKey file, int page) => ReadAsync<PageState>(journal, "page", FormattableString.Invariant($"{file}/{page}"));

    internal Task<Held<FeedState>> FeedAsync(OperatorId operatorId, long page) =>
        ReadAsync<FeedState>(journal, "feed", FormattableString.Invariant($"{operatorId}/{page}"));

    internal Task<Held<NumberState>> NumberAsync(OperatorId operatorId, string number) => ReadAsync<NumberState>(journal, "number", $"{operatorId}/{number}");

    internal Task<Held<ProofState>> ProofAsync(OperatorId operatorId, string name) => ReadAsync<ProofState>(journal, "proof", $"{operatorId}/{name}");

    internal Task<Held<CataloguesState>> CataloguesAsync() => ReadAsync<CataloguesState>(journal, "catalogues", "all");

    internal Task<Held<DestroyedState>> DestroyedAsync(OperatorId operatorId, int part) =>
        ReadAsync<DestroyedState>(journal, "destroyed", FormattableString.Invariant($"{operatorId}/{part}"));

    internal Task<Held<RingState>> RingAsync() => ReadAsync<RingState>(journal, "ring", "all");

    internal Task<Held<ChunkState>> ChunkAsync(FileKey file, string id, int number) => ReadAsync<ChunkState>(journal, "chunk", FormattableString.Invariant($"{file}/{id}/{number}"));

    internal Task<Held<AttachmentsState>> AttachmentsAsync(FileKey file) => ReadAsync<AttachmentsState>(journal, "attachments", file.ToString());

    internal Task<Held<LooseState>> LooseAsync(int part) => ReadAsync<LooseState>(journal, "loose", part.ToString(System.Globalization.CultureInfo.InvariantCulture));

    // A client may put anything into its key.
    internal Task<Held<CommandState>> CommandAsync(OperatorId operatorId, string key) =>
        ReadAsync<CommandState>(commands, "command", $"{operatorId}/{Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(key)))}");

    /// <exception cref="StorageUnavailableException">The storage does not answer.</exception>
    private static async Task<Held<T>> ReadAsync<T>(IGrainStorage storage, string kind, string key) where T : class, new()
    {
        var held = new Held<T>(storage, kind, GrainId.Create("consent-" + kind, key));
        await held.ReadAsync();
        return held;
    }
}

/// <summary>A state as it was read, and the tag under which it may be written.</summary>
internal sealed class Held<T>(IGrainStorage storage, string kind, GrainId id) where T : class, new()
{
    private readonly GrainState<T> _state = new(new T());

    public T State => _state.State!;

    public bool Exists => _state.RecordExists;

    /// <exception cref="StorageUnavailableException">The storage does not answer.</exception>
    public async Task ReadAsync()
    {
        try
        {
            await storage.ReadStateAsync(kind, id, _state);
            _state.State ??= new T();
        }
        catch (Exception failure)
        {
            throw Unavailable(failure);
        }
    }

    /// <summary>False where somebody wrote it first: read it again.</summary>
    /// <exception cref="StorageUnavailableException">It is not known whether it was written.</exception>
    public async Task<bool> TryWriteAsync(T state)
    {
        var before = _state.State;
        try
        {
            _state.State = state;
            await storage.WriteStateAsync(kind, id, _state);
            _state.RecordExists = true;
            return true;
        }
        catch (InconsistentStateException)
        {
            _state.State = before;
            return false;
        }
        catch (Exception failure)
        {
            _state.State = before;
            throw Unavailable(failure);
        }
    }

    /// <exception cref="StorageUnavailableException">It is not known whether it is gone.</exception>
    public async Task ClearAsync()
    {
        try
        {
            await storage.ClearStateAsync(kind, id, _state);
        }
        catch (Exception failure)
        {
            throw Unavailable(failure);
        }
    }

    private static StorageUnavailableException Unavailable(Exception failure) =>
        new($"The storage of grains does not answer ({failure.GetType().Name}): it is not known whether a write was made.", failure);
}
