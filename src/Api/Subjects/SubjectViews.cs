namespace Consent.Api;

/// <summary>A request as its author sees it: whole, without what the operator's people do among themselves.</summary>
internal static class SubjectViews
{
    // What the author has done or been told of.
    private static readonly string[] Shown =
    [
        "request-received", "request-acknowledged", "identity-confirmed", "signature-received", "particulars-asked", "particulars-received", "request-extended", "demand-answered",
        "demand-refused", "data-rectified", "request-withdrawn", "request-continued", "request-reopened", "request-closed", "consent-withdrawn", "processing-blocked", "block-lifted",
    ];

    public static RequestAnswer Of(RequestAnswer whole) => whole with
    {
        Demands = [.. whole.Demands.Select(demand => demand with { MayBeRefusedBy = null })],
        Obligations = [.. whole.Obligations.Select(obligation => obligation with { Reminded = null, ProposedDue = null })],
        Conflicts = [],
        Timeline = [.. whole.Timeline.Where(line => Shown.Contains(line.Kind) || line.Public == true).Select(line => line with { Actor = WhoOf(line.Actor) })],
        Actions = [],
        AssignedTo = null,
        Attachments = whole.Attachments?.Where(file => file.Public).ToList() is { Count: > 0 } files ? files : null,
    };

    // Who of the operator's people it was is the operator's own matter.
    private static string WhoOf(string actor) => actor.StartsWith("subject:", StringComparison.Ordinal) || actor == "public" ? "applicant" : "operator";
}
