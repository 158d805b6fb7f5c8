namespace Consent.Bench.Load;

/// <summary>The requests of one measure by number, and the answer each must get.</summary>
internal abstract class Workload
{
    /// <summary>Writes the bytes of a request; returns how many.</summary>
    public abstract int Write(long sequence, Span<byte> buffer);

    /// <exception cref="WrongAnswerException">The answer is not the known one.</exception>
    public abstract void Verify(long sequence, int status, ReadOnlySpan<byte> body);

    /// <summary>How many requests there are before they repeat.</summary>
    public virtual long Limit => long.MaxValue;
}
