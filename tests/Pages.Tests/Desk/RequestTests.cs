namespace Consent.Pages.Tests.Desk;

/// <summary>One request: its clocks, its person behind a mask, what may be done with it.</summary>
public sealed class RequestTests(OpenDesk desk)
{
    [Fact]
    public async Task Personal_data_is_masked_until_somebody_says_why_and_the_reading_is_on_record()
    {
        await using var screen = await desk.OpenAsync("/desk/requests/2026-000008");
        Assert.Contains("•••", await screen.Of(".sheet-right").TextContentAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain("@mail.example", await screen.Page.ContentAsync(), StringComparison.Ordinal);
        await screen.Of("summary", "Показать персональные данные").ClickAsync();
        await screen.Of("#reveal-reason").FillAsync("готовлю ответ");
        await screen.Of(".sheet-right form[action$=reveal] button").ClickAsync();
        Assert.Contains("@mail.example", await screen.Of(".sheet-right").TextContentAsync(), StringComparison.Ordinal);
        Assert.Contains("готовлю ответ", await screen.Of(".timeline").TextContentAsync(), StringComparison.Ordinal);
        screen.NothingWrong();
        var lines = (await (await desk.Service.DemoAsync("orbita", "dpo")).GetAsync("/v1/access?request=2026-000008&outcome=revealed&reason=тест")).Must(200);
        Assert.Contains("готовлю ответ", lines.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_reason_nothing_is_shown()
    {
        await using var screen = await desk.OpenAsync("/desk/requests/2026-000008");
        await screen.Of("summary", "Показать персональные данные").ClickAsync();
        await screen.Of("#reveal-reason").FillAsync(" ");
        await screen.Of(".sheet-right form[action$=reveal] button").ClickAsync();
        Assert.Equal(1, await screen.Of(".problem").CountAsync());
        Assert.DoesNotContain("@mail.example", await screen.Page.ContentAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_demand_has_its_clock_and_the_days_that_were_counted()
    {
        await using var screen = await desk.OpenAsync("/desk/requests/2026-000008");
        var clock = screen.Of(".owed", "ст. 20 ч. 1");
        Assert.Contains("до 4 декабря (пт)", await clock.TextContentAsync(), StringComparison.Ordinal);
        await clock.Locator("summary").ClickAsync();
        Assert.Equal(10, await clock.Locator(".days li").CountAsync());
        screen.NothingWrong();
    }

    [Fact]
    public async Task A_note_is_internal_or_public_and_both_are_seen_to_be_so()
    {
        await using var screen = await desk.OpenAsync("/desk/requests/2026-000009");
        foreach (var (text, isPublic) in ((string, bool)[])[("Ждём ответа архива.", false), ("Мы ищем ваши данные в архиве.", true)])
        {
            await screen.Of("summary", "Добавить заметку").ClickAsync();
            await screen.Of("#note-text").FillAsync(text);
            if (isPublic) await screen.Of(".sheet-left input[name=public]").CheckAsync();
            await screen.Of(".sheet-left form button").ClickAsync();
        }

        // What was written is masked as everything else is; who sees it is not.
        Assert.Equal("внутреннее", await screen.Of(".timeline-internal .tag").First.TextContentAsync());
        Assert.Equal("видит субъект", await screen.Of(".timeline-public", "Заметка").Locator(".tag").TextContentAsync());
        Assert.DoesNotContain("Ждём ответа архива.", await screen.Page.ContentAsync(), StringComparison.Ordinal);
        screen.NothingWrong();
    }

    [Fact]
    public async Task What_was_changed_meanwhile_is_not_overwritten()
    {
        await using var screen = await desk.OpenAsync("/desk/requests/2026-000006");
        (await (await desk.Service.DemoAsync("orbita", "dpo")).PostAsync("/v1/requests/2026-000006/assign", """{"to": "olga"}""")).Must(200);
        await screen.Of("summary", "Назначить исполнителя").ClickAsync();
        await screen.Of("#assign-to").FillAsync("boris");
        await screen.Of("#do-assign button").ClickAsync();
        Assert.Equal(1, await screen.Of(".problem").CountAsync());
        Assert.Equal("boris", await screen.Of("#assign-to").InputValueAsync());
        await screen.Of("#do-assign button").ClickAsync();
        Assert.Equal(0, await screen.Of(".problem").CountAsync());
        Assert.Contains("boris", await screen.Of("#executors").TextContentAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_auditor_is_offered_nothing_to_do()
    {
        await using var screen = await desk.OpenAsync("/desk/requests/2026-000008", role: "auditor");
        Assert.Equal(0, await screen.Of("main form").CountAsync());
        screen.NothingWrong();
    }

    [Fact]
    public async Task A_request_is_sound_for_everybody()
    {
        await using var screen = await desk.OpenAsync("/desk/requests/2026-000005");
        await screen.MustBeSoundAsync("request");
    }
}
