using System.Reflection;
using System.Text;
using Consent.Conformance;
using Consent.Domain;
using Orleans.Services;

namespace Consent.Grains.Tests;

/// <summary>While versions are mixed, silos of both speak to each other: aliases, numbers, names and shapes never change unseen.</summary>
public sealed class WireContractTests
{
    [Fact]
    public void Aliases_numbers_names_and_shapes_are_the_approved_ones() => ApprovedText.Must(
        typeof(WireContractTests).Assembly, "Wire", Describe(),
        "What silos say to each other has changed. In a rolling upgrade the old version reads what the new one writes, and the other way round.",
        "If both can still be read by both");

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
        ApprovedText.AppendProperties(text, WireJson.Default, typeof(CheckAnswer), "  ");
        return text.ToString();
    }

    private static void Append<T>(StringBuilder text, string heading, NameTable<T> table) where T : class
    {
        text.Append(heading).Append('\n');
        foreach (var (name, type) in table.Rows.OrderBy(row => row.Name, StringComparer.Ordinal))
        {
            text.Append("  ").Append(name).Append('\n');
            ApprovedText.AppendProperties(text, WireJson.Default, type, "    ");
        }
    }

    private static string AliasOf(Type type) => type.GetCustomAttribute<AliasAttribute>(inherit: false)?.Alias ?? "";

    private static string NameOf(Type type) =>
        type.IsGenericType ? $"{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}<{string.Join(", ", type.GetGenericArguments().Select(NameOf))}>"
        : type.IsArray ? NameOf(type.GetElementType()!) + "[]"
        : AliasOf(type) is { Length: > 0 } alias ? alias : type.Name;
}
