using System.Text.Json;
using System.Text.Json.Serialization;
using Consent.Domain;
using Consent.Storage;
using Microsoft.AspNetCore.Mvc;

namespace Consent.Api;

/// <summary>The JSON of the API: the same values as in the journal, unknown and repeated fields refused.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false,
    Converters = [
        typeof(PurposeCodeJson), typeof(OperatorIdJson), typeof(SubjectIdJson), typeof(TextVersionJson), typeof(TermJson), typeof(UtcJson),
        typeof(KebabCase<LawfulBasis>), typeof(KebabCase<CheckReason>)])]
[JsonSerializable(typeof(ProblemDetails))]
[JsonSerializable(typeof(Dictionary<string, string[]>))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, string[]>))]
[JsonSerializable(typeof(OperatorBody))]
[JsonSerializable(typeof(OperatorAnswer))]
[JsonSerializable(typeof(CalendarBody))]
[JsonSerializable(typeof(CalendarAnswer))]
[JsonSerializable(typeof(CalendarsAnswer))]
[JsonSerializable(typeof(OwnCalendarAnswer))]
[JsonSerializable(typeof(KeyBody))]
[JsonSerializable(typeof(KeyAnswer))]
[JsonSerializable(typeof(KeyLine))]
[JsonSerializable(typeof(Page<KeyLine>))]
[JsonSerializable(typeof(RotateBody))]
[JsonSerializable(typeof(RotateAnswer))]
[JsonSerializable(typeof(RevokeBody))]
[JsonSerializable(typeof(IdentityProviderBody))]
[JsonSerializable(typeof(IdentityProviderAnswer))]
[JsonSerializable(typeof(Page<AccessLine>))]
[JsonSerializable(typeof(Page<NoticeLine>))]
[JsonSerializable(typeof(PurposeBody))]
[JsonSerializable(typeof(RetentionRuleBody))]
[JsonSerializable(typeof(PurposeAnswer))]
[JsonSerializable(typeof(Page<PurposeAnswer>))]
[JsonSerializable(typeof(TextBody))]
[JsonSerializable(typeof(TextAnswer))]
[JsonSerializable(typeof(ConsentBody))]
[JsonSerializable(typeof(ConsentAnswer))]
[JsonSerializable(typeof(WithdrawalBody))]
[JsonSerializable(typeof(GroundBody))]
[JsonSerializable(typeof(GroundAnswer))]
[JsonSerializable(typeof(SubjectAnswer))]
[JsonSerializable(typeof(CheckResult))]
[JsonSerializable(typeof(ChecksBody))]
[JsonSerializable(typeof(ChecksAnswer))]
[JsonSerializable(typeof(ChangeAnswer))]
[JsonSerializable(typeof(RequestBody))]
[JsonSerializable(typeof(ExtendBody))]
[JsonSerializable(typeof(AnswerBody))]
[JsonSerializable(typeof(NoteBody))]
[JsonSerializable(typeof(AcknowledgeBody))]
[JsonSerializable(typeof(ConfirmIdentityBody))]
[JsonSerializable(typeof(AskParticularsBody))]
[JsonSerializable(typeof(ReceiveParticularsBody))]
[JsonSerializable(typeof(ProvideDataBody))]
[JsonSerializable(typeof(RefuseBody))]
[JsonSerializable(typeof(RectifyBody))]
[JsonSerializable(typeof(LiftBlockBody))]
[JsonSerializable(typeof(FindUnlawfulnessBody))]
[JsonSerializable(typeof(FulfilBody))]
[JsonSerializable(typeof(ReleaseBody))]
[JsonSerializable(typeof(PostponeDestructionBody))]
[JsonSerializable(typeof(AcceptRecountBody))]
[JsonSerializable(typeof(AssignBody))]
[JsonSerializable(typeof(WithdrawBody))]
[JsonSerializable(typeof(CloseBody))]
[JsonSerializable(typeof(ReopenBody))]
[JsonSerializable(typeof(ComplaintBody))]
[JsonSerializable(typeof(AchievedBody))]
[JsonSerializable(typeof(AchievedAnswer))]
[JsonSerializable(typeof(ObligationAnswer))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
[JsonSerializable(typeof(RequestAnswer))]
[JsonSerializable(typeof(Page<RequestLine>))]
[JsonSerializable(typeof(Page<ObligationLine>))]
[JsonSerializable(typeof(StatisticsAnswer))]
[JsonSerializable(typeof(AssembledAnswerView))]
[JsonSerializable(typeof(LetterAnswer))]
[JsonSerializable(typeof(TermAnswer))]
[JsonSerializable(typeof(Page<DutyAnswer>))]
[JsonSerializable(typeof(ReceiptAnswer))]
[JsonSerializable(typeof(HealthAnswer))]
[JsonSerializable(typeof(PersonBody))]
[JsonSerializable(typeof(PersonScopesBody))]
[JsonSerializable(typeof(RevokeSessionsBody))]
[JsonSerializable(typeof(PersonLinkAnswer))]
[JsonSerializable(typeof(PersonAnswer))]
[JsonSerializable(typeof(Page<PersonAnswer>))]
[JsonSerializable(typeof(SessionAnswer))]
[JsonSerializable(typeof(SignInProviderBody))]
[JsonSerializable(typeof(SignInProviderAnswer))]
[JsonSerializable(typeof(Page<SignInProviderAnswer>))]
[JsonSerializable(typeof(SubjectLinkBody))]
[JsonSerializable(typeof(SubjectLinkAnswer))]
[JsonSerializable(typeof(SubjectSessionBody))]
[JsonSerializable(typeof(SubjectSessionAnswer))]
[JsonSerializable(typeof(MyWithdrawalBody))]
[JsonSerializable(typeof(MyRequestBody))]
[JsonSerializable(typeof(Page<ConsentAnswer>))]
[JsonSerializable(typeof(PublicCodeBody))]
[JsonSerializable(typeof(PublicCodeAnswer))]
[JsonSerializable(typeof(PublicRequestBody))]
[JsonSerializable(typeof(SignatureBody))]
[JsonSerializable(typeof(TrustedRootsBody))]
[JsonSerializable(typeof(Page<TrustedRootAnswer>))]
[JsonSerializable(typeof(Page<JournalLine>))]
[JsonSerializable(typeof(CheckpointsAnswer))]
[JsonSerializable(typeof(ProofAnswer))]
[JsonSerializable(typeof(ConsistencyAnswer))]
[JsonSerializable(typeof(VerifyLine))]
[JsonSerializable(typeof(RequestReceiptAnswer))]
[JsonSerializable(typeof(EvidenceFile))]
[JsonSerializable(typeof(WitnessCall))]
[JsonSerializable(typeof(SearchBody))]
[JsonSerializable(typeof(SubjectSearchAnswer))]
[JsonSerializable(typeof(RotateRingBody))]
[JsonSerializable(typeof(KeyRingAnswer))]
internal sealed partial class ApiJson : JsonSerializerContext
{
    /// <summary>Russian words leave as they are; what could be taken for markup is escaped.</summary>
    public static ApiJson Wire => Readable.Instance;

    private static class Readable
    {
        public static readonly ApiJson Instance = new(new JsonSerializerOptions(Default.Options) { Encoder = ReadableJson.Encoder });
    }
}
