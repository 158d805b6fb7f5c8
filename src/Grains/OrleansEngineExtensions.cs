using Consent.Engine;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Orleans.Hosting;

namespace Consent.Grains;

/// <summary>The lines by which a silo differs from the service of one process.</summary>
public static class OrleansEngineExtensions
{
    /// <summary>The engine of a cluster and the watch that counts terms again by another calendar: a file counted twice has nothing to say the second time.</summary>
    public static TBuilder UseOrleansEngine<TBuilder>(this TBuilder builder) where TBuilder : IHostApplicationBuilder
    {
        builder.Services.AddSingleton<IEngine, OrleansEngine>();
        builder.Services.AddHostedService<CalendarWatch>();
        // The law's terms run by the service's clock, the cluster by the machine's: a clock that is set must not unsettle time-outs and memberships.
        builder.Services.AddKeyedSingleton(KeyedService.AnyKey, (_, _) => TimeProvider.System);
        // A defect is told once, by whom it stops, by type and place: the runtime would tell it with its message, which may quote a person.
        builder.Logging.AddFilter("Orleans.Grain.InvokeException", LogLevel.None);
        return builder;
    }

    /// <summary>A silo that is alone: nobody to tell of anything, an alarm clock of its own.</summary>
    public static ISiloBuilder KeepFilesAlone(this ISiloBuilder silo)
    {
        silo.Services.AddSingleton(new SiloLease(null));
        silo.Services.AddHostedService<DeadlineWatch>();
        return silo.AddCalls();
    }

    /// <summary>One silo of several: what each holds open it may answer from while it knows that nobody else has changed it.</summary>
    public static ISiloBuilder KeepFilesTogether(this ISiloBuilder silo, TimeSpan? lease = null)
    {
        silo.Services.AddSingleton(new SiloLease(lease ?? SiloLease.Usual));
        silo.Services.AddSingleton<SiloDeaths>();
        silo.Services.AddSingleton<ClusterWatch>();
        silo.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>, ClusterLife>();
        silo.Services.AddSingleton<CatalogueEars>();
        silo.Services.AddSingleton<ICatalogueNews, CatalogueNews>();
        silo.Services.AddHostedService<DeadlineStart>();
        silo.AddGrainService<CatalogueEar>();
#pragma warning disable ORLEANSEXP003 // The other directory lets a grain live twice while silos come and go, and does not tell the membership it was asked under.
        silo.AddDistributedGrainDirectory();
#pragma warning restore ORLEANSEXP003
        // It would keep files closed for a fixed time after a silo came or went; the lease is what that time is for, and is exact.
        silo.Configure<GrainDirectoryOptions>(options => options.RangeLeaseDuration = TimeSpan.Zero);
        return silo.AddCalls();
    }

    private static ISiloBuilder AddCalls(this ISiloBuilder silo)
    {
        silo.Services.AddSingleton<LocalFiles>();
        return silo
            .AddActivityPropagation()
            .AddOutgoingGrainCallFilter<CallContext>()
            .AddIncomingGrainCallFilter<CallContext>()
            .AddOutgoingGrainCallFilter<CallFailures>();
    }
}
