using System.Net;
using System.Net.Sockets;
using Consent.Conformance;
using Consent.Domain;
using Consent.Engine;
using Consent.Grains;
using Consent.Grains.Journal;
using Consent.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Runtime;

namespace Consent.Silo.Cosmos.Tests;

/// <summary>Silos that have nothing in common but the account: membership, reminders, state of grains, journal and register are on it. As an engine it is
/// the first of them.</summary>
internal sealed class CosmosCluster : IEngine, IAsyncDisposable
{
    private readonly Installation _installation;
    private readonly List<IHost> _silos = [];

    private CosmosCluster(Installation installation) => _installation = installation;

    public static async Task<CosmosCluster> StartAsync(Installation installation, int silos)
    {
        var cluster = new CosmosCluster(installation);
        for (var i = 0; i < silos; i++) await cluster.AddAsync();
        while (cluster.Known(0).Count < silos) await Task.Delay(50);
        return cluster;
    }

    /// <summary>Starts one more silo.</summary>
    public async Task AddAsync()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services
            .AddSingleton(((CosmosStore)_installation.Store).Account)
            .AddSingleton<TimeProvider>(_installation.Clock)
            .AddSingleton<Catalogues>()
            .AddSingleton<IKeyWrap>(Installation.Wrap)
            .AddSingleton<Sealing>()
            .AddSingleton<IEngine, OrleansEngine>()
            .AddCosmosStores()
            .AddSingleton<IJournal>(services => new HookedJournal(services.GetRequiredService<GrainJournal>(), _installation.Journal.Hooks));
        builder.UseOrleans(silo => silo.UseCosmos()
            .Configure<Orleans.Configuration.ClusterOptions>(options => (options.ClusterId, options.ServiceId) = ("consent", "consent"))
            // A silo that does not answer is missed soon: the tests wait for it.
            .Configure<ClusterMembershipOptions>(options =>
                (options.ProbeTimeout, options.NumMissedProbesLimit, options.NumVotesForDeathDeclaration) = (TimeSpan.FromMilliseconds(500), 2, 1))
            .ConfigureEndpoints(IPAddress.Loopback, Loopback.FreePort(), gatewayPort: 0)
            .KeepFilesTogether());
        builder.Logging.ClearProviders();
        var host = builder.Build();
        _silos.Add(host);
        await host.StartAsync();
    }

    /// <summary>The engine as one of the silos has it.</summary>
    public IEngine EngineOf(int silo) => Of<IEngine>(silo);

    /// <summary>The silos that one of them takes for living.</summary>
    public IReadOnlyCollection<SiloAddress> Known(int silo) => Of<ISiloStatusOracle>(silo).GetApproximateSiloStatuses(onlyActive: true).Keys;

    public T Of<T>(int silo) where T : notnull => _silos[silo].Services.GetRequiredService<T>();

    /// <summary>A silo goes without a word to the others.</summary>
    public async Task KillAsync(int silo)
    {
        await _silos[silo].StopAsync(new CancellationToken(canceled: true)).ContinueWith(_ => { }, TaskScheduler.Default);
        _silos.RemoveAt(silo);
    }

    public Task<Outcome> ExecuteAsync(FileKey file, Envelope envelope, CancellationToken cancellationToken) => EngineOf(0).ExecuteAsync(file, envelope, cancellationToken);

    public ValueTask<CheckAnswer> CheckAsync(FileKey file, PurposeCode purpose, DateTimeOffset at, CancellationToken cancellationToken) =>
        EngineOf(0).CheckAsync(file, purpose, at, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        foreach (var silo in _silos)
        {
            await silo.StopAsync();
            await ((IAsyncDisposable)silo).DisposeAsync();
        }
    }
}
