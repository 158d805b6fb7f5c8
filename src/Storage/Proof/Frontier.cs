namespace Consent.Storage.Proof;

/// <summary>A tree that only grows to the right, held as the roots of its complete parts: enough to know its root.</summary>
public sealed class Frontier
{
    private readonly List<(byte[] Hash, int Height)> _peaks = [];

    public long Size { get; private set; }

    public void Add(byte[] leaf) => Add(leaf, 0);

    /// <summary>Adds a complete part of so many levels at once; false where none of that height can begin here.</summary>
    public bool Add(byte[] hash, int height)
    {
        if (height is < 0 or > 62 || Size % (1L << height) != 0) return false;
        Size += 1L << height;
        while (_peaks is [.., var left] && left.Height == height)
        {
            _peaks.RemoveAt(_peaks.Count - 1);
            (hash, height) = (Merkle.Node(left.Hash, hash), height + 1);
        }

        _peaks.Add((hash, height));
        return true;
    }

    public byte[] Root()
    {
        if (_peaks.Count == 0) return Merkle.EmptyRoot;
        var root = _peaks[^1].Hash;
        for (var i = _peaks.Count - 2; i >= 0; i--) root = Merkle.Node(_peaks[i].Hash, root);
        return root;
    }
}
