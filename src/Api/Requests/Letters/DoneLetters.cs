using Consent.Domain;

namespace Consent.Api;

/// <summary>To the subject: what was done with the data (ст. 20 ч. 3; ст. 21 ч. 3).</summary>
internal static class DoneLetters
{
    public static Letter Rectified(LetterCase of)
    {
        var rectified = of.Last<DataRectified>(done => done.Demand == of.Demand.Id);
        var lifted = of.Last<BlockLifted>(lift => lift.Demand == of.Demand.Id);
        var paper = new Paper(of, "Уведомление об уточнении персональных данных");
        paper.Line($"По обращению {paper.Request} в Ваши персональные данные внесены изменения (ст. 20 ч. 3; ст. 21 ч. 2).").Blank();
        paper.Line($"Дата: {paper.Need(rectified is null ? null : of.Day(rectified.At), "дату внесения изменений")}");
        paper.Line($"Что изменено: {paper.Need(of.Show(rectified?.What), "внесённые изменения")}");
        if (lifted is not null) paper.Line($"Блокирование данных снято {of.Day(lifted.At)} (ст. 21 ч. 2).");
        return Others(of, paper).Sign();
    }

    public static Letter Destroyed(LetterCase of)
    {
        var owed = Destructions(of).FirstOrDefault(o => o.DoneAt is not null);
        var act = owed is null ? null : of.Last<ObligationFulfilled>(done => done.Obligation == owed.Id)?.Reference;
        var paper = new Paper(of, "Уведомление об уничтожении персональных данных");
        paper.Line($"По обращению {paper.Request} Ваши персональные данные уничтожены ({Russian.Unbroken(Destructions(of).First().Article)}).").Blank();
        paper.Line($"Дата уничтожения: {paper.Need(owed?.DoneAt is { } done ? of.Day(done) : null, "дату уничтожения")}");
        paper.Line($"Акт: {paper.Need(act, "номер и дату акта об уничтожении")} (ст. 21 ч. 7).");
        paper.Line($"Что уничтожено: {paper.Need(null, "категории уничтоженных данных; что и на каком основании сохранено")}");
        return Others(of, paper).Sign();
    }

    /// <summary>What the demand obliges to destroy.</summary>
    public static IEnumerable<Obligation> Destructions(LetterCase of) =>
        of.Request.Obligations.Where(o => o.Demand == of.Demand.Id && DemandKinds.IsDestruction(o.Duty) && o.Status != ObligationStatus.Cancelled);

    // «Принять разумные меры для уведомления третьих лиц, которым персональные данные этого субъекта были переданы» (ст. 20 ч. 3).
    private static Paper Others(LetterCase of, Paper paper)
    {
        var recipients = of.Rules.Catalogue.Purposes.Values
            .Where(purpose => of.Demand.Purposes.IsEmpty || of.Demand.Purposes.Contains(purpose.Code))
            .SelectMany(purpose => purpose.Recipients.Concat((purpose.Processors ?? []).Select(processor => processor.Name))).Distinct().Order(StringComparer.Ordinal).ToArray();
        return paper.Line($"Лица, которым данные передавались, уведомлены: {paper.Need(null, recipients.Length == 0 ? "кого и когда уведомили либо что данные не передавались" : "кого из них и когда уведомили: " + string.Join("; ", recipients))} (ст. 20 ч. 3).");
    }
}
