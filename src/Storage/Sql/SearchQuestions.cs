using System.Collections.Immutable;
using Consent.Domain;

namespace Consent.Storage.Sql;

/// <summary>What the desk looks letters up by, as a condition and as the way to them.</summary>
internal static class SearchQuestions
{
    // Beyond every character of a number and of a subject.
    public const string Beyond = "\u007f";

    /// <summary>Ways to the letters that fit, each by an index: of several words any may be the rare one, and the others are asked of each letter it leads to.</summary>
    public static IEnumerable<RequestQuestions.Lead> Leads(OperatorId operatorId, RequestSearch search) =>
        search.Contacts is { Length: > 1 } words ? words.Select(word => Lead(operatorId, search with { Contacts = [word] }) with { IsWhole = false }) : [Lead(operatorId, search)];

    private static RequestQuestions.Lead Lead(OperatorId operatorId, RequestSearch search)
    {
        var (parts, parameters) = (new List<string>(), new List<(string, object)> { ("@operator", operatorId.Value) });
        if (!search.Numbers.IsEmpty) parts.Add($"SELECT number FROM requests WHERE operator = @operator AND number IN ({Numbers(search, "lead", parameters)})");
        if (search.Beginning is { } beginning)
        {
            if (!search.IsOfSubjects) parts.Add("SELECT number FROM requests WHERE operator = @operator AND number >= @beginning AND number < @beyond");
            parts.Add("SELECT number FROM requests WHERE operator = @operator AND subject >= @beginning AND subject < @beyond");
            parameters.AddRange([("@beginning", beginning), ("@beyond", beginning + Beyond)]);
        }

        // Whom a word may mean is counted, and not their letters: one or a few each.
        var counted = parts.ToList();
        if (search.Contacts is [var word])
        {
            var whose = string.Join(" UNION ", word.Select((contact, i) => $"SELECT subject AS person FROM contacts WHERE {Is(contact, $"lead_{i}", parameters)}"));
            parts.Add($"SELECT number FROM ({whose}) c CROSS JOIN requests WHERE operator = @operator AND subject = person");
            counted.Add($"SELECT person FROM ({whose}) c");
        }

        return parts.Count == 0 ? new("SELECT number FROM requests WHERE operator = @operator AND 1 = 0", parameters)
            : new(string.Join(" UNION ALL ", parts), parameters, Counted: string.Join(" UNION ALL ", counted), HasDoubles: parts.Count > 1);
    }

    /// <summary>Numbers that begin as was typed, and what is found otherwise by the same words; null where it is not how a number begins.</summary>
    public static (string? Beginning, RequestSearch Others) SplitNumbers(RequestSearch search) =>
        search is { Beginning: { Length: > 0 } beginning, Contacts.Length: <= 1 } && beginning.All(c => char.IsAsciiDigit(c) || c == '-') ? (beginning, search with { IsOfSubjects = true }) : (null, search);

    /// <summary>The same, asked of a row of <c>requests</c>.</summary>
    public static string Condition(RequestSearch search, out (string, object)[] parameters)
    {
        var (parts, values) = (new List<string>(), new List<(string, object)>());
        if (!search.Numbers.IsEmpty) parts.Add($"number IN ({Numbers(search, "", values)})");
        if (search.Beginning is { } beginning)
        {
            parts.Add("(number >= @beginning AND number < @beyond) OR (subject >= @beginning AND subject < @beyond)");
            values.AddRange([("@beginning", beginning), ("@beyond", beginning + Beyond)]);
        }

        if (!search.Contacts.IsEmpty) parts.Add(string.Join(" AND ", search.Contacts.Select((contacts, i) => Known(contacts, i, "requests.subject", values))));
        parameters = [.. values];
        return parts.Count == 0 ? "1 = 0" : string.Join(" OR ", parts);
    }

    private static string Numbers(RequestSearch search, string place, List<(string, object)> parameters)
    {
        parameters.AddRange(search.Numbers.Select((number, i) => ($"@number{place}{i}", (object)number)));
        return string.Join(", ", search.Numbers.Select((_, i) => $"@number{place}{i}"));
    }

    private static string Known(ImmutableArray<ContactRow> contacts, int place, string subject, List<(string, object)> parameters) =>
        $"({string.Join(" OR ", contacts.Select((contact, i) => $"EXISTS (SELECT 1 FROM contacts k WHERE {Is(contact, $"{place}_{i}", parameters)} AND k.subject = {subject})"))})";

    private static string Is(ContactRow contact, string place, List<(string, object)> parameters)
    {
        parameters.AddRange([($"@contactKind{place}", Words.Of(contact.Kind)), ($"@contact{place}", contact.Hash)]);
        return $"operator = @operator AND kind = @contactKind{place} AND hash = @contact{place}";
    }
}
