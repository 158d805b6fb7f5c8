using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Consent.Conformance;

/// <summary>What others rely on, written down as text that somebody has approved: it never changes unseen.</summary>
public static class ApprovedText
{
    /// <summary>Fails where what is now is not what was approved, and says what differs first and how to approve it.</summary>
    /// <param name="tests">Has the approved text embedded under <paramref name="name"/><c>.approved.txt</c>.</param>
    /// <param name="changed">What it means that it has changed.</param>
    /// <param name="approvable">When the change may be approved.</param>
    public static void Must(Assembly tests, string name, string received, string changed, string approvable)
    {
        using var resource = tests.GetManifestResourceStream($"{name}.approved.txt");
        var approved = resource is null ? "" : new StreamReader(resource).ReadToEnd();
        if (approved == received) return;

        var path = Path.Combine(AppContext.BaseDirectory, $"{name}.received.txt");
        File.WriteAllText(path, received);
        var (old, now) = (approved.Split('\n'), received.Split('\n'));
        var line = Enumerable.Range(0, Math.Max(old.Length, now.Length)).First(i => old.ElementAtOrDefault(i) != now.ElementAtOrDefault(i));
        Assert.Fail($"""
            {changed}
            First difference: line {line + 1}, approved "{old.ElementAtOrDefault(line)}", now "{now.ElementAtOrDefault(line)}"
            {approvable}, approve it:
              cp {path} tests/{tests.GetName().Name!["Consent.".Length..]}/{name}.approved.txt
            """);
    }

    /// <summary>Appends every property that is written of a type, and of what it holds: names, whether they may be absent, shapes.</summary>
    /// <param name="leaf">Looks at each type that is written by a converter of its own.</param>
    public static void AppendProperties(StringBuilder text, JsonSerializerContext contract, Type type, string indent, Action<Type>? leaf = null) =>
        AppendProperties(text, contract, type, indent, leaf, []);

    /// <exception cref="InvalidOperationException">The type is not of the contract.</exception>
    public static JsonTypeInfo Json(JsonSerializerContext contract, Type type) => contract.GetTypeInfo(type) ?? throw new InvalidOperationException($"{type} is not in {contract.GetType().Name}.");

    private static void AppendProperties(StringBuilder text, JsonSerializerContext contract, Type type, string indent, Action<Type>? leaf, Type[] within)
    {
        foreach (var property in Json(contract, type).Properties.Where(property => IsWritten(property, contract.Options)).OrderBy(property => property.Name, StringComparer.Ordinal))
        {
            var (shown, inner) = Shape(contract, property.PropertyType, leaf);
            var isOptional = Nullable.GetUnderlyingType(property.PropertyType) is not null || property.IsGetNullable;
            text.Append(null, $"{indent}{property.Name}{(isOptional ? "?" : "")}: {shown}\n");
            if (inner is not null && !within.Contains(inner)) AppendProperties(text, contract, inner, indent + "  ", leaf, [.. within, inner]);
        }
    }

    private static (string Shown, Type? Inner) Shape(JsonSerializerContext contract, Type type, Action<Type>? leaf)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        var json = Json(contract, type);
        if (json.Kind == JsonTypeInfoKind.Enumerable)
        {
            var (element, inner) = Shape(contract, json.ElementType!, leaf);
            return ($"[{element}]", inner);
        }

        if (json.Kind == JsonTypeInfoKind.Object) return ("object", type);
        if (type.IsEnum) return (string.Join(" | ", Enum.GetValuesAsUnderlyingType(type).Cast<object>().Select(value => JsonSerializer.Serialize(Enum.ToObject(type, value), json))), null);
        leaf?.Invoke(type);
        return (type.Name, null);
    }

    private static bool IsWritten(JsonPropertyInfo property, JsonSerializerOptions options) =>
        property.Get is not null && (!options.IgnoreReadOnlyProperties || property.Set is not null || property.AssociatedParameter is not null);
}
