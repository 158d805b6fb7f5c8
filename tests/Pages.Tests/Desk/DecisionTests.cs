namespace Consent.Pages.Tests.Desk;

/// <summary>A decision is seen as a letter before it is recorded.</summary>
public sealed class DecisionTests(OpenDesk desk)
{
    [Fact]
    public async Task A_refusal_names_its_article_is_seen_as_a_letter_and_only_then_recorded()
    {
        var dpo = await desk.Service.DemoAsync("orbita", "dpo");
        await using var screen = await desk.OpenAsync("/desk/requests/2026-000002");
        await screen.Of("a.button", "Отказать").ClickAsync();
        await screen.Of("input[value='ст. 14 ч. 8 п. 4']").CheckAsync();
        await screen.Of("#reason").FillAsync("В ответе были бы данные соседа по договору.");
        await screen.Of("button", "Посмотреть письмо").ClickAsync();
        var letter = await screen.Of(".letter").TextContentAsync();
        Assert.Contains("МОТИВИРОВАННЫЙ ОТКАЗ", letter, StringComparison.Ordinal);
        Assert.Contains("данные соседа по договору", letter, StringComparison.Ordinal);
        Assert.DoesNotContain("Белов", letter, StringComparison.Ordinal);
        Assert.Equal("open", (await dpo.GetAsync("/v1/requests/2026-000002")).Must(200).Field("demands.0.status"));
        await screen.MustBeSoundAsync("decision");
        await screen.Of("button", "Отказ отправлен").ClickAsync();
        await screen.Page.WaitForURLAsync("**/desk/requests/2026-000002");
        Assert.Equal("refused", (await dpo.GetAsync("/v1/requests/2026-000002")).Must(200).Field("demands.0.status"));
        Assert.Contains("отказано", await screen.Of(".sheet-centre").TextContentAsync(), StringComparison.Ordinal);
        screen.NothingWrong();
    }

    [Fact]
    public async Task An_incomplete_answer_tells_what_is_lacking_and_does_not_go()
    {
        await using var screen = await desk.OpenAsync("/desk/requests/2026-000001/decision?demand=1&kind=answer");
        Assert.True(await screen.Of(".items .warn-text").CountAsync() > 0);
        await screen.Of("button", "Посмотреть письмо").ClickAsync();
        Assert.Contains("ст. 14", await screen.Of(".problem").TextContentAsync(), StringComparison.Ordinal);
        Assert.Equal(0, await screen.Of(".letter").CountAsync());
        await screen.MustBeSoundAsync("answer");
    }

    [Fact]
    public async Task An_extension_tells_the_new_day_before_it_is_recorded()
    {
        await using var screen = await desk.OpenAsync("/desk/requests/2026-000008/decision?demand=1&kind=extend");
        await screen.Of("#reason").FillAsync("Данные в архиве.");
        await screen.Of("button", "Посмотреть письмо").ClickAsync();
        var letter = await screen.Of(".letter").TextContentAsync();
        Assert.Contains("Данные в архиве.", letter, StringComparison.Ordinal);
        Assert.Contains("11 декабря 2026", letter!.Replace('\u00A0', ' '), StringComparison.Ordinal);
        screen.NothingWrong();
    }
}
