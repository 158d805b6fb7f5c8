using System.Collections.Immutable;
using Consent.Domain;
using Consent.Storage;

namespace Consent.Api;

/// <summary>Reads what somebody typed to find a letter. An auditor, to whom personal data is masked, finds by numbers and subjects alone: else it could be guessed.</summary>
public sealed class RequestSearches(Sealing sealing)
{
    // A place is said without its year; letters older than that are found by the whole number.
    private const int Years = 5;
    private const int LongestPlace = 7;

    public async ValueTask<RequestSearch> ReadAsync(string text, Tenant tenant, DateOnly today, CancellationToken cancellationToken)
    {
        text = text.Trim();
        ImmutableArray<string> numbers = text.Length is > 0 and <= LongestPlace && text.All(char.IsAsciiDigit) && int.Parse(text, System.Globalization.CultureInfo.InvariantCulture) is > 0 and var place
            ? [.. Enumerable.Range(today.Year - Years + 1, Years).Select(year => RequestNumbers.Format(year, place))]
            : [];
        // What has other characters begins neither.
        var beginning = text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_' or ':') ? text : null;
        if (!tenant.Caller.Has(Scope.Dpo)) return new RequestSearch(beginning, numbers, []);

        var contacts = ContactsIn(text);
        if (contacts.Count == 0) return new RequestSearch(beginning, numbers, []);
        var index = await sealing.IndexKeyAsync(tenant.Operator, cancellationToken);
        return new RequestSearch(beginning, numbers, [.. contacts.Select(ways => ways.Select(contact => ContactRow.Of(contact, index)).ToImmutableArray())]);
    }

    // Each must fit, in one of its ways: ten digits may be a phone or a passport.
    private static List<IReadOnlyList<Contact>> ContactsIn(string text)
    {
        var found = Contacts.In(text).ToList();
        var mayBeDocument = found is [] ? text.Any(char.IsAsciiDigit) : found is [{ Kind: ContactKind.Phone }] && !text.Any(char.IsLetter);
        if (mayBeDocument && Contact.Document(text) is { } document) return [[document, .. found]];
        return [.. found.Concat(Contacts.NamesIn(text)).Select(contact => (IReadOnlyList<Contact>)[contact])];
    }
}
