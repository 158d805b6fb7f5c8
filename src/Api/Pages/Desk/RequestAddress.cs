using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.WebUtilities;

namespace Consent.Api;

/// <summary>The address of the request journal: the filters of the API, as they are chosen, saved and come back to.</summary>
internal sealed record RequestAddress(RequestFilter Filter, IReadOnlyList<KeyValuePair<string, string>> Chosen)
{
    private static readonly string[] Names = ["status", "kind", "due", "channel", "assigned", "unassigned", "awaitsApplicant", "dueFrom", "dueTo", "receivedFrom", "receivedTo", "q", "sort"];

    /// <summary>What is chosen, as it stands in an address; empty where nothing is.</summary>
    public string Query => new QueryBuilder(Chosen).ToString();

    public string First => DeskSections.Requests + Query;

    /// <summary>The page of the list one is on.</summary>
    public string Here => Filter.Cursor is { } cursor ? After(cursor) : Query;

    /// <summary>What a saved view holds: only what would be read otherwise is written as codes, so that long words in Russian have their place.</summary>
    public string Saved => string.Join('&', Chosen.Select(pair => $"{pair.Key}={string.Concat(pair.Value.Select(c => char.IsAscii(c) ? Uri.EscapeDataString(c.ToString()) : c.ToString()))}"));

    public static RequestAddress Of(IQueryCollection query)
    {
        // What was left empty in the form is not asked for.
        string? Asked(string name) => query[name] is [{ Length: > 0 } value] ? value : null;
        var filter = new RequestFilter(
            Asked("status"), Asked("kind"), Asked("due"), Asked("dueFrom"), Asked("dueTo"), Asked("channel"), Asked("receivedFrom"), Asked("receivedTo"), Asked("assigned"), Asked("unassigned"), Asked("awaitsApplicant"), Asked("q"), Asked("sort"), null, Asked("cursor"));
        return new(filter, [.. Names.Select(name => (Name: name, Value: Asked(name))).Where(pair => pair.Value is not null).Select(pair => KeyValuePair.Create(pair.Name, pair.Value!))]);
    }

    public static RequestAddress Of(string saved) => Of(new QueryCollection(QueryHelpers.ParseQuery(saved)));

    public string After(string cursor) => new QueryBuilder([.. Chosen, KeyValuePair.Create("cursor", cursor)]).ToString();
}
