using System.Collections.Concurrent;
using Consent.Conformance;
using Consent.Conformance.Storage;
using Consent.Domain;
using Consent.Engine;
using Consent.Storage;
using Orleans;
using Orleans.Runtime;

namespace Consent.Silo.Cosmos.Tests;

/// <summary>Two silos that find each other in Azure Cosmos DB keep every promise of an engine, also while one of them dies.</summary>
public sealed class CosmosClusterTests : EngineConformance
{
    private CosmosCluster Cluster => (CosmosCluster)Engine;

    protected override Func<TimeProvider, Task<Store>>? Open => CosmosStore.InMemoryAsync;

    protected override async Task<IEngine> StartAsync(Installation installation, int openFiles) => await CosmosCluster.StartAsync(installation, silos: 2);

    protected override Task LetGoAsync() => Cluster.Of<IGrainFactory>(0).GetGrain<IManagementGrain>(0).ForceActivationCollection(TimeSpan.Zero);

    [Fact]
    public async Task Two_silos_are_one_cluster_and_each_sees_what_the_other_wrote()
    {
        await EnginePromises.GivenIsAllowedAsync(Cluster.EngineOf(0), Now);
        await EnginePromises.WithdrawnIsSeenAsync(Cluster.EngineOf(1), Now);
        await EnginePromises.SameKeyHasOneEffectAsync(Cluster.EngineOf(1), Now);
        for (var i = 0; i < 20; i++)
        {
            var file = Demo.File($"subject-{i}");
            var (one, other) = (Cluster.EngineOf(i % 2), Cluster.EngineOf(1 - (i % 2)));
            Assert.IsType<Outcome.Done>(await one.ExecuteAsync(file, Demo.By(Demo.Give(Now)), Cancel));
            Assert.True((await other.CheckAsync(file, Demo.News, Now, Cancel)).Allowed);
            Assert.IsType<Outcome.Done>(await other.ExecuteAsync(file, Demo.By(Demo.Withdraw(Now)), Cancel));
            Assert.Equal(CheckReason.Withdrawn, (await one.CheckAsync(file, Demo.News, Now, Cancel)).Reason);
        }

        Assert.Equal(2, Cluster.Known(0).Count);
    }

    [Fact]
    public async Task Numbers_given_out_by_two_silos_at_once_are_neither_doubled_nor_skipped()
    {
        var numbers = new ConcurrentBag<string>();
        IEngine[] engines = [Cluster.EngineOf(0), Cluster.EngineOf(1)];
        await Parallel.ForAsync(0, 40, new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = Cancel }, async (i, _) =>
        {
            var done = Assert.IsType<Outcome.Done>(await engines[i % 2].ExecuteAsync(Demo.File($"subject-{i}"), Demo.By(Demo.AskForAccess(Now)), Cancel));
            numbers.Add(Assert.Single(done.Events.OfType<RequestReceived>()).Number);
        });
        Assert.Equal(Enumerable.Range(1, 40).Select(ordinal => RequestNumbers.Format(2026, ordinal)), numbers.Order());
        var found = await Installation.Register.NumbersAsync(Demo.Operator, 2026, Cancel);
        Assert.Equal(40, found.Highest);
        Assert.Empty(found.Missing);
    }

    [Fact]
    public async Task When_a_silo_is_killed_under_load_no_acknowledged_write_is_lost_and_the_other_goes_on()
    {
        var acknowledged = new ConcurrentDictionary<string, long>();
        var engine = Cluster.EngineOf(0);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var writing = Task.WhenAll(Enumerable.Range(0, 8).Select(writer => Task.Run(async () =>
        {
            for (var n = 0; !enough.IsCancellationRequested; n++)
            {
                var subject = $"subject-{writer}-{n}";
                try
                {
                    var done = await engine.ExecuteAsync(Demo.File(subject), Demo.Keyed(subject, Demo.Give(Now), subject), Cancel);
                    acknowledged[subject] = Assert.IsType<Outcome.Done>(done).Version;
                }
                catch (Exception lost) when (lost is StorageUnavailableException or OrleansException or TimeoutException)
                {
                    // Not acknowledged: the client repeats it with its key.
                    await Task.Delay(50, Cancel);
                }
            }
        }, Cancel)));

        await Task.Delay(TimeSpan.FromSeconds(1), Cancel);
        var before = acknowledged.Count;
        await Cluster.KillAsync(1);
        await Task.Delay(TimeSpan.FromSeconds(8), Cancel);
        var after = acknowledged.Count;
        await enough.CancelAsync();
        await writing.WaitAsync(TimeSpan.FromSeconds(60), Cancel);

        Assert.InRange(before, 1, after - 1);
        foreach (var (subject, version) in acknowledged)
            Assert.Equal(version, (await Installation.Store.Journal.ReadAsync(Demo.File(subject), Cancel)).Count);
        var feed = await Installation.Store.Journal.ReadFeedAsync(Demo.Operator, 0, 1_000_000, Cancel);
        Assert.Equal(feed.Count, feed.Select(entry => (entry.File, entry.Version)).Distinct().Count());
        Assert.Superset(acknowledged.Keys.ToHashSet(), feed.Select(entry => entry.File.Subject.Value).ToHashSet());
    }

    [Fact]
    public async Task A_silo_that_comes_later_joins_and_knows_the_catalogue_before_its_first_call()
    {
        await Cluster.AddAsync();
        while (Cluster.Known(2).Count < 3) await Task.Delay(50, Cancel);
        await EnginePromises.GivenIsAllowedAsync(Cluster.EngineOf(2), Now);
    }
}
