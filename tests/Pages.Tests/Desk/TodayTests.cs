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
    public async Task What_waits_for_the_applicant_is_counted_and_leads_to_its_list()
    {
        var dpo = await desk.Service.DemoAsync("orbita", "dpo");
        var number = (await dpo.GetAsync("/v1/requests?status=open&awaitsApplicant=false&limit=1&sort=-receivedAt")).Must(200).Field("items.0.number")!;
        await using var screen = await desk.OpenAsync("/desk");
        var before = await CountAsync();
        await screen.GoAsync($"/desk/requests/{number}");
        await screen.Of("#do-ask-particulars summary").ClickAsync();
        await screen.Of("#do-ask-particulars input[value=document]").CheckAsync();
        await screen.Of("#do-ask-particulars button").ClickAsync();
        await screen.GoAsync("/desk");
        Assert.Equal(before + 1, await CountAsync());
        await screen.Of(".figure", "ждёт заявителя").ClickAsync();
        Assert.EndsWith("/desk/requests?status=open&awaitsApplicant=true", screen.Page.Url, StringComparison.Ordinal);
        Assert.Equal(before + 1, await screen.Of("tbody tr").CountAsync());
        Assert.Equal(1, await screen.Of("tbody a.number", number).CountAsync());
        Assert.Equal("true", await screen.Of("#awaitsApplicant").InputValueAsync());
        screen.NothingWrong();

        async Task<int> CountAsync() => int.Parse((await screen.Of(".figure", "ждёт заявителя").Locator("b").TextContentAsync())!, CultureInfo.InvariantCulture);
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
