[assembly: AssemblyFixture(typeof(Consent.Pages.Tests.OpenDesk))]

namespace Consent.Pages.Tests;

/// <summary>One running service with the demo, the people who sign in to it, and a browser to look at it with.</summary>
public sealed class OpenDesk : IAsyncLifetime
{
    /// <summary>A Monday with the year's end ahead.</summary>
    private static readonly DateTimeOffset Monday = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);

    private readonly Dictionary<string, SignedIn> _people = [];

    internal TestService Service { get; private set; } = null!;

    public Chromium Chromium { get; } = new();

    public async ValueTask InitializeAsync()
    {
        await Chromium.InitializeAsync();
        if (Chromium.Missing is not null) return;
        Service = await TestService.StartDemoAsync(new ManualClock(Monday));
        foreach (var (role, scopes) in (Dictionary<string, string>)new() { ["dpo"] = "\"dpo\", \"admin\"", ["auditor"] = "\"auditor\"", ["admin"] = "\"admin\"" })
        {
            var person = await DeskPerson.EnrolAsync(Service, "orbita", $"{role}@orbita.example", scopes);
            _people[role] = new((await person.SignInAsync()).Cookies);
        }

        var root = await DeskPerson.EnrolAsync(Service, null, "root@installation.example", "\"admin\"");
        _people["installation"] = new((await root.SignInAsync()).Cookies);
    }

    public async ValueTask DisposeAsync()
    {
        await Chromium.DisposeAsync();
        if (Service is not null) await Service.DisposeAsync();
    }

    /// <param name="role">Whoever is signed in: <c>dpo</c>, <c>auditor</c>, <c>admin</c>, <c>installation</c>; nobody where none is named.</param>
    internal async Task<Screen> OpenAsync(string path, string? role = "dpo", int width = 1280, string scheme = "light", string locale = "ru-RU", bool script = true)
    {
        var context = await Chromium.Browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = Service.Http.BaseAddress!.ToString(),
            ViewportSize = new ViewportSize { Width = width, Height = 900 },
            ColorScheme = scheme == "dark" ? ColorScheme.Dark : ColorScheme.Light,
            Locale = locale,
            JavaScriptEnabled = script,
        });
        context.SetDefaultTimeout(15_000);
        if (role is not null) await context.AddCookiesAsync(_people[role].Cookies.Select(cookie => new Cookie { Name = cookie.Key, Value = cookie.Value, Url = Service.Http.BaseAddress!.ToString() }));
        var screen = new Screen(context, await context.NewPageAsync());
        await screen.GoAsync(path);
        return screen;
    }

    private sealed record SignedIn(Dictionary<string, string> Cookies);
}
