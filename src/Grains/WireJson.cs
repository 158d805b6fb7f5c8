using System.Text.Json;
using System.Text.Json.Serialization;
using Consent.Domain;
using Consent.Storage;

namespace Consent.Grains;

/// <summary>How commands, refusals and answers look on their way between silos: in the words of the journal and the API.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    GenerationMode = JsonSourceGenerationMode.Metadata,
    Converters = [
        typeof(PurposeCodeJson), typeof(OperatorIdJson), typeof(SubjectIdJson), typeof(TextVersionJson), typeof(TermJson), typeof(PersonalJson),
        typeof(UtcJson), typeof(KebabCase<Duty>), typeof(KebabCase<DemandKind>), typeof(KebabCase<Channel>), typeof(KebabCase<LawfulBasis>),
        typeof(KebabCase<Reconsent>), typeof(KebabCase<Scope>), typeof(KebabCase<SignatureKind>), typeof(KebabCase<CheckReason>),
        typeof(KebabCase<RefusalKind>)])]
[JsonSerializable(typeof(RecordReading))]
[JsonSerializable(typeof(DescribeOperator))]
[JsonSerializable(typeof(RegisterOperator))]
[JsonSerializable(typeof(IssueKey))]
[JsonSerializable(typeof(DefinePurpose))]
[JsonSerializable(typeof(PublishText))]
[JsonSerializable(typeof(GiveConsent))]
[JsonSerializable(typeof(RefuseConsent))]
[JsonSerializable(typeof(DestroySubject))]
[JsonSerializable(typeof(RecordGround))]
[JsonSerializable(typeof(AchievePurpose))]
[JsonSerializable(typeof(RegisterRequest))]
[JsonSerializable(typeof(ExtendRequest))]
[JsonSerializable(typeof(AnswerDemand))]
[JsonSerializable(typeof(NoteOnRequest))]
[JsonSerializable(typeof(WakeUp))]
[JsonSerializable(typeof(NothingToRead))]
[JsonSerializable(typeof(CategoryBanned))]
[JsonSerializable(typeof(WrittenFormNeeded))]
[JsonSerializable(typeof(AdvertisingNeedsConsent))]
[JsonSerializable(typeof(DistributionNeedsConsent))]
[JsonSerializable(typeof(TextPurposeUnknown))]
[JsonSerializable(typeof(TextPurposeNotByConsent))]
[JsonSerializable(typeof(DistributionNotSeparate))]
[JsonSerializable(typeof(TextAlreadyPublished))]
[JsonSerializable(typeof(BanContradictsPurpose))]
[JsonSerializable(typeof(PurposeUnknown))]
[JsonSerializable(typeof(PurposeDoesNotRestOnConsent))]
[JsonSerializable(typeof(TextUnknown))]
[JsonSerializable(typeof(TextDoesNotCoverPurpose))]
[JsonSerializable(typeof(TextNotYetInForce))]
[JsonSerializable(typeof(TextNoLongerInForce))]
[JsonSerializable(typeof(ShownTextDiffers))]
[JsonSerializable(typeof(NotSeparate))]
[JsonSerializable(typeof(TickedBeforehand))]
[JsonSerializable(typeof(WrittenFormRequired))]
[JsonSerializable(typeof(GivenInFuture))]
[JsonSerializable(typeof(BackDatedWithoutDocument))]
[JsonSerializable(typeof(ExpiresBeforeGiven))]
[JsonSerializable(typeof(OlderThanLastWord))]
[JsonSerializable(typeof(FileDestroyed))]
[JsonSerializable(typeof(ActRequired))]
[JsonSerializable(typeof(ConsentIsNotAGround))]
[JsonSerializable(typeof(OnlyConsentWillDo))]
[JsonSerializable(typeof(GroundEndsBeforeItBegins))]
[JsonSerializable(typeof(NoDemands))]
[JsonSerializable(typeof(ReceivedInFuture))]
[JsonSerializable(typeof(NumberTaken))]
[JsonSerializable(typeof(DemandPurposeUnknown))]
[JsonSerializable(typeof(RequestUnknown))]
[JsonSerializable(typeof(RequestHasChanged))]
[JsonSerializable(typeof(DemandUnknown))]
[JsonSerializable(typeof(RequestIsClosed))]
[JsonSerializable(typeof(DemandAlreadyAnswered))]
[JsonSerializable(typeof(AnswerIsNotEnough))]
[JsonSerializable(typeof(NothingToExtend))]
[JsonSerializable(typeof(CalendarMissing))]
[JsonSerializable(typeof(CheckAnswer))]
internal sealed partial class WireJson : JsonSerializerContext;
