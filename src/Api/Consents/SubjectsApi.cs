using Consent.Domain;
using Consent.Engine;
using Consent.Storage;

namespace Consent.Api;

public sealed record RestrictionAnswer(string Kind, DateTimeOffset Since, string? Request, IReadOnlyList<string>? Purposes);

public sealed record EvidenceAnswer(
    string Channel, string? Ip, string? UserAgent, string? Page, string Signature, string? Representative, string? Authority, string? Document, string? TextSha256);

public sealed record SubjectConsentAnswer(ConsentAnswer Consent, EvidenceAnswer Evidence);

/// <summary>A subject's file; personal data in it is masked unless a reason was given for reading it.</summary>
public sealed record SubjectAnswer(
    string Subject, long Version, IReadOnlyList<SubjectConsentAnswer> Consents, IReadOnlyList<GroundAnswer> Grounds, IReadOnlyList<RestrictionAnswer> Restrictions,
    IReadOnlyList<string> OpenRequests, bool Masked, IReadOnlyList<ObligationAnswer> Obligations);

/// <summary>The file of one subject: <c>/v1/subjects/{subject}</c>.</summary>
internal sealed class SubjectsApi(SubjectFileViews views)
{
    public void Map(RouteGroupBuilder v1) =>
        v1.MapGet("/subjects/{subject}", GetAsync).For(Scope.Service, Scope.Dpo, Scope.Auditor).Recorded()
            .Describe("Read a subject's file", "Consents, grounds, restrictions, open requests. With `reason` a DPO sees the evidence, and the reading is recorded.", null, Examples.Subject)
            .Produces<SubjectAnswer>();

    private async Task<IResult> GetAsync(string subject, string? reason, Tenant tenant, CancellationToken cancellationToken)
    {
        Readings.CheckReason(reason);
        return await views.ReadAsync(subject, reason, tenant, cancellationToken) is { } answer ? Answers.Json(answer, ApiJson.Wire.SubjectAnswer) : Problems.NotFound();
    }
}
