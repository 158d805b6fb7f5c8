namespace Consent.Pages.Tests.Desk;

/// <summary>Who has the desk, how one comes to it, and how it is seen.</summary>
public sealed class FrameTests(OpenDesk desk)
{
    [Fact]
    public async Task Whoever_is_not_signed_in_is_shown_where_to()
    {
        await using var screen = await desk.OpenAsync("/desk/requests", role: null);
        Assert.EndsWith("/sign-in", screen.Page.Url, StringComparison.Ordinal);
        await screen.MustBeSoundAsync("sign-in");
    }

    [Fact]
    public async Task A_page_that_is_nowhere_says_so_and_leads_back()
    {
        await using var screen = await desk.OpenAsync("/desk/nowhere");
        await screen.Of("a[href='/desk']").ClickAsync();
        Assert.EndsWith("/desk", screen.Page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_language_is_switched_and_stays_switched()
    {
        await using var screen = await desk.OpenAsync("/desk");
        Assert.Equal("ru", await screen.Of("html").GetAttributeAsync("lang"));
        await screen.Of("button[value=en]").ClickAsync();
        Assert.Equal("en", await screen.Of("html").GetAttributeAsync("lang"));
        Assert.Equal("Today", await screen.Of("h1").TextContentAsync());
        await screen.GoAsync("/account");
        Assert.Equal("en", await screen.Of("html").GetAttributeAsync("lang"));
        screen.NothingWrong();
    }

    [Fact]
    public async Task The_theme_is_the_systems_until_another_is_chosen()
    {
        await using var screen = await desk.OpenAsync("/desk", scheme: "dark");
        var dark = await BackgroundAsync(screen);
        await screen.Of("button[value=light]").ClickAsync();
        Assert.NotEqual(dark, await BackgroundAsync(screen));
        await screen.Of("button[value=dark]").ClickAsync();
        Assert.Equal(dark, await BackgroundAsync(screen));
        screen.NothingWrong();
    }

    [Fact]
    public async Task Pages_are_one_language_and_one_theme_without_a_script_too()
    {
        await using var screen = await desk.OpenAsync("/desk", script: false);
        await screen.Of("button[value=en]").ClickAsync();
        Assert.Equal("Today", await screen.Of("h1").TextContentAsync());
    }

    private static Task<string> BackgroundAsync(Screen screen) => screen.Page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor");
}
