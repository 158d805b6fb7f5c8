using Consent.Conformance;
using Consent.Domain;
using Consent.Engine;
using Consent.Storage;
using Microsoft.Extensions.DependencyInjection;
using Orleans.TestingHost;

namespace Consent.Grains.Tests;

/// <summary>Two silos in this process over one journal, and the engine of a client of theirs.</summary>
internal sealed class TestCluster : IEngine, IAsyncDisposable
{
    private readonly InProcessTestCluster _cluster;
    private readonly OrleansEngine _engine;

    private TestCluster(InProcessTestCluster cluster, Installation installation)
    {
        _cluster = cluster;
        _engine = new OrleansEngine(cluster.Client, installation.Catalogues, new Numbering(installation.Register));
    }

    public IGrainFactory Grains => _cluster.Client;

    public static async Task<TestCluster> StartAsync(Installation installation)
    {
        var builder = new InProcessTestClusterBuilder(2);
        builder.ConfigureSiloHost((_, host) => host.Services
            .AddSingleton<IJournal>(installation.Journal)
            .AddSingleton(installation.Catalogues)
            .AddSingleton<TimeProvider>(installation.Clock));
        var cluster = builder.Build();
        await cluster.DeployAsync();
        return new TestCluster(cluster, installation);
    }

    public Task StopOneAsync() => _cluster.StopSiloAsync(_cluster.Silos[1]);

    public Task<Outcome> ExecuteAsync(FileKey file, Envelope envelope, CancellationToken cancellationToken) =>
        _engine.ExecuteAsync(file, envelope, cancellationToken);

    public ValueTask<CheckAnswer> CheckAsync(FileKey file, PurposeCode purpose, DateTimeOffset at, CancellationToken cancellationToken) =>
        _engine.CheckAsync(file, purpose, at, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _cluster.StopAllSilosAsync();
        await _cluster.DisposeAsync();
    }
}
