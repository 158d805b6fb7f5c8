using System.Reflection;

namespace Consent.Api.Tests.Http;

/// <summary>One field of a body: where it is, and of what type. A list is at its own path, its items at <c>[0]</c> of it.</summary>
internal sealed record BodyField(string[] Path, Type Type)
{
    /// <summary>As the errors name it: <c>evidence.shown.boxes[0].purpose</c>.</summary>
    public string Name => string.Join('.', Path).Replace(".[", "[", StringComparison.Ordinal);

    public bool IsObject => Type == typeof(RetentionBody) || BodyShape.IsBody(Type);

    public bool IsList => BodyShape.ItemOf(Type) is not null;

    public bool IsText => Type == typeof(string);
}

/// <summary>Reads what fields a body has from its type, so that no field can be forgotten.</summary>
internal static class BodyShape
{
    public static IEnumerable<BodyField> FieldsOf(Type body) => Walk(body, []);

    public static bool IsBody(Type type) => type.Namespace == typeof(ConsentBody).Namespace && type.Name.EndsWith("Body", StringComparison.Ordinal);

    public static Type? ItemOf(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) ? type.GetGenericArguments()[0] : null;

    private static IEnumerable<BodyField> Walk(Type body, string[] at)
    {
        foreach (var property in body.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
            string[] path = [.. at, char.ToLowerInvariant(property.Name[0]) + property.Name[1..]];
            yield return new BodyField(path, type);
            if (IsBody(type))
                foreach (var inner in Walk(type, path)) yield return inner;
            if (ItemOf(type) is not { } item) continue;
            yield return new BodyField([.. path, "[0]"], item);
            if (IsBody(item))
                foreach (var inner in Walk(item, [.. path, "[0]"])) yield return inner;
        }
    }

    /// <summary>The node at a path of a body that has every field.</summary>
    public static JsonNode? Find(JsonNode body, IEnumerable<string> path) =>
        path.Aggregate((JsonNode?)body, (node, step) => step == "[0]" ? node?[0] : node?[step]);

    /// <summary>The body with another value, given as JSON text, at a path; null takes the field away. Text, because not every text is a value.</summary>
    public static string With(JsonNode body, string[] path, string? json)
    {
        const string Here = "\u2603";
        var copy = body.DeepClone();
        var parent = Find(copy, path[..^1])!;
        if (path[^1] == "[0]") parent[0] = Here;
        else if (json is null) parent.AsObject().Remove(path[^1]);
        else parent[path[^1]] = Here;
        return copy.ToJsonString().Replace("\"\\u2603\"", json, StringComparison.Ordinal);
    }

    /// <summary>The body with a property written twice.</summary>
    public static string WithTwice(JsonNode body, string[] path)
    {
        var value = Find(body, path)!.ToJsonString();
        return With(body, path, $"{value}, \"{path[^1]}\": {value}");
    }
}
