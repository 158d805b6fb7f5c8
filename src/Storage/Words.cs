using System.Collections.Immutable;
using System.Text.Json;

namespace Consent.Storage;

/// <summary>Enumerations as the words clients see and databases keep: kebab-case.</summary>
public static class Words
{
    public static string Of<T>(T value) where T : struct, Enum => Table<T>.Words[value];

    /// <summary>Several words between commas, so that one can be looked for with both its borders.</summary>
    public static string Of<T>(ImmutableArray<T> values) where T : struct, Enum => $",{string.Join(',', values.Select(Of))},";

    /// <summary>Null where there is no such word.</summary>
    public static T? Find<T>(string? word) where T : struct, Enum => word is not null && Table<T>.Values.TryGetValue(word, out var value) ? value : null;

    public static ImmutableArray<T> List<T>(string words) where T : struct, Enum =>
        [.. words.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(word => Table<T>.Values[word])];

    /// <summary>Every word, in the order of declaration.</summary>
    public static IEnumerable<string> All<T>() where T : struct, Enum => Enum.GetValues<T>().Select(Of);

    private static class Table<T> where T : struct, Enum
    {
        public static readonly Dictionary<T, string> Words =
            Enum.GetValues<T>().ToDictionary(value => value, value => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString()));

        public static readonly Dictionary<string, T> Values = Words.ToDictionary(pair => pair.Value, pair => pair.Key, StringComparer.Ordinal);
    }
}
