namespace Consent.Api.Tests.Fuzz;

/// <summary>One request the fuzzer made out of an operation of the document.</summary>
internal sealed record FuzzCase(string Operation, HttpMethod Method, string Path, byte[]? Body, string ContentType, List<(string Name, string Value)> Headers);

/// <summary>Makes requests of the operations of an OpenAPI document: half as its schemas and examples have them, half spoilt; the same seed makes the same ones.</summary>
internal sealed class FuzzGenerator(JsonNode document, int seed)
{
    private static readonly string[] Odd =
    [
        "", " ", "null", "0", "-1", "true", "a\0b", "\u0007", "\ud83d\udca9", "'; DROP TABLE entries;--", "<script>alert(1)</script>", "{{7*7}}", "../../etc/passwd", "%00", "a@b.ru", "+7 916 123-45-67", "~catalogue", "~", "ё",
        "9999-12-31T23:59:59Z", "0001-01-01", "2026-02-30", "2026-10-12T09:00:00", "1e400", "99999999999999999999", "twin~1", "c-1~1", "2026-000001", "__proto__", "$type", "\u202e", "İ", "00", "١",
    ];

    private static readonly string[] Fit = ["c-1", "c-2", "c-3", "newsletter", "profile", "contract", "form", "access", "withdrawal", "web", "email", "2026-10-12T09:00:00Z", "2026-10-12", "answer-access", "ст. 14 ч. 8 п. 4", "х"];

    private readonly Random _random = new(seed);
    private readonly List<(string Method, string Path, JsonNode Operation)> _operations =
        [.. from path in document["paths"]!.AsObject() from operation in path.Value!.AsObject() select (operation.Key.ToUpperInvariant(), path.Key, operation.Value!)];

    /// <summary>Names that there are, by the parameter they stand for; grows with what the answers tell.</summary>
    public Dictionary<string, List<string>> Known { get; } = new()
    {
        ["subject"] = ["c-1", "c-2", "c-3", "c-4"], ["number"] = ["2026-000001"], ["code"] = ["newsletter", "profile", "contract", "fresh"], ["year"] = ["2026", "2027", "2028"], ["letter"] = ["acknowledgement", "receipt", "access-answer"],
        ["key"] = ["0123456789ab"], ["id"] = ["lavka", "nikto", "c-1~1", "c-2~1"],
    };

    public FuzzCase Next()
    {
        var (method, path, operation) = _operations[_random.Next(_operations.Count)];
        var isSpoilt = _random.Next(2) == 0;
        var address = System.Text.RegularExpressions.Regex.Replace(path, @"\{(\w+)\}", match => Uri.EscapeDataString(isSpoilt && _random.Next(6) == 0 ? Any(Odd) : Any(Known.GetValueOrDefault(match.Groups[1].Value) ?? [.. Fit])));
        var query = (operation["parameters"]?.AsArray() ?? []).Where(parameter => parameter!["in"]!.ToString() == "query" && _random.Next(3) > 0)
            .Select(parameter => $"{parameter!["name"]}={Uri.EscapeDataString(Query(parameter["name"]!.ToString(), isSpoilt))}").ToList();
        if (isSpoilt && _random.Next(15) == 0) query.Add($"{Uri.EscapeDataString(Any(Odd))}=1");
        var headers = new List<(string, string)>();
        if (method == "POST" && _random.Next(4) == 0) headers.Add((Idempotency.Header, isSpoilt && _random.Next(4) == 0 ? new string('k', 300) : $"f-{_random.Next(5000)}"));
        if (_random.Next(20) == 0) headers.Add(("If-Match", $"\"{_random.Next(10)}\""));
        if (_random.Next(10) == 0) headers.Add(("Accept-Language", "en"));
        byte[]? body = null;
        if (operation["requestBody"]?["content"]?["application/json"] is { } content) body = Bytes(Body(content, isSpoilt), isSpoilt);
        return new FuzzCase(
            $"{method} {path}", new HttpMethod(method), address + (query.Count == 0 ? "" : "?" + string.Join('&', query)), body,
            isSpoilt && _random.Next(30) == 0 ? "text/plain" : "application/json", headers);
    }

    private string Query(string name, bool isSpoilt) => isSpoilt && _random.Next(3) == 0 ? Any(Odd) : name switch
    {
        "limit" => $"{_random.Next(1, 200)}",
        "from" or "to" => $"2026-{_random.Next(1, 13):00}-{_random.Next(1, 29):00}",
        "receivedAt" or "at" => $"2026-{_random.Next(1, 13):00}-{_random.Next(1, 29):00}T09:00:00Z",
        "purpose" => Any(Known["code"]),
        "demand" => $"{_random.Next(1, 4)}",
        "atLeast" or "after" => "1",
        "duty" => "answer-access",
        "format" => Any(["csv", "json"]),
        _ => Known.TryGetValue(name, out var known) ? Any(known) : Any(Fit),
    };

    private JsonNode? Body(JsonNode content, bool isSpoilt)
    {
        var body = _random.Next(3) == 0 ? Of(content["schema"]!, isSpoilt, 0) : content["example"]!.DeepClone();
        Rename(body);
        for (var times = isSpoilt ? _random.Next(1, 4) : 0; times > 0; times--) body = Spoil(body);
        return body;
    }

    // What stands in an example is known to nobody: most of it is replaced by names that are.
    private void Rename(JsonNode? node)
    {
        if (node is JsonObject fields)
            foreach (var (name, value) in fields.ToList())
                if (value is JsonValue && _random.Next(8) > 0)
                {
                    if (name is "subject") fields[name] = Any(Known["subject"]);
                    else if (name is "purpose") fields[name] = Any(["newsletter", "profile", "contract"]);
                    else if (name is "demand" or "obligation") fields[name] = _random.Next(1, 4);
                }
                else
                {
                    Rename(value);
                }
        else if (node is JsonArray items)
            foreach (var item in items) Rename(item);
    }

    private JsonNode? Of(JsonNode schema, bool isSpoilt, int depth)
    {
        if (schema["$ref"]?.ToString() is { } reference) return Of(document["components"]!["schemas"]![reference.Split('/')[^1]]!, isSpoilt, depth);
        foreach (var union in (string[])["oneOf", "anyOf", "allOf"])
            if (schema[union] is JsonArray { Count: > 0 } members) return Of(members[_random.Next(members.Count)]!, isSpoilt, depth + 1);
        if (schema["enum"] is JsonArray words) return words[_random.Next(words.Count)]?.DeepClone();
        var types = schema["type"] is JsonArray several ? [.. several.Select(type => type!.ToString())] : new[] { schema["type"]?.ToString() ?? "object" };
        switch (types.Where(type => type != "null" || _random.Next(10) == 0).DefaultIfEmpty("null").ElementAt(0))
        {
            case "object" when depth < 6:
                var made = new JsonObject();
                foreach (var (name, property) in schema["properties"] as JsonObject ?? [])
                    if (_random.Next(5) > 0) made[name] = Of(property!, isSpoilt, depth + 1);
                return made;
            case "array" when depth < 6:
                return new JsonArray([.. Enumerable.Range(0, _random.Next(4)).Select(_ => Of(schema["items"]!, isSpoilt, depth + 1))]);
            case "integer":
            case "number":
                return isSpoilt && _random.Next(5) == 0 ? JsonValue.Create(long.MaxValue) : JsonValue.Create(_random.Next(-1, 40));
            case "boolean":
                return JsonValue.Create(_random.Next(2) == 0);
            case "string":
                return JsonValue.Create(isSpoilt && _random.Next(5) == 0 ? Any(Odd) : schema["format"]?.ToString() == "date-time" ? $"2026-{_random.Next(1, 12):00}-11T09:00:00Z" : Any(Fit));
            default:
                return null;
        }
    }

    private JsonNode? Spoil(JsonNode? body)
    {
        if (body is null || _random.Next(20) == 0) return OddNode();
        var (node, places) = (body, new List<(JsonNode Parent, object Place)>());
        Walk(node);
        if (places.Count == 0) return OddNode();
        var (parent, place) = places[_random.Next(places.Count)];
        if (parent is JsonObject fields)
        {
            if (_random.Next(4) == 0) fields.Remove((string)place);
            else if (_random.Next(6) == 0) fields[Any(Odd)] = OddNode();
            else fields[(string)place] = OddNode();
        }
        else
        {
            parent.AsArray()[(int)place] = OddNode();
        }

        return body;

        void Walk(JsonNode? at)
        {
            if (at is JsonObject own)
                foreach (var (name, value) in own)
                {
                    places.Add((own, name));
                    Walk(value);
                }
            else if (at is JsonArray items)
                for (var i = 0; i < items.Count; i++)
                {
                    places.Add((items, i));
                    Walk(items[i]);
                }
        }
    }

    private JsonNode? OddNode() => _random.Next(8) switch
    {
        0 => null,
        1 => JsonValue.Create(_random.Next(2) == 0),
        2 => JsonValue.Create(_random.NextInt64(long.MinValue, long.MaxValue)),
        3 => JsonValue.Create(double.MaxValue),
        4 => new JsonArray([.. Enumerable.Range(0, _random.Next(5)).Select(_ => JsonValue.Create(Any(Odd)))]),
        5 => new JsonObject { [Any(Odd)] = Any(Odd) },
        6 => JsonValue.Create(new string('д', _random.Next(1, 30_000))),
        _ => JsonValue.Create(Any(Odd)),
    };

    private byte[] Bytes(JsonNode? body, bool isSpoilt)
    {
        var bytes = Encoding.UTF8.GetBytes(body?.ToJsonString() ?? "null");
        if (!isSpoilt || bytes.Length == 0 || _random.Next(8) > 0) return bytes;
        if (_random.Next(2) == 0) return bytes[.._random.Next(bytes.Length)];
        bytes[_random.Next(bytes.Length)] = (byte)_random.Next(256);
        return bytes;
    }

    private string Any(IReadOnlyList<string> words) => words[_random.Next(words.Count)];
}
