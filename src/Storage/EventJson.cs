using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Consent.Domain;

namespace Consent.Storage;

/// <summary>How events and the domain's values look in JSON, in the journal and over HTTP alike.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    IgnoreReadOnlyProperties = true, // What is computed from an event is no part of it.
    GenerationMode = JsonSourceGenerationMode.Metadata,
    Converters = [
        typeof(PurposeCodeJson), typeof(OperatorIdJson), typeof(SubjectIdJson), typeof(TextVersionJson), typeof(TermJson), typeof(PersonalJson),
        typeof(UtcJson), typeof(KebabCase<Duty>), typeof(KebabCase<Origin>), typeof(KebabCase<ObligationStatus>), typeof(KebabCase<DemandKind>),
        typeof(KebabCase<Channel>), typeof(KebabCase<LawfulBasis>), typeof(KebabCase<Reconsent>), typeof(KebabCase<Scope>),
        typeof(KebabCase<SignatureKind>), typeof(KebabCase<CheckReason>),
        typeof(KebabCase<Reminder>), typeof(KebabCase<IdentityLevel>), typeof(KebabCase<Particular>),
        typeof(KebabCase<RepresentativeRole>), typeof(KebabCase<ComplaintTo>), typeof(KebabCase<ProcessingMethods>), typeof(KebabCase<DayKind>),
        typeof(KebabCase<SignInMethod>), typeof(KebabCase<SignatureVerdict>), typeof(KebabCase<AccessOutcome>), typeof(KebabCase<UnusualAccess>)])]
[JsonSerializable(typeof(ConsentGiven))]
[JsonSerializable(typeof(ConsentRefused))]
[JsonSerializable(typeof(ConsentWithdrawn))]
[JsonSerializable(typeof(ConsentExpired))]
[JsonSerializable(typeof(GroundRecorded))]
[JsonSerializable(typeof(GroundEnded))]
[JsonSerializable(typeof(PurposeAchieved))]
[JsonSerializable(typeof(RequestReceived))]
[JsonSerializable(typeof(RequestExtended))]
[JsonSerializable(typeof(DemandAnswered))]
[JsonSerializable(typeof(ObligationMissed))]
[JsonSerializable(typeof(RequestClosed))]
[JsonSerializable(typeof(RequestNoted))]
[JsonSerializable(typeof(RequestAcknowledged))]
[JsonSerializable(typeof(IdentityConfirmed))]
[JsonSerializable(typeof(ParticularsAsked))]
[JsonSerializable(typeof(ParticularsReceived))]
[JsonSerializable(typeof(RequestAssigned))]
[JsonSerializable(typeof(DemandRefused))]
[JsonSerializable(typeof(DataRectified))]
[JsonSerializable(typeof(UnlawfulnessFound))]
[JsonSerializable(typeof(DataProvided))]
[JsonSerializable(typeof(RequestWithdrawn))]
[JsonSerializable(typeof(RequestContinued))]
[JsonSerializable(typeof(RequestReopened))]
[JsonSerializable(typeof(ComplaintNoted))]
[JsonSerializable(typeof(ObligationsOpened))]
[JsonSerializable(typeof(ObligationReminded))]
[JsonSerializable(typeof(ObligationFulfilled))]
[JsonSerializable(typeof(ObligationReleased))]
[JsonSerializable(typeof(TermRestarted))]
[JsonSerializable(typeof(TermRecounted))]
[JsonSerializable(typeof(ProcessingBlocked))]
[JsonSerializable(typeof(BlockLifted))]
[JsonSerializable(typeof(PersonalDataRead))]
[JsonSerializable(typeof(SubjectDestroyed))]
[JsonSerializable(typeof(OperatorDescribed))]
[JsonSerializable(typeof(OperatorRegistered))]
[JsonSerializable(typeof(KeyIssued))]
[JsonSerializable(typeof(PurposeDefined))]
[JsonSerializable(typeof(TextPublished))]
[JsonSerializable(typeof(CalendarLoaded))]
[JsonSerializable(typeof(PersonInvited))]
[JsonSerializable(typeof(PersonReset))]
[JsonSerializable(typeof(PersonEnrolled))]
[JsonSerializable(typeof(PersonScopesChanged))]
[JsonSerializable(typeof(PersonDisabled))]
[JsonSerializable(typeof(PersonLinkedToProvider))]
[JsonSerializable(typeof(SessionOpened))]
[JsonSerializable(typeof(SessionsEnded))]
[JsonSerializable(typeof(PasswordChanged))]
[JsonSerializable(typeof(SignInProviderSet))]
[JsonSerializable(typeof(TrustedRootsLoaded))]
[JsonSerializable(typeof(SubjectLinkIssued))]
[JsonSerializable(typeof(SubjectSignedIn))]
[JsonSerializable(typeof(SubjectSignedOut))]
[JsonSerializable(typeof(SignatureReceived))]
[JsonSerializable(typeof(AttachmentAdded))]
[JsonSerializable(typeof(ViewSaved))]
[JsonSerializable(typeof(ViewRemoved))]
[JsonSerializable(typeof(KeyEnding))]
[JsonSerializable(typeof(KeyRevoked))]
[JsonSerializable(typeof(IssuerTrusted))]
[JsonSerializable(typeof(AccessRecorded))]
[JsonSerializable(typeof(AccessFileOpened))]
[JsonSerializable(typeof(KeysUsed))]
[JsonSerializable(typeof(UnusualAccessNoticed))]
internal sealed partial class EventJson : JsonSerializerContext;

/// <summary>JSON that people can read: Russian letters stay letters, what could be taken for markup is escaped.</summary>
public static class ReadableJson
{
    public static readonly JavaScriptEncoder Encoder = JavaScriptEncoder.Create(UnicodeRanges.All);
}

/// <summary>Enumerations by their names in kebab-case, as <c>api.md</c> writes them; numbers are refused.</summary>
public sealed class KebabCase<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false) where T : struct, Enum;
