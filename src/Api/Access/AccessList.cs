using System.Globalization;
using System.Text.RegularExpressions;
using Consent.Domain;
using Consent.Engine;
using Consent.Storage;

namespace Consent.Api;

/// <summary>What is asked of the access journal, as an address says it: read the same for the API and for the desk.</summary>
public sealed record AccessFilter(
    string? From, string? To, string? Actor, string? Operation, string? Outcome, string? Subject, string? Request, string? Reason, string? Limit, string? Cursor);

/// <summary>Readings of personal data and what is unusual in them, page by page.</summary>
internal sealed partial class AccessList(AccessReader access, TimeProvider clock)
{
    private const int MostDays = 92;
    private const int DefaultDays = 7;

    // A page that has looked through so many entries is given as it is, and the cursor goes on.
    private const int LookAtMost = 2_000;

    /// <exception cref="InvalidRequestException">The filter is malformed.</exception>
    public async Task<Page<AccessLine>> FindAsync(AccessFilter filter, Tenant tenant, CancellationToken cancellationToken)
    {
        var (from, to, actor, operation, outcome, subject, request, reason, limit, cursor) = filter;
        Readings.CheckReason(reason);
        var fields = new Fields();
        var take = fields.Number(limit, "limit", Paging.DefaultLimit, 1, Paging.MaxLimit);
        var today = tenant.Rules.DayOf(clock.GetUtcNow());
        var last = fields.Date(to, "to") ?? today;
        var first = fields.Date(from, "from") ?? last.AddDays(1 - DefaultDays);
        if (last < first) fields.Wrong("to", "FieldBeforeFrom");
        else if (last.DayNumber - first.DayNumber >= MostDays) fields.Wrong("from", "FieldTooMany", MostDays);
        var ended = fields.OptionalWord<AccessOutcome>(outcome, "outcome");
        if (actor is not null && !Actors().IsMatch(actor)) fields.Wrong("actor", "FieldNotActor");
        if (operation is not null && !Operations().IsMatch(operation)) fields.Wrong("operation", "FieldNotOperation");
        if (subject is not null) fields.Subject(subject, "subject");
        if (request is not null && !RequestNumbers.TryParse(request, out _, out _)) fields.Wrong("request", "FieldNotNumberOfRequest");
        var after = ReadCursor(cursor, fields);
        fields.ThrowIfWrong();

        // The reading of this very list is on record before it is given, with its reason.
        var isMasked = string.IsNullOrWhiteSpace(reason) || !tenant.Caller.Has(Scope.Dpo);
        var (lines, looked, end) = (new List<AccessEntry>(), 0, (AccessPlace?)null);
        await foreach (var entry in access.ReadAsync(tenant.Operator, first, last, !isMasked, after, cancellationToken))
        {
            if (looked++ == LookAtMost) break;
            end = entry.Place;
            if ((actor is not null && entry.Entry.Actor != actor) || (operation is not null && entry.Access.Operation != operation) || (ended is not null && entry.Access.Outcome != ended)
                || (subject is not null && entry.Access.Subject != subject) || (request is not null && entry.Access.Request != request)) continue;
            lines.Add(entry);
            if (lines.Count > take) break;
        }

        var page = Paging.Of(lines, take, entry => PlaceOf(entry.Place));
        return new Page<AccessLine>([.. page.Items.Select(entry => Line(entry, isMasked))], page.NextCursor ?? (looked > LookAtMost ? Paging.Encode(PlaceOf(end!.Value)) : null));
    }

    /// <exception cref="InvalidRequestException">The limit or the cursor is malformed.</exception>
    public async Task<Page<NoticeLine>> NoticesAsync(string? limit, string? cursor, Tenant tenant, CancellationToken cancellationToken)
    {
        var fields = new Fields();
        var take = fields.Number(limit, "limit", Paging.DefaultLimit, 1, Paging.MaxLimit);
        var before = Paging.Decode(cursor, fields) is { } place ? fields.Long(place, "cursor") : null;
        fields.ThrowIfWrong();

        var notices = (await access.NoticesAsync(tenant.Operator, cancellationToken)).Where(row => before is null || row.Version < before).Take(take + 1).ToList();
        var page = Paging.Of(notices, take, row => row.Version.ToString(CultureInfo.InvariantCulture));
        return new Page<NoticeLine>([.. page.Items.Select(row => Line(row.Version, row.Notice))], page.NextCursor);
    }

    private static AccessLine Line(AccessEntry entry, bool isMasked)
    {
        var read = entry.Access;
        return new AccessLine(
            read.At, entry.Entry.Actor, read.Role, read.Operation, Words.Of(read.Outcome), read.Subject, read.Request, Readings.Show(read.Reason, isMasked),
            Readings.Show(read.Query, isMasked), Readings.Show(read.Address, isMasked), read.Times,
            FormattableString.Invariant($"{entry.Day:yyyy-MM-dd}:{entry.Node}~{entry.Entry.Version}"));
    }

    private static NoticeLine Line(long version, UnusualAccessNoticed notice)
    {
        var row = UnusualReading.Of(notice.Kind);
        return new NoticeLine(
            version.ToString(CultureInfo.InvariantCulture), notice.At, Words.Of(notice.Kind), notice.By, notice.Count, notice.Since, row.From, FormattableString.Invariant($"PT{row.Within.TotalHours:0}H"));
    }

    [GeneratedRegex("^[a-z]{2,20}:[A-Za-z0-9._-]{1,64}$")]
    private static partial Regex Actors();

    [GeneratedRegex("^(none|[A-Z]{3,7} /[a-z0-9/{}-]{1,100})$")]
    private static partial Regex Operations();

    private static string PlaceOf(AccessPlace place) => FormattableString.Invariant($"{place.Day:yyyy-MM-dd} {place.At.UtcTicks} {place.Version} {place.Node}");

    private static AccessPlace? ReadCursor(string? cursor, Fields fields)
    {
        if (Paging.Decode(cursor, fields) is not { } place) return null;
        if (place.Split(' ') is [var day, var ticks, var version, var node]
            && DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var on)
            && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at <= DateTimeOffset.MaxValue.Ticks
            && long.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var entry))
            return new AccessPlace(on, new DateTimeOffset(at, TimeSpan.Zero), node, entry);
        fields.Wrong("cursor", "FieldNotCursor");
        return null;
    }
}
