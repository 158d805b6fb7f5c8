using Consent.Storage;
using Microsoft.Azure.Cosmos;

namespace Consent.Silo.Cosmos;

/// <summary>What an account promises to a reader, held against what the check promises: nothing old may answer «allowed».</summary>
internal static class Consistency
{
    /// <summary>Null where the account is strong, or else what the operator has accepted in writing.</summary>
    /// <exception cref="DatabaseRefusedException">The account can lose or hide a write, and nobody has accepted that.</exception>
    public static string? Judge(ConsistencyLevel level, int writeRegions, string? accepted)
    {
        if (writeRegions > 1)
            throw new DatabaseRefusedException(
                $"The Azure Cosmos DB account writes in {writeRegions} regions: two of them can continue one file differently, and one of the two is lost. Leave one write region.");
        if (level == ConsistencyLevel.Strong) return null;
        return string.IsNullOrWhiteSpace(accepted)
            ? throw new DatabaseRefusedException(
                $"The consistency of the Azure Cosmos DB account is {level}: another node may read what was before a withdrawal, and a fail-over to another region can bring back "
                + "up to 15 minutes of a withdrawn consent. Set the account to Strong, or put the operator's written acceptance into Consent__Cosmos__AcceptWeaker.")
            : accepted;
    }
}
