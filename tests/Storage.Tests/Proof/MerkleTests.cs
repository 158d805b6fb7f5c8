using System.Security.Cryptography;
using Consent.Storage.Proof;

namespace Consent.Storage.Tests.Proof;

/// <summary>The tree, its proofs and their checks against the definition of RFC 9162, and against whoever lies.</summary>
public sealed class MerkleTests
{
    private const int Most = 70;

    // The vectors of Certificate Transparency's own reference implementation.
    private static readonly string[] Inputs =
        ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];

    private static readonly string[] Roots =
    [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d", "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77", "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4", "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c", "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ];

    private static readonly byte[][] Leaves = [.. Enumerable.Range(0, Most).Select(i => Merkle.Leaf(SHA256.HashData([(byte)i])))];

    [Fact]
    public void Roots_are_those_of_the_reference_implementation()
    {
        var tree = new Frontier();
        Assert.Equal("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", Convert.ToHexStringLower(tree.Root()));
        for (var i = 0; i < Inputs.Length; i++)
        {
            tree.Add(Merkle.Leaf(Convert.FromHexString(Inputs[i])));
            Assert.Equal(Roots[i], Convert.ToHexStringLower(tree.Root()));
        }
    }

    [Fact]
    public void Every_leaf_of_every_tree_is_proven_and_at_no_other_place()
    {
        for (var size = 1; size <= Most; size++)
        {
            var root = RootOf(new LeafRange(0, size));
            for (var index = 0; index < size; index++)
            {
                var path = Hashes(Merkle.Inclusion(index, size));
                Assert.True(Merkle.IsIncluded(index, size, Leaves[index], path, root));
                Assert.False(Merkle.IsIncluded((index + 1) % (size + 1), size, Leaves[index], path, root));
                Assert.False(size > 1 && Merkle.IsIncluded(index, size, Leaves[(index + 1) % size], path, root));
            }
        }
    }

    [Fact]
    public void Every_tree_is_proven_to_continue_every_tree_before_it()
    {
        for (var second = 0; second <= Most; second++)
            for (var first = 0; first <= second; first++)
                Assert.True(Merkle.IsConsistent(first, second, RootOf(new LeafRange(0, first)), RootOf(new LeafRange(0, second)), Hashes(Merkle.Consistency(first, second))), $"{first} of {second}");
    }

    [Fact]
    public void A_proof_from_a_lying_server_convinces_nobody()
    {
        // As GHSA-672p-m5jq-mrh8: the ends are right, what is between them is another's.
        var (lies, believed) = (0, 0);
        for (var second = 2; second <= Most; second++)
            for (var first = 1; first < second; first++)
            {
                var (before, after, path) = (RootOf(new LeafRange(0, first)), RootOf(new LeafRange(0, second)), Hashes(Merkle.Consistency(first, second)));
                foreach (var lie in Lies(path))
                {
                    lies++;
                    if (Merkle.IsConsistent(first, second, before, after, lie)) believed++;
                }

                // A log whose entries before the first head were swapped, in the tree of the second.
                var rewritten = RootOf(new LeafRange(0, second), i => i < first && first > 1 ? Leaves[first - 1 - i] : i == first - 1 ? Leaves[Most - 1] : Leaves[i]);
                lies++;
                if (!rewritten.AsSpan().SequenceEqual(after) && Merkle.IsConsistent(first, second, before, rewritten, path)) believed++;
            }

        Assert.True(lies > 20_000, $"{lies}");
        Assert.Equal(0, believed);
    }

    [Fact]
    public void A_check_of_the_ends_alone_would_believe_them()
    {
        // The control: what the check of a vulnerable client comes to.
        static bool EndsOnly(byte[] before, byte[] after, byte[] firstRoot, byte[] secondRoot, IReadOnlyList<byte[]> _) =>
            before.AsSpan().SequenceEqual(firstRoot) && after.AsSpan().SequenceEqual(secondRoot);
        var path = Hashes(Merkle.Consistency(7, 20));
        var (first, second) = (RootOf(new LeafRange(0, 7)), RootOf(new LeafRange(0, 20)));
        Assert.All(Lies(path), lie => Assert.True(EndsOnly(first, second, first, second, lie)));
        Assert.All(Lies(path), lie => Assert.False(Merkle.IsConsistent(7, 20, first, second, lie)));
    }

    [Fact]
    public void A_range_is_covered_by_complete_parts_and_they_stand_for_it()
    {
        for (var from = 0; from < Most; from++)
            for (var to = from + 1; to <= Most; to++)
            {
                var tree = new Frontier();
                foreach (var leaf in Leaves[..from]) tree.Add(leaf);
                foreach (var (start, height) in Merkle.Subtrees(new LeafRange(from, to))) Assert.True(tree.Add(RootOf(new LeafRange(start, start + (1 << height))), height));
                Assert.Equal((to, Convert.ToHexString(RootOf(new LeafRange(0, to)))), (tree.Size, Convert.ToHexString(tree.Root())));
            }
    }

    // Each node changed, taken away, given twice, and each two neighbours swapped; and one too many.
    private static IEnumerable<List<byte[]>> Lies(List<byte[]> path)
    {
        for (var i = 0; i < path.Count; i++)
        {
            var other = (byte[])path[i].Clone();
            other[i % 32] ^= 1;
            yield return [.. path[..i], other, .. path[(i + 1)..]];
            yield return [.. path[..i], .. path[(i + 1)..]];
            yield return [.. path[..i], path[i], .. path[i..]];
            if (i > 0) yield return [.. path[..(i - 1)], path[i], path[i - 1], .. path[(i + 1)..]];
        }

        yield return [.. path, new byte[32]];
    }

    private static List<byte[]> Hashes(IEnumerable<LeafRange> ranges) => [.. ranges.Select(range => RootOf(range))];

    private static byte[] RootOf(LeafRange range, Func<int, byte[]>? leaf = null) =>
        range.Count == 0 ? Merkle.EmptyRoot
        : range.Count == 1 ? leaf?.Invoke((int)range.From) ?? Leaves[range.From]
        : Merkle.Node(RootOf(range with { To = range.Middle }, leaf), RootOf(range with { From = range.Middle }, leaf));
}
