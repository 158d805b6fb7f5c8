using Consent.Domain;
using Consent.Storage;
using Consent.Storage.Proof;

namespace Consent.Conformance.Storage;

/// <summary>What proves the journal is kept beside it, and follows from it.</summary>
public abstract partial class JournalConformance
{
    private static readonly OperatorId Operator = new(Shop);

    private JournalTree Tree => new(Journal, Store.Proofs);

    [Fact]
    public async Task A_piece_is_written_once_and_then_only_under_the_version_that_was_read()
    {
        var proofs = Store.Proofs;
        Assert.Null(await proofs.ReadAsync(Operator, "tile/0/1", Cancel));
        Assert.False(await proofs.TryWriteAsync(Operator, "tile/0/1", [9], 1, Cancel));
        Assert.True(await proofs.TryWriteAsync(Operator, "tile/0/1", [1, 2], 0, Cancel));
        Assert.False(await proofs.TryWriteAsync(Operator, "tile/0/1", [9], 0, Cancel));
        var read = await proofs.ReadAsync(Operator, "tile/0/1", Cancel);
        Assert.Equal([1, 2], read!.Value);
        Assert.True(await proofs.TryWriteAsync(Operator, "tile/0/1", [3], read.Version, Cancel));
        Assert.False(await proofs.TryWriteAsync(Operator, "tile/0/1", [9], read.Version, Cancel));
        await Store.ReopenAsync();
        Assert.Equal([3], (await Store.Proofs.ReadAsync(Operator, "tile/0/1", Cancel))!.Value);
        Assert.Null(await Store.Proofs.ReadAsync(new OperatorId(Bank), "tile/0/1", Cancel));
    }

    [Fact]
    public async Task The_tree_is_over_the_entries_of_one_operator_in_the_order_of_commits()
    {
        var files = Enumerable.Range(0, 9).Select(i => new FileDraft(i % 3 == 2 ? Bank : Shop, $"c-{i}")).ToList();
        var leaves = new List<byte[]>();
        for (var i = 0; i < 110; i++)
        {
            var file = files[i * 7 % files.Count];
            await WriteAsync(file.Next(1 + (i % 5)));
            if (i % 25 != 24) continue;
            // Grown in steps and at once, it is the same.
            leaves = [.. (await Journal.ReadFeedAsync(Operator, 0, int.MaxValue, Cancel)).Select(entry => Merkle.Leaf(entry.Hash))];
            Assert.Equal(leaves.Count, await Tree.CatchUpAsync(Operator, Cancel));
            Assert.Equal(RootOf(leaves), await Tree.RootAsync(Operator, leaves.Count, Cancel));
        }

        await Store.ReopenAsync();
        foreach (var size in (long[])[1, 2, 17, leaves.Count]) Assert.Equal(RootOf([.. leaves.Take((int)size)]), await Tree.RootAsync(Operator, size, Cancel));
        var entries = await Journal.ReadFeedAsync(Operator, 0, int.MaxValue, Cancel);
        foreach (var seq in (int[])[1, 2, 100, leaves.Count])
        {
            Assert.Equal(seq, await Tree.SeqOfAsync(Operator, entries[seq - 1].Position, Cancel));
            Assert.Equal(entries[seq - 1].Hash, Assert.Single(await Tree.EntriesAsync(Operator, seq, 1, Cancel)).Hash);
            var path = await Tree.InclusionAsync(Operator, seq, leaves.Count, Cancel);
            Assert.True(Merkle.IsIncluded(seq - 1, leaves.Count, leaves[seq - 1], path, RootOf(leaves)));
        }
    }

    [Fact]
    public async Task Whole_tiles_of_another_time_are_passed_over_forwards_and_back()
    {
        const int Tile = 256;
        var file = new FileDraft(Shop, "anna");
        for (var i = 0; i < 7; i++) await WriteAsync(file.Next(100));
        var (size, tree) = (await Tree.CatchUpAsync(Operator, Cancel), Tree);
        Assert.Equal(700, size);
        var (second, third) = (file.Entries[Tile].At, file.Entries[2 * Tile].At);

        // Of the second tile alone; the last one, which is not full, may hold anything.
        Assert.Equal(Tile + 1, await tree.SeekAsync(Operator, 1, size, second, third, Cancel));
        Assert.Equal(700, await tree.SeekBackAsync(Operator, 700, size, second, third, Cancel));
        Assert.Equal(2 * Tile, await tree.SeekBackAsync(Operator, 2 * Tile, size, second, third, Cancel));
        Assert.Equal(Tile + 17, await tree.SeekBackAsync(Operator, Tile + 17, size, second, third, Cancel));
        Assert.Equal(0, await tree.SeekBackAsync(Operator, Tile, size, second, third, Cancel));
        Assert.Equal(Tile, await tree.SeekBackAsync(Operator, 2 * Tile, size, null, second, Cancel));
        Assert.Equal(Tile, await tree.SeekBackAsync(Operator, Tile, size, null, null, Cancel));
    }

    [Fact]
    public async Task A_part_of_the_tree_that_was_damaged_is_made_again_from_the_journal()
    {
        var file = new FileDraft(Shop, "anna");
        for (var i = 0; i < 8; i++) await WriteAsync(file.Next(40));
        Assert.Equal(320, await Tree.CatchUpAsync(Operator, Cancel));
        var root = await Tree.RootAsync(Operator, 320, Cancel);
        foreach (var name in (string[])["tile/0/0", "tile/0/1", "tile/1/0", "tree"])
        {
            var piece = (await Store.Proofs.ReadAsync(Operator, name, Cancel))!;
            piece.Value[^1] ^= 1;
            Assert.True(await Store.Proofs.TryWriteAsync(Operator, name, piece.Value, piece.Version, Cancel));
            Assert.Equal(320, await Tree.CatchUpAsync(Operator, Cancel));
            Assert.Equal(root, await Tree.RootAsync(Operator, 320, Cancel));
            Assert.Equal(root, await Tree.HashAsync(Operator, new LeafRange(0, 320), Cancel));
            await Tree.InclusionAsync(Operator, 5, 320, Cancel);
        }
    }

    [Fact]
    public async Task Two_that_grow_one_tree_at_once_make_the_same_tree()
    {
        var file = new FileDraft(Shop, "anna");
        for (var i = 0; i < 4; i++)
        {
            await WriteAsync(file.Next(30));
            await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Tree.CatchUpAsync(Operator, Cancel))));
        }

        Assert.Equal(120, await Tree.CatchUpAsync(Operator, Cancel));
        Assert.Equal(RootOf([.. file.Entries.Select(entry => Merkle.Leaf(entry.Hash))]), await Tree.RootAsync(Operator, 120, Cancel));
    }

    // The definition itself: RFC 9162, 2.1.1.
    private static byte[] RootOf(List<byte[]> leaves)
    {
        if (leaves.Count <= 1) return leaves.Count == 0 ? Merkle.EmptyRoot : leaves[0];
        var middle = 1;
        while (middle * 2 < leaves.Count) middle *= 2;
        return Merkle.Node(RootOf([.. leaves.Take(middle)]), RootOf([.. leaves.Skip(middle)]));
    }
}
