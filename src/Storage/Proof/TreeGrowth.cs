using System.Buffers.Binary;
using Consent.Domain;

namespace Consent.Storage.Proof;

/// <summary>The right edge of one operator's tree while entries are added to it. What it writes follows from the journal alone, so two that grow
/// one tree at once write the same.</summary>
internal sealed class TreeGrowth(OperatorId operatorId, IProofStore store)
{
    private const string SizeName = "tree";
    private readonly List<List<TileItem>> _edge = [[]];
    private int _dirty;

    public long Size { get; private set; }

    /// <summary>The place in the journal of the last leaf.</summary>
    public long Position { get; private set; }

    /// <summary>How many leaves are kept; what is damaged counts as none, and the tree is grown again.</summary>
    public static async Task<long> SizeAsync(OperatorId operatorId, IProofStore store, CancellationToken cancellationToken) =>
        await store.ReadAsync(operatorId, SizeName, cancellationToken) is { } piece && CheckedPieces.Unwrap(piece) is { Value.Length: sizeof(long) } kept
            ? BinaryPrimitives.ReadInt64BigEndian(kept.Value)
            : 0;

    /// <summary>The edge of the tree as it is kept.</summary>
    /// <exception cref="JournalDamagedException">A part of it is missing or was changed.</exception>
    public static async Task<TreeGrowth> OpenAsync(OperatorId operatorId, IProofStore store, CancellationToken cancellationToken)
    {
        var growth = new TreeGrowth(operatorId, store) { Size = await SizeAsync(operatorId, store, cancellationToken) };
        growth._edge.Clear();
        for (var (level, count) = (0, growth.Size); level == 0 || count > 0; level++, count >>= Tile.Bits)
        {
            var own = (int)(count % Tile.Width);
            growth._edge.Add(own == 0 ? [] : await ReadAsync(operatorId, store, level, count / Tile.Width, own, cancellationToken));
        }

        if (growth.Size > 0)
        {
            // A tile that is just full is no longer of the edge.
            var last = growth._edge[0] is [.., var leaf]
                ? leaf
                : (await ReadAsync(operatorId, store, 0, (growth.Size / Tile.Width) - 1, Tile.Width, cancellationToken))[^1];
            growth.Position = last.Position;
        }

        return growth;
    }

    /// <exception cref="JournalDamagedException">It is missing or was changed.</exception>
    public static async Task<List<TileItem>> ReadAsync(
        OperatorId operatorId, IProofStore store, int level, long number, int count, CancellationToken cancellationToken)
    {
        var name = Tile.NameOf(level, number);
        var items = Tile.Read((await store.ReadCheckedAsync(operatorId, name, cancellationToken))?.Value ?? [], count);
        return items.Count == count ? items : throw new JournalDamagedException($"{operatorId}: what proves the journal, {name}, is missing");
    }

    public async Task AddAsync(Entry entry, CancellationToken cancellationToken)
    {
        await AddAsync(0, TileItem.Of(entry), cancellationToken);
        (Size, Position) = (Size + 1, entry.Position);
    }

    /// <summary>Keeps the edge, and then how many leaves there are.</summary>
    public async Task SaveAsync(bool fromNothing, CancellationToken cancellationToken)
    {
        if (_dirty == 0 && !fromNothing) return;
        for (var (level, count) = (0, Size); level < _edge.Count; level++, count >>= Tile.Bits)
            if (_edge[level].Count > 0) await PutAsync(Tile.NameOf(level, count / Tile.Width), Tile.Write(_edge[level]), cancellationToken);
        var size = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(size, Size);
        for (var piece = await store.ReadAsync(operatorId, SizeName, cancellationToken);
            fromNothing || piece is null || CheckedPieces.Unwrap(piece) is not { Value.Length: sizeof(long) } kept || BinaryPrimitives.ReadInt64BigEndian(kept.Value) < Size;
            piece = await store.ReadAsync(operatorId, SizeName, cancellationToken))
            if (await store.TryWriteCheckedAsync(operatorId, SizeName, size, piece?.Version ?? 0, cancellationToken)) break;
        _dirty = 0;
    }

    private async Task AddAsync(int level, TileItem item, CancellationToken cancellationToken)
    {
        if (_edge.Count == level) _edge.Add([]);
        var items = _edge[level];
        items.Add(item);
        _dirty++;
        if (items.Count < Tile.Width) return;
        await PutAsync(Tile.NameOf(level, Size >> (Tile.Bits * (level + 1))), Tile.Write(items), cancellationToken);
        _edge[level] = [];
        await AddAsync(level + 1, Tile.RollUp(items), cancellationToken);
    }

    // One that is further with the same tile has written ours and more.
    private async Task PutAsync(string name, byte[] value, CancellationToken cancellationToken)
    {
        while (true)
        {
            var piece = await store.ReadAsync(operatorId, name, cancellationToken);
            if (piece is not null && CheckedPieces.Unwrap(piece) is { } kept && kept.Value.AsSpan().StartsWith(value)) return;
            if (await store.TryWriteCheckedAsync(operatorId, name, value, piece?.Version ?? 0, cancellationToken)) return;
        }
    }
}
