using System.Collections.Immutable;

namespace Consent.Domain;

/// <summary>An item of ст. 14 ч. 7 in the words of the law: how it is filled, and what it may lack.</summary>
internal sealed record AccessItem(
    string Number, string Title, Func<AnswerFacts, IEnumerable<AnswerLine>> Lines, Func<AnswerFacts, IEnumerable<AnswerGap>> Gaps, bool EvenWhenNothingIsHeld = false);

/// <summary>The ten items of ст. 14 ч. 7 and 9.1, in the order of the law.</summary>
internal static class AccessItems
{
    public static readonly ImmutableArray<AccessItem> All =
    [
        new("1", "подтверждение факта обработки персональных данных оператором", Fact, FactGaps, EvenWhenNothingIsHeld: true),
        new("2", "правовые основания и цели обработки персональных данных", Bases, BasesGaps),
        new("3", "цели и применяемые оператором способы обработки персональных данных", Methods, facts => Untold(facts, GapKind.StateMethods, purpose => purpose.Methods is null)),
        new("4", "наименование и место нахождения оператора, сведения о лицах (за исключением работников оператора), которые имеют доступ к персональным данным "
            + "или которым могут быть раскрыты персональные данные на основании договора с оператором или на основании федерального закона",
            Operator, OperatorGaps, EvenWhenNothingIsHeld: true),
        new("5", "обрабатываемые персональные данные, относящиеся к соответствующему субъекту персональных данных, источник их получения, "
            + "если иной порядок представления таких данных не предусмотрен федеральным законом", AnswerData.Lines, AnswerData.Gaps),
        new("6", "сроки обработки персональных данных, в том числе сроки их хранения", Terms, facts => Untold(facts, GapKind.StateRetention, purpose => purpose.Retention is null)),
        new("7", "порядок осуществления субъектом персональных данных прав, предусмотренных Федеральным законом «О персональных данных»", Rights, _ => [], EvenWhenNothingIsHeld: true),
        new("8", "информация об осуществленной или о предполагаемой трансграничной передаче данных", Transfers, facts => Untold(facts, GapKind.StateCrossBorder, purpose => purpose.CrossBorder is null)),
        new("9", "наименование или фамилия, имя, отчество и адрес лица, осуществляющего обработку персональных данных по поручению оператора, "
            + "если обработка поручена или будет поручена такому лицу", Processors, facts => Untold(facts, GapKind.StateProcessors, purpose => purpose.Processors is null)),
        new("9.1", "информация о способах исполнения оператором обязанностей, установленных статьей 18.1 Федерального закона «О персональных данных»", Measures, MeasuresGaps),
        new("10", "иные сведения, предусмотренные Федеральным законом «О персональных данных» или другими федеральными законами", Others, _ => []),
    ];

    private static IEnumerable<AnswerLine> Fact(AnswerFacts facts)
    {
        if (facts.IsProcessed) yield return new AnswerLine(LineKind.Processed);
        else if (facts.SystemsAnswered) yield return new AnswerLine(LineKind.NotProcessed);
        if (!facts.IsProcessed)
            foreach (var line in Ended(facts)) yield return line;
    }

    private static IEnumerable<AnswerGap> FactGaps(AnswerFacts facts) =>
        facts.IsProcessed || facts.SystemsAnswered ? [] : [new AnswerGap(GapKind.AskSystems, [])];

    private static IEnumerable<AnswerLine> Bases(AnswerFacts facts)
    {
        foreach (var use in facts.Uses)
        {
            if (use.Consent is { } consent) yield return new AnswerLine(LineKind.ByConsent, use.Title, use.Purpose.Article) { On = facts.Rules.DayOf(consent.GivenAt) };
            foreach (var ground in use.Grounds)
            {
                var article = ground.Basis == use.Purpose.Basis ? use.Purpose.Article : LawfulBases.ArticleOf(ground.Basis);
                yield return new AnswerLine(LineKind.ByGround, use.Title, article) { On = facts.Rules.DayOf(ground.From) };
            }

            if (use.Consent is null && use.Grounds.IsEmpty) yield return new AnswerLine(LineKind.ByCatalogue, use.Title, use.Purpose.Article);
        }

        foreach (var purpose in facts.Unconsented.Where(purpose => facts.Ended.All(ended => ended.Purpose != purpose.Code)))
            yield return new AnswerLine(LineKind.ConsentMissing, purpose.Title.Ru);
        foreach (var line in Ended(facts)) yield return line;
    }

    // What the systems hold must have a purpose and a basis, or go.
    private static IEnumerable<AnswerGap> BasesGaps(AnswerFacts facts) => facts.Uses.IsEmpty ? [new AnswerGap(GapKind.NamePurpose, [.. facts.Held])] : [];

    private static IEnumerable<AnswerLine> Ended(AnswerFacts facts) => facts.Ended.Select(consent => consent switch
    {
        Withdrawn withdrawn => new AnswerLine(LineKind.ConsentWithdrawn, facts.TitleOf(consent.Purpose)) { On = facts.Rules.DayOf(withdrawn.EndedAt) },
        Expired expired => new AnswerLine(LineKind.ConsentExpired, facts.TitleOf(consent.Purpose)) { On = facts.Rules.DayOf(expired.EndedAt) },
        _ => new AnswerLine(LineKind.ConsentExpired, facts.TitleOf(consent.Purpose)) { On = facts.Rules.DayOf(((Given)consent).ExpiresAt!.Value) },
    });

    private static IEnumerable<AnswerLine> Methods(AnswerFacts facts) => facts.Uses.Select(use => new AnswerLine(
        use.Purpose.Methods switch
        {
            ProcessingMethods.Automated => LineKind.Automated,
            ProcessingMethods.Manual => LineKind.Manual,
            ProcessingMethods.Mixed => LineKind.Mixed,
            _ => LineKind.MethodsNotTold,
        },
        use.Title, string.Join(", ", use.Purpose.Actions)));

    private static IEnumerable<AnswerLine> Operator(AnswerFacts facts)
    {
        if (facts.Profile is not { } profile) yield break;
        yield return new AnswerLine(LineKind.Operator, profile.LegalName, profile.Address);
        if (profile.Inn is { } inn) yield return new AnswerLine(LineKind.Inn, inn);
        if (profile.Ogrn is { } ogrn) yield return new AnswerLine(LineKind.Ogrn, ogrn);
        if (!facts.IsProcessed) yield break;
        var recipients = facts.Uses.SelectMany(use => use.Purpose.Recipients).Distinct().ToArray();
        foreach (var recipient in recipients) yield return new AnswerLine(LineKind.Recipient, recipient);
        if (recipients.Length == 0) yield return new AnswerLine(LineKind.NoRecipients);
    }

    private static IEnumerable<AnswerGap> OperatorGaps(AnswerFacts facts) => facts.Profile is null ? [new AnswerGap(GapKind.DescribeOperator, [])] : [];

    private static IEnumerable<AnswerLine> Terms(AnswerFacts facts)
    {
        foreach (var use in facts.Uses)
        {
            if (use.Purpose.Retention is { } kept) yield return new AnswerLine(LineKind.Retention, kept.Article is { } article ? [use.Title, kept.Rule, article] : [use.Title, kept.Rule]);
            if (use.Consent?.ExpiresAt is { } expires) yield return new AnswerLine(LineKind.ConsentUntil, use.Title) { On = facts.Rules.DayOf(expires) };
            foreach (var ground in use.Grounds)
                if (ground.Until is { } until) yield return new AnswerLine(LineKind.GroundUntil, use.Title) { On = facts.Rules.DayOf(until) };
        }
    }

    private static IEnumerable<AnswerLine> Rights(AnswerFacts facts) =>
        [facts.Profile?.Rights is { } own ? new AnswerLine(LineKind.Rights, own) : new AnswerLine(LineKind.RightsByLaw)];

    private static IEnumerable<AnswerLine> Transfers(AnswerFacts facts)
    {
        var all = facts.Uses.SelectMany(use => use.Purpose.CrossBorder ?? []).Distinct().ToArray();
        foreach (var transfer in all) yield return new AnswerLine(LineKind.Transfer, transfer.Recipient is { } recipient ? [transfer.Country, recipient] : [transfer.Country]);
        if (all.Length == 0 && facts.Uses.All(use => use.Purpose.CrossBorder is not null)) yield return new AnswerLine(LineKind.NoTransfer);
    }

    private static IEnumerable<AnswerLine> Processors(AnswerFacts facts)
    {
        var all = facts.Uses.SelectMany(use => use.Purpose.Processors ?? []).Distinct().ToArray();
        foreach (var processor in all) yield return new AnswerLine(LineKind.Processor, processor.Name, processor.Address);
        if (all.Length == 0 && facts.Uses.All(use => use.Purpose.Processors is not null)) yield return new AnswerLine(LineKind.NoProcessors);
    }

    private static IEnumerable<AnswerLine> Measures(AnswerFacts facts) => facts.Profile?.Measures is { } measures ? [new AnswerLine(LineKind.Measures, measures)] : [];

    private static IEnumerable<AnswerGap> MeasuresGaps(AnswerFacts facts) => facts.Profile?.Measures is null ? [new AnswerGap(GapKind.StateMeasures, [])] : [];

    private static IEnumerable<AnswerLine> Others(AnswerFacts facts)
    {
        foreach (var restriction in facts.Restrictions)
            yield return new AnswerLine(
                restriction switch
                {
                    Blocked => LineKind.Blocked,
                    StopDemanded => LineKind.StopDemanded,
                    MarketingStopped => LineKind.MarketingStopped,
                    DistributionStopped => LineKind.DistributionStopped,
                    PurposeReached => LineKind.PurposeReached,
                    _ => throw new InvalidOperationException($"No line for {restriction.GetType().Name}."),
                },
                [.. restriction.Purposes.Select(facts.TitleOf)],
                facts.Rules.DayOf(restriction.Since));
        if (facts.Restrictions.IsEmpty) yield return new AnswerLine(LineKind.NothingElse);
    }

    private static IEnumerable<AnswerGap> Untold(AnswerFacts facts, GapKind kind, Func<Purpose, bool> isUntold)
    {
        var untold = facts.Uses.Where(use => isUntold(use.Purpose)).Select(use => use.Code).ToImmutableArray();
        if (!untold.IsEmpty || facts.Uses.IsEmpty) yield return new AnswerGap(facts.Uses.IsEmpty ? GapKind.NamePurpose : kind, untold);
    }
}
