using Consent.Conformance;
using Consent.Conformance.Storage;
using Consent.Domain;
using Consent.Engine;
using Consent.Silo;
using Consent.Storage;
using Consent.Storage.Postgres;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.TestingHost;

namespace Consent.Grains.Tests;

/// <summary>Silos in this process, each with its own connections and catalogues as on a machine of its own, over one PostgreSQL database; and the
/// engine of a client of theirs.</summary>
internal sealed class TestCluster : IEngine, IAsyncDisposable
{
    private readonly InProcessTestCluster _cluster;
    private readonly OrleansEngine _engine;
    private readonly List<PostgresStore> _stores;

    private TestCluster(InProcessTestCluster cluster, Installation installation, List<PostgresStore> stores)
    {
        (_cluster, _stores) = (cluster, stores);
        _engine = new OrleansEngine(cluster.Client, installation.Catalogues, new SiloLease(null), new LocalFiles());
    }

    public IGrainFactory Grains => _cluster.Client;

    public IReadOnlyList<InProcessSiloHandle> Silos => _cluster.Silos;

    /// <param name="heartbeat">How often the alarm clocks ring.</param>
    public static async Task<TestCluster> StartAsync(Installation installation, short silos, TimeSpan? heartbeat = null)
    {
        var (shared, stores) = ((PostgresStore)installation.Store, new List<PostgresStore>());
        await using (var database = await PostgresDatabase.OpenAsync(shared.ConnectionString, CancellationToken.None))
            await new OrleansTables(database).StartingAsync(CancellationToken.None);

        var builder = new InProcessTestClusterBuilder(silos);
        builder.ConfigureSiloHost((_, host) =>
        {
            // Made when the silo starts: one that joins later reads what is then.
            host.Services.AddSingleton(_ => Keep(Task.Run(shared.AnotherAsync).GetAwaiter().GetResult()))
                .AddSingleton(services => new SiloJournal(new HookedJournal(services.GetRequiredService<PostgresStore>().Journal, installation.Journal.Hooks)))
                .AddSingleton<IJournal>(services => services.GetRequiredService<SiloJournal>())
                .AddSingleton(services => services.GetRequiredService<PostgresStore>().Register)
                .AddSingleton(services => new Sealing((IFileKeys)services.GetRequiredService<PostgresStore>().Journal, Installation.Wrap))
                .AddSingleton(services => new Catalogues(services.GetRequiredService<IJournal>(), installation.Clock, services.GetRequiredService<Sealing>(), services.GetRequiredService<ICatalogueNews>()))
                .AddSingleton<TimeProvider>(installation.Clock)
                .AddSingleton<IEngine, OrleansEngine>()
                .AddHostedService<CataloguesAtStart>();
        });
        builder.ConfigureSilo((_, silo) => silo
            .UseAdoNetReminderService(options => (options.Invariant, options.ConnectionString) = ("Npgsql", PostgresDatabase.InSchema(shared.ConnectionString, OrleansTables.Schema)))
            .Configure<ClusterMembershipOptions>(options => (options.ProbeTimeout, options.NumMissedProbesLimit, options.NumVotesForDeathDeclaration) = (TimeSpan.FromMilliseconds(500), 2, 1))
            .Configure<ReminderOptions>(options => options.MinimumReminderPeriod = TimeSpan.FromSeconds(1))
            .Configure<DeadlineOptions>(options => options.Period = heartbeat ?? options.Period)
            .KeepFilesTogether());
        var cluster = builder.Build();
        await cluster.DeployAsync();
        return new TestCluster(cluster, installation, stores);

        PostgresStore Keep(PostgresStore store)
        {
            lock (stores) stores.Add(store);
            return store;
        }
    }

    public T Of<T>(InProcessSiloHandle silo) where T : notnull => _cluster.GetSiloServiceProvider(silo.SiloAddress).GetRequiredService<T>();

    public Task StopAsync(InProcessSiloHandle silo) => _cluster.StopSiloAsync(silo);

    public Task KillAsync(InProcessSiloHandle silo) => _cluster.KillSiloAsync(silo);

    public Task<InProcessSiloHandle> JoinAsync() => _cluster.StartAdditionalSiloAsync();

    public Task<Outcome> ExecuteAsync(FileKey file, Envelope envelope, CancellationToken cancellationToken) =>
        _engine.ExecuteAsync(file, envelope, cancellationToken);

    public ValueTask<CheckAnswer> CheckAsync(FileKey file, PurposeCode purpose, DateTimeOffset at, CancellationToken cancellationToken) =>
        _engine.CheckAsync(file, purpose, at, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _cluster.StopAllSilosAsync();
        await _cluster.DisposeAsync();
        foreach (var store in _stores) await store.DisposeAsync();
    }

    /// <summary>As the service does before its silo starts.</summary>
    private sealed class CataloguesAtStart(Catalogues catalogues) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => catalogues.LoadAsync(cancellationToken);

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
