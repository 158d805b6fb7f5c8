using System.Globalization;
using System.Resources;

namespace Consent.Api;

/// <summary>Everything a person reads, in Russian first and English by <c>Accept-Language</c>; the words are in <c>Resources</c>.</summary>
public static class Texts
{
    private static readonly ResourceManager Resources = new("Consent.Api.Resources.Texts", typeof(Texts).Assembly);

    /// <summary>The languages there are words for, the default one first.</summary>
    public static readonly string[] Languages = ["ru", "en"];

    /// <summary>The text of that key with its places filled; null where there is none.</summary>
    public static string? Find(string key, params object[] arguments) =>
        Resources.GetString(key, CultureInfo.CurrentUICulture) is { } text
            ? arguments.Length == 0 ? text : string.Format(CultureInfo.CurrentCulture, text, arguments)
            : null;

    public static string Get(string key, params object[] arguments) =>
        Find(key, arguments) ?? throw new InvalidOperationException($"No text for '{key}'.");
}
