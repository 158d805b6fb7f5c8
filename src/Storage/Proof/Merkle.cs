using System.Numerics;
using System.Security.Cryptography;

namespace Consent.Storage.Proof;

/// <summary>Leaves from one place to before another, counted from 0.</summary>
public readonly record struct LeafRange(long From, long To)
{
    public long Count => To - From;

    /// <summary>Where the left part of a tree of these leaves ends: the largest power of two that is smaller than their number.</summary>
    public long Middle => From + (1L << (63 - BitOperations.LeadingZeroCount((ulong)(Count - 1))));
}

/// <summary>The Merkle tree of RFC 6962 and RFC 9162 over SHA-256: what is hashed, what a proof consists of, and how it is checked. Pure.</summary>
public static class Merkle
{
    public const int HashSize = SHA256.HashSizeInBytes;

    /// <summary>The root of a tree without leaves.</summary>
    public static byte[] EmptyRoot => SHA256.HashData([]);

    public static byte[] Leaf(ReadOnlySpan<byte> data) => Hash(0, data, []);

    public static byte[] Node(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right) => Hash(1, left, right);

    /// <summary>What proves that a leaf is in a tree of that size: the ranges whose roots are the path, from the leaf up.</summary>
    public static IReadOnlyList<LeafRange> Inclusion(long index, long size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, size);
        var (path, range) = (new List<LeafRange>(), new LeafRange(0, size));
        while (range.Count > 1)
        {
            var middle = range.Middle;
            path.Add(index < middle ? range with { From = middle } : range with { To = middle });
            range = index < middle ? range with { To = middle } : range with { From = middle };
        }

        path.Reverse();
        return path;
    }

    /// <summary>What proves that a tree of the second size begins with the tree of the first.</summary>
    public static IReadOnlyList<LeafRange> Consistency(long first, long second)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(first, second);
        if (first == 0 || first == second) return [];
        var (path, range, isWhole) = (new List<LeafRange>(), new LeafRange(0, second), true);
        while (first != range.To)
        {
            var middle = range.Middle;
            var isLeft = first <= middle;
            path.Add(isLeft ? range with { From = middle } : range with { To = middle });
            range = isLeft ? range with { To = middle } : range with { From = middle };
            isWhole &= isLeft;
        }

        if (!isWhole) path.Add(range);
        path.Reverse();
        return path;
    }

    /// <summary>The complete subtrees a range consists of, from the left: where each begins and how high it is.</summary>
    public static IEnumerable<(long From, int Height)> Subtrees(LeafRange range)
    {
        for (var from = range.From; from < range.To;)
        {
            var fits = 63 - BitOperations.LeadingZeroCount((ulong)(range.To - from));
            var height = from == 0 ? fits : Math.Min(fits, BitOperations.TrailingZeroCount(from));
            yield return (from, height);
            from += 1L << height;
        }
    }

    /// <summary>RFC 9162, 2.1.3.2.</summary>
    public static bool IsIncluded(long index, long size, ReadOnlySpan<byte> leaf, IReadOnlyList<byte[]> path, ReadOnlySpan<byte> root)
    {
        if (index < 0 || index >= size) return false;
        var (at, last, hash) = (index, size - 1, leaf.ToArray());
        foreach (var other in path)
        {
            if (last == 0) return false;
            if ((at & 1) == 1 || at == last)
            {
                hash = Node(other, hash);
                while (at != 0 && (at & 1) == 0) (at, last) = (at >> 1, last >> 1);
            }
            else
            {
                hash = Node(hash, other);
            }

            (at, last) = (at >> 1, last >> 1);
        }

        return last == 0 && root.SequenceEqual(hash);
    }

    /// <summary>RFC 9162, 2.1.4.2.</summary>
    public static bool IsConsistent(long first, long second, ReadOnlySpan<byte> firstRoot, ReadOnlySpan<byte> secondRoot, IReadOnlyList<byte[]> path)
    {
        if (first < 0 || first > second) return false;
        if (first == second) return path.Count == 0 && firstRoot.SequenceEqual(secondRoot);
        if (first == 0) return path.Count == 0 && firstRoot.SequenceEqual(EmptyRoot);
        IReadOnlyList<byte[]> whole = long.IsPow2(first) ? [firstRoot.ToArray(), .. path] : path;
        if (whole.Count == 0 || path.Count == 0) return false;
        var (at, last) = (first - 1, second - 1);
        while ((at & 1) == 1) (at, last) = (at >> 1, last >> 1);
        var (before, after) = (whole[0], whole[0]);
        foreach (var other in whole.Skip(1))
        {
            if (last == 0) return false;
            if ((at & 1) == 1 || at == last)
            {
                (before, after) = (Node(other, before), Node(other, after));
                while (at != 0 && (at & 1) == 0) (at, last) = (at >> 1, last >> 1);
            }
            else
            {
                after = Node(after, other);
            }

            (at, last) = (at >> 1, last >> 1);
        }

        return last == 0 && firstRoot.SequenceEqual(before) && secondRoot.SequenceEqual(after);
    }

    private static byte[] Hash(byte prefix, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
    {
        if (first.Length + second.Length > 2 * HashSize)
        {
            using var long_ = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            long_.AppendData([prefix]);
            long_.AppendData(first);
            long_.AppendData(second);
            return long_.GetHashAndReset();
        }

        Span<byte> whole = stackalloc byte[1 + (2 * HashSize)];
        whole[0] = prefix;
        first.CopyTo(whole[1..]);
        second.CopyTo(whole[(1 + first.Length)..]);
        return SHA256.HashData(whole[..(1 + first.Length + second.Length)]);
    }
}
