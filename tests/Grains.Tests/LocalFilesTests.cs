using Consent.Conformance;
using Consent.Conformance.Storage;
using Consent.Domain;
using Consent.Engine;
using Orleans.Runtime;

namespace Consent.Grains.Tests;

/// <summary>As a service behind a balancer meets it: each call through the engine of the next silo, where the file may live or not. Every promise of an engine holds.</summary>
public sealed class LocalFilesTests(PostgresServer server) : EngineConformance
{
    private InTurn Silos => (InTurn)Engine;

    protected override Func<TimeProvider, Task<Store>>? Open => async clock => await PostgresStore.NewAsync(server, clock);

    protected override async Task<IEngine> StartAsync(Installation installation, int openFiles) => new InTurn(await TestCluster.StartAsync(installation, 3));

    protected override Task LetGoAsync() => Silos.Cluster.Grains.GetGrain<IManagementGrain>(0).ForceActivationCollection(TimeSpan.Zero);

    [Fact]
    public async Task A_file_is_lent_where_it_lives_and_nowhere_else()
    {
        await Parallel.ForAsync(0, 100, Cancel, async (i, _) => await DoneAsync($"subject-{i}", Demo.Give(Now)));
        var lent = Silos.Cluster.Silos.Select(silo => Silos.Cluster.Of<LocalFiles>(silo).Count).ToList();
        Assert.Equal(100, lent.Sum());
        Assert.True(lent.Count(count => count > 0) > 1);
        await LetGoAsync();
        Assert.Equal(0, Silos.Cluster.Silos.Sum(silo => Silos.Cluster.Of<LocalFiles>(silo).Count));
    }

    [Fact]
    public async Task A_withdrawal_through_one_silo_is_seen_by_the_next_check_through_any()
    {
        for (var i = 0; i < 60; i++)
        {
            await DoneAsync($"subject-{i}", Demo.Give(Now));
            await DoneAsync($"subject-{i}", Demo.Withdraw(Now));
            foreach (var silo in Silos.Cluster.Silos)
                Assert.Equal(CheckReason.Withdrawn, (await Silos.Cluster.Of<IEngine>(silo).CheckAsync(Demo.File($"subject-{i}"), Demo.News, Now, Cancel)).Reason);
        }
    }

    [Fact]
    public async Task A_file_that_has_moved_is_not_answered_from_where_it_was()
    {
        await Parallel.ForAsync(0, 40, Cancel, async (i, _) => await DoneAsync($"subject-{i}", Demo.Give(Now)));
        for (var round = 0; round < 3; round++)
        {
            Installation.Clock.Now += TimeSpan.FromMinutes(1);
            await LetGoAsync();
            await Parallel.ForAsync(0, 40, Cancel, async (i, _) =>
            {
                await DoneAsync($"subject-{i}", round % 2 == 0 ? Demo.Withdraw(Now) : Demo.Give(Now));
                var expected = round % 2 != 0;
                foreach (var silo in Silos.Cluster.Silos)
                    Assert.Equal(expected, (await Silos.Cluster.Of<IEngine>(silo).CheckAsync(Demo.File($"subject-{i}"), Demo.News, Now, Cancel)).Allowed);
            });
        }
    }

    private sealed class InTurn(TestCluster cluster) : IEngine, IAsyncDisposable
    {
        private int _next;

        public TestCluster Cluster => cluster;

        private IEngine Next => cluster.Of<IEngine>(cluster.Silos[(int)((uint)Interlocked.Increment(ref _next) % cluster.Silos.Count)]);

        public Task<Outcome> ExecuteAsync(FileKey file, Envelope envelope, CancellationToken cancellationToken) => Next.ExecuteAsync(file, envelope, cancellationToken);

        public ValueTask<CheckAnswer> CheckAsync(FileKey file, PurposeCode purpose, DateTimeOffset at, CancellationToken cancellationToken) =>
            Next.CheckAsync(file, purpose, at, cancellationToken);

        public ValueTask DisposeAsync() => cluster.DisposeAsync();
    }
}
