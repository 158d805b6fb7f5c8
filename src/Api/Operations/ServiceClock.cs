using Consent.Storage;

namespace Consent.Api;

/// <summary>The service's clock, to the microsecond that both databases keep: what is decided and what is read back are the same instant.</summary>
/// <param name="startAt">Development only: the instant it starts at; it then runs at normal speed.</param>
public sealed class ServiceClock(DateTimeOffset? startAt = null) : TimeProvider
{
    private readonly TimeSpan _shift = startAt is { } start ? start - System.GetUtcNow() : TimeSpan.Zero;

    public override DateTimeOffset GetUtcNow() => Microseconds.Round(System.GetUtcNow() + _shift);
}
