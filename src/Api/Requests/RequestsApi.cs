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
            .Describe("List requests", "Filters: status open|closed, kind, channel, due overdue|today|week, dueFrom and dueTo (days on which the nearest term of an open one ends), receivedFrom and receivedTo, assigned, "
                + "unassigned=true, awaitsApplicant=true (asked for something and not given it yet). `q`: a number, its place in the year or its beginning; the beginning of a subject; to a DPO also an e-mail, a phone or a document of the applicant, or whole words of a name. "
                + "Sort: due (what burns first), -receivedAt, receivedOn.", null, Examples.RequestLines)
            .Produces<Page<RequestLine>>();
        v1.MapGet("/requests/{number}", GetAsync).For(Scope.Dpo, Scope.Auditor).Recorded()
            .Describe("Read a request", "Whole, with obligations and timeline. Personal data is masked; with `reason` it is shown to a DPO and the reading is recorded.", null, Examples.RequestAnswer)
            .Produces<RequestAnswer>();
    }

    private async Task<IResult> PostAsync(
        RequestBody body, Tenant tenant, Idempotency idempotency, CancellationToken cancellationToken) =>
        await views.CreatedAsync(await registry.RegisterAsync(body, tenant, idempotency, cancellationToken), cancellationToken);

    private async Task<IResult> ListAsync(
        string? status, string? kind, string? due, string? dueFrom, string? dueTo, string? channel, string? receivedFrom, string? receivedTo, string? assigned, string? unassigned, string? awaitsApplicant, string? q,
        string? sort, string? limit, string? cursor, Tenant tenant, CancellationToken cancellationToken)
    {
        var filter = new RequestFilter(status, kind, due, dueFrom, dueTo, channel, receivedFrom, receivedTo, assigned, unassigned, awaitsApplicant, q, sort, limit, cursor);
        var page = await list.FindAsync(filter, tenant, cancellationToken);
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
        [.. row.Kinds.Select(Words.Of)], row.IsClosed ? "closed" : "open", row.Due, row.EndsAt, row.AssignedTo, row.AwaitsApplicant);
}
