namespace Consent.Pages.Tests.Desk;

/// <summary>What burns today, and where each number leads.</summary>
public sealed class TodayTests(OpenDesk desk)
{
    [Fact]
    public async Task Every_number_leads_to_a_list_of_as_many()
    {
        await using var screen = await desk.OpenAsync("/desk");
        foreach (var due in (string[])["overdue", "today", "week"])
        {
            await screen.GoAsync("/desk");
            var figure = screen.Of($".figure[href='/desk/requests?due={due}']");
            var count = int.Parse((await figure.Locator("b").TextContentAsync())!, CultureInfo.InvariantCulture);
            await figure.ClickAsync();
            Assert.Equal(count, await screen.Of("tbody tr").CountAsync());
        }

        screen.NothingWrong();
    }

    [Fact]
    public async Task A_day_of_the_strip_leads_to_what_ends_on_it()
    {
        await using var screen = await desk.OpenAsync("/desk");
        Assert.Equal(30, await screen.Of(".strip li").CountAsync());
        var day = screen.Of(".strip-due").Last;
        var count = int.Parse((await day.TextContentAsync())!, CultureInfo.InvariantCulture);
        await day.ClickAsync();
        Assert.Equal(count, await screen.Of("tbody tr").CountAsync());
        screen.NothingWrong();
    }

    [Fact]
    public async Task Today_is_sound_for_everybody()
    {
        await using var screen = await desk.OpenAsync("/desk");
        await screen.MustBeSoundAsync("today");
    }

    [Fact]
    public async Task Whoever_keeps_the_settings_is_shown_no_requests()
    {
        await using var screen = await desk.OpenAsync("/desk", role: "admin");
        Assert.EndsWith("/desk/settings", screen.Page.Url, StringComparison.Ordinal);
        await screen.GoAsync("/desk/requests");
        Assert.Equal(0, await screen.Of("table").CountAsync());
    }
}
