using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;

[assembly: AssemblyFixture(typeof(Consent.Pages.Tests.Subjects.OpenCounter))]

namespace Consent.Pages.Tests.Subjects;

/// <summary>A running service with an operator that has a colour and a logo, a mailbox for its codes, and a browser without scripts.</summary>
public sealed partial class OpenCounter : IAsyncLifetime
{
    /// <summary>Tests that take letters from the one mailbox go one after another.</summary>
    public const string Letters = "letters";

    // A PNG of a dark red ring.
    public const string Logo = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAADAAAAAwCAYAAABXAvmHAAAAsElEQVR42u2a2w2AMAwDuwkDsRHLwwaojyS1XVfiO3cSlCZua17/67nulwZ09KGEhpCJBC8XyYRPlagATxPZAR8msRN+WQIBfloCCX5KgloAEb5bAhm+SyKjWJlA1XuaVqd6r4YR2PGjhIAPrX2kAFRHZwELLNRHafuoJfwNWIBRwEcJhQOd+wGpjoy+J5aYStDPhTxa9IBXcMR+dkIjkZFJpJQyObFEUi9zVwLhtsoHGzTZMDlc/r8AAAAASUVORK5CYII=";

    private static readonly DateTimeOffset Monday = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);

    internal SmtpInbox Inbox { get; } = new();

    internal TestService Service { get; private set; } = null!;

    internal Shop Shop { get; private set; } = null!;

    public Chromium Chromium { get; } = new();

    private Dictionary<string, string> _dpo = [];

    public async ValueTask InitializeAsync()
    {
        await Chromium.InitializeAsync();
        if (Chromium.Missing is not null) return;
        Service = await TestService.StartAsync(new ManualClock(Monday), WithMail);
        Shop = await Shop.OpenAsync(Service, "lavka", $$""", "brand": {"accent": "#7a1f4b", "logo": "{{Logo}}"}""");
        foreach (var (code, title, more) in ((string, string, string)[])
        [
            ("newsletter", """{"ru": "Новости и предложения по электронной почте", "en": "News and offers by e-mail"}""", ", \"advertising\": true"),
            ("profile", """{"ru": "Подбор товаров по истории покупок", "en": "Goods chosen by what was bought before"}""", ""),
            ("public-page", """{"ru": "Публикация отзыва с именем на сайте", "en": "A review published with the name"}""", ", \"distribution\": true"),
        ])
            (await Shop.Admin.PutAsync($"/v1/purposes/{code}", $$"""{"title": {{title}}, "basis": "consent", "article": "ст. 6 ч. 1 п. 1", "categories": ["имя", "электронная почта"], "actions": ["хранение", "использование"]{{more}}}""")).Must(200);
        var dpo = await DeskPerson.EnrolAsync(Service, "lavka", "dpo@lavka.example");
        _dpo = (await dpo.SignInAsync()).Cookies;
    }

    public async ValueTask DisposeAsync()
    {
        await Chromium.DisposeAsync();
        if (Service is not null) await Service.DisposeAsync();
        Inbox.Dispose();
    }

    /// <param name="script">Off: the pages of subjects need none.</param>
    internal Task<Screen> OpenAsync(string path, int width = 1280, string locale = "ru-RU", bool script = false) => OpenAsync(path, width, locale, script, []);

    /// <summary>The desk of the same operator, by its DPO.</summary>
    internal Task<Screen> OpenDeskAsync(string path) => OpenAsync(path, 1280, "ru-RU", script: true, _dpo);

    private async Task<Screen> OpenAsync(string path, int width, string locale, bool script, Dictionary<string, string> cookies)
    {
        var context = await Chromium.Browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = Service.Http.BaseAddress!.ToString(),
            ViewportSize = new ViewportSize { Width = width, Height = 900 },
            Locale = locale,
            JavaScriptEnabled = script,
        });
        context.SetDefaultTimeout(15_000);
        await context.AddCookiesAsync(cookies.Select(cookie => new Cookie { Name = cookie.Key, Value = cookie.Value, Url = Service.Http.BaseAddress!.ToString() }));
        var screen = new Screen(context, await context.NewPageAsync());
        await screen.GoAsync(path);
        return screen;
    }

    /// <summary>A subject who came by a link of the operator's site.</summary>
    internal async Task<Screen> SignInAsync(string subject, bool script = false, string locale = "ru-RU")
    {
        var screen = await OpenAsync("/s/" + await Shop.LinkAsync(subject), locale: locale, script: script);
        await screen.Of("main button[type=submit]").ClickAsync();
        Assert.EndsWith("/me", screen.Page.Url, StringComparison.Ordinal);
        return screen;
    }

    /// <summary>The eight digits of the next letter.</summary>
    internal async Task<string> CodeAsync(string to)
    {
        var letter = await Inbox.NextAsync();
        Assert.Equal(to, letter.To);
        return CodeInLetter().Match(letter.Text) is { Success: true } code ? code.Value : throw new InvalidOperationException(letter.Text);
    }

    private void WithMail(WebApplicationBuilder builder) => builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
    {
        ["Consent:Mail:Host"] = "127.0.0.1",
        ["Consent:Mail:Port"] = Inbox.Port.ToString(CultureInfo.InvariantCulture),
        ["Consent:Mail:StartTls"] = "false",
        ["Consent:Mail:From"] = "privacy@lavka.example",
    });

    [System.Text.RegularExpressions.GeneratedRegex(@"\d{4} \d{4}")]
    private static partial System.Text.RegularExpressions.Regex CodeInLetter();
}
