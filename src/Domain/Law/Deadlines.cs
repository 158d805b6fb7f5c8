using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Consent.Domain;

/// <summary>One row of the law: its number in the list of duties, the duty, what its term runs from, the term, the extension the law allows,
/// who is told, the article, the day from which the row holds, and what the end of the term means.</summary>
public sealed record DutyRow(
    string No, Duty Duty, Anchor RunsFrom, Term Term, WorkingDays? Extension, Addressee Addressee, string Article, DateOnly Since, Bound Bound = Bound.Latest);

/// <summary>Every statutory term of 152-ФЗ (ред. 26.07.2026). A number of days stands here and nowhere else.</summary>
public static class Deadlines
{
    private static readonly WorkingDays MoreFive = new(5);

    // The laws by which the rows hold as they stand; an older version of a row would stand beside it with its own day.
    private static readonly DateOnly First = new(2007, 1, 26);
    private static readonly DateOnly Advertising = new(2006, 7, 1);    // 38-ФЗ
    private static readonly DateOnly Of261 = new(2011, 7, 27);         // 261-ФЗ
    private static readonly DateOnly Of519 = new(2021, 3, 1);          // 519-ФЗ
    private static readonly DateOnly Of248 = new(2021, 7, 1);          // 248-ФЗ
    private static readonly DateOnly Of266 = new(2022, 9, 1);          // 266-ФЗ
    private static readonly DateOnly Abroad266 = new(2023, 3, 1);      // 266-ФЗ, ст. 12; приказы № 179, 187
    private static readonly DateOnly Of156 = new(2025, 9, 1);          // 156-ФЗ
    private static readonly DateOnly Of233 = new(2025, 9, 1);          // 233-ФЗ
    private static readonly DateOnly Archive236 = new(2020, 2, 18);    // Перечень Росархива № 236

    private static readonly ImmutableArray<DutyRow> Rows =
    [
        //   no     duty                            runs from                        term                    extension  who is told                     152-ФЗ
        // 1. Обращения и требования субъекта.
        new("D01", Duty.AnswerAccess,              Anchor.RequestReceived,          new WorkingDays(10),    MoreFive,  Addressee.Subject,             "ст. 20 ч. 1",              Of266),
        new("D02", Duty.ExplainRefusal,            Anchor.RequestReceived,          new WorkingDays(10),    MoreFive,  Addressee.Subject,             "ст. 20 ч. 2",              Of266),
        new("D03", Duty.AwaitRepeat,               Anchor.FirstRequest,             new CalendarDays(30),   null,      Addressee.Nobody,              "ст. 14 ч. 4",              Of261, Bound.Earliest),
        new("D04", Duty.AnswerAccess,              Anchor.RequestReceived,          new WorkingDays(10),    null,      Addressee.Subject,             "ст. 14 ч. 5, 6",           Of266),
        new("D05", Duty.Rectify,                   Anchor.ParticularsSubmitted,     new WorkingDays(7),     null,      Addressee.Subject,             "ст. 20 ч. 3",              Of261),
        new("D06", Duty.DestroyUnlawfulOrUnneeded, Anchor.ParticularsSubmitted,     new WorkingDays(7),     null,      Addressee.Subject,             "ст. 20 ч. 3",              Of261),
        new("D07", Duty.Unblock,                   Anchor.ParticularsSubmitted,     new WorkingDays(7),     null,      Addressee.Subject,             "ст. 21 ч. 2",              Of261),
        new("D08", Duty.Block,                     Anchor.RequestReceived,          new Immediately(),      null,      Addressee.Nobody,              "ст. 21 ч. 1",              Of261),
        new("D09", Duty.Block,                     Anchor.RequestReceived,          new Immediately(),      null,      Addressee.Nobody,              "ст. 21 ч. 1",              Of261),
        new("D10", Duty.StopOnDemand,              Anchor.DemandReceived,           new WorkingDays(10),    MoreFive,  Addressee.Subject,             "ст. 21 ч. 5.1",            Of266),
        new("D11", Duty.StopOnWithdrawal,          Anchor.WithdrawalReceived,       new Immediately(),      null,      Addressee.Nobody,              "ст. 21 ч. 5",              Of261),
        new("D11", Duty.DestroyOnWithdrawal,       Anchor.WithdrawalReceived,       new CalendarDays(30),   null,      Addressee.Nobody,              "ст. 21 ч. 5",              Of261),
        new("D12", Duty.StopMarketing,             Anchor.DemandReceived,           new Immediately(),      null,      Addressee.Nobody,              "ст. 15 ч. 2",              First),
        new("D13", Duty.StopAdvertising,           Anchor.DemandReceived,           new Immediately(),      null,      Addressee.Nobody,              "38-ФЗ ст. 18 ч. 1",        Advertising),
        new("D14", Duty.AnswerAutomatedDecision,   Anchor.RequestReceived,          new CalendarDays(30),   null,      Addressee.Subject,             "ст. 16 ч. 4",              Of261),
        new("D15", Duty.ExcludeFromPublicSource,   Anchor.DemandReceived,           new Immediately(),      null,      Addressee.Nobody,              "ст. 8 ч. 2",               First),

        // 2. Согласие и распространение.
        new("D20", Duty.SeparateConsent,           Anchor.ProcessingBegins,         new Before(),           null,      Addressee.Nobody,              "ст. 9 ч. 1",               Of156),
        new("D21", Duty.ProveConsent,              Anchor.ConsentGiven,             new Unstated(),         null,      Addressee.Authority,           "ст. 9 ч. 3",               First, Bound.Throughout),
        new("D22", Duty.DestroyOnExpiry,           Anchor.ConsentExpired,           new CalendarDays(30),   null,      Addressee.Nobody,              "ст. 21 ч. 4",              Of261),
        new("D23", Duty.PublishConditions,         Anchor.ConsentGiven,             new WorkingDays(3),     null,      Addressee.Public,              "ст. 10.1 ч. 10",           Of519),
        new("D24", Duty.StopDistribution,          Anchor.DemandReceived,           new Immediately(),      null,      Addressee.Nobody,              "ст. 10.1 ч. 12",           Of519),
        new("D25", Duty.StopTransfer,              Anchor.DemandReceived,           new WorkingDays(3),     null,      Addressee.Nobody,              "ст. 10.1 ч. 14",           Of519),
        new("D26", Duty.InformSubject,             Anchor.ProcessingBegins,         new Before(),           null,      Addressee.Subject,             "ст. 18 ч. 3",              First),
        new("D27", Duty.ExplainConsequences,       Anchor.CollectionBegins,         new Before(),           null,      Addressee.Subject,             "ст. 18 ч. 2",              First),
        new("D28", Duty.StopSpecialCategories,     Anchor.GroundLost,               new Immediately(),      null,      Addressee.Nobody,              "ст. 10 ч. 4",              First),

        // 3. Нарушения и уничтожение.
        new("D30", Duty.StopUnlawful,              Anchor.UnlawfulnessFound,        new WorkingDays(3),     null,      Addressee.Nobody,              "ст. 21 ч. 3",              Of261),
        new("D31", Duty.DestroyUnlawful,           Anchor.UnlawfulnessFound,        new WorkingDays(10),    null,      Addressee.Nobody,              "ст. 21 ч. 3",              Of261),
        new("D32", Duty.NotifySubject,             Anchor.UnlawfulnessFound,        new WorkingDays(10),    null,      Addressee.Subject,             "ст. 21 ч. 3",              Of261),
        new("D32", Duty.NotifyAuthority,           Anchor.UnlawfulnessFound,        new WorkingDays(10),    null,      Addressee.Authority,           "ст. 21 ч. 3",              Of261),
        new("D33", Duty.DestroyPurposeAchieved,    Anchor.PurposeAchieved,          new CalendarDays(30),   null,      Addressee.Nobody,              "ст. 21 ч. 4",              Of261),
        new("D34", Duty.Depersonalize,             Anchor.PurposeAchieved,          new CalendarDays(30),   null,      Addressee.Nobody,              "ст. 5 ч. 7",               Of261),
        new("D35", Duty.DestroyAfterBlock,         Anchor.PostponedTermBegan,       new Months(6),          null,      Addressee.Nobody,              "ст. 21 ч. 6",              Of261),
        new("D36", Duty.ConfirmDestruction,        Anchor.DestructionDone,          new Immediately(),      null,      Addressee.Nobody,              "ст. 21 ч. 7",              Abroad266),

        // 4. Инцидент.
        new("D40", Duty.IncidentFirstNotice,       Anchor.IncidentFound,            new Hours(24),          null,      Addressee.Authority,           "ст. 21 ч. 3.1 п. 1",       Of266),
        new("D41", Duty.IncidentResults,           Anchor.IncidentFound,            new Hours(72),          null,      Addressee.Authority,           "ст. 21 ч. 3.1 п. 2",       Of266),
        new("D42", Duty.ProcessorReportsIncident,  Anchor.IncidentFound,            new Unstated(),         null,      Addressee.Operator,            "ст. 6 ч. 3",               Of266),
        new("D43", Duty.InformIncidentCentre,      Anchor.IncidentFound,            new Unstated(),         null,      Addressee.IncidentCentre,      "ст. 19 ч. 12",             Of266),
        new("D44", Duty.CompleteIncidentNotice,    Anchor.NoticeReturned,           new WorkingDays(1),     null,      Addressee.Authority,           "приказ РКН № 187",         Abroad266),

        // 5. Роскомнадзор.
        new("D50", Duty.AnswerAuthority,           Anchor.AuthorityAsked,           new WorkingDays(10),    MoreFive,  Addressee.Authority,           "ст. 20 ч. 4",              Of266),
        new("D51", Duty.ShowMeasures,              Anchor.AuthorityAsked,           new WorkingDays(10),    MoreFive,  Addressee.Authority,           "ст. 18.1 ч. 4",            Of266),
        new("D52", Duty.NotifyOfIntent,            Anchor.ProcessingBegins,         new Before(),           null,      Addressee.Authority,           "ст. 22 ч. 1",              First),
        new("D53", Duty.RegistryChanges,           Anchor.NoticeChanged,            new DayOfNextMonth(15), null,      Addressee.Authority,           "ст. 22 ч. 7",              Of266),
        new("D54", Duty.RegistryTermination,       Anchor.ProcessingEnded,          new WorkingDays(10),    null,      Addressee.Authority,           "ст. 22 ч. 7",              Of266),
        new("D55", Duty.ClarifyNotice,             Anchor.AuthorityAsked,           new Unstated(),         null,      Addressee.Authority,           "ст. 22 ч. 6",              First),
        new("D56", Duty.AuthorityEntersRegister,   Anchor.NoticeReceived,           new CalendarDays(30),   null,      Addressee.Operator,            "ст. 22 ч. 4, 4.1",         Of261),
        new("D57", Duty.ObeyOrder,                 Anchor.CourtOrAuthorityDecided,  new Unstated(),         null,      Addressee.Authority,           "248-ФЗ",                   Of248),

        // 6. Трансграничная передача.
        new("D60", Duty.LearnRecipientsMeasures,   Anchor.NoticeReceived,           new Before(),           null,      Addressee.Nobody,              "ст. 12 ч. 5",              Abroad266),
        new("D61", Duty.NotifyCrossBorder,         Anchor.TransferBegins,           new Before(),           null,      Addressee.Authority,           "ст. 12 ч. 3",              Abroad266),
        new("D62", Duty.AnswerCrossBorderInquiry,  Anchor.AuthorityAsked,           new WorkingDays(10),    MoreFive,  Addressee.Authority,           "ст. 12 ч. 6",              Abroad266),
        new("D63", Duty.AwaitCrossBorderReview,    Anchor.NoticeReceived,           new WorkingDays(10),    null,      Addressee.Nobody,              "ст. 12 ч. 9, 11",          Abroad266, Bound.Earliest),
        new("D64", Duty.TransferToListedCountry,   Anchor.NoticeReceived,           new Immediately(),      null,      Addressee.Nobody,              "ст. 12 ч. 10",             Abroad266, Bound.Earliest),
        new("D65", Duty.DestroyAbroad,             Anchor.CourtOrAuthorityDecided,  new Immediately(),      null,      Addressee.Nobody,              "ст. 12 ч. 14",             Abroad266),

        // 7. Прочее.
        new("D70", Duty.DepersonalizeForState,     Anchor.AuthorityAsked,           new Unstated(),         null,      Addressee.StateSystem,         "ст. 13.1 ч. 2",            Of233),
        new("D71", Duty.KeepDestructionAct,        Anchor.DestructionDone,          new Months(36),         null,      Addressee.Nobody,              "приказ РКН № 179 п. 8",    Abroad266, Bound.Throughout),
        new("D72", Duty.KeepConsent,               Anchor.ConsentEnded,             new Months(36),         null,      Addressee.Nobody,              "Перечень Росархива № 236", Archive236, Bound.Throughout),
    ];

    private static readonly FrozenDictionary<Duty, ImmutableArray<DutyRow>> ByDuty =
        Rows.GroupBy(row => row.Duty).ToFrozenDictionary(group => group.Key, group => group.ToImmutableArray());

    /// <summary>All rows, in the order of the law's list.</summary>
    public static IEnumerable<DutyRow> All => Rows;

    /// <summary>The first row of a duty; null where the law knows none and only a contract can.</summary>
    public static DutyRow? Find(Duty duty) => ByDuty.TryGetValue(duty, out var rows) ? rows[0] : null;

    /// <summary>The row of a duty that the law knows, as it stands on the day the term begins.</summary>
    /// <param name="no">Its number where a duty has several rows.</param>
    public static DutyRow Of(Duty duty, DateOnly on, string? no = null) => InForce(ByDuty[duty].Where(row => no is null || row.No == no), on);

    /// <summary>Of one row's versions the youngest that holds on a day; before all of them, the oldest.</summary>
    public static DutyRow InForce(IEnumerable<DutyRow> versions, DateOnly on)
    {
        var all = versions.ToArray();
        var no = all[0].No;
        return all.Where(row => row.No == no && row.Since <= on).MaxBy(row => row.Since) ?? all.Where(row => row.No == no).MinBy(row => row.Since)!;
    }

    /// <summary>The row of a duty that the law knows, as it stands now.</summary>
    public static DutyRow Of(Duty duty) => Of(duty, DateOnly.MaxValue);

    /// <summary>The term with its one extension, counted from the same day (counting.md, 7).</summary>
    public static Term Extended(this DutyRow row) => row switch
    {
        { Extension: { } more, Term: WorkingDays term } => new WorkingDays(term.Days + more.Days),
        _ => throw new InvalidOperationException($"The law gives no extension for {row.Duty}."),
    };
}
