using System.Globalization;
using Consent.Domain;
using Consent.Storage;

namespace Consent.Api;

/// <summary>What is asked of the request journal, as an address says it: read the same for the API and for the desk.</summary>
public sealed record RequestFilter(
    string? Status, string? Kind, string? Due, string? DueFrom, string? DueTo, string? Channel, string? ReceivedFrom, string? ReceivedTo, string? Assigned, string? Unassigned, string? AwaitsApplicant, string? Q,
    string? Sort, string? Limit, string? Cursor);

/// <summary>The request journal page by page.</summary>
internal sealed class RequestList(IRegister register, RequestSearches searches, TimeProvider clock)
{
    // What many letters have and hardly any of those that come first: a page that has looked at so many is given as it is, and the cursor goes on.
    private const int LookAtMost = 10_000;

    /// <exception cref="InvalidRequestException">The filter is malformed.</exception>
    public async Task<Page<RequestRow>> FindAsync(RequestFilter filter, Tenant tenant, CancellationToken cancellationToken)
    {
        var fields = new Fields();
        if (filter.Status is not (null or "open" or "closed")) fields.Wrong("status", "FieldNotWord", "open, closed");
        if (filter.Sort is not (null or "due" or "-receivedAt" or "receivedOn")) fields.Wrong("sort", "FieldNotWord", "due, -receivedAt, receivedOn");
        if (filter.Unassigned is not (null or "true" or "false")) fields.Wrong("unassigned", "FieldNotWord", "true, false");
        if (filter.AwaitsApplicant is not (null or "true" or "false")) fields.Wrong("awaitsApplicant", "FieldNotWord", "true, false");
        var order = filter.Sort switch { "-receivedAt" => RequestOrder.ReceivedAtDescending, "receivedOn" => RequestOrder.ReceivedOn, _ => RequestOrder.Due };
        var take = fields.Number(filter.Limit, "limit", Paging.DefaultLimit, 1, Paging.MaxLimit);
        var now = clock.GetUtcNow();
        var query = new RequestQuery(
            filter.Status is null ? null : filter.Status == "closed",
            fields.OptionalWord<DemandKind>(filter.Kind, "kind"),
            fields.OptionalWord<Channel>(filter.Channel, "channel"),
            fields.OptionalWord<DueFilter>(filter.Due, "due"),
            null,
            order,
            take + 1,
            ReadCursor(filter.Cursor, fields),
            now,
            tenant.Rules.DayOf(now))
        {
            AssignedTo = fields.Assigned(filter.Assigned),
            IsUnassigned = filter.Unassigned == "true",
            AwaitsApplicant = filter.AwaitsApplicant == "true",
            Ends = Days(filter.DueFrom, filter.DueTo, "due", fields),
            Received = Days(filter.ReceivedFrom, filter.ReceivedTo, "received", fields),
        };
        var text = fields.OptionalText(filter.Q, "q", 200);
        fields.ThrowIfWrong();
        if (text is not null) query = query with { Search = await searches.ReadAsync(text, tenant, query.Today, cancellationToken) };

        var found = await register.LookAsync(tenant.Operator, query, LookAtMost, cancellationToken);
        var page = Paging.Of([.. found.Rows], take, row => PlaceOf(RequestSort.CursorOf(row, order)));
        return found.LookedTo is { } end && page.NextCursor is null ? page with { NextCursor = Paging.Encode(PlaceOf(end)) } : page;
    }

    private static string PlaceOf(RequestCursor cursor) => string.Create(CultureInfo.InvariantCulture, $"{cursor.SortKey} {cursor.Number}");

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
}
