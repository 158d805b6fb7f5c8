using Consent.Domain;

namespace Consent.Api;

/// <summary>Orders about one obligation, read the same for a request's and, without a number, for what the file itself owes.</summary>
internal static class ObligationOrders
{
    public static FulfilObligation Read(FulfilBody body, string? number, DateTimeOffset now, Fields fields) => new(
        now, number, Id(body.Obligation, fields), fields.Instant(body.DoneAt, "doneAt") ?? now, fields.Personal(body.Evidence, "evidence", 10_000, lines: true),
        fields.OptionalText(body.Reference, "reference", 200));

    public static ReleaseObligation Read(ReleaseBody body, string? number, DateTimeOffset now, Fields fields) => new(
        now, number, Id(body.Obligation, fields), fields.Text(body.Article, "article", 200), new Personal(fields.Text(body.Reason, "reason", 10_000, lines: true)));

    public static PostponeDestruction Read(PostponeDestructionBody body, string? number, DateTimeOffset now, Fields fields) => new(
        now, number, Id(body.Obligation, fields), new Personal(fields.Text(body.Reason, "reason", 10_000, lines: true)));

    public static AcceptRecount Read(AcceptRecountBody body, string? number, DateTimeOffset now, Fields fields) => new(now, number, Id(body.Obligation, fields));

    private static int Id(int? obligation, Fields fields) => fields.Id(obligation, "obligation") ?? fields.Missing("obligation");
}
