namespace Consent.Api;

/// <summary>How somebody wants to see the pages: the language and the theme, kept in cookies that say nothing else.</summary>
public static class Preferences
{
    public const string Path = "/preferences";

    private const string LanguageCookie = "consent-language";
    private const string ThemeCookie = "consent-theme";
    private static readonly TimeSpan Kept = TimeSpan.FromDays(365);

    /// <summary>As the system has it, unless one was chosen.</summary>
    public static readonly string[] Themes = ["auto", "light", "dark"];

    internal static void Map(RouteGroupBuilder pages) => pages.MapPost(Path, async (HttpContext context) =>
    {
        if (!context.Request.HasFormContentType) return Problems.Of(StatusCodes.Status415UnsupportedMediaType, "UnsupportedMediaType");
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        if (form["language"] is [{ } language] && Texts.Languages.Contains(language)) Keep(context, LanguageCookie, language);
        if (form["theme"] is [{ } theme] && Themes.Contains(theme)) Keep(context, ThemeCookie, theme);
        return TypedResults.LocalRedirect(IsOurs(form["back"]) ? form["back"].ToString() : "/", permanent: false, preserveMethod: false);
    });

    /// <summary>The language chosen on our pages; null where none was.</summary>
    public static string? LanguageOf(HttpContext context) => context.Request.Cookies[LanguageCookie] is { } language && Texts.Languages.Contains(language) ? language : null;

    public static string ThemeOf(HttpContext context) => context.Request.Cookies[ThemeCookie] is { } theme && Themes.Contains(theme) ? theme : Themes[0];

    // A path on this host and nothing that a browser could take for another one.
    private static bool IsOurs(string? path) => path is ['/', ..] and not ['/', '/' or '\\', ..] && !path.Any(char.IsControl) && path.All(char.IsAscii);

    private static void Keep(HttpContext context, string name, string value) => context.Response.Cookies.Append(
        name, value, new CookieOptions { HttpOnly = true, Secure = context.Request.IsHttps, SameSite = SameSiteMode.Lax, Path = "/", IsEssential = true, MaxAge = Kept });
}
