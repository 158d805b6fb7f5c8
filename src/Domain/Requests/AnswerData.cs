namespace Consent.Domain;

/// <summary>The fifth item: the data itself, which the operator's systems return, and where it was got.</summary>
internal static class AnswerData
{
    public static IEnumerable<AnswerLine> Lines(AnswerFacts facts)
    {
        foreach (var by in facts.Provided)
            foreach (var category in by.Held) yield return new AnswerLine(LineKind.Data, category, by.System);
        foreach (var category in facts.Provided.SelectMany(by => by.Categories).Distinct().Except(facts.Held)) yield return new AnswerLine(LineKind.NotHeld, category);
        foreach (var use in facts.Uses)
            if (use.Purpose.Source is { } source) yield return new AnswerLine(LineKind.Source, use.Title, source);
    }

    public static IEnumerable<AnswerGap> Gaps(AnswerFacts facts)
    {
        var answered = facts.Provided.SelectMany(by => by.Categories).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var unanswered = facts.Uses.SelectMany(use => use.Purpose.Categories).Distinct().Where(category => !answered.Contains(category)).ToArray();
        if (unanswered.Length > 0) yield return new AnswerGap(GapKind.AskSystems, [.. unanswered]);
        // A purpose tells where all its data comes from; else each piece must.
        var told = facts.Uses.Where(use => use.Purpose.Source is not null).SelectMany(use => use.Purpose.Categories).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var unsourced = facts.Provided.SelectMany(by => by.Unsourced).Distinct().Where(category => !told.Contains(category)).ToArray();
        if (unsourced.Length > 0) yield return new AnswerGap(GapKind.StateSource, [.. unsourced]);
    }
}
