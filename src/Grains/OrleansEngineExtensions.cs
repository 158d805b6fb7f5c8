using Consent.Engine;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

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
        return builder;
    }
}
