using Consent.Domain;
using Consent.Storage;

namespace Consent.Api;

/// <summary>The request journal: <c>/v1/requests</c>.</summary>
internal sealed class RequestsApi(RequestRegistry registry, RequestList list, RequestFinder finder, RequestViews views, Readings readings)
{
    public void Map(RouteGroupBuilder v1)
    {
        v1.MapPost("/requests", PostAsync).For(Scope.Dpo)
            .Describe("Register a request", "One letter, several demands; each demand opens its obligations with their terms (ст. 14, 20, 21).", Examples.Request, Examples.RequestAnswer)
            .Produces<RequestAnswer>(StatusCodes.Status201Created);
        v1.MapGet("/requests", ListAsync).For(Scope.Dpo, Scope.Auditor).Recorded()
            .Describe("List requests", "Filters: status open|closed, kind, channel, due overdue|today|week, dueOn (a day), assigned, unassigned=true, q (number or subject). Sort: due (what burns first), -receivedAt.", null, Examples.RequestLines)
            .Produces<Page<RequestLine>>();
        v1.MapGet("/requests/{number}", GetAsync).For(Scope.Dpo, Scope.Auditor).Recorded()
            .Describe("Read a request", "Whole, with obligations and timeline. Personal data is masked; with `reason` it is shown to a DPO and the reading is recorded.", null, Examples.RequestAnswer)
            .Produces<RequestAnswer>();
    }

    private async Task<IResult> PostAsync(
        RequestBody body, Tenant tenant, Idempotency idempotency, CancellationToken cancellationToken) =>
        await views.CreatedAsync(await registry.RegisterAsync(body, tenant, idempotency, cancellationToken), cancellationToken);

    private async Task<IResult> ListAsync(
        string? status, string? kind, string? due, string? channel, string? assigned, string? unassigned, string? dueOn, string? q, string? sort, string? limit, string? cursor,
        Tenant tenant, CancellationToken cancellationToken)
    {
        var page = await list.FindAsync(new RequestFilter(status, kind, due, channel, assigned, unassigned, dueOn, q, sort, limit, cursor), tenant, cancellationToken);
        return Answers.Json(new Page<RequestLine>([.. page.Items.Select(Line)], page.NextCursor), ApiJson.Wire.PageRequestLine);
    }

    private async Task<IResult> GetAsync(
        string number, string? reason, Tenant tenant, HttpContext context, CancellationToken cancellationToken)
    {
        Readings.CheckReason(reason);
        var file = await finder.FindAsync(number, tenant, cancellationToken);
        var isMasked = await readings.IsMaskedAsync(file, number, reason, tenant, cancellationToken);
        var answer = await views.ReadAsync(file, number, null, isMasked, cancellationToken);
        return ETags.Tagged(answer, context);
    }

    private static RequestLine Line(RequestRow row) => new(
        row.Number, row.Subject.IsNamedByOperator ? row.Subject.Value : null, row.ReceivedAt, row.ReceivedOn, Words.Of(row.Channel),
        [.. row.Kinds.Select(Words.Of)], row.IsClosed ? "closed" : "open", row.Due, row.EndsAt, row.AssignedTo);
}
