using Consent.Conformance;
using Consent.Domain;

namespace Consent.Grains.Tests;

/// <summary>What falls due is woken, whatever silo is there and whoever was not.</summary>
public sealed class DeadlineGrainTests(ClusterDatabase database) : ClusterTest(database)
{
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task What_fell_due_while_the_cluster_was_down_is_woken_at_start_and_reminders_fire_after_it()
    {
        await using (var before = await TestCluster.StartAsync(Installation, 2, Heartbeat))
        {
            await before.ExecuteAsync(Demo.File("anna"), Demo.By(Demo.Give(Now, expiresAt: Now.AddDays(1))), Cancel);
            await before.ExecuteAsync(Demo.File("boris"), Demo.By(Demo.Give(Now, expiresAt: Now.AddDays(5))), Cancel);
        }

        Installation.Clock.Now = Now.AddDays(2);
        var cluster = await StartAsync(2, Heartbeat);
        await EventuallyAsync(() => HasExpiredAsync("anna"), "what fell due is woken");
        Assert.False(await HasExpiredAsync("boris"));

        Installation.Clock.Now = Now.AddDays(5);
        await EventuallyAsync(() => HasExpiredAsync("boris"), "the reminder fires");

        await cluster.ExecuteAsync(Demo.File("vera"), Demo.By(Demo.Give(Now, expiresAt: Now.AddDays(1))), Cancel);
        await cluster.KillAsync(cluster.Silos[0]);
        Installation.Clock.Now = Now.AddDays(2);
        await EventuallyAsync(() => HasExpiredAsync("vera"), "the reminder fires where its silo has died", seconds: 90);
        foreach (var subject in new[] { "anna", "boris", "vera" }) Assert.Single((await Installation.EventsAsync(Demo.File(subject))).OfType<ConsentExpired>());
    }

    [Fact]
    public void Operators_are_spread_over_all_clocks_the_same_in_every_version()
    {
        Assert.Equal(DeadlineGrain.Count, Enumerable.Range(0, 200).Select(i => DeadlineGrain.PartOf(new OperatorId($"operator-{i}"))).Distinct().Count());
        Assert.Equal([6, 1, 7], new[] { "demo", "shop", "bank" }.Select(id => DeadlineGrain.PartOf(new OperatorId(id))));
    }

    private async Task<bool> HasExpiredAsync(string subject) => (await Installation.EventsAsync(Demo.File(subject))).OfType<ConsentExpired>().Any();
}
