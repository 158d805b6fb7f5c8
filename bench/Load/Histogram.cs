using System.Numerics;

namespace Consent.Bench.Load;

/// <summary>Latencies in microseconds, to about 1.6 %: 64 steps for each doubling.</summary>
internal sealed class Histogram
{
    private const int StepBits = 6;
    private const int Steps = 1 << StepBits;

    private readonly long[] _counts = new long[(40 - StepBits) * Steps];

    public long Count { get; private set; }

    public void Add(long microseconds)
    {
        _counts[IndexOf(microseconds)]++;
        Count++;
    }

    public void Add(Histogram other)
    {
        for (var i = 0; i < _counts.Length; i++) _counts[i] += other._counts[i];
        Count += other.Count;
    }

    /// <summary>The latency that the given share of answers did not exceed, in milliseconds.</summary>
    public double Quantile(double share)
    {
        var (rank, seen) = ((long)Math.Ceiling(share * Count), 0L);
        for (var i = 0; i < _counts.Length; i++)
        {
            seen += _counts[i];
            if (seen >= rank && seen > 0) return UpperOf(i) / 1000.0;
        }

        return 0;
    }

    private int IndexOf(long value)
    {
        if (value < Steps) return (int)Math.Max(0, value);
        var shift = BitOperations.Log2((ulong)value) - StepBits;
        return Math.Min(_counts.Length - 1, ((shift + 1) * Steps) + (int)((value >> shift) - Steps));
    }

    private static long UpperOf(int index)
    {
        if (index < Steps) return index;
        var shift = (index / Steps) - 1;
        return ((long)((index % Steps) + Steps + 1) << shift) - 1;
    }
}
