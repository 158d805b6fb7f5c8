namespace Consent.Api.Tests.Hosting;

/// <summary>A clock that moves when it is told to; unless it is still, also by a microsecond whenever it is asked, so that no two instants are the same.</summary>
internal sealed class ManualClock(DateTimeOffset start, bool isStill = false) : TimeProvider
{
    private long _ticks = start.UtcTicks;

    public DateTimeOffset Now => new(Interlocked.Read(ref _ticks), TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() =>
        new(isStill ? Interlocked.Read(ref _ticks) : Interlocked.Add(ref _ticks, TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);

    public void Advance(TimeSpan by) => Interlocked.Add(ref _ticks, by.Ticks);

    public void Set(DateTimeOffset at) => Interlocked.Exchange(ref _ticks, at.UtcTicks);
}
