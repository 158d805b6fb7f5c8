using System.Net;
using Consent.Api;
using Consent.Grains;
#if CONSENT_AUDIT
using Consent.Silo.Audit;
#endif
using Consent.Storage;
using Consent.Storage.Postgres;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace Consent.Silo;

/// <summary>The service as a silo: one of several on PostgreSQL or Azure Cosmos DB, the only one on SQLite.</summary>
public static partial class SiloSetup
{
    private const string Invariant = "Npgsql";

    // A silo that has died is missed by two probes of the others; its files are answered for elsewhere some seconds later.
    private static readonly TimeSpan ProbeTimeout = TimeSpan.FromSeconds(2);
    private const int MissedProbes = 2;

    /// <exception cref="DatabaseRefusedException">A setting is missing.</exception>
    public static WebApplicationBuilder UseSilo(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<ClusterOptions>().BindConfiguration(ClusterOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Logging.AddFilter("Orleans", LogLevel.Warning);
        // Tells of every placement of a file.
        builder.Logging.AddFilter("Polly", LogLevel.Warning);
        builder.Logging.AddFilter(typeof(CatalogueEar).FullName, LogLevel.Warning);
        var storage = builder.Configuration[$"{ConsentOptions.Section}:{nameof(ConsentOptions.Storage)}"];
        if (storage == "postgres") builder.UseSilosOnPostgres();
        else if (storage == "cosmos") builder.UseSilosOnCosmos();
        else builder.UseOrleans(silo => silo.UseLocalhostClustering().KeepFilesAlone());
        // After the silo: the clocks start when it can call.
        builder.UseOrleansEngine().DestroyAgain().AddDemo();
#if CONSENT_AUDIT
        builder.AddConsentAudit();
#endif
        return builder;
    }

    private static void UseSilosOnPostgres(this WebApplicationBuilder builder)
    {
        var database = PostgresDatabase.InSchema(
            builder.Configuration.GetConnectionString("Postgres")
                ?? throw new DatabaseRefusedException("Consent__Storage is postgres, but ConnectionStrings__Postgres is not set."),
            OrleansTables.Schema);
        builder.HoldDatabase(alone: false);
        builder.Services.AddHostedService<OrleansTables>();
        builder.Services.AddHostedService(provider => ActivatorUtilities.CreateInstance<OneInstallation>(provider, database));
        builder.UseOrleans(silo => silo
            .UseAdoNetClustering(options => (options.Invariant, options.ConnectionString) = (Invariant, database))
            .UseAdoNetReminderService(options => (options.Invariant, options.ConnectionString) = (Invariant, database))
            .AddAdoNetGrainStorageAsDefault(options => (options.Invariant, options.ConnectionString) = (Invariant, database))
            .AmongOthers());
    }

    private static void UseSilosOnCosmos(this WebApplicationBuilder builder)
    {
        var isBuiltIn = false;
        UseCosmos(builder, ref isBuiltIn);
        if (!isBuiltIn) throw new DatabaseRefusedException("Consent__Storage is cosmos, but this silo was built without it (ConsentCosmos=false).");
    }

    // Its body is in the folder Cosmos, which is compiled where Consent.Silo.Cosmos is referenced.
    static partial void UseCosmos(WebApplicationBuilder builder, ref bool isBuiltIn);

    // One of several silos: where the others find it, and how soon they miss it.
    private static ISiloBuilder AmongOthers(this ISiloBuilder silo)
    {
        silo.Configure<ClusterMembershipOptions>(options => (options.ProbeTimeout, options.NumMissedProbesLimit) = (ProbeTimeout, MissedProbes)).KeepFilesTogether();
        silo.Services.AddOptions<Orleans.Configuration.ClusterOptions>().Configure<IOptions<ClusterOptions>>(
            (options, own) => (options.ClusterId, options.ServiceId) = (own.Value.Id, own.Value.ServiceId));
        silo.Services.AddOptions<EndpointOptions>().Configure<IOptions<ClusterOptions>>(SetEndpoint);
        return silo;
    }

    private static void SetEndpoint(EndpointOptions options, IOptions<ClusterOptions> own)
    {
        (options.SiloPort, options.GatewayPort) = (own.Value.SiloPort, own.Value.GatewayPort);
        if (own.Value.AdvertisedIp is not { } address) return;
        options.AdvertisedIPAddress = IPAddress.Parse(address);
        // Behind an address that is not the machine's own, of a container say, it listens on all it has.
        options.SiloListeningEndpoint = new IPEndPoint(IPAddress.IsLoopback(options.AdvertisedIPAddress) ? options.AdvertisedIPAddress : IPAddress.Any, options.SiloPort);
    }
}
