using System.Globalization;
using System.Resources;

namespace Consent.Api;

/// <summary>Everything a person reads, in Russian first and English by <c>Accept-Language</c>; the words are in <c>Resources</c>.</summary>
public static class Texts
{
    private static readonly ResourceManager Resources = new("Consent.Api.Resources.Texts", typeof(Texts).Assembly);

    private static readonly AsyncLocal<CultureInfo?> Asked = new();

    /// <summary>The languages there are words for, the default one first.</summary>
    public static readonly string[] Languages = ["ru", "en"];

    private static readonly CultureInfo[] Cultures = [.. Languages.Select(CultureInfo.GetCultureInfo)];

    /// <summary>The language of this answer, whatever the machine's own is.</summary>
    public static CultureInfo Culture => Asked.Value ?? Cultures[0];

    /// <summary>Answers in the first language of the header that there are words for.</summary>
    public static void Speak(IEnumerable<string> languages) =>
        Asked.Value = languages
            .Select(language => Array.Find(Cultures, culture => language.StartsWith(culture.Name, StringComparison.OrdinalIgnoreCase)))
            .FirstOrDefault(culture => culture is not null);

    /// <summary>The text of that key with its places filled; null where there is none.</summary>
    public static string? Find(string key, params object[] arguments) =>
        Resources.GetString(key, Culture) is { } text
            ? arguments.Length == 0 ? text : string.Format(Culture, text, arguments)
            : null;

    public static string Get(string key, params object[] arguments) =>
        Find(key, arguments) ?? throw new InvalidOperationException($"No text for '{key}'.");
}
