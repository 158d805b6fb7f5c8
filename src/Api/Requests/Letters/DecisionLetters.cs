using Consent.Domain;

namespace Consent.Api;

/// <summary>To whoever wrote: how a demand was decided, satisfied or refused.</summary>
internal static class DecisionLetters
{
    /// <summary>The answer to any demand but access, which has items of its own.</summary>
    public static Letter Answer(LetterCase of)
    {
        var answered = of.Last<DemandAnswered>(answer => answer.Demand == of.Demand.Id);
        var paper = new Paper(of, "Ответ на обращение");
        paper.Line($"На Ваше обращение {paper.Request} — {Russian.NameOf(of.Demand.Kind)} — сообщаем:").Blank();
        paper.Line($"{paper.Need(of.Show(answered?.Text), "ответ по существу")}");
        if (answered is { Partly: true, Article: { } article })
            paper.Blank().Line($"В остальной части требование не удовлетворено: {Norm(of, article)}.");
        return paper.Appeal().Sign();
    }

    /// <summary>A reasoned refusal (ст. 14 ч. 8, ст. 20 ч. 2): the norm in its words, the reasons, where to complain (ст. 17).</summary>
    public static Letter Refusal(LetterCase of)
    {
        var refused = of.Last<DemandRefused>(refusal => refusal.Demand == of.Demand.Id);
        var paper = new Paper(of, "Мотивированный отказ");
        paper.Line($"Ваше обращение {paper.Request} — {Russian.NameOf(of.Demand.Kind)} — рассмотрено. В удовлетворении отказано.").Blank();
        paper.Line($"Основание: {(refused is null ? paper.Need(null, "норму, которая позволяет отказать: " + string.Join("; ", RefusalGrounds.For(of.Demand.Kind).Select(ground => ground.Article))) : Norm(of, refused.Article))}.");
        paper.Blank().Line($"Мотивы: {paper.Need(of.Show(refused?.Reason), "мотивы отказа")}");
        return paper.Appeal().Sign();
    }

    // Another federal law is named by whoever refuses; the words of ст. 14 ч. 8 only let it restrict the right.
    private static string Norm(LetterCase of, string article) => Russian.Unbroken(RefusalGrounds.Find(of.Demand.Kind, article) switch
    {
        null => article,
        { Condition: RefusalCondition.NamesFederalLaw } => $"{article} — право ограничено названным федеральным законом",
        var ground => $"{article} Федерального закона «О персональных данных» — {ground.Title}",
    });
}
