namespace Consent.Pages.Tests.Desk;

/// <summary>The request journal: filters in the address, the keyboard, pages.</summary>
public sealed class RequestJournalTests(OpenDesk desk)
{
    [Fact]
    public async Task What_burns_first_stands_first_and_a_filter_is_the_address()
    {
        await using var screen = await desk.OpenAsync("/desk/requests?status=open");
        Assert.Equal(1, await screen.Of("tbody tr:first-child .clock-overdue").CountAsync());
        await screen.Of("select[name=due]").SelectOptionAsync("overdue");
        await screen.Of(".filters button[type=submit]").First.ClickAsync();
        Assert.EndsWith("/desk/requests?due=overdue&status=open", screen.Page.Url, StringComparison.Ordinal);
        Assert.Equal(await screen.Of("tbody tr").CountAsync(), await screen.Of(".clock-overdue").CountAsync());
        screen.NothingWrong();
    }

    [Fact]
    public async Task The_keyboard_finds_chooses_and_opens()
    {
        await using var screen = await desk.OpenAsync("/desk/requests");
        await screen.Page.Keyboard.PressAsync("/");
        await screen.Page.Keyboard.TypeAsync("2026-00000");
        await screen.Page.Keyboard.PressAsync("Enter");
        await screen.Page.WaitForURLAsync("**/desk/requests?q=2026-00000");
        await screen.Page.Keyboard.PressAsync("ArrowDown");
        await screen.Page.Keyboard.PressAsync("ArrowDown");
        var chosen = await screen.Of("tr[aria-selected=true] a").TextContentAsync();
        Assert.Equal(chosen, await screen.Of("tbody tr:nth-child(2) a").TextContentAsync());
        await screen.Page.Keyboard.PressAsync("Enter");
        await screen.Page.WaitForURLAsync($"**/desk/requests/{chosen}");
        screen.NothingWrong();
    }

    [Fact]
    public async Task A_malformed_filter_is_told_and_an_empty_list_says_what_to_do()
    {
        await using var screen = await desk.OpenAsync("/desk/requests?dueFrom=yesterday");
        Assert.Equal(1, await screen.Of(".problem a[href='#dueFrom']").CountAsync());
        await screen.GoAsync("/desk/requests?q=nothing-like-that");
        await screen.Of(".empty a").ClickAsync();
        Assert.True(await screen.Of("tbody tr").CountAsync() > 5);
    }

    [Fact]
    public async Task A_period_that_ends_before_it_begins_is_told_in_the_words_of_its_label()
    {
        await using var screen = await desk.OpenAsync("/desk/requests?dueFrom=2026-11-24&dueTo=2026-11-23");
        Assert.Equal("Срок по: Период кончается раньше, чем начинается.", (await screen.Of("#problem li").TextContentAsync())!.Trim());
        await screen.GoAsync("/desk/requests?status=perhaps");
        Assert.StartsWith("Состояние: ", await screen.Of("#problem li").TextContentAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_buttons_of_the_filter_stand_in_one_row()
    {
        foreach (var (width, locale) in ((int, string)[])[(1280, "ru-RU"), (1280, "en-GB"), (1024, "ru-RU"), (360, "ru-RU")])
        {
            await using var screen = await desk.OpenAsync("/desk/requests?status=open", width: width, locale: locale);
            var tops = await screen.Of("form.filters .filters-go > *").EvaluateAllAsync<double[]>("all => all.map(e => e.getBoundingClientRect().top)");
            Assert.Equal(2, tops.Length);
            Assert.Single(tops.Distinct());
        }
    }

    [Fact]
    public async Task The_journal_is_sound_for_everybody()
    {
        await using var screen = await desk.OpenAsync("/desk/requests");
        await screen.MustBeSoundAsync("requests");
    }

    [Fact]
    public async Task An_auditor_reads_it_too()
    {
        await using var screen = await desk.OpenAsync("/desk/requests", role: "auditor");
        Assert.True(await screen.Of("tbody tr").CountAsync() > 5);
        Assert.Equal(0, await screen.Of("a[href='/desk/register']").CountAsync());
    }
}
