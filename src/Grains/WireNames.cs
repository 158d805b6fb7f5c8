using Consent.Domain;

namespace Consent.Grains;

/// <summary>The names of commands and refusals between silos. While versions are mixed both must know a name: one is added, never changed.</summary>
internal static class WireNames
{
    private static readonly WireJson Json = WireJson.Default;

    /// <summary>Every order to a file.</summary>
    public static readonly NameTable<FileCommand> Commands = new(
        ("record-reading", Json.RecordReading),
        ("describe-operator", Json.DescribeOperator),
        ("register-operator", Json.RegisterOperator),
        ("issue-key", Json.IssueKey),
        ("define-purpose", Json.DefinePurpose),
        ("publish-text", Json.PublishText),
        ("give-consent", Json.GiveConsent),
        ("refuse-consent", Json.RefuseConsent),
        ("destroy-subject", Json.DestroySubject),
        ("record-ground", Json.RecordGround),
        ("achieve-purpose", Json.AchievePurpose),
        ("register-request", Json.RegisterRequest),
        ("extend-request", Json.ExtendRequest),
        ("answer-demand", Json.AnswerDemand),
        ("note-on-request", Json.NoteOnRequest),
        ("wake-up", Json.WakeUp));

    /// <summary>Every reason to say no.</summary>
    public static readonly NameTable<Refusal> Refusals = new(
        ("nothing-to-read", Json.NothingToRead),
        ("category-banned", Json.CategoryBanned),
        ("written-form-needed", Json.WrittenFormNeeded),
        ("advertising-needs-consent", Json.AdvertisingNeedsConsent),
        ("distribution-needs-consent", Json.DistributionNeedsConsent),
        ("text-purpose-unknown", Json.TextPurposeUnknown),
        ("text-purpose-not-by-consent", Json.TextPurposeNotByConsent),
        ("distribution-not-separate", Json.DistributionNotSeparate),
        ("text-already-published", Json.TextAlreadyPublished),
        ("ban-contradicts-purpose", Json.BanContradictsPurpose),
        ("purpose-unknown", Json.PurposeUnknown),
        ("purpose-does-not-rest-on-consent", Json.PurposeDoesNotRestOnConsent),
        ("text-unknown", Json.TextUnknown),
        ("text-does-not-cover-purpose", Json.TextDoesNotCoverPurpose),
        ("text-not-yet-in-force", Json.TextNotYetInForce),
        ("text-no-longer-in-force", Json.TextNoLongerInForce),
        ("shown-text-differs", Json.ShownTextDiffers),
        ("not-separate", Json.NotSeparate),
        ("ticked-beforehand", Json.TickedBeforehand),
        ("written-form-required", Json.WrittenFormRequired),
        ("given-in-future", Json.GivenInFuture),
        ("back-dated-without-document", Json.BackDatedWithoutDocument),
        ("expires-before-given", Json.ExpiresBeforeGiven),
        ("older-than-last-word", Json.OlderThanLastWord),
        ("file-destroyed", Json.FileDestroyed),
        ("act-required", Json.ActRequired),
        ("consent-is-not-a-ground", Json.ConsentIsNotAGround),
        ("only-consent-will-do", Json.OnlyConsentWillDo),
        ("ground-ends-before-it-begins", Json.GroundEndsBeforeItBegins),
        ("no-demands", Json.NoDemands),
        ("received-in-future", Json.ReceivedInFuture),
        ("number-taken", Json.NumberTaken),
        ("demand-purpose-unknown", Json.DemandPurposeUnknown),
        ("request-unknown", Json.RequestUnknown),
        ("request-has-changed", Json.RequestHasChanged),
        ("demand-unknown", Json.DemandUnknown),
        ("request-is-closed", Json.RequestIsClosed),
        ("demand-already-answered", Json.DemandAlreadyAnswered),
        ("answer-is-not-enough", Json.AnswerIsNotEnough),
        ("nothing-to-extend", Json.NothingToExtend),
        ("calendar-missing", Json.CalendarMissing));
}
