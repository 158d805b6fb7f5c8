using Consent.Domain;
using Consent.Engine;

namespace Consent.Api;

/// <summary>The answer to a request for access as a readable letter: the items of ст. 14 ч. 7 one by one.</summary>
public static class AccessLetter
{
    /// <summary>The text that is recorded when the answer is sent as assembled.</summary>
    /// <exception cref="NotFoundException">There is no such request or demand in the file.</exception>
    public static string TextOf(FileView view, string number, int demand, Rules rules, DateTimeOffset now) =>
        view.File.Request(number) is { } request && request.Demand(demand) is { } state
            ? Write(new LetterCase(view, request, state, rules, now, IsMasked: false)).Text
            : throw new NotFoundException();

    internal static Letter Write(LetterCase of)
    {
        var paper = new Paper(of, "Ответ на запрос субъекта персональных данных");
        paper.Line($"На Ваше обращение {paper.Request} сообщаем сведения, предусмотренные ст. 14 ч. 7 Федерального закона «О персональных данных».");
        foreach (var item in AccessAnswer.Assemble(of.View.File, of.Demand, of.Now, of.Rules).Items)
        {
            if (item.Lines.IsEmpty && item.IsComplete) continue;
            paper.Blank().Line($"{item.Number}. {Russian.Capital(item.Title)} (п. {item.Number})");
            foreach (var line in item.Lines)
                foreach (var words in AnswerLines.Of(line, of)) paper.Line($"— {words}");
            foreach (var gap in item.Missing) paper.Line($"— {paper.Need(null, ToWrite(gap, of))}");
        }

        return paper.Appeal().Sign();
    }

    // What is to be written in the letter; what to do for it is told by the resources.
    private static string ToWrite(AnswerGap gap, LetterCase of)
    {
        var what = gap.Kind switch
        {
            GapKind.AskSystems => "данные из информационных систем или что их там нет",
            GapKind.NamePurpose => "цель и правовое основание обработки",
            GapKind.StateMethods => "способы обработки",
            GapKind.DescribeOperator => "наименование и место нахождения оператора",
            GapKind.StateSource => "источник получения данных",
            GapKind.StateRetention => "сроки обработки и хранения",
            GapKind.StateCrossBorder => "сведения о трансграничной передаче или что её нет",
            GapKind.StateProcessors => "лицо, обрабатывающее данные по поручению, и его адрес или что обработка не поручена",
            GapKind.StateMeasures => "способы исполнения обязанностей ст. 18.1",
            _ => throw new InvalidOperationException($"No words for {gap.Kind}."),
        };
        return gap.Of.IsEmpty ? what : $"{what} ({string.Join(", ", gap.Of.Select(Title))})";

        // A gap is of categories or of purposes; these have titles for people.
        string Title(string name) => of.Rules.Catalogue.Purposes.TryGetValue(new PurposeCode(name), out var purpose) ? purpose.Title.Ru : name;
    }
}
