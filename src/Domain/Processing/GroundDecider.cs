using System.Collections.Immutable;

namespace Consent.Domain;

/// <summary>Consent cannot be recorded as a ground: it has its own record with evidence (ст. 9 ч. 3).</summary>
public sealed record ConsentIsNotAGround() : Refusal("ст. 9 ч. 3", "basis");

/// <summary>Advertising and distribution rest on the person's own consent and on nothing else (38-ФЗ ст. 18 ч. 1; ст. 10.1 ч. 1).</summary>
public sealed record OnlyConsentWillDo(PurposeCode Purpose, string Why) : Refusal(Why, "purpose");

public sealed record GroundEndsBeforeItBegins(DateTimeOffset Until) : Refusal("ст. 6 ч. 1", "until");

/// <summary>Bases other than consent (ст. 6 ч. 1 п. 2–11).</summary>
public static class GroundDecider
{
    public static Decision Decide(ImmutableArray<Ground> grounds, RecordGround command, Rules rules)
    {
        if (!rules.Catalogue.Purposes.TryGetValue(command.Purpose, out var purpose)) return new PurposeUnknown(command.Purpose);
        if (command.Basis == LawfulBasis.Consent) return new ConsentIsNotAGround();
        if (purpose.OnlyConsentArticle is { } article) return new OnlyConsentWillDo(command.Purpose, article);
        if (command.Until <= command.From) return new GroundEndsBeforeItBegins(command.Until.Value);
        var same = grounds.Any(g => g.Purpose == command.Purpose && g.Basis == command.Basis && g.From == command.From && g.Until == command.Until);
        return same ? Decision.Nothing : new GroundRecorded(command.From, command.Purpose, command.Basis, command.Reference, command.Until);
    }
}
