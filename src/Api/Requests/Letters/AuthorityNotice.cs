using Consent.Domain;

namespace Consent.Api;

/// <summary>To the authority, where the letter came from it: the breach is mended or the data destroyed (ст. 21 ч. 3).</summary>
internal static class AuthorityNotice
{
    public static Letter Write(LetterCase of)
    {
        var found = of.Last<UnlawfulnessFound>(found => found.Demand == of.Demand.Id);
        var paper = new Paper(of, "Уведомление об устранении нарушений", isToAuthority: true);
        paper.Line($"По обращению {paper.Request} — {Russian.NameOf(of.Demand.Kind)} — сообщаем (ст. 21 ч. 3).").Blank();
        paper.Line($"Неправомерная обработка выявлена: {paper.Need(found is null ? null : Russian.Day(found.FoundOn), "дату выявления")}");
        paper.Line($"Основания: {paper.Need(of.Show(found?.Grounds), "в чём состояло нарушение")}");
        paper.Line($"Обработка прекращена: {paper.Need(Done(of, Duty.StopUnlawful), "дату прекращения")}");
        if (of.Obligations(Duty.DestroyUnlawful).Any(o => o.Status != ObligationStatus.Cancelled))
            paper.Line($"Данные уничтожены: {paper.Need(Done(of, Duty.DestroyUnlawful), "дату и акт уничтожения либо как обеспечена правомерность")}");
        else
            paper.Line($"Правомерность обработки обеспечена: {paper.Need(null, "чем обеспечена правомерность")}");
        paper.Line($"Субъект уведомлён: {paper.Need(Done(of, Duty.NotifySubject), "когда и как уведомлён субъект")}");
        paper.Line($"Приложения: {paper.Need(null, "подтверждающие документы")}");
        return paper.Sign();
    }

    private static string? Done(LetterCase of, Duty duty)
    {
        if (of.Obligations(duty).FirstOrDefault(o => o.DoneAt is not null) is not { DoneAt: { } at } owed) return null;
        var reference = of.Last<ObligationFulfilled>(done => done.Obligation == owed.Id)?.Reference;
        return reference is null ? of.Day(at) : $"{of.Day(at)}, {reference}";
    }
}
