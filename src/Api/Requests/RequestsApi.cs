using System.Globalization;
using Consent.Domain;
using Consent.Engine;
using Consent.Storage;

namespace Consent.Api;

/// <summary>The request journal: <c>/v1/requests</c>.</summary>
internal sealed class RequestsApi(IEngine engine, IRegister register, RequestSearches searches, RequestFinder finder, RequestViews views, Readings readings, TimeProvider clock)
{
    public void Map(RouteGroupBuilder v1)
    {
        v1.MapPost("/requests", PostAsync).For(Scope.Dpo)
            .Describe("Register a request", "One letter, several demands; each demand opens its obligations with their terms (ст. 14, 20, 21).", Examples.Request, Examples.RequestAnswer)
            .Produces<RequestAnswer>(StatusCodes.Status201Created);
        v1.MapGet("/requests", ListAsync).For(Scope.Dpo, Scope.Auditor).Recorded()
            .Describe("List requests", "Filters: status open|closed, kind, channel, due overdue|today|week, dueFrom and dueTo (days on which the nearest term of an open one ends), receivedFrom and receivedTo, assigned, "
                + "unassigned=true. `q`: a number, its place in the year or its beginning; the beginning of a subject; to a DPO also an e-mail, a phone or a document of the applicant, or whole words of a name. "
                + "Sort: due (what burns first), -receivedAt, receivedOn.", null, Examples.RequestLines)
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
        string? status, string? kind, string? due, string? dueFrom, string? dueTo, string? channel, string? receivedFrom, string? receivedTo, string? assigned, string? unassigned, string? q,
        string? sort, string? limit, string? cursor, Tenant tenant, CancellationToken cancellationToken)
    {
        var fields = new Fields();
        if (unassigned is not (null or "true" or "false")) fields.Wrong("unassigned", "FieldNotWord", "true, false");
        if (status is not (null or "open" or "closed")) fields.Wrong("status", "FieldNotWord", "open, closed");
        if (sort is not (null or "due" or "-receivedAt" or "receivedOn")) fields.Wrong("sort", "FieldNotWord", "due, -receivedAt, receivedOn");
        var order = sort switch { "-receivedAt" => RequestOrder.ReceivedAtDescending, "receivedOn" => RequestOrder.ReceivedOn, _ => RequestOrder.Due };
        var take = fields.Number(limit, "limit", Paging.DefaultLimit, 1, Paging.MaxLimit);
        var now = clock.GetUtcNow();
        var query = new RequestQuery(
            status is null ? null : status == "closed",
            fields.OptionalWord<DemandKind>(kind, "kind"),
            fields.OptionalWord<Channel>(channel, "channel"),
            fields.OptionalWord<DueFilter>(due, "due"),
            null,
            order,
            take + 1,
            ReadCursor(cursor, fields),
            now,
            tenant.Rules.DayOf(now))
        {
            AssignedTo = fields.Assigned(assigned),
            IsUnassigned = unassigned == "true",
            Ends = Days(dueFrom, dueTo, "due", fields),
            Received = Days(receivedFrom, receivedTo, "received", fields),
        };
        var text = fields.OptionalText(q, "q", 200);
        fields.ThrowIfWrong();
        if (text is not null) query = query with { Search = await searches.ReadAsync(text, tenant, query.Today, cancellationToken) };

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

    // One side may be left open.
    private static DayRange? Days(string? from, string? to, string name, Fields fields)
    {
        var (first, last) = (fields.Date(from, name + "From"), fields.Date(to, name + "To"));
        if (last < first) fields.Wrong(name + "To", "FieldBeforeFrom");
        return first is null && last is null ? null : new DayRange(first ?? DateOnly.MinValue, last ?? DateOnly.MaxValue);
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
