using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Consent.Domain;

/// <summary>What must be true for a ground of refusal to be used.</summary>
public enum RefusalCondition { None, IsRepeat, OtherBasisHolds, NamesFederalLaw }

/// <summary>A ground to refuse: the article, what it says in the words of the law, the kinds of demand it answers, the condition.</summary>
public sealed record RefusalGround(string Article, string Title, ImmutableArray<DemandKind> Kinds, RefusalCondition Condition = RefusalCondition.None);

/// <summary>Every ground on which a demand may be refused; where none is listed for a kind, the law knows no refusal. «Another federal law»
/// restricts a right (ст. 14 ч. 8); «another lawful basis» only says that processing goes on (ст. 9 ч. 2, ст. 21 ч. 5.1).</summary>
public static partial class RefusalGrounds
{
    private static readonly ImmutableArray<DemandKind> Access = [DemandKind.Access];
    private static readonly ImmutableArray<DemandKind> Rights = [DemandKind.Access, DemandKind.Rectification, DemandKind.Blocking, DemandKind.Destruction];
    private static readonly ImmutableArray<DemandKind> Anything = [DemandKind.Other];

    public static readonly ImmutableArray<RefusalGround> All =
    [
        new("ст. 14 ч. 8 п. 1", "оборона страны, безопасность государства, охрана правопорядка", Access),
        new("ст. 14 ч. 8 п. 2", "задержание, обвинение, мера пресечения", Access),
        new("ст. 14 ч. 8 п. 3", "противодействие легализации доходов, полученных преступным путём, и финансированию терроризма", Access),
        new("ст. 14 ч. 8 п. 4", "доступ нарушает права и законные интересы третьих лиц", Access),
        new("ст. 14 ч. 8 п. 5", "транспортная безопасность", Access),
        new("ст. 14 ч. 6", "повторный запрос раньше срока и без обоснования", Access, RefusalCondition.IsRepeat),
        new("ст. 14 ч. 8", "иной федеральный закон ограничивает право: назвать его номер", Rights, RefusalCondition.NamesFederalLaw),
        new("ст. 21 ч. 2", "неточность данных не подтвердилась", [DemandKind.Rectification, DemandKind.Blocking]),
        new("ст. 21 ч. 1", "проверка не выявила неправомерной обработки", [DemandKind.Blocking, DemandKind.UnlawfulProcessing]),
        new("ст. 20 ч. 3", "не подтверждено, что данные получены незаконно или не нужны для цели", [DemandKind.Destruction]),
        new("ст. 9 ч. 2", "обработка продолжается на ином законном основании", [DemandKind.Withdrawal, DemandKind.Destruction], RefusalCondition.OtherBasisHolds),
        new("ст. 21 ч. 5.1", "обработка продолжается на ином законном основании", [DemandKind.StopProcessing], RefusalCondition.OtherBasisHolds),
        new("ст. 16 ч. 4", "возражение рассмотрено, решение оставлено в силе", [DemandKind.AutomatedDecisionObjection]),
        new("ст. 20 ч. 2", "требование вне прав субъекта по 152-ФЗ", Anything),
    ];

    /// <summary>The grounds a kind of demand may be refused on.</summary>
    public static IEnumerable<RefusalGround> For(DemandKind kind) => All.Where(ground => ground.Kinds.Contains(kind));

    /// <summary>The ground an article names for a kind: the article itself, or one with the federal law written after it (<c>ст. 14 ч. 8; 115-ФЗ ст. 7</c>);
    /// null where the law gives none.</summary>
    public static RefusalGround? Find(DemandKind kind, string article)
    {
        var text = article.Trim();
        return For(kind).FirstOrDefault(ground => ground.Condition != RefusalCondition.NamesFederalLaw && ground.Article == text)
            ?? (FederalLaw().IsMatch(text) ? For(kind).FirstOrDefault(ground => ground.Condition == RefusalCondition.NamesFederalLaw) : null);
    }

    // Another law than this one, by its number.
    [GeneratedRegex(@"(?<!\d)(?!152-ФЗ)\d{1,4}(-\d)?-Ф(К)?З")]
    private static partial Regex FederalLaw();
}
