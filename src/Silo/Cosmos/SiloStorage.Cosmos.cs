using Consent.Api;
using Consent.Grains;
using Consent.Silo.Cosmos;

namespace Consent.Silo;

internal static partial class SiloStorage
{
    private const string Name = "consent";

    static partial void UseCosmos(WebApplicationBuilder builder, ref bool isBuiltIn)
    {
        isBuiltIn = true;
        // The storage of grains is open when the silo has started, and not before: the service's own start comes after.
        var startup = builder.Services.Single(service => service.ImplementationType == typeof(Startup));
        builder.Services.Remove(startup);
        builder.Services.AddCosmos();
        builder.UseOrleans(silo => silo.UseCosmos().KeepFilesTogether().Configure<Orleans.Configuration.ClusterOptions>(options => (options.ClusterId, options.ServiceId) = (Name, Name)));
        builder.Services.Add(startup);
    }
}
