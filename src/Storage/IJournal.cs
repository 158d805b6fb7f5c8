using System.Collections.Immutable;
using Consent.Domain;

namespace Consent.Storage;

/// <summary>A command that has had its effect: the client's key, the hash of what it sent, and the versions of the file it made.</summary>
public sealed record CommandRecord(string Key, byte[] BodySha256, FileKey File, long FromVersion, long ToVersion);

/// <summary>One atomic write: the next entries of a file, what the register shows of it from now on, and the command they answer.</summary>
public sealed record Append(
    FileKey File, long ExpectedVersion, ImmutableArray<Entry> Entries, RegisterRows Register, CommandRecord? Command = null)
{
    /// <summary>The wrapped key of the file, where this is the first append that needs one.</summary>
    public byte[]? NewKey { get; init; }

    /// <summary>Whether the file's key is thrown away with it, and no other will ever be.</summary>
    public bool DestroysKey { get; init; }

    /// <summary>Not a write of the file at all: its key is kept another way.</summary>
    internal bool IsOnlyKey { get; init; }

    /// <summary>With <see cref="IsOnlyKey"/>: how the key is kept now.</summary>
    internal byte[]? ExpectedKey { get; init; }
}

/// <summary>How an append ended; nothing is written but for <see cref="Written"/>.</summary>
public enum AppendResult
{
    Written,

    /// <summary>The file is no longer at the expected version: read it again.</summary>
    LostRace,

    /// <summary>The client's key is taken by a command that came first.</summary>
    CommandKnown,

    /// <summary>Another file took the request number first: take the next.</summary>
    NumberTaken,
}

/// <summary>Entries of one of the kinds, as the journal names them, or of an actor.</summary>
public abstract record EntryFilter
{
    private EntryFilter()
    {
    }

    public sealed record OfKinds(ImmutableArray<string> Kinds) : EntryFilter;

    public sealed record OfActor(string Actor) : EntryFilter;
}

/// <summary>An append-only log per file with an expected version. Written means durable: kill -9 the next instant loses nothing.</summary>
public interface IJournal
{
    /// <summary>The entries of a file in order, every hash checked against the one before and the last against the file's head.</summary>
    /// <exception cref="JournalDamagedException">An entry was changed, lost, added or moved.</exception>
    /// <exception cref="StorageUnavailableException">The database does not answer.</exception>
    ValueTask<IReadOnlyList<Entry>> ReadAsync(FileKey file, CancellationToken cancellationToken);

    /// <summary>At most so many entries of a file before a version, the last ones, in order: each checked against the one before it, and the end of the file
    /// against its head. What lies before them is not read.</summary>
    /// <exception cref="JournalDamagedException">One of them was changed, lost, added or moved.</exception>
    /// <exception cref="StorageUnavailableException">The database does not answer.</exception>
    async ValueTask<IReadOnlyList<Entry>> ReadLastAsync(FileKey file, long before, int count, CancellationToken cancellationToken)
    {
        var whole = await ReadAsync(file, cancellationToken);
        var end = (int)Math.Min(before - 1, whole.Count);
        return [.. whole.Skip(end - count).Take(Math.Min(count, end))];
    }

    /// <summary>At most so many entries of an operator before a position that a filter wants, the last ones first; null where this journal has no index for it,
    /// and the entries have to be looked through.</summary>
    ValueTask<IReadOnlyList<Entry>?> FindBackAsync(OperatorId operatorId, EntryFilter filter, long before, int limit, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyList<Entry>?>(null);

    /// <exception cref="StorageUnavailableException">Nothing was written, or, where the message says so, that is not known: the file must be read again.</exception>
    Task<AppendResult> TryAppendAsync(Append append, CancellationToken cancellationToken);

    /// <summary>The command that used the client's key; null where none did within <see cref="CommandMemory"/>.</summary>
    ValueTask<CommandRecord?> FindCommandAsync(OperatorId operatorId, string key, CancellationToken cancellationToken);

    /// <summary>The version of every operator's catalogue, the installation's among them: where one has grown it is read again.</summary>
    ValueTask<IReadOnlyList<(OperatorId Operator, long Version)>> CatalogueVersionsAsync(CancellationToken cancellationToken);

    /// <summary>At most <paramref name="limit"/> entries of an operator after a position, in the order of commits.</summary>
    ValueTask<IReadOnlyList<Entry>> ReadFeedAsync(OperatorId operatorId, long after, int limit, CancellationToken cancellationToken);

    /// <summary>The place of the last entry this process knows to be committed, of whatever operator.</summary>
    long Position { get; }

    /// <summary>Completes when <see cref="Position"/> is beyond the given one.</summary>
    Task WaitForMoreAsync(long after, CancellationToken cancellationToken);

    /// <summary>How long a client's key is remembered at least.</summary>
    static readonly TimeSpan CommandMemory = TimeSpan.FromHours(72);
}
