using System.Collections.Frozen;

namespace Consent.Domain;

/// <summary>A lawful basis of processing (ст. 6 ч. 1); clients see the name in kebab-case.</summary>
public enum LawfulBasis { Consent, Law, Justice, CourtDecision, PublicService, Contract, VitalInterest, LegitimateInterest, PublicInterest, Journalism, Research, MandatoryPublication }

/// <summary>Where each basis stands in ст. 6 ч. 1.</summary>
public static class LawfulBases
{
    private static readonly FrozenDictionary<LawfulBasis, string> Articles = new Dictionary<LawfulBasis, string>
    {
        [LawfulBasis.Consent] = "ст. 6 ч. 1 п. 1",
        [LawfulBasis.Law] = "ст. 6 ч. 1 п. 2",
        [LawfulBasis.Justice] = "ст. 6 ч. 1 п. 3",
        [LawfulBasis.CourtDecision] = "ст. 6 ч. 1 п. 3.1",
        [LawfulBasis.PublicService] = "ст. 6 ч. 1 п. 4",
        [LawfulBasis.Contract] = "ст. 6 ч. 1 п. 5",
        [LawfulBasis.VitalInterest] = "ст. 6 ч. 1 п. 6",
        [LawfulBasis.LegitimateInterest] = "ст. 6 ч. 1 п. 7",
        [LawfulBasis.PublicInterest] = "ст. 6 ч. 1 п. 7",
        [LawfulBasis.Journalism] = "ст. 6 ч. 1 п. 8",
        [LawfulBasis.Research] = "ст. 6 ч. 1 п. 9",
        [LawfulBasis.MandatoryPublication] = "ст. 6 ч. 1 п. 11",
    }.ToFrozenDictionary();

    public static string ArticleOf(LawfulBasis basis) => Articles[basis];
}
