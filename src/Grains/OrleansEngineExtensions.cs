using Consent.Engine;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Consent.Grains;

/// <summary>The line by which a silo differs from the service of one process.</summary>
public static class OrleansEngineExtensions
{
    /// <summary>The engine of the cluster with an alarm clock in every silo, and one that counts terms again by another calendar: a file woken or counted twice
    /// has nothing to say the second time.</summary>
    public static TBuilder UseOrleansEngine<TBuilder>(this TBuilder builder) where TBuilder : IHostApplicationBuilder
    {
        builder.Services.AddSingleton<IEngine, OrleansEngine>();
        builder.Services.AddHostedService<DeadlineWatch>();
        builder.Services.AddHostedService<CalendarWatch>();
        // The law's terms run by the service's clock, the cluster by the machine's: a clock that is set must not unsettle time-outs and memberships.
        builder.Services.AddKeyedSingleton(KeyedService.AnyKey, (_, _) => TimeProvider.System);
        // A defect is told once, by whom it stops, by type and place: the runtime would tell it with its message, which may quote a person.
        builder.Logging.AddFilter("Orleans.Grain.InvokeException", LogLevel.None);
        return builder;
    }
}
