using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Consent.Domain;
using Consent.Storage;
using Consent.Storage.Proof;

namespace Consent.Engine.Proof;

/// <summary>An entry's place under a signed head: what somebody needs to prove it without asking the service again.</summary>
public sealed record EntryProof(long Seq, byte[] Hash, Checkpoint Checkpoint, IReadOnlyList<byte[]> Path);

/// <summary>Makes and keeps the signed heads of every operator's log. A head is signed only over entries that were read again and found whole,
/// and only as a continuation of the head before it; each is stored after the one before it, so of two that sign at once one comes to nothing.</summary>
/// <param name="signer">The installation's signing key; asked for at use, for the secret it follows from is opened at start.</param>
public sealed class Checkpoints(IJournal journal, IProofStore store, TimeProvider clock, Func<NoteSigner> signer)
{
    private const string LastName = "checkpoints";
    private const string KeysName = "keys";
    private const int BatchSize = 1024;
    private const int Tries = 5;

    private readonly ConcurrentDictionary<OperatorId, SemaphoreSlim> _turns = new();
    private bool _keyIsKnown;

    public JournalTree Tree { get; } = new(journal, store);

    /// <summary>How heads name an operator's log.</summary>
    public string OriginOf(OperatorId operatorId) => $"{signer().Name}/{operatorId.Value}";

    /// <summary>Signs a text that is no head by the same key.</summary>
    public SignedNote Sign(string text) => signer().Sign(text);

    /// <summary>The public keys this installation has signed with, the present one last.</summary>
    public async Task<IReadOnlyList<PublicKey>> KeysAsync(CancellationToken cancellationToken)
    {
        var own = signer().Public;
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            var piece = await store.ReadCheckedAsync(OperatorId.Installation, KeysName, cancellationToken);
            var pem = piece is null ? "" : Encoding.UTF8.GetString(piece.Value);
            var known = pem.Length == 0 ? [] : PublicKey.TryParse(pem) ?? throw new JournalDamagedException("the public keys of the installation cannot be read");
            if (known.Any(key => key.Fingerprint == own.Fingerprint)) return known;
            if (await store.TryWriteCheckedAsync(OperatorId.Installation, KeysName, Encoding.UTF8.GetBytes(pem + own.Pem), piece?.Version ?? 0, cancellationToken)) return [.. known, own];
        }

        throw new StorageUnavailableException("The public keys change faster than they can be written.");
    }

    /// <summary>The head that was signed last; null where none was yet.</summary>
    public async Task<Checkpoint?> LastAsync(OperatorId operatorId, CancellationToken cancellationToken) =>
        await CountAsync(operatorId, cancellationToken) is > 0 and var last ? await ReadAsync(operatorId, last, cancellationToken) : null;

    /// <summary>Heads in the order they were signed, from the given one on; <paramref name="number"/> counts from 1.</summary>
    public async Task<IReadOnlyList<(long Number, Checkpoint Checkpoint)>> ListAsync(OperatorId operatorId, long number, int limit, CancellationToken cancellationToken)
    {
        var heads = new List<(long, Checkpoint)>();
        for (; heads.Count < limit && await FindAsync(operatorId, number, cancellationToken) is { } head; number++) heads.Add((number, head));
        return heads;
    }

    /// <summary>How many heads were signed.</summary>
    public async Task<long> CountAsync(OperatorId operatorId, CancellationToken cancellationToken)
    {
        // What says how many is written after the head itself: it may be behind, and where it was damaged it is looked for.
        var said = await store.ReadAsync(operatorId, LastName, cancellationToken) is { } piece && CheckedPieces.Unwrap(piece) is { } kept
            && long.TryParse(Encoding.UTF8.GetString(kept.Value), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : 0;
        var step = 1L;
        while (await ExistsAsync(operatorId, said + step, cancellationToken)) (said, step) = (said + step, step * 2);
        for (; step > 1; step /= 2)
            if (await ExistsAsync(operatorId, said + (step / 2), cancellationToken)) said += step / 2;
        return said;
    }

    /// <summary>A head over everything that is committed by now: the last one where nothing came since.</summary>
    /// <exception cref="JournalDamagedException">What would be signed is not whole, or is no continuation of what was signed before: nothing is signed.</exception>
    public async Task<Checkpoint> MakeAsync(OperatorId operatorId, CancellationToken cancellationToken)
    {
        var turn = _turns.GetOrAdd(operatorId, _ => new SemaphoreSlim(1, 1));
        await turn.WaitAsync(cancellationToken);
        try
        {
            for (var attempt = 0; attempt < Tries; attempt++)
                if (await TryMakeAsync(operatorId, cancellationToken) is { } made) return made;
        }
        finally
        {
            turn.Release();
        }

        throw new StorageUnavailableException($"The heads of {operatorId} change faster than they can be written.");
    }

    /// <summary>The proof that an entry is in the log, under the last head, or under a new one where that does not cover it yet.</summary>
    /// <param name="position">The entry's place in the journal.</param>
    public async Task<EntryProof> ProveAsync(OperatorId operatorId, long position, byte[] hash, CancellationToken cancellationToken)
    {
        var seq = await Tree.SeqOfAsync(operatorId, position, cancellationToken);
        var head = seq == 0 ? null : await LastAsync(operatorId, cancellationToken);
        if (head is null || head.Head.Size < seq) head = await MakeAsync(operatorId, cancellationToken);
        if (seq == 0) seq = await Tree.SeqOfAsync(operatorId, position, cancellationToken);
        if (seq == 0 || seq > head.Head.Size) throw new JournalDamagedException($"{operatorId}: an entry is not in the log");
        return await ProveAsync(operatorId, seq, hash, head, cancellationToken);
    }

    /// <summary>The same by the entry's place in the operator's log.</summary>
    /// <exception cref="JournalDamagedException">The proof does not lead to what was signed.</exception>
    public async Task<EntryProof> ProveAsync(OperatorId operatorId, long seq, byte[] hash, Checkpoint head, CancellationToken cancellationToken)
    {
        var path = await Tree.InclusionAsync(operatorId, seq, head.Head.Size, cancellationToken);
        if (Merkle.IsIncluded(seq - 1, head.Head.Size, Merkle.Leaf(hash), path, head.Head.Root)) return new EntryProof(seq, hash, head, path);
        await Tree.RebuildAsync(operatorId, cancellationToken);
        path = await Tree.InclusionAsync(operatorId, seq, head.Head.Size, cancellationToken);
        return Merkle.IsIncluded(seq - 1, head.Head.Size, Merkle.Leaf(hash), path, head.Head.Root)
            ? new EntryProof(seq, hash, head, path)
            : throw new JournalDamagedException($"{operatorId}: entry {seq} of the log is not the one that was signed");
    }

    // Null where another silo has signed meanwhile.
    private async Task<Checkpoint?> TryMakeAsync(OperatorId operatorId, CancellationToken cancellationToken)
    {
        var number = await CountAsync(operatorId, cancellationToken);
        var last = number == 0 ? null : await ReadAsync(operatorId, number, cancellationToken);
        var size = await Tree.CatchUpAsync(operatorId, cancellationToken);
        if (last is not null && size == last.Head.Size) return last;
        if (size < last?.Head.Size) throw new JournalDamagedException($"{operatorId}: the log has {size} entries, {last.Head.Size} were signed");
        await VerifyAsync(operatorId, last?.Head.Size ?? 0, size, cancellationToken);
        if (await RootAfterAsync(operatorId, last?.Head, size, cancellationToken) is not { } root)
        {
            await Tree.RebuildAsync(operatorId, cancellationToken);
            root = await RootAfterAsync(operatorId, last?.Head, size, cancellationToken)
                ?? throw new JournalDamagedException($"{operatorId}: the log is not the one that was signed at {last?.Head.Size}");
        }

        if (!_keyIsKnown) _keyIsKnown = (await KeysAsync(cancellationToken)).Count > 0;
        var made = Checkpoint.Sign(new TreeHead(OriginOf(operatorId), size, root, clock.GetUtcNow()), signer());
        if (!await store.TryWriteCheckedAsync(operatorId, NameOf(number + 1), Encoding.UTF8.GetBytes(made.ToString()), 0, cancellationToken)) return null;
        var said = await store.ReadAsync(operatorId, LastName, cancellationToken);
        await store.TryWriteCheckedAsync(operatorId, LastName, Encoding.UTF8.GetBytes((number + 1).ToString(CultureInfo.InvariantCulture)), said?.Version ?? 0, cancellationToken);
        return made;
    }

    private async Task<byte[]?> RootAfterAsync(OperatorId operatorId, TreeHead? last, long size, CancellationToken cancellationToken)
    {
        var root = await Tree.RootAsync(operatorId, size, cancellationToken);
        if (last is null) return root;
        var path = await Tree.ConsistencyAsync(operatorId, last.Size, size, cancellationToken);
        return Merkle.IsConsistent(last.Size, size, last.Root, root, path) ? root : null;
    }

    // What is about to be signed is read once more: each entry from the feed and from its own file, every link of it, and the leaf the tree has for it.
    private async Task VerifyAsync(OperatorId operatorId, long signed, long size, CancellationToken cancellationToken)
    {
        for (var seq = signed + 1; seq <= size;)
        {
            var batch = await Tree.EntriesAsync(operatorId, seq, (int)Math.Min(BatchSize, size - seq + 1), cancellationToken);
            if (batch.Count == 0) throw new JournalDamagedException($"{operatorId}: entry {seq} of the log is missing");
            foreach (var file in batch.GroupBy(entry => entry.File))
            {
                var whole = await journal.ReadAsync(file.Key, cancellationToken);
                foreach (var entry in file)
                    if (entry.Version > whole.Count || !whole[(int)entry.Version - 1].Hash.AsSpan().SequenceEqual(entry.Hash))
                        throw new JournalDamagedException($"{file.Key}: entry {entry.Version} is not the same when read again");
            }

            await VerifyLeavesAsync(operatorId, seq, size, batch, cancellationToken);
            seq += batch.Count;
        }
    }

    private async Task VerifyLeavesAsync(OperatorId operatorId, long seq, long size, IReadOnlyList<Entry> batch, CancellationToken cancellationToken)
    {
        for (var i = 0; i < batch.Count;)
            foreach (var item in await Tree.ItemsAsync(operatorId, seq + i, size, cancellationToken))
            {
                if (i == batch.Count) return;
                if (!Merkle.Leaf(batch[i].Hash).AsSpan().SequenceEqual(item.Hash)) throw new JournalDamagedException($"{operatorId}: entry {seq + i} of the log is not the same when read again");
                i++;
            }
    }

    private async Task<Checkpoint> ReadAsync(OperatorId operatorId, long number, CancellationToken cancellationToken) =>
        await FindAsync(operatorId, number, cancellationToken) ?? throw new JournalDamagedException($"{operatorId}: head {number} is missing");

    private async Task<Checkpoint?> FindAsync(OperatorId operatorId, long number, CancellationToken cancellationToken) =>
        await store.ReadCheckedAsync(operatorId, NameOf(number), cancellationToken) is { } piece
            ? Checkpoint.TryParse(Encoding.UTF8.GetString(piece.Value)) ?? throw new JournalDamagedException($"{operatorId}: head {number} was changed")
            : null;

    private async Task<bool> ExistsAsync(OperatorId operatorId, long number, CancellationToken cancellationToken) =>
        await store.ReadAsync(operatorId, NameOf(number), cancellationToken) is not null;

    private static string NameOf(long number) => string.Create(CultureInfo.InvariantCulture, $"checkpoint/{number}");
}
