using System.Collections;
using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using Consent.Domain;

namespace Consent.Grains.Tests;

/// <summary>A value of any type of the domain, every member set to something that is not its default; and what is in it, as text.</summary>
internal static class Sample
{
    public static readonly DateTimeOffset Instant = new DateTimeOffset(2026, 3, 2, 12, 34, 56, TimeSpan.FromHours(3)).AddTicks(1234567);

    /// <param name="full">Whether what may be absent is present.</param>
    public static object Of(Type type, bool full)
    {
        if (type == typeof(string)) return "Слово \"в кавычках\" & <знаки>";
        if (type == typeof(int)) return 7;
        if (type == typeof(long)) return 1L << 40;
        if (type == typeof(bool)) return true;
        if (type == typeof(DateTimeOffset)) return Instant;
        if (type == typeof(DateOnly)) return new DateOnly(2026, 2, 28);
        if (type == typeof(Term)) return new WorkingDays(10);
        if (type == typeof(TextVersion)) return new TextVersion("12", IsNumber: full);
        if (type == typeof(IReadOnlyList<string>)) return (string[])["answer", "note"];
        if (type.IsEnum) return Enum.GetValues(type).GetValue(Enum.GetValues(type).Length - 1)!;
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ImmutableArray<>)) return ArrayOf(type.GetGenericArguments()[0], full);
        return Construct(type, full);
    }

    /// <summary>Every public member, however deep.</summary>
    public static string Describe(object? value) => value switch
    {
        null => "null",
        string text => $"\"{text}\"",
        DateTimeOffset instant => instant.UtcTicks.ToString(CultureInfo.InvariantCulture),
        Personal personal => $"personal({personal.Value})",
        Enum or IFormattable => FormattableString.Invariant($"{value}"),
        bool yes => yes ? "true" : "false",
        IEnumerable many => $"[{string.Join(", ", many.Cast<object?>().Select(Describe))}]",
        _ => $"{value.GetType().Name}({string.Join(", ", Members(value.GetType()).Select(member => $"{member.Name}={Describe(member.GetValue(value))}"))})",
    };

    private static object Construct(Type type, bool full)
    {
        var constructor = type.GetConstructors().Where(candidate => candidate.GetParameters() is not [var only] || only.ParameterType != type)
            .MaxBy(candidate => candidate.GetParameters().Length)!;
        var made = constructor.Invoke([.. constructor.GetParameters().Select(parameter => Optional(parameter.ParameterType, new NullabilityInfoContext().Create(parameter), full))]);
        var given = constructor.GetParameters().Select(parameter => parameter.Name).ToHashSet();

        // Members that are set beside the constructor, as in "new X(…) { Y = … }"; those a base fixes keep what it says.
        foreach (var member in Members(type).Where(member => member.CanWrite && !given.Contains(member.Name) && (member.DeclaringType != typeof(Refusal) || member.Name == nameof(Refusal.Permitted))))
            member.SetValue(made, Optional(member.PropertyType, new NullabilityInfoContext().Create(member), full));
        return made;
    }

    private static object? Optional(Type type, NullabilityInfo nullability, bool full) =>
        nullability.ReadState == NullabilityState.Nullable && !full ? null : Of(Nullable.GetUnderlyingType(type) ?? type, full);

    private static object ArrayOf(Type item, bool full)
    {
        var items = Array.CreateInstance(item, full ? 2 : 0);
        for (var i = 0; i < items.Length; i++) items.SetValue(Of(item, full), i);
        return typeof(ImmutableArray).GetMethods().Single(method => method.Name == nameof(ImmutableArray.Create)
            && method.GetParameters() is [{ ParameterType.IsArray: true }]).MakeGenericMethod(item).Invoke(null, [items])!;
    }

    private static IEnumerable<PropertyInfo> Members(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(member => member.GetIndexParameters().Length == 0);
}
