using System.Globalization;
using Consent.Domain;
using Consent.Storage;

namespace Consent.Api;

/// <summary>A line of <c>GET /v1/obligations</c>; without a request nobody asked for it, without a subject nobody is known by name.</summary>
public sealed record ObligationLine(
    string? Subject, string? Request, int Id, string Duty, string Origin, string Article, string Status, bool Governs, DateOnly Due, DateOnly SafeDue,
    DateTimeOffset? DueAt, DateTimeOffset? DoneAt, string? AssignedTo);

/// <summary>Everything owed, what ends first before the rest: <c>/v1/obligations</c>.</summary>
internal sealed class ObligationListApi(IRegister register, TimeProvider clock)
{
    public void Map(RouteGroupBuilder v1) =>
        v1.MapGet("/obligations", ListAsync).For(Scope.Dpo, Scope.Auditor).Recorded()
            .Describe(
                "List obligations",
                "Of letters (`own=false`) and what no letter asked for (`own=true`). Filters: status outstanding|open|missed-and-not-done|met|missed|cancelled, duty, due overdue|today|week, assigned.",
                null,
                Examples.ObligationLines)
            .Produces<Page<ObligationLine>>();

    private async Task<IResult> ListAsync(
        string? status, string? duty, string? due, string? assigned, string? own, string? limit, string? cursor,
        Tenant tenant, HttpContext context, CancellationToken cancellationToken)
    {
        var fields = new Fields();
        if (own is not (null or "true" or "false")) fields.Wrong("own", "FieldNotWord", "true, false");
        var take = fields.Number(limit, "limit", Paging.DefaultLimit, 1, Paging.MaxLimit);
        var now = clock.GetUtcNow();
        var query = new ObligationQuery(
            fields.OptionalWord<ObligationFilter>(status, "status"),
            fields.OptionalWord<Duty>(duty, "duty"),
            fields.OptionalWord<DueFilter>(due, "due"),
            fields.Assigned(assigned),
            own is null ? null : own == "true",
            take + 1,
            ReadCursor(cursor, fields),
            now,
            tenant.Rules.DayOf(now));
        fields.ThrowIfWrong();

        var rows = (await register.ObligationsAsync(tenant.Operator, query, cancellationToken)).ToList();
        var page = Paging.Of(rows, take, Place);
        context.Response.Headers.CacheControl = "no-store";
        return Answers.Json(new Page<ObligationLine>([.. page.Items.Select(Line)], page.NextCursor), ApiJson.Wire.PageObligationLine);
    }

    // No subject and no number of a request holds a space.
    private static string Place(ObligationRow row)
    {
        var place = ObligationCursor.Of(row);
        return string.Create(CultureInfo.InvariantCulture, $"{place.EndsAt} {place.Subject} {place.Request} {place.Id}");
    }

    private static ObligationCursor? ReadCursor(string? cursor, Fields fields)
    {
        if (Paging.Decode(cursor, fields) is not { } place) return null;
        if (place.Split(' ') is [var end, var subject, var request, var id]
            && long.TryParse(end, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var endsAt)
            && int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return new ObligationCursor(endsAt, subject, request, number);
        fields.Wrong("cursor", "FieldNotCursor");
        return null;
    }

    private static ObligationLine Line(ObligationRow row) => new(
        row.Subject.IsNamedByOperator ? row.Subject.Value : null, row.Request, row.Id, Words.Of(row.Duty), Words.Of(row.Origin), row.Article, Words.Of(row.Status),
        row.Governs, row.Due, row.SafeDue, row.IsTimed ? row.EndsAt : null, row.DoneAt, row.AssignedTo);
}
