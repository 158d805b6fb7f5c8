using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;

namespace Consent.Api;

/// <summary>On an endpoint: asked by machines before each use of data, or by those who watch the service; not counted.</summary>
public sealed class Unhurried
{
    public static readonly Unhurried Instance = new();
}

/// <summary>How often one credential may call, and one address without a good credential; each has a bucket that fills evenly.</summary>
public sealed class Limits : IDisposable
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(100);

    private readonly PartitionedRateLimiter<string>? _byCredential;
    private readonly PartitionedRateLimiter<IPAddress>? _byAddress;

    public Limits(IOptions<LimitOptions> options)
    {
        var own = options.Value;
        if (own.PerCredential > 0)
            _byCredential = PartitionedRateLimiter.Create<string, string>(actor => RateLimitPartition.GetTokenBucketLimiter(actor, _ => Bucket(own.PerCredential * 2, Math.Max(1, own.PerCredential / 10), Tick)), StringComparer.Ordinal);
        if (own.PerAddress > 0)
            _byAddress = PartitionedRateLimiter.Create<IPAddress, IPAddress>(address => RateLimitPartition.GetTokenBucketLimiter(address, _ => Bucket(own.PerAddress, Math.Max(1, own.PerAddress / 60), TimeSpan.FromSeconds(1))));
    }

    public bool Admit(Caller caller)
    {
        if (_byCredential is null) return true;
        using var lease = _byCredential.AttemptAcquire(caller.Actor);
        return lease.IsAcquired;
    }

    public bool Admit(IPAddress? address)
    {
        if (_byAddress is null) return true;
        using var lease = _byAddress.AttemptAcquire(Shared(Networks.Of(address) ?? IPAddress.None));
        return lease.IsAcquired;
    }

    public void Dispose()
    {
        _byCredential?.Dispose();
        _byAddress?.Dispose();
    }

    private static TokenBucketRateLimiterOptions Bucket(int limit, int each, TimeSpan period) =>
        new() { TokenLimit = limit, TokensPerPeriod = each, ReplenishmentPeriod = period, QueueLimit = 0, AutoReplenishment = true };

    // One who has IPv6 has a network of 2^64 addresses.
    private static IPAddress Shared(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetworkV6) return address;
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);
        bytes[8..].Clear();
        return new IPAddress(bytes);
    }
}
