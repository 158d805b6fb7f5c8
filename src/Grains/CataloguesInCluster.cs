using Consent.Domain;
using Consent.Engine;
using Consent.Storage;

namespace Consent.Grains;

internal static class CataloguesInCluster
{
    /// <summary>What the rules look at; another silo may know an operator a moment earlier.</summary>
    /// <exception cref="StorageUnavailableException">It is not known here yet.</exception>
    public static Rules Known(this Catalogues catalogues, OperatorId operatorId) =>
        catalogues.For(operatorId) ?? throw new StorageUnavailableException($"Operator {operatorId} is not known to this silo yet.");
}
