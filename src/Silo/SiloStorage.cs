using Consent.Api;
using Consent.Storage;

namespace Consent.Silo;

/// <summary>The storage that a silo may be built with or without.</summary>
internal static partial class SiloStorage
{
    /// <summary>Composes the silo on Azure Cosmos DB; false where the settings name another storage.</summary>
    /// <exception cref="DatabaseRefusedException">They name it, and this silo was built without it.</exception>
    public static bool TryUseCosmos(WebApplicationBuilder builder)
    {
        if (builder.Configuration[$"{ConsentOptions.Section}:{nameof(ConsentOptions.Storage)}"] != "cosmos") return false;
        var isBuiltIn = false;
        UseCosmos(builder, ref isBuiltIn);
        return isBuiltIn ? true : throw new DatabaseRefusedException("Consent__Storage is cosmos, but this silo was built without it (ConsentCosmos=false).");
    }

    // Its body is in the folder Cosmos, which is compiled where Consent.Silo.Cosmos is referenced.
    static partial void UseCosmos(WebApplicationBuilder builder, ref bool isBuiltIn);
}
