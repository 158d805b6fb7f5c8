using System.Collections.Immutable;

namespace Consent.Domain;

/// <summary>A text in Russian and, where the operator wrote it, in English.</summary>
public sealed record LocalText(string Ru, string? En = null);

/// <summary>How long the data of a purpose is kept, in the operator's own words and by which norm or document.</summary>
public sealed record RetentionRule(string Rule, string? Article = null);

/// <summary>A purpose of processing (ст. 5 ч. 2) with its basis, the data, the actions and who receives them. Of what ст. 14 ч. 7 п. 3, 5, 8, 9 want,
/// null is not told yet; an empty list says that there is none.</summary>
public sealed record Purpose(
    PurposeCode Code,
    LocalText Title,
    LawfulBasis Basis,
    string Article,
    ImmutableArray<string> Categories,
    ImmutableArray<string> Actions,
    ImmutableArray<string> Recipients,
    RetentionRule? Retention,
    bool WrittenForm,
    bool Advertising,
    bool Distribution,
    ImmutableArray<Processor>? Processors = null,
    ImmutableArray<CrossBorderTransfer>? CrossBorder = null,
    ProcessingMethods? Methods = null,
    string? Source = null)
{
    /// <summary>The norm by which nothing but consent will do for this purpose; null where another basis may stand.</summary>
    public string? OnlyConsentArticle => Distribution ? "ст. 10.1 ч. 1" : Advertising ? "38-ФЗ ст. 18 ч. 1" : null;

    /// <summary>Whether the purpose touches a family of categories, named alone or before a colon (<c>special:health</c>).</summary>
    public bool Touches(string family) =>
        Categories.Any(category => category == family || category.StartsWith(family + ":", StringComparison.Ordinal));

    public bool Equals(Purpose? other) => other is not null
        && (Code, Title, Basis, Article, Retention, WrittenForm, Advertising, Distribution)
            == (other.Code, other.Title, other.Basis, other.Article, other.Retention, other.WrittenForm, other.Advertising, other.Distribution)
        && Categories.SequenceEqual(other.Categories) && Actions.SequenceEqual(other.Actions) && Recipients.SequenceEqual(other.Recipients)
        && (Methods, Source) == (other.Methods, other.Source)
        && AreEqual(Processors, other.Processors) && AreEqual(CrossBorder, other.CrossBorder);

    public override int GetHashCode() => Code.GetHashCode();

    private static bool AreEqual<T>(ImmutableArray<T>? some, ImmutableArray<T>? other) =>
        some is { } one && other is { } two ? one.SequenceEqual(two) : some.HasValue == other.HasValue;
}

/// <summary>What a newer version asks of those who agreed to an older one.</summary>
public enum Reconsent { None, Soft, Hard }

/// <summary>One immutable version of a consent text with the hash of its body (UTF-8, SHA-256, lower-case hex).</summary>
public sealed record ConsentText(
    TextRef Ref, ImmutableArray<PurposeCode> Purposes, string Locale, string Body, string Sha256, DateTimeOffset EffectiveFrom, Reconsent Reconsent)
{
    public bool Equals(ConsentText? other) => other is not null
        && (Ref, Locale, Sha256, EffectiveFrom, Reconsent) == (other.Ref, other.Locale, other.Sha256, other.EffectiveFrom, other.Reconsent)
        && Purposes.SequenceEqual(other.Purposes);

    public override int GetHashCode() => Ref.GetHashCode();
}
