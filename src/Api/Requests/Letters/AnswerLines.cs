using Consent.Domain;

namespace Consent.Api;

/// <summary>The lines of the answer in words; where the line is of data, the data itself is joined in from what the systems returned.</summary>
internal static class AnswerLines
{
    public static IEnumerable<string> Of(AnswerLine line, LetterCase of) => line.Kind switch
    {
        LineKind.Data => of.Provided.Where(pair => pair.System == line.Values[1] && pair.Item.Category == line.Values[0] && pair.Item.IsHeld)
            .Select(pair => $"{pair.Item.Category}: {of.Show(pair.Item.Value)}{(pair.Item.Source is { } source ? $" (источник: {of.Show(source)})" : "")} — {pair.System}"),
        LineKind.Rights or LineKind.Measures => [line.Values[0]],
        LineKind.RightsByLaw => [SubjectRights.ByLaw(of.Operator)],
        _ => [Russian.Unbroken(InWords(line))],
    };

    private static string InWords(AnswerLine line)
    {
        var on = line.On is { } day ? Russian.Day(day) : "";
        return line.Kind switch
        {
            LineKind.Processed => "Подтверждаем, что обрабатываем Ваши персональные данные.",
            LineKind.NotProcessed => "Мы не обрабатываем Ваших персональных данных, кроме сообщённых в самом обращении: в информационных системах оператора их нет.",
            LineKind.ByConsent => $"{At(0)} — Ваше согласие от {on} ({At(1)})",
            LineKind.ByGround => $"{At(0)} — {At(1)}, с {on}",
            LineKind.ByCatalogue => $"{At(0)} — {At(1)}",
            LineKind.ConsentMissing => $"{At(0)} — Вашего согласия нет, обработка не ведётся",
            LineKind.ConsentWithdrawn => $"{At(0)} — согласие отозвано {on}; запись о нём хранится как доказательство (ст. 9 ч. 3)",
            LineKind.ConsentExpired => $"{At(0)} — срок согласия истёк {on}; запись о нём хранится как доказательство (ст. 9 ч. 3)",
            LineKind.Automated => $"{At(0)} — {At(1)}; с использованием средств автоматизации",
            LineKind.Manual => $"{At(0)} — {At(1)}; без использования средств автоматизации",
            LineKind.Mixed => $"{At(0)} — {At(1)}; с использованием средств автоматизации и без их использования",
            LineKind.MethodsNotTold => $"{At(0)} — {At(1)}",
            LineKind.Operator => $"{At(0)}, {At(1)}",
            LineKind.Inn => $"ИНН {At(0)}",
            LineKind.Ogrn => $"ОГРН {At(0)}",
            LineKind.Recipient => $"доступ имеет или может получить: {At(0)}",
            LineKind.NoRecipients => "иных лиц, которые имеют доступ к данным или которым они могут быть раскрыты, нет",
            LineKind.NotHeld => $"{At(0)}: не храним",
            LineKind.Source => $"источник ({At(0)}): {At(1)}",
            LineKind.Retention => line.Values.Length > 2 ? $"{At(0)} — {At(1)} ({At(2)})" : $"{At(0)} — {At(1)}",
            LineKind.ConsentUntil => $"{At(0)} — согласие действует до {on}",
            LineKind.GroundUntil => $"{At(0)} — основание действует до {on}",
            LineKind.Transfer => line.Values.Length > 1 ? $"{At(0)}, получатель: {At(1)}" : At(0),
            LineKind.NoTransfer => "трансграничная передача не осуществлялась и не предполагается",
            LineKind.Processor => $"{At(0)}, {At(1)}",
            LineKind.NoProcessors => "обработка другим лицам не поручена",
            LineKind.Blocked => $"обработка блокирована с {on}{Purposes()} (ст. 21 ч. 1)",
            LineKind.StopDemanded => $"по Вашему требованию от {on} обработка прекращается{Purposes()} (ст. 21 ч. 5.1)",
            LineKind.MarketingStopped => $"обработка в целях продвижения прекращена {on}{Purposes()} (ст. 15 ч. 2)",
            LineKind.DistributionStopped => $"распространение прекращено {on}{Purposes()} (ст. 10.1 ч. 12)",
            LineKind.PurposeReached => $"цель обработки достигнута {on}{Purposes()}, данные подлежат уничтожению (ст. 21 ч. 4)",
            LineKind.NothingElse => "иных сведений нет",
            _ => throw new InvalidOperationException($"No words for {line.Kind}."),
        };

        string At(int index) => line.Values[index];

        string Purposes() => line.Values.IsEmpty ? "" : $": {string.Join("; ", line.Values)}";
    }
}
