using Consent.Domain;

namespace Consent.Api;

/// <summary>Reads the body of a request into the command that registers it.</summary>
internal static class RequestReading
{
    private const int MaxDemands = 20;

    // What the operator found itself has no applicant.
    private static readonly ApplicantBody NoApplicant = new("—", null, null, null, null, null);

    private static readonly string OwnFinding = Storage.Words.Of(Channel.Operator);

    public static RegisterRequest Read(RequestBody body, DateTimeOffset now, Fields fields)
    {
        if (body.Demands is null or { Count: 0 }) fields.Wrong("demands", "FieldRequired");
        if (body.Demands?.Count > MaxDemands) fields.Wrong("demands", "FieldTooMany", MaxDemands);
        return new RegisterRequest(
            now,
            "",
            fields.Instant(body.ReceivedAt, "receivedAt") ?? now,
            fields.Word<Channel>(body.Channel, "channel"),
            [.. (body.Demands ?? []).Take(MaxDemands).Select((demand, i) => Read(demand, i, fields))],
            Read(body.Channel == OwnFinding ? body.Applicant : fields.Required(body.Applicant, "applicant"), fields),
            fields.Personal(body.Relation, "relation", 1000, lines: true),
            fields.Personal(body.Content, "content", 200_000, lines: true),
            fields.Personal(body.Proof, "proof", 1000, lines: true),
            fields.OptionalWord<Channel>(body.ReplyBy, "replyBy"));
    }

    /// <summary>What its author sends itself: by the site, received now.</summary>
    public static RegisterRequest ReadOwn(
        IReadOnlyList<MyDemandBody?>? demands, ApplicantBody? applicant, string? relation, string? content, string? replyBy, DateTimeOffset now, Fields fields)
    {
        // Duties and days are the operator's to name.
        var asked = demands?.Select(demand => demand is null ? null : new DemandBody(demand.Kind, demand.Purposes, demand.Details, null, null)).ToList();
        var whole = new RequestBody(asked, null, applicant ?? NoApplicant, relation, Storage.Words.Of(Channel.Web), null, content, null, replyBy);
        var read = Read(whole, now, fields);
        return applicant is null ? read with { Applicant = null } : read;
    }

    private static Demand Read(DemandBody? body, int index, Fields fields) => new(
        index + 1,
        fields.Word<DemandKind>(body?.Kind, $"demands[{index}].kind"),
        fields.Purposes(body?.Purposes, $"demands[{index}].purposes"),
        fields.Personal(body?.Details, $"demands[{index}].details", 10_000, lines: true),
        body?.Duties is { Count: > 0 } duties ? [.. duties.Take(20).Select((duty, i) => fields.Word<Duty>(duty, $"demands[{index}].duties[{i}]")).Distinct()] : null,
        fields.Date(body?.DueOn, $"demands[{index}].dueOn"));

    private static Applicant? Read(ApplicantBody? body, Fields fields) => body is null ? null : new Applicant(
        fields.RequiredPersonal(body.Name, "applicant.name", 300),
        body.Document is { } document
            ? new IdentityDocument(
                fields.RequiredPersonal(document.Number, "applicant.document.number", 100),
                fields.Personal(document.IssuedAt, "applicant.document.issuedAt", 40),
                fields.Personal(document.IssuedBy, "applicant.document.issuedBy", 500))
            : null,
        fields.Personal(body.Contact, "applicant.contact", 500),
        body.Representative is { } representative
            ? new Representative(
                fields.RequiredPersonal(representative.Name, "applicant.representative.name", 300),
                fields.Personal(representative.Authority, "applicant.representative.authority", 500),
                fields.Date(representative.ValidUntil, "applicant.representative.validUntil"),
                fields.OptionalWord<RepresentativeRole>(representative.Role, "applicant.representative.role") ?? RepresentativeRole.Agent)
            : null,
        fields.OptionalWord<SignatureKind>(body.Signature, "applicant.signature"),
        body.Minor);
}
