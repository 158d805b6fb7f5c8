namespace Consent.Pages.Tests.Desk;

/// <summary>The law's table, the calculator, the calendars.</summary>
public sealed class TermsTests(OpenDesk desk)
{
    [Fact]
    public async Task If_received_on_the_28th_of_April_2025_the_answer_is_due_on_the_16th_of_May()
    {
        await using var screen = await desk.OpenAsync("/desk/terms");
        await screen.Of("input[name=on]").FillAsync("2025-04-28");
        await screen.Of("button", "Посчитать").ClickAsync();
        Assert.Contains("16 мая 2025 (пт)", await screen.Of(".answer-day").TextContentAsync(), StringComparison.Ordinal);
        await screen.Of(".answer summary").ClickAsync();
        Assert.Equal(10, await screen.Of(".answer .days li").CountAsync());
        Assert.Contains("оферта", await screen.Of(".answer").TextContentAsync(), StringComparison.Ordinal);
        await screen.MustBeSoundAsync("terms");
    }

    [Fact]
    public async Task An_extension_that_the_law_does_not_give_is_refused_in_words()
    {
        await using var screen = await desk.OpenAsync("/desk/terms?duty=rectify&on=2026-11-23&extended=true");
        Assert.Equal(1, await screen.Of(".problem").CountAsync());
        Assert.Equal(0, await screen.Of(".answer").CountAsync());
    }
}
