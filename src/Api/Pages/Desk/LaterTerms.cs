using System.Runtime.CompilerServices;
using Consent.Domain;

namespace Consent.Api;

/// <summary>What the operator's contracts promise later than the law allows; looked through every calendar once for each edition of the profile.</summary>
internal static class LaterTerms
{
    private static readonly ConditionalWeakTable<OperatorProfile, IReadOnlyList<(ContractTerm Contract, DutyRow Law)>> Known = [];

    public static IReadOnlyList<(ContractTerm Contract, DutyRow Law)> Of(OperatorProfile profile) => Known.GetValue(profile, of => [.. ContractTerms.LongerThanLaw(of)]);
}
