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

/// <summary>The service as a silo: one of several on PostgreSQL, the only one on SQLite.</summary>
public static class SiloSetup
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
        if (builder.Configuration[$"{ConsentOptions.Section}:{nameof(ConsentOptions.Storage)}"] == "postgres") builder.UseSilosOnPostgres();
        else builder.UseOrleans(silo => silo.UseLocalhostClustering().KeepFilesAlone());
        // After the silo: the clocks start when it can call.
        builder.UseOrleansEngine().AddDemo();
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
            .Configure<ClusterMembershipOptions>(options => (options.ProbeTimeout, options.NumMissedProbesLimit) = (ProbeTimeout, MissedProbes))
            .KeepFilesTogether());
        builder.Services.AddOptions<Orleans.Configuration.ClusterOptions>().Configure<IOptions<ClusterOptions>>(
            (options, own) => (options.ClusterId, options.ServiceId) = (own.Value.Id, own.Value.ServiceId));
        builder.Services.AddOptions<EndpointOptions>().Configure<IOptions<ClusterOptions>>(SetEndpoint);
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
