using Consent.Domain;
using Consent.Engine;
using Consent.Storage;

namespace Consent.Api;

/// <summary>Files of subjects as answers: masked unless the reading is on record.</summary>
internal sealed class SubjectFileViews(FileReader reader, Sealing sealing, Readings readings, TimeProvider clock)
{
    /// <summary>The file of a subject; null where nothing is written of it.</summary>
    /// <exception cref="NotFoundException">There is nothing to reveal.</exception>
    public async Task<SubjectAnswer?> ReadAsync(string subject, string? reason, Tenant tenant, CancellationToken cancellationToken)
    {
        if (SubjectNames.Judge(subject) != SubjectNames.Verdict.Fit) return null;
        var file = tenant.File(new SubjectId(subject));
        var isMasked = await readings.IsMaskedAsync(file, null, reason, tenant, cancellationToken);
        var view = await reader.ReadAsync(file, null, cancellationToken);
        if (!isMasked) view = await view.OpenAsync(sealing, cancellationToken);
        return view.File.Version == 0 ? null : Of(view, isMasked, clock.GetUtcNow());
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

    internal static RestrictionAnswer Of(Restriction restriction) => new(
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
