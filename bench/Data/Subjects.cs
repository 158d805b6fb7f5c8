using System.Globalization;

namespace Consent.Bench.Data;

/// <summary>Names of the subjects, and which of them are hot: one of every hundred, spread over the whole table and over all stories.</summary>
internal sealed class Subjects(int files)
{
    public const int Block = 100;

    // Coprime with every number of blocks that a run may have but its own multiples.
    private const long Stride = 7919;

    private readonly int _blocks = files / Block;

    public int Hot => _blocks;

    public int Cold => files - _blocks;

    public static string Name(int index) => string.Create(CultureInfo.InvariantCulture, $"c-{index:0000000}");

    /// <summary>Persons nobody has told the service of, until the writing measure does.</summary>
    public static string NewName(long sequence) => string.Create(CultureInfo.InvariantCulture, $"n-{sequence:000000000000000}");

    public int HotAt(long sequence)
    {
        var block = (int)(sequence * Stride % _blocks);
        return (block * Block) + (block % Block);
    }

    /// <summary>Files that are not hot, none twice before <see cref="Cold"/> of them, far from one another.</summary>
    public int ColdAt(long sequence)
    {
        var block = (int)(sequence * Stride % _blocks);
        var round = (int)(sequence / _blocks % (Block - 1));
        return (block * Block) + ((block + 1 + round) % Block);
    }
}
