namespace Consent.Domain.Tests;

/// <summary>One row of 152-ФЗ written down a second time, from the text of the law and not from the code.</summary>
internal sealed record LawRow(Duty Duty, string Unit, int Amount, int? Extension, string Article, string Source);

internal static class LawTable
{
    public static readonly LawRow[] Rows =
    [
        //  duty                           unit         n   +    article                source
        new(Duty.AnswerAccess,              "working",  10, 5,    "ст. 20 ч. 1",         "D01"),
        new(Duty.ExplainRefusal,            "working",  10, 5,    "ст. 20 ч. 2",         "D02"),
        new(Duty.Rectify,                   "working",  7,  null, "ст. 20 ч. 3",         "D05"),
        new(Duty.DestroyUnlawfulOrUnneeded, "working",  7,  null, "ст. 20 ч. 3",         "D06"),
        new(Duty.Block,                     "at once",  0,  null, "ст. 21 ч. 1",         "D08, D09"),
        new(Duty.StopOnDemand,              "working",  10, 5,    "ст. 21 ч. 5.1",       "D10"),
        new(Duty.StopOnWithdrawal,          "at once",  0,  null, "ст. 21 ч. 5",         "D11"),
        new(Duty.DestroyOnWithdrawal,       "calendar", 30, null, "ст. 21 ч. 5",         "D11"),
        new(Duty.StopMarketing,             "at once",  0,  null, "ст. 15 ч. 2",         "D12"),
        new(Duty.StopDistribution,          "at once",  0,  null, "ст. 10.1 ч. 12",      "D24"),
        new(Duty.AnswerAutomatedDecision,   "calendar", 30, null, "ст. 16 ч. 4",         "D14"),
        new(Duty.StopUnlawful,              "working",  3,  null, "ст. 21 ч. 3",         "D30"),
        new(Duty.DestroyUnlawful,           "working",  10, null, "ст. 21 ч. 3",         "D31"),
        new(Duty.NotifySubject,             "working",  10, null, "ст. 21 ч. 3",         "D32, within D31"),
        new(Duty.NotifyAuthority,           "working",  10, null, "ст. 21 ч. 3",         "D32, within D31"),
        new(Duty.DestroyPurposeAchieved,    "calendar", 30, null, "ст. 21 ч. 4",         "D33"),
        new(Duty.DestroyAfterBlock,         "months",   6,  null, "ст. 21 ч. 6",         "D35"),
        new(Duty.IncidentFirstNotice,       "hours",    24, null, "ст. 21 ч. 3.1 п. 1",  "D40"),
        new(Duty.IncidentResults,           "hours",    72, null, "ст. 21 ч. 3.1 п. 2",  "D41"),
        new(Duty.AnswerAuthority,           "working",  10, 5,    "ст. 20 ч. 4",         "D50"),
        new(Duty.RegistryChanges,           "day of next month", 15, null, "ст. 22 ч. 7", "D53"),
        new(Duty.RegistryTermination,       "working",  10, null, "ст. 22 ч. 7",         "D54"),
    ];

    /// <summary>The law names no term for these: only a contract can.</summary>
    public static readonly Duty[] WithoutTerm = [Duty.Acknowledge, Duty.ProcessorDestroy];

    public static string UnitOf(Term term) => term switch
    {
        WorkingDays => "working",
        CalendarDays => "calendar",
        Immediately => "at once",
        Months => "months",
        Hours => "hours",
        DayOfNextMonth => "day of next month",
        _ => term.GetType().Name,
    };
}
