using System.Globalization;
using Consent.Domain;
using Consent.Engine;
using Consent.Storage;

namespace Consent.Api;

/// <summary>The request journal: <c>/v1/requests</c>.</summary>
internal sealed class RequestsApi(IEngine engine, IRegister register, RequestViews views, Readings readings, TimeProvider clock)
{
    public void Map(RouteGroupBuilder v1)
    {
        v1.MapPost("/requests", PostAsync).For(Scope.Dpo)
            .Describe("Register a request", "One letter, several demands; each demand opens its obligations with their terms (ст. 14, 20, 21).", Examples.Request, Examples.RequestAnswer)
            .Produces<RequestAnswer>(StatusCodes.Status201Created);
        v1.MapGet("/requests", ListAsync).For(Scope.Dpo, Scope.Auditor)
            .Describe("List requests", "Filters: status open|closed, kind, channel, due overdue|today|week, assigned, q (number or subject). Sort: due (what burns first), -receivedAt.", null, Examples.RequestLines)
            .Produces<Page<RequestLine>>();
        v1.MapGet("/requests/{number}", GetAsync).For(Scope.Dpo, Scope.Auditor)
            .Describe("Read a request", "Whole, with obligations and timeline. Personal data is masked; with `reason` it is shown to a DPO and the reading is recorded.", null, Examples.RequestAnswer)
            .Produces<RequestAnswer>();
        v1.MapPost("/requests/{number}/extend", ExtendAsync).For(Scope.Dpo)
            .Describe("Extend", "Once, with reasons, before the term ends, and only where the law allows it (ст. 20 ч. 1, 2, 4; ст. 21 ч. 5.1).", Examples.Extend, Examples.RequestAnswer)
            .Produces<RequestAnswer>();
        v1.MapPost("/requests/{number}/answer", AnswerAsync).For(Scope.Dpo)
            .Describe("Answer a demand", "The answer has been sent; the request closes with its last demand.", Examples.Answer, Examples.RequestAnswer)
            .Produces<RequestAnswer>();
        v1.MapPost("/requests/{number}/note", NoteAsync).For(Scope.Dpo)
            .Describe("Add a note", "Internal, or public for the subject to see.", Examples.Note, Examples.RequestAnswer)
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
        var file = await FindAsync(number, tenant, cancellationToken);
        var isMasked = await readings.IsMaskedAsync(file, number, reason, tenant, cancellationToken);
        var answer = await views.ReadAsync(file, number, null, isMasked, cancellationToken);
        return Tagged(answer, context);
    }

    private Task<IResult> ExtendAsync(
        string number, ExtendBody body, Tenant tenant, Idempotency idempotency, HttpContext context, CancellationToken cancellationToken)
    {
        var fields = new Fields();
        var reason = fields.Text(body.Reason, "reason", 2000, lines: true);
        fields.ThrowIfWrong();
        return ActAsync(
            number, body, new ExtendRequest(clock.GetUtcNow(), number, body.Demand, new Personal(reason)),
            tenant, idempotency, context, cancellationToken);
    }

    private Task<IResult> AnswerAsync(
        string number, AnswerBody body, Tenant tenant, Idempotency idempotency, HttpContext context, CancellationToken cancellationToken)
    {
        var fields = new Fields();
        if (body.Demand is null) fields.Wrong("demand", "FieldRequired");
        var text = fields.Personal(body.Text, "text", 100_000, lines: true);
        fields.ThrowIfWrong();
        return ActAsync(
            number, body, new AnswerDemand(clock.GetUtcNow(), number, body.Demand ?? 0, text),
            tenant, idempotency, context, cancellationToken);
    }

    private Task<IResult> NoteAsync(
        string number, NoteBody body, Tenant tenant, Idempotency idempotency, HttpContext context, CancellationToken cancellationToken)
    {
        var fields = new Fields();
        var text = fields.Text(body.Text, "text", 10_000, lines: true);
        fields.ThrowIfWrong();
        return ActAsync(
            number, body, new NoteOnRequest(clock.GetUtcNow(), number, new Personal(text), body.Public ?? false),
            tenant, idempotency, context, cancellationToken);
    }

    private async Task<IResult> ActAsync<TBody>(
        string number, TBody body, RequestCommand command, Tenant tenant, Idempotency idempotency, HttpContext context, CancellationToken cancellationToken)
    {
        var file = await FindAsync(number, tenant, cancellationToken);
        var outcome = await engine.ExecuteAsync(
            file, idempotency.Envelope(tenant.Actor, command with { IfVersion = IfMatch(context) }, body), cancellationToken);
        if (Problems.Of(outcome) is { } problem) return problem;
        return Tagged(await views.ReadAsync(file, number, ((Outcome.Done)outcome).Version, isMasked: true, cancellationToken), context);
    }

    private async Task<FileKey> FindAsync(string number, Tenant tenant, CancellationToken cancellationToken) =>
        RequestNumbers.TryParse(number, out _, out _) && await register.FindRequestAsync(tenant.Operator, number, cancellationToken) is { } row
            ? tenant.File(row.Subject)
            : throw new NotFoundException();

    private static IResult Tagged(RequestAnswer answer, HttpContext context)
    {
        context.Response.Headers.ETag = string.Create(CultureInfo.InvariantCulture, $"\"{answer.Version}\"");
        return Answers.Json(answer, ApiJson.Wire.RequestAnswer);
    }

    // An ETag we never gave matches no version.
    private static long? IfMatch(HttpContext context)
    {
        var header = context.Request.Headers.IfMatch.ToString();
        if (header is "" or "*") return null;
        return long.TryParse(header.Trim().Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0;
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
