namespace Consent.Domain;

/// <summary>What the operator must do, or must not do before its time; clients see the name in kebab-case.</summary>
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

    AwaitRepeat,
    Unblock,
    StopAdvertising,
    ExcludeFromPublicSource,
    SeparateConsent,
    ProveConsent,
    DestroyOnExpiry,
    PublishConditions,
    StopTransfer,
    InformSubject,
    ExplainConsequences,
    StopSpecialCategories,
    Depersonalize,
    ConfirmDestruction,
    ProcessorReportsIncident,
    InformIncidentCentre,
    CompleteIncidentNotice,
    ShowMeasures,
    NotifyOfIntent,
    ClarifyNotice,
    AuthorityEntersRegister,
    ObeyOrder,
    LearnRecipientsMeasures,
    NotifyCrossBorder,
    AnswerCrossBorderInquiry,
    AwaitCrossBorderReview,
    TransferToListedCountry,
    DestroyAbroad,
    DepersonalizeForState,
    KeepDestructionAct,
    KeepConsent,
}

/// <summary>The event a term runs from.</summary>
public enum Anchor
{
    RequestReceived, ParticularsSubmitted, WithdrawalReceived, DemandReceived, UnlawfulnessFound, PurposeAchieved, IncidentFound, AuthorityAsked, NoticeChanged, ProcessingEnded,
    FirstRequest, ConsentExpired, ConsentGiven, GroundLost, CollectionBegins, ProcessingBegins, TransferBegins, DestructionDone, NoticeReturned, NoticeReceived, CourtOrAuthorityDecided, ConsentEnded,
    PostponedTermBegan,
}

/// <summary>Who is to be told, or to get what is due.</summary>
public enum Addressee { Nobody, Subject, Authority, Public, Operator, IncidentCentre, StateSystem }

/// <summary>What the end of a term means: done by then, not done before then, or kept until then.</summary>
public enum Bound { Latest, Earliest, Throughout }
