namespace Consent.Pages.Tests.Desk;

/// <summary>The journal of events and its check; the settings.</summary>
public sealed class EventsTests(OpenDesk desk)
{
    [Fact]
    public async Task The_journal_is_checked_as_one_watches_and_without_a_script_too()
    {
        await using var screen = await desk.OpenAsync("/desk/journal");
        await screen.Of("button[data-verify]").ClickAsync();
        await screen.Of("#verify .told.good").WaitForAsync();
        screen.NothingWrong();
        await using var plain = await desk.OpenAsync("/desk/journal", script: false);
        await plain.Of("button[data-verify]").ClickAsync();
        Assert.Contains("Журнал цел", await plain.Of("#verify .told.good").TextContentAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Events_are_found_by_a_request()
    {
        await using var screen = await desk.OpenAsync("/desk/journal?request=2026-000003");
        Assert.True(await screen.Of("tbody tr").CountAsync() > 1);
        Assert.Equal(await screen.Of("tbody tr").CountAsync(), await screen.Of("tbody a[href='/desk/requests/2026-000003']").CountAsync());
        await screen.GoAsync("/desk/journal");
        await screen.MustBeSoundAsync("journal");
    }

    [Fact]
    public async Task The_administrator_sees_who_may_come_in()
    {
        await using var screen = await desk.OpenAsync("/desk/settings", role: "admin");
        Assert.Contains("admin@orbita.example", await screen.Page.ContentAsync(), StringComparison.Ordinal);
        await screen.MustBeSoundAsync("settings");
    }
}
