using System.Diagnostics;

namespace Consent.Grains;

/// <summary>After a silo was declared dead, files are opened elsewhere only when its lease has run out: it may be alive, cut off, and answering.</summary>
/// <param name="membership">As of the directory that gave the file to this silo: what it has seen is seen here.</param>
/// <param name="table">Says who declared a silo dead: one that did so itself has let go of its files before.</param>
public sealed class SiloDeaths(IClusterMembershipService membership, IMembershipTable table, SiloLease lease)
{
    private readonly Lock _turn = new();
    private ClusterMembershipSnapshot? _seen;
    private Death _last = new(0, Task.FromResult(false));

    /// <param name="SilentFrom">When the dead cannot answer any more.</param>
    /// <param name="IsSudden">Whether any of them may.</param>
    private sealed record Death(long SilentFrom, Task<bool> IsSudden);

    /// <summary>Completes when no silo that is dead can still answer.</summary>
    public async Task SilentAsync()
    {
        var death = Look();
        if (death.SilentFrom <= Stopwatch.GetTimestamp() || !await death.IsSudden) return;
        if (death.SilentFrom - Stopwatch.GetTimestamp() is > 0 and var left) await Task.Delay(TimeSpan.FromSeconds((double)left / Stopwatch.Frequency));
    }

    /// <summary>Notes who has died since the last look.</summary>
    public void Note() => Look();

    /// <summary>Whether the table has any that did not say good-bye, however long ago.</summary>
    public async Task<bool> AnySuddenAsync(CancellationToken cancellationToken)
    {
        Look();
        return (await table.ReadAllAsync(cancellationToken)).Members.Any(member => member.Item1.Status == SiloStatus.Dead && !HasLeft(member.Item1));
    }

    private Death Look()
    {
        var now = membership.CurrentSnapshot;
        lock (_turn)
        {
            // Those found dead at the start were waited for before this silo joined.
            var before = _seen ??= now;
            if (now.Version <= before.Version) return _last;
            _seen = now;
            var died = now.Members.Values.Where(silo => silo.Status == SiloStatus.Dead && before.GetSiloStatus(silo.SiloAddress) != SiloStatus.Dead).Select(silo => silo.SiloAddress).ToHashSet();
            if (died.Count > 0) _last = new Death(Stopwatch.GetTimestamp() + (long)(lease.Outlasted.TotalSeconds * Stopwatch.Frequency), AreSuddenAsync(died, _last));
            return _last;
        }
    }

    private async Task<bool> AreSuddenAsync(HashSet<SiloAddress> died, Death before)
    {
        // On the pool: whoever looked holds a lock.
        await Task.Yield();
        if (before.SilentFrom > Stopwatch.GetTimestamp() && await before.IsSudden) return true;
        try
        {
            var members = (await table.ReadAllAsync(CancellationToken.None)).Members.Select(member => member.Item1).Where(member => died.Contains(member.SiloAddress)).ToList();
            return members.Count < died.Count || !members.All(HasLeft);
        }
        catch (Exception)
        {
            // Not known: waited for.
            return true;
        }
    }

    private static bool HasLeft(MembershipEntry member) => member.SuspectTimes is { Count: > 0 } said && said.All(vote => vote.Item1.Equals(member.SiloAddress));
}
