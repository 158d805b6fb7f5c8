using Consent.Api;
using Consent.Grains;
using Consent.Silo.Cosmos;

namespace Consent.Silo;

public static partial class SiloSetup
{
    static partial void UseCosmos(WebApplicationBuilder builder, ref bool isBuiltIn)
    {
        isBuiltIn = true;
        // The storage of grains is open when the silo has started, and not before: the service's own start comes after.
        var startup = builder.Services.Single(service => service.ImplementationType == typeof(Startup));
        builder.Services.Remove(startup);
        builder.Services.AddCosmos();
        builder.Services.AddHostedService<SecretOnCosmos>();
        builder.UseOrleans(silo => silo.UseCosmos().AmongOthers());
        builder.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>, RingBeforeCatalogues>();
        builder.Services.Add(startup);
    }
}
