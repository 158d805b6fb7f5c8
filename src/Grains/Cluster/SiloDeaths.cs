using System.Diagnostics;

namespace Consent.Grains;

/// <summary>After a silo was declared dead, files are opened elsewhere only when its lease has run out: it may be alive, cut off, and answering.</summary>
/// <param name="membership">As of the directory that gave the file to this silo: what it has seen is seen here.</param>
public sealed class SiloDeaths(IClusterMembershipService membership, SiloLease lease)
{
    private readonly Lock _turn = new();
    private ClusterMembershipSnapshot? _seen;
    private long _silentFrom;

    /// <summary>Completes when no silo that is dead can still answer.</summary>
    public Task SilentAsync()
    {
        var (from, now) = (Look(), Stopwatch.GetTimestamp());
        return from > now ? Task.Delay(Stopwatch.GetElapsedTime(now, from)) : Task.CompletedTask;
    }

    /// <summary>Notes who died since the last look. One that has said good-bye has let go of its files before.</summary>
    public long Look()
    {
        var now = membership.CurrentSnapshot;
        if (ReferenceEquals(now, Volatile.Read(ref _seen))) return Volatile.Read(ref _silentFrom);
        lock (_turn)
        {
            if (_seen is { } before && before.Version >= now.Version) return _silentFrom;
            // Those found dead at the start were waited for before this silo joined.
            if (_seen is { } known && now.Members.Values.Any(silo => silo.Status == SiloStatus.Dead && IsSudden(known, silo.SiloAddress)))
                Volatile.Write(ref _silentFrom, Stopwatch.GetTimestamp() + (long)(lease.Outlasted.TotalSeconds * Stopwatch.Frequency));
            Volatile.Write(ref _seen, now);
            return _silentFrom;
        }
    }

    private static bool IsSudden(ClusterMembershipSnapshot before, SiloAddress silo) =>
        before.GetSiloStatus(silo) is not (SiloStatus.Dead or SiloStatus.ShuttingDown or SiloStatus.Stopping);
}
