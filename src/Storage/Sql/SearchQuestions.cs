using System.Collections.Immutable;
using Consent.Domain;

namespace Consent.Storage.Sql;

/// <summary>What the desk looks letters up by, as a condition and as the way to them.</summary>
internal static class SearchQuestions
{
    // Beyond every character of a number and of a subject.
    private const string Beyond = "\u007f";

    /// <summary>The numbers of the letters that fit, each found by an index.</summary>
    public static RequestQuestions.Lead Lead(OperatorId operatorId, RequestSearch search)
    {
        var (parts, parameters) = (new List<string>(), new List<(string, object)> { ("@operator", operatorId.Value) });
        if (!search.Numbers.IsEmpty) parts.Add($"SELECT number FROM requests WHERE operator = @operator AND number IN ({Numbers(search, parameters)})");
        if (search.Beginning is { } beginning)
        {
            parts.Add("SELECT number FROM requests WHERE operator = @operator AND number >= @beginning AND number < @beyond");
            parts.Add("SELECT number FROM requests WHERE operator = @operator AND subject >= @beginning AND subject < @beyond");
            parameters.AddRange([("@beginning", beginning), ("@beyond", beginning + Beyond)]);
        }

        if (search.Contacts is [var first, .. var others])
        {
            var whose = string.Join(" UNION ", first.Select((contact, i) => $"SELECT subject AS person FROM contacts WHERE {Is(contact, $"0_{i}", parameters)}"));
            var rest = string.Concat(others.Select((contacts, i) => $" AND {Known(contacts, i + 1, "person", parameters)}"));
            parts.Add($"SELECT number FROM ({whose}) c CROSS JOIN requests WHERE operator = @operator AND subject = person{rest}");
        }

        return new(parts.Count == 0 ? "SELECT number FROM requests WHERE operator = @operator AND 1 = 0" : string.Join(" UNION ALL ", parts), parameters);
    }

    /// <summary>The same, asked of a row of <c>requests</c>.</summary>
    public static string Condition(RequestSearch search, out (string, object)[] parameters)
    {
        var (parts, values) = (new List<string>(), new List<(string, object)>());
        if (!search.Numbers.IsEmpty) parts.Add($"number IN ({Numbers(search, values)})");
        if (search.Beginning is { } beginning)
        {
            parts.Add("(number >= @beginning AND number < @beyond) OR (subject >= @beginning AND subject < @beyond)");
            values.AddRange([("@beginning", beginning), ("@beyond", beginning + Beyond)]);
        }

        if (!search.Contacts.IsEmpty) parts.Add(string.Join(" AND ", search.Contacts.Select((contacts, i) => Known(contacts, i, "requests.subject", values))));
        parameters = [.. values];
        return parts.Count == 0 ? "1 = 0" : string.Join(" OR ", parts);
    }

    private static string Numbers(RequestSearch search, List<(string, object)> parameters)
    {
        parameters.AddRange(search.Numbers.Select((number, i) => ($"@number{i}", (object)number)));
        return string.Join(", ", search.Numbers.Select((_, i) => $"@number{i}"));
    }

    private static string Known(ImmutableArray<ContactRow> contacts, int place, string subject, List<(string, object)> parameters) =>
        $"({string.Join(" OR ", contacts.Select((contact, i) => $"EXISTS (SELECT 1 FROM contacts k WHERE {Is(contact, $"{place}_{i}", parameters)} AND k.subject = {subject})"))})";

    private static string Is(ContactRow contact, string place, List<(string, object)> parameters)
    {
        parameters.AddRange([($"@contactKind{place}", Words.Of(contact.Kind)), ($"@contact{place}", contact.Hash)]);
        return $"operator = @operator AND kind = @contactKind{place} AND hash = @contact{place}";
    }
}
