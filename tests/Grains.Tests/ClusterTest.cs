using Consent.Conformance;
using Consent.Domain;
using Consent.Engine;
using Consent.Storage;
using Orleans.TestingHost;

namespace Consent.Grains.Tests;

/// <summary>A cluster that a test starts, hurts and asks through its silos, as a load balancer's clients do.</summary>
public abstract class ClusterTest(ClusterDatabase database) : IClassFixture<ClusterDatabase>, IAsyncLifetime
{
    private readonly List<IAsyncDisposable> _clusters = [];

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private protected Installation Installation { get; private set; } = null!;

    protected DateTimeOffset Now => Installation.Clock.Now;

    public async ValueTask InitializeAsync() => Installation = await Installation.NewAsync(async clock => await database.OpenAsync(clock));

    public async ValueTask DisposeAsync()
    {
        foreach (var cluster in _clusters) await cluster.DisposeAsync();
        await Installation.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private protected async Task<TestCluster> StartAsync(short silos, TimeSpan? heartbeat = null)
    {
        var cluster = await TestCluster.StartAsync(Installation, silos, heartbeat);
        _clusters.Add(cluster);
        return cluster;
    }

    private protected static IEngine EngineOf(TestCluster cluster, InProcessSiloHandle silo) => cluster.Of<IEngine>(silo);

    /// <summary>Again and again with the same key until it is acknowledged, through whichever silo is there.</summary>
    private protected static async Task<Outcome> UntilAcknowledgedAsync(TestCluster cluster, FileKey file, Envelope envelope, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return await AnyOf(cluster).ExecuteAsync(file, envelope, cancellationToken);
            }
            catch (Exception failure) when (IsPassing(failure))
            {
                await Task.Delay(50, cancellationToken);
            }
        }
    }

    private protected static IEngine AnyOf(TestCluster cluster) => EngineOf(cluster, cluster.Silos[Random.Shared.Next(cluster.Silos.Count)]);

    /// <summary>What a client is told as 503, or meets while the silo it speaks to is going away.</summary>
    private protected static bool IsPassing(Exception failure) => failure is StorageUnavailableException or ObjectDisposedException or ArgumentException or InvalidOperationException;

    private protected static async Task EventuallyAsync(Func<Task<bool>> isSo, string what, int seconds = 20)
    {
        for (var end = DateTime.UtcNow.AddSeconds(seconds); DateTime.UtcNow < end; await Task.Delay(50, Cancel))
            if (await isSo()) return;
        Assert.Fail($"Not within {seconds} seconds: {what}");
    }
}
