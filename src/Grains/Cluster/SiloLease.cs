using System.Diagnostics;
using Consent.Storage;

namespace Consent.Grains;

/// <summary>Until when a silo may answer from what it holds open: a fixed time after the last look that found it a member of the cluster and its
/// catalogues up to date. Who has to be sure that a silo that is silent answers nothing any more waits that time.</summary>
/// <param name="length">Null for a silo that is alone.</param>
public sealed class SiloLease(TimeSpan? length)
{
    /// <summary>Three looks may fail before a silo falls silent.</summary>
    public static readonly TimeSpan Usual = TimeSpan.FromSeconds(3);

    private long _until = length is null ? long.MaxValue : long.MinValue;

    public TimeSpan Length { get; } = length ?? TimeSpan.Zero;

    /// <summary>After so long it has run out everywhere, also by a clock that is a tenth too slow.</summary>
    public TimeSpan Outlasted => Length * 1.1;

    public bool IsHeld => Stopwatch.GetTimestamp() < Volatile.Read(ref _until);

    /// <summary>Called after an answer was made and before it is given.</summary>
    /// <exception cref="StorageUnavailableException">What was answered may be older than what others have written.</exception>
    public void Require()
    {
        if (!IsHeld) throw new StorageUnavailableException("This silo has lost touch with the database of its cluster: what it holds open may be old.");
    }

    /// <param name="from">When the look began, by <see cref="Stopwatch"/>.</param>
    public void Renew(long from)
    {
        if (length is { } time) Volatile.Write(ref _until, Math.Max(Volatile.Read(ref _until), from + (long)(time.TotalSeconds * Stopwatch.Frequency)));
    }
}
