using Consent.Engine;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Consent.Grains;

/// <summary>The line by which a silo differs from the service of one process.</summary>
public static class OrleansEngineExtensions
{
    /// <summary>Puts the cluster's engine in the place of the embedded one.</summary>
    public static TBuilder UseOrleansEngine<TBuilder>(this TBuilder builder) where TBuilder : IHostApplicationBuilder
    {
        builder.Services.Replace(ServiceDescriptor.Singleton<IEngine, OrleansEngine>());
        return builder;
    }
}
