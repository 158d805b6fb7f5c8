using System.Net;
using System.Net.Sockets;
using Consent.Conformance;
using Consent.Domain;
using Consent.Engine;
using Consent.Grains;
using Consent.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Runtime;

namespace Consent.Silo.Cosmos.Tests;

/// <summary>Silos that have nothing in common but the account: membership, reminders, state of grains, journal and register are on it.</summary>
internal sealed class CosmosCluster : IAsyncDisposable
{
    private readonly CosmosStore _store;
    private readonly ManualClock _clock;
    private readonly List<IHost> _silos = [];

    private CosmosCluster(CosmosStore store, ManualClock clock) => (_store, _clock) = (store, clock);

    public static DateTimeOffset Now => Demo.Start;

    /// <summary>The journal and the register past every silo.</summary>
    public (IJournal Journal, IRegister Register) Past => (_store.Journal, _store.Register);

    public static async Task<CosmosCluster> StartAsync(int silos)
    {
        var clock = new ManualClock(Demo.Start);
        var cluster = new CosmosCluster((CosmosStore)await CosmosStore.InMemoryAsync(clock), clock);
        var catalogues = new Catalogues(cluster.Past.Journal, clock);
        await catalogues.LoadAsync(CancellationToken.None);
        foreach (var (operatorId, command) in Demo.Catalogue)
            Assert.IsType<Outcome.Done>(await catalogues.ExecuteAsync(operatorId, new Envelope("test", command), CancellationToken.None));
        for (var i = 0; i < silos; i++) await cluster.AddAsync();
        while (cluster.Known(0).Count < silos) await Task.Delay(50);
        return cluster;
    }

    /// <summary>Starts one more silo.</summary>
    public async Task AddAsync()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSingleton(_store.Account).AddSingleton<TimeProvider>(_clock).AddSingleton<Catalogues>().AddCosmosStores();
        builder.UseOrleans(silo => silo.UseCosmos()
            .Configure<ClusterOptions>(options => (options.ClusterId, options.ServiceId) = ("consent", "consent"))
            // A silo that does not answer is missed soon: the tests wait for it.
            .Configure<ClusterMembershipOptions>(options => (options.ProbeTimeout, options.NumMissedProbesLimit) = (TimeSpan.FromMilliseconds(500), 2))
            .ConfigureEndpoints(IPAddress.Loopback, FreePort(), gatewayPort: 0));
        builder.Logging.ClearProviders();
        var host = builder.Build();
        _silos.Add(host);
        await host.StartAsync();
    }

    /// <summary>The engine as one of the silos has it.</summary>
    public IEngine EngineOf(int silo) => new OrleansEngine(
        Of<IGrainFactory>(silo), Of<Catalogues>(silo), new Numbering(Of<IRegister>(silo)));

    /// <summary>The silos that one of them takes for living.</summary>
    public IReadOnlyCollection<SiloAddress> Known(int silo) => Of<ISiloStatusOracle>(silo).GetApproximateSiloStatuses(onlyActive: true).Keys;

    /// <summary>A silo goes without a word to the others.</summary>
    public async Task KillAsync(int silo)
    {
        await _silos[silo].StopAsync(new CancellationToken(canceled: true)).ContinueWith(_ => { }, TaskScheduler.Default);
        _silos.RemoveAt(silo);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var silo in _silos)
        {
            await silo.StopAsync();
            await ((IAsyncDisposable)silo).DisposeAsync();
        }

        await _store.DisposeAsync();
    }

    private T Of<T>(int silo) where T : notnull => _silos[silo].Services.GetRequiredService<T>();

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
