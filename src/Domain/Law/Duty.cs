namespace Consent.Domain;

/// <summary>What the operator must do; clients see the name in kebab-case.</summary>
public enum Duty
{
    AnswerAccess,
    ExplainRefusal,
    Rectify,
    DestroyUnlawfulOrUnneeded,
    Block,
    StopOnDemand,
    StopOnWithdrawal,
    DestroyOnWithdrawal,
    StopMarketing,
    StopDistribution,
    AnswerAutomatedDecision,
    StopUnlawful,
    DestroyUnlawful,
    NotifySubject,
    NotifyAuthority,
    DestroyPurposeAchieved,
    DestroyAfterBlock,
    IncidentFirstNotice,
    IncidentResults,
    AnswerAuthority,
    RegistryChanges,
    RegistryTermination,
    Acknowledge,
    ProcessorDestroy,
}

/// <summary>The event a term runs from.</summary>
public enum Anchor { RequestReceived, ParticularsSubmitted, WithdrawalReceived, DemandReceived, UnlawfulnessFound, PurposeAchieved, IncidentFound, AuthorityAsked, NoticeChanged, ProcessingEnded }
