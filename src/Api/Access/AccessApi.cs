using Consent.Domain;

namespace Consent.Api;

public sealed record AccessLine(
    DateTimeOffset At, string Actor, string Role, string Operation, string Outcome, string? Subject, string? Request, string? Reason, string? Query, string? Address, int Times, string Entry);

public sealed record NoticeLine(string Id, DateTimeOffset At, string Kind, string Actor, int Count, DateTimeOffset Since, int From, string Within);

/// <summary>Who looked at personal data, and what is unusual in it: <c>/v1/access</c>, <c>/v1/notices</c>.</summary>
internal sealed class AccessApi(AccessList list)
{
    public void Map(RouteGroupBuilder v1)
    {
        v1.MapGet("/access", ListAsync).For(Scope.Dpo, Scope.Auditor).Recorded()
            .Describe(
                "List readings of personal data",
                "Newest first: who, as what, at what, how it ended, why. `from`, `to`: days, a week back where none is given, 92 days at most. Filters: actor, operation, outcome "
                + "(shown, revealed, absent, refused, revoked-key, expired-key, wrong-address), subject, request. Addresses, reasons and what was searched for are masked; with `reason` they are shown to a DPO.",
                null, Examples.AccessLines)
            .Produces<Page<AccessLine>>();
        v1.MapGet("/notices", NoticesAsync).For(Scope.Dpo, Scope.Auditor)
            .Describe("List notices of unusual reading", "Newest first: many subjects, at night, a revoked key, a reading after it, many refusals; with the threshold that was passed.", null, Examples.NoticeLines)
            .Produces<Page<NoticeLine>>();
    }

    private async Task<IResult> ListAsync(
        string? from, string? to, string? actor, string? operation, string? outcome, string? subject, string? request, string? reason, string? limit, string? cursor,
        Tenant tenant, CancellationToken cancellationToken) => Answers.Json(
            await list.FindAsync(new AccessFilter(from, to, actor, operation, outcome, subject, request, reason, limit, cursor), tenant, cancellationToken), ApiJson.Wire.PageAccessLine);

    private async Task<IResult> NoticesAsync(string? limit, string? cursor, Tenant tenant, CancellationToken cancellationToken) =>
        Answers.Json(await list.NoticesAsync(limit, cursor, tenant, cancellationToken), ApiJson.Wire.PageNoticeLine);
}
