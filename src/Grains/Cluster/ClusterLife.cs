using Consent.Engine;

namespace Consent.Grains;

/// <summary>When in its life a silo begins to watch the cluster, joins it, and lets the watch go.</summary>
internal sealed class ClusterLife(ClusterWatch watch, SiloLease lease, SiloDeaths deaths, IMembershipTable membership) : ILifecycleParticipant<ISiloLifecycle>
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(100);

    public void Participate(ISiloLifecycle lifecycle)
    {
        // Stages stop in the reverse order: it watches until the last file was let go.
        lifecycle.Subscribe(nameof(ClusterLife), ServiceLifecycleStage.ApplicationServices, watch.StartAsync, watch.StopAsync);
        lifecycle.Subscribe(nameof(ClusterLife), ServiceLifecycleStage.ValidateInitialConnectivity - 1, WaitForTheDeadAsync);
        lifecycle.Subscribe(nameof(ClusterLife), ServiceLifecycleStage.Active, LookAsync);
    }

    // Who was declared dead just now may still answer; how long ago it was, no clock here can tell.
    private async Task WaitForTheDeadAsync(CancellationToken cancellationToken)
    {
        deaths.Look();
        if ((await membership.ReadAllAsync(cancellationToken)).Members.Any(member => member.Item1.Status == SiloStatus.Dead)) await Task.Delay(lease.Outlasted, cancellationToken);
    }

    // The first client of a silo finds it ready to answer.
    private async Task LookAsync(CancellationToken cancellationToken)
    {
        watch.HasJoined = true;
        while (true)
        {
            await watch.LookAsync(cancellationToken);
            if (lease.IsHeld) return;
            await Task.Delay(LookAgain, cancellationToken);
        }
    }
}
