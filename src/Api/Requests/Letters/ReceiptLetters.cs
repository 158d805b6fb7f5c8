using System.Collections.Immutable;
using Consent.Domain;

namespace Consent.Api;

/// <summary>To whoever wrote: the letter is on the journal, and what it still lacks.</summary>
internal static class ReceiptLetters
{
    public static Letter Acknowledgement(LetterCase of)
    {
        var paper = new Paper(of, "Уведомление о регистрации обращения");
        paper.Line($"Ваше обращение {paper.Request} зарегистрировано.").Blank();
        foreach (var demand in of.Request.Demands)
        {
            paper.Line($"{demand.Id}. {Russian.Capital(Russian.NameOf(demand.Kind))}");
            if (demand.NothingToWithdraw) paper.Line($"   — действующих согласий на день получения нет, отзывать нечего (ст. 9 ч. 2)");
            foreach (var obligation in of.Request.Obligations.Where(o => o.Demand == demand.Id && o.Governs))
                if (Russian.NameOf(obligation.Duty) is { } duty)
                    paper.Line($"   — {duty}: {Term(of, obligation)} ({Russian.Unbroken(obligation.Article)})");
        }

        Lacks(of, paper);
        return paper.Blank().Line($"Номер обращения назовите, если напишете или позвоните нам о нём.").Sign();
    }

    public static Letter Particulars(LetterCase of)
    {
        var paper = new Paper(of, "О недостающих сведениях");
        paper.Line($"В Вашем обращении {paper.Request} нет сведений, которые закон требует в нём указать. Просим сообщить:").Blank();
        foreach (var particular in Lacking(of))
        {
            var (what, article) = Russian.NameOf(particular);
            paper.Line($"— {what} ({Russian.Unbroken(article)});");
        }

        if (of.Last<ParticularsAsked>()?.Text is { } own) paper.Blank().Line($"{of.Show(own)}");
        paper.Blank().Line($"Этот запрос не приостанавливает и не продлевает срока: он считается со дня получения обращения.");
        foreach (var obligation in of.Request.Obligations.Where(o => o.Governs && o.IsOutstanding))
            if (Russian.NameOf(obligation.Duty) is { } duty) paper.Line($"— {duty}: {Term(of, obligation)} ({Russian.Unbroken(obligation.Article)})");
        return paper.Sign();
    }

    /// <summary>What the letter lacks by the law, and what else it was asked for, less what has come.</summary>
    public static ImmutableArray<Particular> Lacking(LetterCase of)
    {
        var asked = of.Events.Aggregate(ImmutableArray<Particular>.Empty, (asked, happened) => happened switch
        {
            ParticularsAsked ask => [.. asked.Union(ask.What)],
            ParticularsReceived came => [.. asked.Except(came.What)],
            _ => asked,
        });
        return [.. of.Request.Missing.Union(asked).Order()];
    }

    private static void Lacks(LetterCase of, Paper paper)
    {
        if (Lacking(of).IsEmpty) return;
        paper.Blank().Line($"В обращении не хватает сведений; просим сообщить их, срок при этом не приостанавливается:");
        foreach (var particular in Lacking(of)) paper.Line($"— {Russian.NameOf(particular).What};");
    }

    private static string Term(LetterCase of, Obligation obligation) =>
        obligation.DoneAt is { } done ? $"исполнено {of.Day(done)}"
        : obligation.Status == ObligationStatus.Cancelled ? "более не требуется"
        : obligation.Term is Hours ? $"до {of.Instant(obligation.Deadline.EndsAt)}"
        : obligation.Term is Immediately ? "немедленно"
        : $"не позднее {Russian.Day(obligation.Deadline.Due)}";
}
