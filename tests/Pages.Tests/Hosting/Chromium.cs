namespace Consent.Pages.Tests;

/// <summary>The browser of this run: Debian's Chromium, driven by Playwright, which brings no browser of its own; where there is none it says why.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private static readonly string[] Places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public string? Missing { get; private set; }

    public IBrowser Browser
    {
        get
        {
            Assert.SkipWhen(Missing is not null, Missing ?? "");
            return _browser!;
        }
    }

    public async ValueTask InitializeAsync()
    {
        if (Array.Find(Places, File.Exists) is not { } place)
        {
            Missing = "Chromium is not installed. On Debian: apt-get install chromium";
            return;
        }

        Environment.SetEnvironmentVariable("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
        try
        {
            _playwright = await Playwright.CreateAsync();
            _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = place, Args = ["--no-sandbox", "--disable-dev-shm-usage"] });
        }
        catch (PlaywrightException failure)
        {
            Missing = $"{place} does not start: {failure.Message}";
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
    }
}
