using Consent.Storage;
using Consent.Storage.Proof;

namespace Consent.Api;

/// <summary>What is asked of the journal, as an address says it: read the same for the API and for the desk.</summary>
public sealed record JournalFilter(string? From, string? To, string? Request, string? Subject, string? Kind, string? Actor, string? Limit, string? Cursor);

/// <summary>The journal page by page.</summary>
internal sealed class JournalList(JournalReader reader)
{
    private static readonly HashSet<string> Known = [.. EventNames.All.Select(known => known.Name[..known.Name.IndexOf('/', StringComparison.Ordinal)])];

    /// <summary>Every kind of entry.</summary>
    public static IEnumerable<string> Kinds => Known;

    /// <exception cref="InvalidRequestException">The filter is malformed.</exception>
    public async Task<Page<JournalLine>> FindAsync(JournalFilter filter, bool isNewestFirst, bool isWithoutReadings, Tenant tenant, CancellationToken cancellationToken)
    {
        var fields = new Fields();
        if (filter.Request is not null && !RequestNumbers.TryParse(filter.Request, out _, out _)) fields.Wrong("request", "FieldNotNumberOfRequest");
        if (filter.Kind is not null && !Known.Contains(filter.Kind)) fields.Wrong("kind", "FieldNotWord", string.Join(", ", Known.Order(StringComparer.Ordinal)));
        var query = new JournalQuery(
            fields.InstantOrDate(filter.From, "from", tenant.Rules, isEnd: false), fields.InstantOrDate(filter.To, "to", tenant.Rules, isEnd: true), filter.Request,
            filter.Subject is null ? null : fields.Subject(filter.Subject, "subject"), filter.Kind, fields.OptionalText(filter.Actor, "actor", 200), isWithoutReadings);
        var take = fields.Number(filter.Limit, "limit", Paging.DefaultLimit, 1, Paging.MaxLimit);
        var place = Paging.Decode(filter.Cursor, fields) is { } text ? JournalPlace.TryParse(text) : null;
        if (filter.Cursor is not null && place is null) fields.Wrong("cursor", "FieldNotCursor");
        fields.ThrowIfWrong();

        var (entries, next) = await reader.PageAsync(tenant.Operator, query, place, take, isNewestFirst, cancellationToken);
        return new Page<JournalLine>([.. entries.Select(JournalLine.Of)], next is null ? null : Paging.Encode(next.ToString()));
    }
}
