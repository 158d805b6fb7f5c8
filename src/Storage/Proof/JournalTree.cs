using System.Collections.Concurrent;
using Consent.Domain;

namespace Consent.Storage.Proof;

/// <summary>The Merkle tree over every operator's log: its leaves are the hashes of the entries in the order of commits. It is grown after the
/// fact, never while something is written, and can be made again from the journal at any time.</summary>
public sealed class JournalTree(IJournal journal, IProofStore store)
{
    private const int BatchSize = 1024;
    private const int SaveEvery = 64 * BatchSize;

    private readonly ConcurrentDictionary<OperatorId, SemaphoreSlim> _turns = new();

    /// <summary>Takes in everything that is committed by now; how many leaves the tree has.</summary>
    /// <exception cref="StorageUnavailableException">The database does not answer.</exception>
    public async Task<long> CatchUpAsync(OperatorId operatorId, CancellationToken cancellationToken)
    {
        using var turn = await TurnAsync(operatorId, cancellationToken);
        try
        {
            return await GrowAsync(operatorId, await TreeGrowth.OpenAsync(operatorId, store, cancellationToken), fromNothing: false, cancellationToken);
        }
        catch (JournalDamagedException)
        {
            return await GrowAsync(operatorId, new TreeGrowth(operatorId, store), fromNothing: true, cancellationToken);
        }
    }

    /// <summary>Makes the tree again from the journal, whatever is kept of it.</summary>
    public async Task<long> RebuildAsync(OperatorId operatorId, CancellationToken cancellationToken)
    {
        using var turn = await TurnAsync(operatorId, cancellationToken);
        return await GrowAsync(operatorId, new TreeGrowth(operatorId, store), fromNothing: true, cancellationToken);
    }

    public ValueTask<byte[]> RootAsync(OperatorId operatorId, long size, CancellationToken cancellationToken) =>
        HashAsync(operatorId, new LeafRange(0, size), cancellationToken);

    /// <summary>The path from an entry to the root of the tree of that size; <paramref name="seq"/> counts from 1.</summary>
    public Task<IReadOnlyList<byte[]>> InclusionAsync(OperatorId operatorId, long seq, long size, CancellationToken cancellationToken) =>
        HashAllAsync(operatorId, Merkle.Inclusion(seq - 1, size), cancellationToken);

    public Task<IReadOnlyList<byte[]>> ConsistencyAsync(OperatorId operatorId, long first, long second, CancellationToken cancellationToken) =>
        HashAllAsync(operatorId, Merkle.Consistency(first, second), cancellationToken);

    /// <summary>What stands for the leaves of a range in a proof that leaves them out.</summary>
    public Task<IReadOnlyList<byte[]>> CoverAsync(OperatorId operatorId, LeafRange range, CancellationToken cancellationToken) =>
        HashAllAsync(operatorId, Merkle.Subtrees(range).Select(part => new LeafRange(part.From, part.From + (1L << part.Height))), cancellationToken);

    /// <summary>The root over the leaves of a range.</summary>
    /// <exception cref="JournalDamagedException">A part of the tree is missing or was changed.</exception>
    public async ValueTask<byte[]> HashAsync(OperatorId operatorId, LeafRange range, CancellationToken cancellationToken)
    {
        if (range.Count == 0) return Merkle.EmptyRoot;
        if (!long.IsPow2(range.Count) || range.From % range.Count != 0)
        {
            var middle = range.Middle;
            var left = await HashAsync(operatorId, range with { To = middle }, cancellationToken);
            var right = await HashAsync(operatorId, range with { From = middle }, cancellationToken);
            return Merkle.Node(left, right);
        }

        var height = (int)long.Log2(range.Count);
        var (level, width) = (height / Tile.Bits, 1 << (height % Tile.Bits));
        var first = range.From >> (level * Tile.Bits);
        var from = (int)(first % Tile.Width);
        return Tile.Root(await TileAsync(operatorId, level, first / Tile.Width, from + width, cancellationToken), from, width);
    }

    /// <summary>The place in the operator's log, from 1, of the entry at a position of the journal; 0 where the tree has none there yet.</summary>
    public async Task<long> SeqOfAsync(OperatorId operatorId, long position, CancellationToken cancellationToken)
    {
        var size = await TreeGrowth.SizeAsync(operatorId, store, cancellationToken);
        var (first, end) = (0L, (size + Tile.Width - 1) / Tile.Width);
        while (first < end)
        {
            var middle = (first + end) / 2;
            var items = await LeavesAsync(operatorId, middle, size, cancellationToken);
            if (items[^1].Position < position) first = middle + 1;
            else if (items[0].Position > position) end = middle;
            else return items.FindIndex(item => item.Position == position) is >= 0 and var at ? (middle * Tile.Width) + at + 1 : 0;
        }

        return 0;
    }

    /// <summary>At most so many entries from a place of the operator's log on, each as the journal has it now.</summary>
    public async Task<IReadOnlyList<Entry>> EntriesAsync(OperatorId operatorId, long seq, int limit, CancellationToken cancellationToken) =>
        await journal.ReadFeedAsync(operatorId, await PositionBeforeAsync(operatorId, seq, cancellationToken), limit, cancellationToken);

    /// <summary>Leaves as the tree has them, from a place of the operator's log to the end of its tile.</summary>
    internal async Task<IReadOnlyList<TileItem>> ItemsAsync(OperatorId operatorId, long seq, long size, CancellationToken cancellationToken) =>
        (await LeavesAsync(operatorId, (seq - 1) / Tile.Width, size, cancellationToken))[(int)((seq - 1) % Tile.Width)..];

    /// <summary>The first place from the given one on whose tile may hold an entry of that time; beyond the size where none may.</summary>
    public async Task<long> SeekAsync(OperatorId operatorId, long seq, long size, DateTimeOffset? from, DateTimeOffset? to, CancellationToken cancellationToken)
    {
        if (from is null && to is null) return seq;
        var tile = (seq - 1) / Tile.Width;
        for (var full = size / Tile.Width; tile < full;)
        {
            var row = tile / Tile.Width;
            var items = await TileAsync(operatorId, 1, row, (int)Math.Min(Tile.Width, full - (row * Tile.Width)), cancellationToken);
            for (; tile < full && tile / Tile.Width == row; tile++)
                if (MayHold(items[(int)(tile % Tile.Width)], from, to)) return Math.Max(seq, (tile * Tile.Width) + 1);
        }

        return Math.Max(seq, (tile * Tile.Width) + 1);
    }

    /// <summary>The last place up to the given one whose tile may hold an entry of that time; 0 where none may.</summary>
    public async Task<long> SeekBackAsync(OperatorId operatorId, long seq, long size, DateTimeOffset? from, DateTimeOffset? to, CancellationToken cancellationToken)
    {
        if (from is null && to is null) return seq;
        var (tile, full) = ((seq - 1) / Tile.Width, size / Tile.Width);
        if (tile >= full) return seq;
        while (tile >= 0)
        {
            var row = tile / Tile.Width;
            var items = await TileAsync(operatorId, 1, row, (int)Math.Min(Tile.Width, full - (row * Tile.Width)), cancellationToken);
            for (; tile >= row * Tile.Width; tile--)
                if (MayHold(items[(int)(tile % Tile.Width)], from, to)) return Math.Min(seq, (tile + 1) * Tile.Width);
        }

        return 0;
    }

    private static bool MayHold(TileItem spans, DateTimeOffset? from, DateTimeOffset? to) =>
        spans.Latest >= (from is { } start ? Microseconds.Of(start) : long.MinValue) && spans.Earliest < (to is { } end ? Microseconds.Of(end) : long.MaxValue);

    private async Task<long> PositionBeforeAsync(OperatorId operatorId, long seq, CancellationToken cancellationToken)
    {
        if (seq <= 1) return 0;
        var place = seq - 2;
        return (await TileAsync(operatorId, 0, place / Tile.Width, (int)(place % Tile.Width) + 1, cancellationToken))[^1].Position;
    }

    // What is missing or damaged of the tree is made again, once, from the journal it follows from.
    private async Task<List<TileItem>> TileAsync(OperatorId operatorId, int level, long number, int count, CancellationToken cancellationToken)
    {
        try
        {
            return await TreeGrowth.ReadAsync(operatorId, store, level, number, count, cancellationToken);
        }
        catch (JournalDamagedException)
        {
            await RebuildAsync(operatorId, cancellationToken);
            return await TreeGrowth.ReadAsync(operatorId, store, level, number, count, cancellationToken);
        }
    }

    private Task<List<TileItem>> LeavesAsync(OperatorId operatorId, long tile, long size, CancellationToken cancellationToken) =>
        TileAsync(operatorId, 0, tile, (int)Math.Min(Tile.Width, size - (tile * Tile.Width)), cancellationToken);

    private async Task<IReadOnlyList<byte[]>> HashAllAsync(OperatorId operatorId, IEnumerable<LeafRange> ranges, CancellationToken cancellationToken)
    {
        var hashes = new List<byte[]>();
        foreach (var range in ranges) hashes.Add(await HashAsync(operatorId, range, cancellationToken));
        return hashes;
    }

    private async Task<long> GrowAsync(OperatorId operatorId, TreeGrowth growth, bool fromNothing, CancellationToken cancellationToken)
    {
        var unsaved = 0;
        while (await journal.ReadFeedAsync(operatorId, growth.Position, BatchSize, cancellationToken) is { Count: > 0 } batch)
        {
            foreach (var entry in batch) await growth.AddAsync(entry, cancellationToken);
            unsaved += batch.Count;
            if (batch.Count < BatchSize) break;
            if (unsaved < SaveEvery || fromNothing) continue;
            await growth.SaveAsync(fromNothing, cancellationToken);
            unsaved = 0;
        }

        await growth.SaveAsync(fromNothing, cancellationToken);
        return growth.Size;
    }

    private async Task<Turn> TurnAsync(OperatorId operatorId, CancellationToken cancellationToken)
    {
        var turn = _turns.GetOrAdd(operatorId, _ => new SemaphoreSlim(1, 1));
        await turn.WaitAsync(cancellationToken);
        return new Turn(turn);
    }

    private readonly struct Turn(SemaphoreSlim turn) : IDisposable
    {
        public void Dispose() => turn.Release();
    }
}
