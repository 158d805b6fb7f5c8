using System.Buffers.Binary;

namespace Consent.Storage.Proof;

/// <summary>A node of the tree with what it spans: the last place in the journal, the earliest and the latest instant, in microseconds.</summary>
internal sealed record TileItem(byte[] Hash, long Position, long Earliest, long Latest)
{
    public static TileItem Of(Entry entry) => new(Merkle.Leaf(entry.Hash), entry.Position, Microseconds.Of(entry.At), Microseconds.Of(entry.At));
}

/// <summary>256 neighbouring nodes of one level in one row. On level 0 they are leaves; on each next, the roots of full tiles of the level below.</summary>
internal static class Tile
{
    public const int Width = 256;
    public const int Bits = 8;
    private const int ItemSize = Merkle.HashSize + (3 * sizeof(long));

    public static string NameOf(int level, long number) => FormattableString.Invariant($"tile/{level}/{number}");

    /// <summary>The root over some neighbouring items, as many as a power of two.</summary>
    public static byte[] Root(IReadOnlyList<TileItem> items, int from, int count)
    {
        var hashes = new byte[count][];
        for (var i = 0; i < count; i++) hashes[i] = items[from + i].Hash;
        for (; count > 1; count /= 2)
            for (var i = 0; i < count / 2; i++) hashes[i] = Merkle.Node(hashes[2 * i], hashes[(2 * i) + 1]);
        return hashes[0];
    }

    /// <summary>A full tile as an item of the level above.</summary>
    public static TileItem RollUp(IReadOnlyList<TileItem> items) =>
        new(Root(items, 0, Width), items[^1].Position, items.Min(item => item.Earliest), items.Max(item => item.Latest));

    public static byte[] Write(IReadOnlyList<TileItem> items)
    {
        var bytes = new byte[items.Count * ItemSize];
        for (var i = 0; i < items.Count; i++)
        {
            var place = bytes.AsSpan(i * ItemSize, ItemSize);
            items[i].Hash.CopyTo(place);
            BinaryPrimitives.WriteInt64BigEndian(place[Merkle.HashSize..], items[i].Position);
            BinaryPrimitives.WriteInt64BigEndian(place[(Merkle.HashSize + 8)..], items[i].Earliest);
            BinaryPrimitives.WriteInt64BigEndian(place[(Merkle.HashSize + 16)..], items[i].Latest);
        }

        return bytes;
    }

    /// <summary>At most so many of its items.</summary>
    public static List<TileItem> Read(ReadOnlySpan<byte> bytes, int most = Width)
    {
        var items = new List<TileItem>(Width);
        for (; bytes.Length >= ItemSize && items.Count < most; bytes = bytes[ItemSize..])
            items.Add(new TileItem(
                bytes[..Merkle.HashSize].ToArray(),
                BinaryPrimitives.ReadInt64BigEndian(bytes[Merkle.HashSize..]),
                BinaryPrimitives.ReadInt64BigEndian(bytes[(Merkle.HashSize + 8)..]),
                BinaryPrimitives.ReadInt64BigEndian(bytes[(Merkle.HashSize + 16)..])));
        return items;
    }
}
