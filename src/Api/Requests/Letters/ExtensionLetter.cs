using Consent.Domain;

namespace Consent.Api;

/// <summary>The reasoned notice that a term is longer (ст. 14 ч. 3; ст. 20 ч. 1, 2, 4; ст. 21 ч. 5.1): sent before the old one ends.</summary>
internal static class ExtensionLetter
{
    /// <summary>The last extension of the demand; null where there was none.</summary>
    public static RequestExtended? Last(LetterCase of) => of.Last<RequestExtended>(extended => DemandOf(of, extended) == of.Demand.Id);

    public static Letter Write(LetterCase of)
    {
        var last = Last(of)!;
        var together = of.Events.OfType<RequestExtended>().Where(extended => extended.At == last.At && DemandOf(of, extended) == of.Demand.Id).ToArray();
        var paper = new Paper(of, "Уведомление о продлении срока");
        paper.Line($"По обращению {paper.Request} — {Russian.NameOf(of.Demand.Kind)} — срок продлён.").Blank();
        foreach (var extended in together)
        {
            var before = Before(of, extended);
            var what = Russian.NameOf(before.Duty) ?? "исполнение";
            paper.Line($"{Russian.Capital(what)}: прежний срок — до {Russian.Day(before.Deadline.Due)}, новый срок — до {Russian.Day(extended.Deadline.Due)} включительно ({Russian.Unbroken(before.Article)}).");
        }

        paper.Blank().Line($"Причины продления: {paper.Need(of.Show(last.Reason), "причины продления")}");
        paper.Line($"Срок продлён один раз и больше продлён быть не может.");
        return paper.Appeal().Sign();
    }

    private static int? DemandOf(LetterCase of, RequestExtended extended) => of.Request.Obligations.FirstOrDefault(o => o.Id == extended.Obligation)?.Demand;

    // As it stood just before: the end may have been moved since the receipt.
    private static Obligation Before(LetterCase of, RequestExtended extended)
    {
        var file = of.View.Entries.Select(entry => entry.Event).TakeWhile(happened => !happened.Equals(extended)).Aggregate(SubjectFile.Empty, (file, happened) => file.Evolve(happened));
        return file.Request(extended.Number)!.Obligations.Single(o => o.Id == extended.Obligation);
    }
}
