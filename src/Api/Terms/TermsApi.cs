using Consent.Domain;
using Consent.Engine;
using Consent.Storage;

namespace Consent.Api;

/// <summary>A counted term: <c>GET /v1/terms</c>; every day that counts is listed. Of the law it names its row, whom to tell, since when it
/// holds and what its end means; the operator's contracts for the same duty stand beside it.</summary>
public sealed record TermAnswer(
    string Duty, string Origin, string Article, DateOnly From, Term Term, DateOnly Due, DateOnly SafeDue, DateTimeOffset? DueAt, IReadOnlyList<DateOnly> Days, string Calendar,
    string? Row, string? Addressee, DateOnly? Since, string Bound, IReadOnlyList<ContractTermAnswer> Contract, IReadOnlyList<TermConflictAnswer> Conflicts);

/// <summary>What a contract of the operator promises for the duty, counted from the same instant.</summary>
public sealed record ContractTermAnswer(string Clause, Term Term, DateOnly Due, DateOnly SafeDue, DateTimeOffset? DueAt, bool Governs);

/// <summary>A clause that is later than the law's last day.</summary>
public sealed record TermConflictAnswer(string Duty, string Clause, DateOnly ContractDue, DateOnly LawDue, string Article);

/// <summary>The calculator: no personal data, any key.</summary>
internal static class TermsApi
{
    public static void Map(RouteGroupBuilder v1) =>
        v1.MapGet("/terms", Get).ForAnyKey()
            .Describe(
                "Count a term",
                "By the law's table (`GET /v1/duties`) and the production calendar; `extended=true` with the one extension of the law, `row` where a duty has several.",
                null, Examples.Term)
            .Produces<TermAnswer>();

    private static IResult Get(string? duty, string? receivedAt, string? extended, string? timeZone, string? row, Tenant tenant)
    {
        var fields = new Fields();
        var named = fields.Word<Duty>(duty, "duty");
        if (receivedAt is null) fields.Wrong("receivedAt", "FieldRequired");
        var from = fields.Instant(receivedAt, "receivedAt") ?? default;
        if (extended is not (null or "true" or "false")) fields.Wrong("extended", "FieldNotWord", "true, false");
        var zone = timeZone is null ? tenant.Rules.Zone : TimeZones.Find(timeZone);
        if (zone is null) fields.Wrong("timeZone", "FieldNotTimeZone");
        string[] rows = [.. Deadlines.All.Where(known => known.Duty == named).Select(known => known.No).Distinct()];
        if (row is not null && !rows.Contains(row)) fields.Wrong("row", "FieldNotWord", string.Join(", ", rows));
        fields.ThrowIfWrong();

        return Answers.Json(CountedTerms.Of(named, row, extended == "true", from, tenant.Rules with { Zone = zone! }), ApiJson.Wire.TermAnswer);
    }
}
