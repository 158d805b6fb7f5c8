using Consent.Domain;
using Consent.Storage;
using static Consent.Api.Readings;

namespace Consent.Api;

/// <summary>The entries of a request as its timeline: who did what and when, in one shape.</summary>
internal static class TimelineViews
{
    public static TimelineAnswer Of(Entry entry, FileEvent happened, bool isMasked)
    {
        var line = new TimelineAnswer(
            entry.At, entry.Name, entry.Actor, null, null, null, null, null,
            Microseconds.Round(happened.At) == entry.At ? null : happened.At, null, null, null, null, null);
        return happened switch
        {
            RequestAcknowledged told => line with { What = Word(told.By) },
            IdentityConfirmed confirmed => line with { What = Words.Of(confirmed.Level), Text = Show(confirmed.Evidence, isMasked) },
            SignatureReceived { Finding: var found } => line with { What = Words.Of(found.Verdict), Text = Show(found.Signer, isMasked), Reference = found.CertificateSha256 },
            ParticularsAsked asked => line with { What = Of(asked.What), Text = Show(asked.Text, isMasked) },
            ParticularsReceived came => line with { Demand = came.Demand, What = Of(came.What), Text = Show(came.Text, isMasked) },
            RequestAssigned assigned => line with { To = assigned.To },
            RequestExtended extended => line with { Obligation = extended.Obligation, Due = extended.Deadline.Due, Text = Show(extended.Reason, isMasked) },
            DemandAnswered answered => line with
            {
                Demand = answered.Demand, Text = Show(answered.Text, isMasked), Article = answered.Article, What = answered.Partly ? "partly" : null, To = Word(answered.By),
            },
            DemandRefused refused => line with { Demand = refused.Demand, Article = refused.Article, Text = Show(refused.Reason, isMasked), To = Word(refused.By) },
            DataRectified rectified => line with { Demand = rectified.Demand, Text = Show(rectified.What, isMasked) },
            UnlawfulnessFound found => line with { Demand = found.Demand, Due = found.FoundOn, Text = Show(found.Grounds, isMasked) },
            DataProvided provided => line with { Demand = provided.Demand, What = provided.System },
            RequestWithdrawn withdrawn => line with { Text = Show(withdrawn.Reason, isMasked) },
            RequestContinued continued => line with { Reference = continued.As },
            RequestReopened reopened => line with { Text = Show(reopened.Reason, isMasked) },
            RequestClosed closed => line with { Text = Show(closed.Note, isMasked) },
            ComplaintNoted complaint => line with { To = Words.Of(complaint.To), Reference = Show(complaint.Reference, isMasked) },
            AttachmentAdded { File: var file } added => line with { What = file.ByApplicant ? "applicant" : "operator", Text = Show(added.Name, isMasked), Reference = file.Sha256, Public = file.IsPublic },
            RequestNoted noted => line with { Text = Show(noted.Text, isMasked), Public = noted.IsPublic },

            ObligationsOpened opened => line with { What = string.Join(", ", opened.Obligations.Select(o => Words.Of(o.Duty)).Distinct()), Due = opened.Obligations[0].Deadline.Due },
            ObligationMissed missed => line with { Obligation = missed.Obligation, To = Told(escalated: true) },
            ObligationReminded reminded => line with { Obligation = reminded.Obligation, What = Words.Of(reminded.Reminder), To = Told(reminded.Escalated) },
            ObligationFulfilled fulfilled => line with { Obligation = fulfilled.Obligation, Text = Show(fulfilled.Evidence, isMasked), Reference = fulfilled.Reference },
            ObligationReleased released => line with { Obligation = released.Obligation, Article = released.Article, Text = Show(released.Reason, isMasked) },
            TermRestarted again => line with { Obligation = again.Obligation, Due = again.Deadline.Due },
            TermRecounted again => line with { Obligation = again.Obligation, Due = again.Deadline.Due, Proposed = again.IsProposal },
            ProcessingBlocked blocked => line with { Obligation = blocked.Obligation, Text = Show(blocked.Reason, isMasked) },
            BlockLifted lifted => line with { Demand = lifted.Demand, Text = Show(lifted.Reason, isMasked), What = lifted.ByLaw ? "by-law" : "by-person" },
            PersonalDataRead read => line with { Text = Show(read.Reason, isMasked) },
            _ => line,
        };
    }

    // The person in charge, and from the last day on the deputy too.
    private static string Told(bool escalated) => escalated ? "responsible, deputy" : "responsible";

    private static string? Word(Channel? channel) => channel is { } by ? Words.Of(by) : null;

    private static string? Of(IReadOnlyCollection<Particular> what) => what.Count == 0 ? null : string.Join(", ", what.Select(Words.Of));
}
