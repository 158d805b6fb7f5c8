using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Consent.Domain;
using Orleans.Services;

namespace Consent.Grains.Tests;

/// <summary>While versions are mixed, silos of both speak to each other: aliases, numbers, names and shapes never change unseen.</summary>
public sealed class WireContractTests
{
    private const string Approved = "Wire.approved.txt";

    [Fact]
    public void Aliases_numbers_names_and_shapes_are_the_approved_ones()
    {
        using var resource = typeof(WireContractTests).Assembly.GetManifestResourceStream(Approved);
        var approved = resource is null ? "" : new StreamReader(resource).ReadToEnd();
        var received = Describe();
        if (approved == received) return;

        var path = Path.Combine(AppContext.BaseDirectory, "Wire.received.txt");
        File.WriteAllText(path, received);
        var (old, now) = (approved.Split('\n'), received.Split('\n'));
        var line = Enumerable.Range(0, Math.Max(old.Length, now.Length)).First(i => old.ElementAtOrDefault(i) != now.ElementAtOrDefault(i));
        Assert.Fail($"""
            What silos say to each other has changed. In a rolling upgrade the old version reads what the new one writes, and the other way round.
            First difference: line {line + 1}, approved "{old.ElementAtOrDefault(line)}", now "{now.ElementAtOrDefault(line)}"
            If both can still be read by both, approve it:
              cp {path} tests/Grains.Tests/{Approved}
            """);
    }

    private static string Describe()
    {
        var text = new StringBuilder("grains\n");
        var types = typeof(Reply).Assembly.GetTypes().OrderBy(AliasOf, StringComparer.Ordinal).ToList();
        foreach (var grain in types.Where(type => type.IsInterface && (typeof(IGrain).IsAssignableFrom(type) || typeof(IGrainService).IsAssignableFrom(type))))
        {
            text.Append("  ").Append(AliasOf(grain)).Append('\n');
            foreach (var method in grain.GetMethods().OrderBy(method => method.Name, StringComparer.Ordinal))
                text.Append(null, $"    {method.GetCustomAttribute<AliasAttribute>()?.Alias}({string.Join(", ", method.GetParameters().Select(parameter => NameOf(parameter.ParameterType)))}): {NameOf(method.ReturnType)}\n");
        }

        text.Append("messages\n");
        foreach (var message in types.Where(type => type.IsDefined(typeof(GenerateSerializerAttribute), inherit: false)))
        {
            text.Append("  ").Append(AliasOf(message)).Append('\n');
            foreach (var member in message.GetProperties().Where(member => member.IsDefined(typeof(IdAttribute))).OrderBy(member => member.GetCustomAttribute<IdAttribute>()!.Id))
                text.Append(null, $"    {member.GetCustomAttribute<IdAttribute>()!.Id}: {NameOf(member.PropertyType)}\n");
        }

        Append(text, "commands", WireNames.Commands);
        Append(text, "refusals", WireNames.Refusals);
        text.Append("answer of the check\n");
        AppendProperties(text, typeof(CheckAnswer), "  ", []);
        return text.ToString();
    }

    private static void Append<T>(StringBuilder text, string heading, NameTable<T> table) where T : class
    {
        text.Append(heading).Append('\n');
        foreach (var (name, type) in table.Rows.OrderBy(row => row.Name, StringComparer.Ordinal))
        {
            text.Append("  ").Append(name).Append('\n');
            AppendProperties(text, type, "    ", []);
        }
    }

    private static void AppendProperties(StringBuilder text, Type type, string indent, Type[] within)
    {
        foreach (var property in Json(type).Properties.Where(IsWritten).OrderBy(property => property.Name, StringComparer.Ordinal))
        {
            var (shown, inner) = Shape(property.PropertyType);
            var isOptional = Nullable.GetUnderlyingType(property.PropertyType) is not null || property.IsGetNullable;
            text.Append(null, $"{indent}{property.Name}{(isOptional ? "?" : "")}: {shown}\n");
            if (inner is not null && !within.Contains(inner)) AppendProperties(text, inner, indent + "  ", [.. within, inner]);
        }
    }

    private static (string Shown, Type? Inner) Shape(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        var json = Json(type);
        if (json.Kind == JsonTypeInfoKind.Enumerable)
        {
            var (element, inner) = Shape(json.ElementType!);
            return ($"[{element}]", inner);
        }

        if (json.Kind == JsonTypeInfoKind.Object) return ("object", type);
        return type.IsEnum
            ? (string.Join(" | ", Enum.GetValuesAsUnderlyingType(type).Cast<object>().Select(value => JsonSerializer.Serialize(Enum.ToObject(type, value), json))), null)
            : (type.Name, null);
    }

    private static bool IsWritten(JsonPropertyInfo property) => property.Get is not null;

    private static JsonTypeInfo Json(Type type) => WireJson.Default.GetTypeInfo(type) ?? throw new InvalidOperationException($"{type} is not in {nameof(WireJson)}.");

    private static string AliasOf(Type type) => type.GetCustomAttribute<AliasAttribute>(inherit: false)?.Alias ?? "";

    private static string NameOf(Type type) =>
        type.IsGenericType ? $"{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}<{string.Join(", ", type.GetGenericArguments().Select(NameOf))}>"
        : type.IsArray ? NameOf(type.GetElementType()!) + "[]"
        : AliasOf(type) is { Length: > 0 } alias ? alias : type.Name;
}
