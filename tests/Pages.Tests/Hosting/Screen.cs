namespace Consent.Pages.Tests;

/// <summary>A page in a browser of its own, and everything that must not happen on it.</summary>
internal sealed class Screen : IAsyncDisposable
{
    private static readonly string Axe = ReadAxe();
    private static readonly string Folder = Path.Combine(FindArtifacts(), "screens");
    private readonly List<string> _faults = [];
    private readonly IBrowserContext _context;

    public Screen(IBrowserContext context, IPage page)
    {
        (_context, Page) = (context, page);
        page.Console += (_, message) =>
        {
            // What the browser says of a page that was refused is no fault of the page.
            if (message.Type is "error" && !message.Text.StartsWith("Failed to load resource", StringComparison.Ordinal)) _faults.Add("console: " + message.Text);
        };
        page.PageError += (_, error) => _faults.Add("script: " + error);
        page.Request += (_, request) =>
        {
            if (new Uri(request.Url) is { Scheme: not "data", Host: not "127.0.0.1" } other) _faults.Add("another host: " + other);
        };
        page.Response += (_, response) =>
        {
            if (response.Status >= 500 || (response.Status >= 400 && response.Request.ResourceType is not "document")) _faults.Add($"{response.Status}: {response.Url}");
        };
    }

    public IPage Page { get; }

    public async Task GoAsync(string path) => await Page.GotoAsync(path);

    public ILocator Of(string selector) => Page.Locator(selector);

    /// <summary>Those that have the words in them.</summary>
    public ILocator Of(string selector, string words) => Page.Locator(selector, new PageLocatorOptions { HasText = words });

    /// <summary>The button of that name.</summary>
    public Task PressAsync(string name) => Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true }).ClickAsync();

    /// <summary>Sound in light and dark, on a desktop and on a phone; its pictures are kept under artifacts/screens.</summary>
    public async Task MustBeSoundAsync(string name)
    {
        Directory.CreateDirectory(Folder);
        foreach (var (scheme, width) in ((string, int)[])[("light", 1280), ("dark", 1280), ("light", 360), ("dark", 360)])
        {
            // A colour that is still on its way from the other scheme is no colour of the page.
            await Page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = scheme == "dark" ? ColorScheme.Dark : ColorScheme.Light, ReducedMotion = ReducedMotion.Reduce });
            await Page.SetViewportSizeAsync(width, 900);
            var wide = await Page.EvaluateAsync<int>("document.documentElement.scrollWidth");
            Assert.True(wide <= width, $"{name}: {wide} pixels wide on a screen of {width}. {await WidestAsync()}");
            var violations = await SeriousAsync();
            Assert.True(violations.Length == 0, $"{name}, {scheme}, {width}:\n{string.Join('\n', violations)}");
            await Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Folder, $"{name}-{(width == 360 ? "phone" : "desktop")}-{scheme}.png"), FullPage = true });
        }

        await Page.SetViewportSizeAsync(1280, 900);
        NothingWrong();
    }

    /// <summary>By the keyboard to the next of these, whatever stands between; where the focus is must be seen at every step.</summary>
    public async Task TabToAsync(string selector)
    {
        for (var i = 0; i < 150; i++)
        {
            await Page.Keyboard.PressAsync("Tab");
            if (await MustSeeFocusAsync() && await Of(selector).EvaluateAllAsync<bool>("all => all.includes(document.activeElement)")) return;
        }

        Assert.Fail($"{selector} cannot be reached by the keyboard on {Page.Url}.");
    }

    /// <summary>Everything that the keyboard reaches on the page, and that each is seen to be reached.</summary>
    public async Task<int> WalkAsync()
    {
        var steps = 0;
        await Page.Keyboard.PressAsync("Tab");
        while (await MustSeeFocusAsync())
        {
            Assert.True(++steps < 500, $"{Page.Url} does not let the keyboard go.");
            await Page.Keyboard.PressAsync("Tab");
        }

        return steps;
    }

    /// <summary>False where nothing has the focus.</summary>
    public async Task<bool> MustSeeFocusAsync()
    {
        var unseen = await Page.EvaluateAsync<string?>("""
            () => {
              const focused = document.activeElement;
              if (!focused || focused === document.body) return null;
              const drawn = [focused, focused.closest("label")].some(e => e && getComputedStyle(e).outlineStyle !== "none" && parseFloat(getComputedStyle(e).outlineWidth) >= 2);
              const box = focused.getBoundingClientRect(), wide = document.documentElement.clientWidth;
              const inside = box.width > 1 && box.height > 1 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < wide;
              return drawn && inside ? "" : `${focused.outerHTML.slice(0, 200)} (${drawn ? "" : "no outline, "}${inside ? "" : `out of sight at ${Math.round(box.left)} ${Math.round(box.top)} ${Math.round(box.width)}×${Math.round(box.height)}`})`;
            }
            """);
        Assert.True(unseen is null or "", $"The focus is not seen on {Page.Url}: {unseen}");
        return unseen is not null;
    }

    /// <summary>The forms of the page as they are after the night: their proof is good no more.</summary>
    public Task SpoilAsync() => Of("main input[name=__RequestVerificationToken]").EvaluateAllAsync<object?>("all => all.forEach(proof => { proof.value = 'stale'; })");

    public void NothingWrong() => Assert.True(_faults.Count == 0, string.Join('\n', _faults));

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();

    private async Task<string[]> SeriousAsync()
    {
        await Page.EvaluateAsync(Axe);
        return await Page.EvaluateAsync<string[]>("""
            async () => (await axe.run(document, { resultTypes: ["violations"] })).violations
              .filter(found => found.impact === "serious" || found.impact === "critical")
              .map(found => `${found.id}: ${found.help}\n  ${found.nodes.slice(0, 5).map(node => node.html + " " + (node.any[0]?.message ?? "")).join("\n  ")}`)
            """);
    }

    private Task<string> WidestAsync() => Page.EvaluateAsync<string>("""
        () => [...document.querySelectorAll("body *")].filter(e => e.getBoundingClientRect().right > innerWidth + 1).slice(0, 5).map(e => e.outerHTML.slice(0, 150)).join("\n")
        """);

    private static string ReadAxe()
    {
        using var reader = new StreamReader(typeof(Screen).Assembly.GetManifestResourceStream("axe.min.js")!);
        return reader.ReadToEnd();
    }

    private static string FindArtifacts()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Consent.sln"))) folder = folder.Parent;
        return Path.Combine(folder?.FullName ?? AppContext.BaseDirectory, "artifacts");
    }
}
