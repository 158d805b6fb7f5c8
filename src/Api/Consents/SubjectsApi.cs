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
internal sealed class SubjectsApi(FileReader reader, Sealing sealing, Readings readings, TimeProvider clock)
{
    public void Map(RouteGroupBuilder v1) =>
        v1.MapGet("/subjects/{subject}", GetAsync).For(Scope.Service, Scope.Dpo, Scope.Auditor).Recorded()
            .Describe("Read a subject's file", "Consents, grounds, restrictions, open requests. With `reason` a DPO sees the evidence, and the reading is recorded.", null, Examples.Subject)
            .Produces<SubjectAnswer>();

    private async Task<IResult> GetAsync(
        string subject, string? reason, Tenant tenant, CancellationToken cancellationToken)
    {
        Readings.CheckReason(reason);
        if (SubjectNames.Judge(subject) != SubjectNames.Verdict.Fit) return Problems.NotFound();

        var file = tenant.File(new SubjectId(subject));
        var isMasked = await readings.IsMaskedAsync(file, null, reason, tenant, cancellationToken);
        var view = await reader.ReadAsync(file, null, cancellationToken);
        if (!isMasked) view = await view.OpenAsync(sealing, cancellationToken);
        return view.File.Version == 0 ? Problems.NotFound() : Answers.Json(Of(view, isMasked, clock.GetUtcNow()), ApiJson.Wire.SubjectAnswer);
    }

    private static SubjectAnswer Of(FileView view, bool isMasked, DateTimeOffset now)
    {
        var subject = view.Key.Subject;
        var evidence = view.Entries.Where(entry => entry.Event is ConsentGiven or ConsentRefused)
            .ToDictionary(entry => entry.Version, entry => entry.Event is ConsentGiven given ? given.Evidence : ((ConsentRefused)entry.Event).Evidence);
        return new SubjectAnswer(
            subject.Value,
            view.File.Version,
            [.. view.File.Consents.Select(consent => new SubjectConsentAnswer(ConsentsApi.Of(subject, consent), Of(evidence[consent.Id], isMasked)))],
            [.. view.File.Grounds.Select(ground => ConsentsApi.Of(subject, ground))],
            [.. view.File.Restrictions.Select(Of)],
            [.. view.File.Requests.Where(request => !request.IsClosed).Select(request => request.Number)],
            isMasked,
            [.. view.File.Obligations.Select(obligation => RequestViews.Of(obligation, now))]);
    }

    internal static EvidenceAnswer Of(Evidence evidence, bool isMasked)
    {
        return new EvidenceAnswer(
            evidence.Channel, Show(evidence.Ip), Show(evidence.UserAgent), Show(evidence.Page), Words.Of(evidence.Signature),
            Show(evidence.Representative?.Name), Show(evidence.Representative?.Authority), Show(evidence.Document), evidence.Shown?.TextSha256);

        string? Show(Personal? personal) => Readings.Show(personal, isMasked);
    }

    private static RestrictionAnswer Of(Restriction restriction) => new(
        restriction switch
        {
            Blocked => "blocked",
            StopDemanded => "stop-demanded",
            MarketingStopped => "marketing-stopped",
            DistributionStopped => "distribution-stopped",
            PurposeReached => "purpose-achieved",
            _ => throw new InvalidOperationException($"No word for {restriction.GetType().Name}."),
        },
        restriction.Since,
        restriction.Request,
        restriction.Purposes.IsEmpty ? null : [.. restriction.Purposes.Select(purpose => purpose.Value)]);
}
