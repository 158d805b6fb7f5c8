using System.Collections.Frozen;

namespace Consent.Domain;

/// <summary>One row of the law: a duty, what its term runs from, the term, the extension the law allows, the article.</summary>
public sealed record DutyRow(Duty Duty, Anchor RunsFrom, Term Term, WorkingDays? Extension, string Article);

/// <summary>Every statutory term of 152-ФЗ (ред. 26.07.2026). A number of days stands here and nowhere else.</summary>
public static class Deadlines
{
    private static readonly WorkingDays MoreFive = new(5);

    private static readonly FrozenDictionary<Duty, DutyRow> Rows = new DutyRow[]
    {
        //   duty                            runs from                     term                    extension  152-ФЗ
        new(Duty.AnswerAccess,              Anchor.RequestReceived,       new WorkingDays(10),    MoreFive,  "ст. 20 ч. 1"),
        new(Duty.ExplainRefusal,            Anchor.RequestReceived,       new WorkingDays(10),    MoreFive,  "ст. 20 ч. 2"),
        new(Duty.Rectify,                   Anchor.ParticularsSubmitted,  new WorkingDays(7),     null,      "ст. 20 ч. 3"),
        new(Duty.DestroyUnlawfulOrUnneeded, Anchor.ParticularsSubmitted,  new WorkingDays(7),     null,      "ст. 20 ч. 3"),
        new(Duty.Block,                     Anchor.RequestReceived,       new Immediately(),      null,      "ст. 21 ч. 1"),
        new(Duty.StopOnDemand,              Anchor.DemandReceived,        new WorkingDays(10),    MoreFive,  "ст. 21 ч. 5.1"),
        new(Duty.StopOnWithdrawal,          Anchor.WithdrawalReceived,    new Immediately(),      null,      "ст. 21 ч. 5"),
        new(Duty.DestroyOnWithdrawal,       Anchor.WithdrawalReceived,    new CalendarDays(30),   null,      "ст. 21 ч. 5"),
        new(Duty.StopMarketing,             Anchor.DemandReceived,        new Immediately(),      null,      "ст. 15 ч. 2"),
        new(Duty.StopDistribution,          Anchor.DemandReceived,        new Immediately(),      null,      "ст. 10.1 ч. 12"),
        new(Duty.AnswerAutomatedDecision,   Anchor.RequestReceived,       new CalendarDays(30),   null,      "ст. 16 ч. 4"),
        new(Duty.StopUnlawful,              Anchor.UnlawfulnessFound,     new WorkingDays(3),     null,      "ст. 21 ч. 3"),
        new(Duty.DestroyUnlawful,           Anchor.UnlawfulnessFound,     new WorkingDays(10),    null,      "ст. 21 ч. 3"),
        new(Duty.NotifySubject,             Anchor.UnlawfulnessFound,     new WorkingDays(10),    null,      "ст. 21 ч. 3"),
        new(Duty.NotifyAuthority,           Anchor.UnlawfulnessFound,     new WorkingDays(10),    null,      "ст. 21 ч. 3"),
        new(Duty.DestroyPurposeAchieved,    Anchor.PurposeAchieved,       new CalendarDays(30),   null,      "ст. 21 ч. 4"),
        new(Duty.DestroyAfterBlock,         Anchor.UnlawfulnessFound,     new Months(6),          null,      "ст. 21 ч. 6"),
        new(Duty.IncidentFirstNotice,       Anchor.IncidentFound,         new Hours(24),          null,      "ст. 21 ч. 3.1 п. 1"),
        new(Duty.IncidentResults,           Anchor.IncidentFound,         new Hours(72),          null,      "ст. 21 ч. 3.1 п. 2"),
        new(Duty.AnswerAuthority,           Anchor.AuthorityAsked,        new WorkingDays(10),    MoreFive,  "ст. 20 ч. 4"),
        new(Duty.RegistryChanges,           Anchor.NoticeChanged,         new DayOfNextMonth(15), null,      "ст. 22 ч. 7"),
        new(Duty.RegistryTermination,       Anchor.ProcessingEnded,       new WorkingDays(10),    null,      "ст. 22 ч. 7"),
    }.ToFrozenDictionary(row => row.Duty);

    /// <summary>All rows, in the order of the duties.</summary>
    public static IEnumerable<DutyRow> All => Rows.Values.OrderBy(row => row.Duty);

    /// <summary>The row of a duty; null where the law names no term and only a contract can.</summary>
    public static DutyRow? Find(Duty duty) => Rows.GetValueOrDefault(duty);

    /// <summary>The row of a duty that the law knows.</summary>
    public static DutyRow Of(Duty duty) => Rows[duty];

    /// <summary>The term with its one extension, counted from the same day (counting.md, 7).</summary>
    public static Term Extended(this DutyRow row) => row switch
    {
        { Extension: { } more, Term: WorkingDays term } => new WorkingDays(term.Days + more.Days),
        _ => throw new InvalidOperationException($"The law gives no extension for {row.Duty}."),
    };
}
