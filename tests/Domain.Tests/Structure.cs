using System.Collections;
using System.Globalization;
using System.Reflection;

namespace Consent.Domain.Tests;

/// <summary>A value as text, member by member: records that hold arrays can be compared, and a difference can be read.</summary>
internal static class Structure
{
    public static string Of(object? value) => value switch
    {
        null => "null",
        string text => $"\"{text}\"",
        // A mask would make all persons equal.
        Personal personal => $"Personal \"{personal.Value}\"",
        DateTimeOffset at => at.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture),
        DateOnly day => day.ToString("O", CultureInfo.InvariantCulture),
        bool or Enum => value.ToString()!,
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        IEnumerable items => $"[{string.Join(", ", items.Cast<object?>().Select(Of))}]",
        _ => $"{value.GetType().Name}({string.Join(", ", Members(value))})",
    };

    public static string Of(IEnumerable<FileEvent> events) => string.Join('\n', events.Select(happened => Of((object)happened)));

    private static IEnumerable<string> Members(object value) =>
        value.GetType().GetProperties(BindingFlags.Instance | BindingFlags.Public).Select(member => $"{member.Name}: {Of(member.GetValue(value))}");
}
