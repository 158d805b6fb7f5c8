using System.Globalization;
using Consent.Domain;
using Consent.Storage;

namespace Consent.Api;

/// <summary>What is asked of the request journal, as an address says it: read the same for the API and for the desk.</summary>
public sealed record RequestFilter(
    string? Status, string? Kind, string? Due, string? Channel, string? Assigned, string? Unassigned, string? DueOn, string? Q, string? Sort, string? Limit, string? Cursor);

/// <summary>The request journal page by page.</summary>
internal sealed class RequestList(IRegister register, TimeProvider clock)
{
    /// <exception cref="InvalidRequestException">The filter is malformed.</exception>
    public async Task<Page<RequestRow>> FindAsync(RequestFilter filter, Tenant tenant, CancellationToken cancellationToken)
    {
        var fields = new Fields();
        if (filter.Status is not (null or "open" or "closed")) fields.Wrong("status", "FieldNotWord", "open, closed");
        if (filter.Sort is not (null or "due" or "-receivedAt")) fields.Wrong("sort", "FieldNotWord", "due, -receivedAt");
        if (filter.Unassigned is not (null or "true" or "false")) fields.Wrong("unassigned", "FieldNotWord", "true, false");
        var order = filter.Sort == "-receivedAt" ? RequestOrder.ReceivedAtDescending : RequestOrder.Due;
        var take = fields.Number(filter.Limit, "limit", Paging.DefaultLimit, 1, Paging.MaxLimit);
        var now = clock.GetUtcNow();
        var query = new RequestQuery(
            filter.Status is null ? null : filter.Status == "closed",
            fields.OptionalWord<DemandKind>(filter.Kind, "kind"),
            fields.OptionalWord<Channel>(filter.Channel, "channel"),
            fields.OptionalWord<DueFilter>(filter.Due, "due"),
            fields.OptionalText(filter.Q, "q", 200),
            order,
            take + 1,
            ReadCursor(filter.Cursor, fields),
            now,
            tenant.Rules.DayOf(now))
        {
            AssignedTo = fields.Assigned(filter.Assigned),
            DueOn = fields.Date(filter.DueOn, "dueOn"),
            IsUnassigned = filter.Unassigned == "true",
        };
        fields.ThrowIfWrong();

        var rows = (await register.RequestsAsync(tenant.Operator, query, cancellationToken)).ToList();
        return Paging.Of(rows, take, row => string.Create(CultureInfo.InvariantCulture, $"{RequestSort.KeyOf(row, order)} {row.Number}"));
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
}
