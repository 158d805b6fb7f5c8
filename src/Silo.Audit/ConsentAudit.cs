using Audit.Core;
using Consent.Api;
using Consent.Engine;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Consent.Silo.Audit;

/// <summary>The line by which a host gets an audit beside the journal.</summary>
public static class ConsentAudit
{
    /// <summary>Puts the audit around the engine and the catalogues; called after the engine is added. A host may register a data provider of its own before.</summary>
    public static WebApplicationBuilder AddConsentAudit(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<AuditOptions>().BindConfiguration(AuditOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        if (builder.Configuration[$"{AuditOptions.Section}:{nameof(AuditOptions.Provider)}"] == AuditOptions.None) return builder;

        services.AddHttpContextAccessor();
        services.TryAddSingleton(provider => AuditProviders.Open(
            provider.GetRequiredService<IOptions<AuditOptions>>().Value, provider.GetRequiredService<IOptions<ConsentOptions>>().Value.Data, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<AuditTrail>();
        services.AddSingleton<CommandFilter>(provider => provider.GetRequiredService<AuditTrail>().AroundAsync);

        var engine = services.Last(service => service.ServiceType == typeof(IEngine));
        services.Remove(engine);
        services.Add(Keyed(engine));
        services.AddSingleton<IEngine>(provider => new AuditedEngine(provider.GetRequiredKeyedService<IEngine>(typeof(AuditedEngine)), provider.GetRequiredService<AuditTrail>()));
        return builder;
    }

    private static ServiceDescriptor Keyed(ServiceDescriptor engine) => engine switch
    {
        { ImplementationFactory: { } make } => new ServiceDescriptor(typeof(IEngine), typeof(AuditedEngine), (provider, _) => make(provider), engine.Lifetime),
        { ImplementationType: { } type } => new ServiceDescriptor(typeof(IEngine), typeof(AuditedEngine), type, engine.Lifetime),
        _ => new ServiceDescriptor(typeof(IEngine), typeof(AuditedEngine), engine.ImplementationInstance!),
    };
}
