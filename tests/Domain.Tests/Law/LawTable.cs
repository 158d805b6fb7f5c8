namespace Consent.Domain.Tests;

/// <summary>One row of the law written down a second time, from the list of duties and not from the code.</summary>
internal sealed record LawRow(string No, Duty Duty, string Unit, int Amount, int? Extension, Addressee Addressee, string Article, Anchor RunsFrom, Bound Bound)
{
    /// <summary>D11 and D32 hold two duties each, D01 and D04 one: only both together name a row.</summary>
    public string Name => $"{No} {Duty}";

    public DutyRow InCode => Deadlines.All.Single(row => row.No == No && row.Duty == Duty);
}

internal static class LawTable
{
    public static readonly LawRow[] Rows =
    [
        //   no     duty                            unit                 n   +     who is told               article                     runs from
        new("D01", Duty.AnswerAccess,                "working",           10, 5,    Addressee.Subject,        "ст. 20 ч. 1",              Anchor.RequestReceived,          Bound.Latest),
        new("D02", Duty.ExplainRefusal,              "working",           10, 5,    Addressee.Subject,        "ст. 20 ч. 2",              Anchor.RequestReceived,          Bound.Latest),
        new("D03", Duty.AwaitRepeat,                 "calendar",          30, null, Addressee.Nobody,         "ст. 14 ч. 4",              Anchor.FirstRequest,             Bound.Earliest),
        new("D04", Duty.AnswerAccess,                "working",           10, null, Addressee.Subject,        "ст. 14 ч. 5, 6",           Anchor.RequestReceived,          Bound.Latest),
        new("D05", Duty.Rectify,                     "working",           7,  null, Addressee.Subject,        "ст. 20 ч. 3",              Anchor.ParticularsSubmitted,     Bound.Latest),
        new("D06", Duty.DestroyUnlawfulOrUnneeded,   "working",           7,  null, Addressee.Subject,        "ст. 20 ч. 3",              Anchor.ParticularsSubmitted,     Bound.Latest),
        new("D07", Duty.Unblock,                     "working",           7,  null, Addressee.Subject,        "ст. 21 ч. 2",              Anchor.ParticularsSubmitted,     Bound.Latest),
        new("D08", Duty.Block,                       "at once",           0,  null, Addressee.Nobody,         "ст. 21 ч. 1",              Anchor.RequestReceived,          Bound.Latest),
        new("D09", Duty.Block,                       "at once",           0,  null, Addressee.Nobody,         "ст. 21 ч. 1",              Anchor.RequestReceived,          Bound.Latest),
        new("D10", Duty.StopOnDemand,                "working",           10, 5,    Addressee.Subject,        "ст. 21 ч. 5.1",            Anchor.DemandReceived,           Bound.Latest),
        new("D11", Duty.StopOnWithdrawal,            "at once",           0,  null, Addressee.Nobody,         "ст. 21 ч. 5",              Anchor.WithdrawalReceived,       Bound.Latest),
        new("D11", Duty.DestroyOnWithdrawal,         "calendar",          30, null, Addressee.Nobody,         "ст. 21 ч. 5",              Anchor.WithdrawalReceived,       Bound.Latest),
        new("D12", Duty.StopMarketing,               "at once",           0,  null, Addressee.Nobody,         "ст. 15 ч. 2",              Anchor.DemandReceived,           Bound.Latest),
        new("D13", Duty.StopAdvertising,             "at once",           0,  null, Addressee.Nobody,         "38-ФЗ ст. 18 ч. 1",        Anchor.DemandReceived,           Bound.Latest),
        new("D14", Duty.AnswerAutomatedDecision,     "calendar",          30, null, Addressee.Subject,        "ст. 16 ч. 4",              Anchor.RequestReceived,          Bound.Latest),
        new("D15", Duty.ExcludeFromPublicSource,     "at once",           0,  null, Addressee.Nobody,         "ст. 8 ч. 2",               Anchor.DemandReceived,           Bound.Latest),
        new("D20", Duty.SeparateConsent,             "before",            0,  null, Addressee.Nobody,         "ст. 9 ч. 1",               Anchor.ProcessingBegins,         Bound.Latest),
        new("D21", Duty.ProveConsent,                "unstated",          0,  null, Addressee.Authority,      "ст. 9 ч. 3",               Anchor.ConsentGiven,             Bound.Throughout),
        new("D22", Duty.DestroyOnExpiry,             "calendar",          30, null, Addressee.Nobody,         "ст. 21 ч. 4",              Anchor.ConsentExpired,           Bound.Latest),
        new("D23", Duty.PublishConditions,           "working",           3,  null, Addressee.Public,         "ст. 10.1 ч. 10",           Anchor.ConsentGiven,             Bound.Latest),
        new("D24", Duty.StopDistribution,            "at once",           0,  null, Addressee.Nobody,         "ст. 10.1 ч. 12",           Anchor.DemandReceived,           Bound.Latest),
        new("D25", Duty.StopTransfer,                "working",           3,  null, Addressee.Nobody,         "ст. 10.1 ч. 14",           Anchor.DemandReceived,           Bound.Latest),
        new("D26", Duty.InformSubject,               "before",            0,  null, Addressee.Subject,        "ст. 18 ч. 3",              Anchor.ProcessingBegins,         Bound.Latest),
        new("D27", Duty.ExplainConsequences,         "before",            0,  null, Addressee.Subject,        "ст. 18 ч. 2",              Anchor.CollectionBegins,         Bound.Latest),
        new("D28", Duty.StopSpecialCategories,       "at once",           0,  null, Addressee.Nobody,         "ст. 10 ч. 4",              Anchor.GroundLost,               Bound.Latest),
        new("D30", Duty.StopUnlawful,                "working",           3,  null, Addressee.Nobody,         "ст. 21 ч. 3",              Anchor.UnlawfulnessFound,        Bound.Latest),
        new("D31", Duty.DestroyUnlawful,             "working",           10, null, Addressee.Nobody,         "ст. 21 ч. 3",              Anchor.UnlawfulnessFound,        Bound.Latest),
        new("D32", Duty.NotifySubject,               "working",           10, null, Addressee.Subject,        "ст. 21 ч. 3",              Anchor.UnlawfulnessFound,        Bound.Latest),
        new("D32", Duty.NotifyAuthority,             "working",           10, null, Addressee.Authority,      "ст. 21 ч. 3",              Anchor.UnlawfulnessFound,        Bound.Latest),
        new("D33", Duty.DestroyPurposeAchieved,      "calendar",          30, null, Addressee.Nobody,         "ст. 21 ч. 4",              Anchor.PurposeAchieved,          Bound.Latest),
        new("D34", Duty.Depersonalize,               "calendar",          30, null, Addressee.Nobody,         "ст. 5 ч. 7",               Anchor.PurposeAchieved,          Bound.Latest),
        new("D35", Duty.DestroyAfterBlock,           "months",            6,  null, Addressee.Nobody,         "ст. 21 ч. 6",              Anchor.PostponedTermBegan,       Bound.Latest),
        new("D36", Duty.ConfirmDestruction,          "at once",           0,  null, Addressee.Nobody,         "ст. 21 ч. 7",              Anchor.DestructionDone,          Bound.Latest),
        new("D40", Duty.IncidentFirstNotice,         "hours",             24, null, Addressee.Authority,      "ст. 21 ч. 3.1 п. 1",       Anchor.IncidentFound,            Bound.Latest),
        new("D41", Duty.IncidentResults,             "hours",             72, null, Addressee.Authority,      "ст. 21 ч. 3.1 п. 2",       Anchor.IncidentFound,            Bound.Latest),
        new("D42", Duty.ProcessorReportsIncident,    "unstated",          0,  null, Addressee.Operator,       "ст. 6 ч. 3",               Anchor.IncidentFound,            Bound.Latest),
        new("D43", Duty.InformIncidentCentre,        "unstated",          0,  null, Addressee.IncidentCentre, "ст. 19 ч. 12",             Anchor.IncidentFound,            Bound.Latest),
        new("D44", Duty.CompleteIncidentNotice,      "working",           1,  null, Addressee.Authority,      "приказ РКН № 187",         Anchor.NoticeReturned,           Bound.Latest),
        new("D50", Duty.AnswerAuthority,             "working",           10, 5,    Addressee.Authority,      "ст. 20 ч. 4",              Anchor.AuthorityAsked,           Bound.Latest),
        new("D51", Duty.ShowMeasures,                "working",           10, 5,    Addressee.Authority,      "ст. 18.1 ч. 4",            Anchor.AuthorityAsked,           Bound.Latest),
        new("D52", Duty.NotifyOfIntent,              "before",            0,  null, Addressee.Authority,      "ст. 22 ч. 1",              Anchor.ProcessingBegins,         Bound.Latest),
        new("D53", Duty.RegistryChanges,             "day of next month", 15, null, Addressee.Authority,      "ст. 22 ч. 7",              Anchor.NoticeChanged,            Bound.Latest),
        new("D54", Duty.RegistryTermination,         "working",           10, null, Addressee.Authority,      "ст. 22 ч. 7",              Anchor.ProcessingEnded,          Bound.Latest),
        new("D55", Duty.ClarifyNotice,               "unstated",          0,  null, Addressee.Authority,      "ст. 22 ч. 6",              Anchor.AuthorityAsked,           Bound.Latest),
        new("D56", Duty.AuthorityEntersRegister,     "calendar",          30, null, Addressee.Operator,       "ст. 22 ч. 4, 4.1",         Anchor.NoticeReceived,           Bound.Latest),
        new("D57", Duty.ObeyOrder,                   "unstated",          0,  null, Addressee.Authority,      "248-ФЗ",                   Anchor.CourtOrAuthorityDecided,  Bound.Latest),
        new("D60", Duty.LearnRecipientsMeasures,     "before",            0,  null, Addressee.Nobody,         "ст. 12 ч. 5",              Anchor.NoticeReceived,           Bound.Latest),
        new("D61", Duty.NotifyCrossBorder,           "before",            0,  null, Addressee.Authority,      "ст. 12 ч. 3",              Anchor.TransferBegins,           Bound.Latest),
        new("D62", Duty.AnswerCrossBorderInquiry,    "working",           10, 5,    Addressee.Authority,      "ст. 12 ч. 6",              Anchor.AuthorityAsked,           Bound.Latest),
        new("D63", Duty.AwaitCrossBorderReview,      "working",           10, null, Addressee.Nobody,         "ст. 12 ч. 9, 11",          Anchor.NoticeReceived,           Bound.Earliest),
        new("D64", Duty.TransferToListedCountry,     "at once",           0,  null, Addressee.Nobody,         "ст. 12 ч. 10",             Anchor.NoticeReceived,           Bound.Earliest),
        new("D65", Duty.DestroyAbroad,               "at once",           0,  null, Addressee.Nobody,         "ст. 12 ч. 14",             Anchor.CourtOrAuthorityDecided,  Bound.Latest),
        new("D70", Duty.DepersonalizeForState,       "unstated",          0,  null, Addressee.StateSystem,    "ст. 13.1 ч. 2",            Anchor.AuthorityAsked,           Bound.Latest),
        new("D71", Duty.KeepDestructionAct,          "months",            36, null, Addressee.Nobody,         "приказ РКН № 179 п. 8",    Anchor.DestructionDone,          Bound.Throughout),
        new("D72", Duty.KeepConsent,                 "months",            36, null, Addressee.Nobody,         "Перечень Росархива № 236", Anchor.ConsentEnded,             Bound.Throughout),
    ];

    /// <summary>The law names no duty of this name: only a contract can.</summary>
    public static readonly Duty[] WithoutTerm = [Duty.Acknowledge, Duty.ProcessorDestroy];

    public static TheoryData<string> Names => new(Rows.Select(row => row.Name));

    public static LawRow Of(string name) => Rows.Single(row => row.Name == name);

    public static string UnitOf(Term term) => term switch
    {
        WorkingDays => "working",
        CalendarDays => "calendar",
        Immediately => "at once",
        Before => "before",
        Unstated => "unstated",
        Months => "months",
        Hours => "hours",
        DayOfNextMonth => "day of next month",
        _ => term.GetType().Name,
    };

    public static Term TermOf(string unit, int amount) => unit switch
    {
        "working" => new WorkingDays(amount),
        "calendar" => new CalendarDays(amount),
        "at once" => new Immediately(),
        "before" => new Before(),
        "unstated" => new Unstated(),
        "months" => new Months(amount),
        "hours" => new Hours(amount),
        "day of next month" => new DayOfNextMonth(amount),
        _ => throw new ArgumentOutOfRangeException(nameof(unit)),
    };
}
