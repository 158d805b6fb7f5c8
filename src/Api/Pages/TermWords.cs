using Consent.Domain;
using Consent.Storage;

namespace Consent.Api;

/// <summary>A term as a person says it: «10 раб. дней», «24 часа», «немедленно».</summary>
public static class TermWords
{
    public static string Of(Term term)
    {
        var key = "Term." + TermJson.UnitOf(term);
        return Texts.Find(key) is { } fixedWords && term.Amount == 0 ? fixedWords : Texts.Get($"{key}.{Plurals.Of(term.Amount)}", term.Amount);
    }
}
