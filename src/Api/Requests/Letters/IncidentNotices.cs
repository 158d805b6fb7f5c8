using Consent.Domain;

namespace Consent.Api;

/// <summary>The two notices of an incident to the authority (ст. 21 ч. 3.1; приказ Роскомнадзора от 14.11.2022 № 187). A person sends them and keeps the
/// number the authority gives; the service sends nothing.</summary>
internal static class IncidentNotices
{
    /// <summary>Within 24 hours: what happened, supposed causes and harm, what was done, whom to speak with.</summary>
    public static Letter First(LetterCase of)
    {
        var paper = Begin(of, "Первичное уведомление об инциденте");
        paper.Line($"1. Инцидент: {paper.Need(of.Show(of.Received.Demands.Single(demand => demand.Id == of.Demand.Id).Details ?? of.Received.Content), "что произошло: неправомерная или случайная передача (предоставление, распространение, доступ)")}");
        paper.Line($"2. Характеристика базы данных: {paper.Need(null, "категории субъектов, перечень персональных данных, примерное число записей")}");
        paper.Line($"3. Предполагаемые причины: {paper.Need(null, "предполагаемые причины")}");
        paper.Line($"4. Предполагаемый вред правам субъектов и предварительная его оценка (приказ Роскомнадзора № 178): {paper.Need(null, "предполагаемый вред и его предварительную оценку")}");
        paper.Line($"5. Принятые меры по устранению последствий: {paper.Need(null, "принятые меры")}");
        paper.Line($"6. Лицо для взаимодействия: {paper.Need(of.Operator?.Dpo, "имя и должность")}; {paper.Need(of.Operator?.Contacts, "телефон и почту")}");
        return paper.Sign();
    }

    /// <summary>Within 72 hours: the results of the inquiry, and whose acts caused it, if anybody's.</summary>
    public static Letter Results(LetterCase of)
    {
        var paper = Begin(of, "Уведомление о результатах внутреннего расследования инцидента");
        var first = of.Obligations(Duty.IncidentFirstNotice).FirstOrDefault();
        var number = first is null ? null : of.Last<ObligationFulfilled>(done => done.Obligation == first.Id)?.Reference;
        paper.Line($"Номер первичного уведомления: {paper.Need(number, "номер и ключ первичного уведомления из ответа Роскомнадзора")}").Blank();
        paper.Line($"1. Результаты внутреннего расследования: {paper.Need(null, "результаты расследования: причины, установленный вред, принятые меры, решение по расследованию")}");
        paper.Line($"2. Лица, действия которых стали причиной инцидента: {paper.Need(null, "лиц, при наличии; либо что они не установлены")}");
        return paper.Sign();
    }

    private static Paper Begin(LetterCase of, string title)
    {
        var paper = new Paper(of, title, isToAuthority: true);
        paper.Line($"Оператор: {paper.Need(of.Operator?.LegalName, "наименование оператора")}");
        paper.Line($"ИНН: {paper.Need(of.Operator?.Inn, "ИНН")}; ОГРН: {paper.Need(of.Operator?.Ogrn, "ОГРН")}");
        paper.Line($"Адрес: {paper.Need(of.Operator?.Address, "адрес оператора")}");
        paper.Line($"Контакты: {paper.Need(of.Operator?.Contacts, "адрес электронной почты")}");
        paper.Line($"Запись в журнале: № {of.Request.Number}");
        paper.Line($"Инцидент выявлен: {of.Instant(of.Request.ReceivedAt)}");
        return paper.Blank();
    }
}
