using System.Globalization;
using Consent.Domain;
using Consent.Engine;
using Consent.Storage;

namespace Consent.Api;

/// <summary>The request journal: <c>/v1/requests</c>.</summary>
internal sealed class RequestsApi(IEngine engine, IRegister register, RequestFinder finder, RequestViews views, Readings readings, TimeProvider clock)
{
    public void Map(RouteGroupBuilder v1)
    {
        v1.MapPost("/requests", PostAsync).For(Scope.Dpo)
            .Describe("Register a request", "One letter, several demands; each demand opens its obligations with their terms (ст. 14, 20, 21).", Examples.Request, Examples.RequestAnswer)
            .Produces<RequestAnswer>(StatusCodes.Status201Created);
        v1.MapGet("/requests", ListAsync).For(Scope.Dpo, Scope.Auditor).Recorded()
            .Describe("List requests", "Filters: status open|closed, kind, channel, due overdue|today|week, assigned, q (number or subject). Sort: due (what burns first), -receivedAt.", null, Examples.RequestLines)
            .Produces<Page<RequestLine>>();
        v1.MapGet("/requests/{number}", GetAsync).For(Scope.Dpo, Scope.Auditor).Recorded()
            .Describe("Read a request", "Whole, with obligations and timeline. Personal data is masked; with `reason` it is shown to a DPO and the reading is recorded.", null, Examples.RequestAnswer)
            .Produces<RequestAnswer>();
    }

    private async Task<IResult> PostAsync(
        RequestBody body, Tenant tenant, Idempotency idempotency, CancellationToken cancellationToken)
    {
        var fields = new Fields();
        SubjectId? subject = body.Subject is null ? null : fields.Subject(body.Subject, "subject");
        var now = clock.GetUtcNow();
        var command = RequestReading.Read(body, now, fields);
        fields.ThrowIfWrong();

        // Without a subject the file is named by the number the request gets.
        var file = tenant.File(subject ?? SubjectId.OfRequest("new"));
        var outcome = await engine.ExecuteAsync(file, idempotency.Envelope(tenant.Actor, command, body), cancellationToken);
        return await views.CreatedAsync(outcome, cancellationToken);
    }

    private async Task<IResult> ListAsync(
        string? status, string? kind, string? due, string? channel, string? assigned, string? q, string? sort, string? limit, string? cursor,
        Tenant tenant, CancellationToken cancellationToken)
    {
        var fields = new Fields();
        if (status is not (null or "open" or "closed")) fields.Wrong("status", "FieldNotWord", "open, closed");
        if (sort is not (null or "due" or "-receivedAt")) fields.Wrong("sort", "FieldNotWord", "due, -receivedAt");
        var order = sort == "-receivedAt" ? RequestOrder.ReceivedAtDescending : RequestOrder.Due;
        var take = fields.Number(limit, "limit", Paging.DefaultLimit, 1, Paging.MaxLimit);
        var now = clock.GetUtcNow();
        var query = new RequestQuery(
            status is null ? null : status == "closed",
            fields.OptionalWord<DemandKind>(kind, "kind"),
            fields.OptionalWord<Channel>(channel, "channel"),
            fields.OptionalWord<DueFilter>(due, "due"),
            fields.OptionalText(q, "q", 200),
            order,
            take + 1,
            ReadCursor(cursor, fields),
            now,
            tenant.Rules.DayOf(now))
        {
            AssignedTo = fields.Assigned(assigned),
        };
        fields.ThrowIfWrong();

        var rows = (await register.RequestsAsync(tenant.Operator, query, cancellationToken)).ToList();
        var page = Paging.Of(rows, take, row => string.Create(CultureInfo.InvariantCulture, $"{RequestSort.KeyOf(row, order)} {row.Number}"));
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

    private static RequestCursor? ReadCursor(string? cursor, Fields fields)
    {
        if (Paging.Decode(cursor, fields) is not { } place) return null;
        var space = place.IndexOf(' ', StringComparison.Ordinal);
        if (space > 0 && long.TryParse(place.AsSpan(0, space), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var key))
            return new RequestCursor(key, place[(space + 1)..]);
        fields.Wrong("cursor", "FieldNotCursor");
        return null;
    }

    private static RequestLine Line(RequestRow row) => new(
        row.Number, row.Subject.IsNamedByOperator ? row.Subject.Value : null, row.ReceivedAt, row.ReceivedOn, Words.Of(row.Channel),
        [.. row.Kinds.Select(Words.Of)], row.IsClosed ? "closed" : "open", row.Due, row.EndsAt, row.AssignedTo);
}
