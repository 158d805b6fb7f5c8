namespace Consent.Pages.Tests.Desk;

/// <summary>Consents by person and by text.</summary>
public sealed class ConsentsTests(OpenDesk desk)
{
    [Fact]
    public async Task What_a_new_version_of_a_text_changed_is_seen()
    {
        await using var screen = await desk.OpenAsync("/desk/consents");
        Assert.Contains("телефону.", await screen.Of("ins").First.EvaluateAsync<string>("() => [...document.querySelectorAll('ins')].map(e => e.textContent).join(' ')"), StringComparison.Ordinal);
        await screen.MustBeSoundAsync("consents");
    }

    [Fact]
    public async Task A_consent_withdrawn_on_the_desk_is_refused_by_the_next_check()
    {
        var service = await desk.Service.DemoAsync("orbita", "service");
        const string check = "/v1/check?subject=orb-011&purpose=offers";
        Assert.Equal("true", (await service.GetAsync(check)).Must(200).Field("allowed"));
        await using var screen = await desk.OpenAsync("/desk/consents");
        await screen.Of("input[name=subject]").FillAsync("orb-011");
        await screen.Of("main button").First.ClickAsync();
        await screen.MustBeSoundAsync("consents-person");
        await screen.Of("#withdraw input[value=offers]").CheckAsync();
        await screen.Of("#withdraw button").ClickAsync();
        await screen.Page.WaitForURLAsync("**/desk/requests/2026-*");
        Assert.Equal("false", (await service.GetAsync(check)).Must(200).Field("allowed"));
        screen.NothingWrong();
    }

    [Fact]
    public async Task Somebody_unknown_is_told_to_be_unknown()
    {
        await using var screen = await desk.OpenAsync("/desk/consents?subject=nobody");
        Assert.Contains("nobody", await screen.Of(".problem").TextContentAsync(), StringComparison.Ordinal);
    }
}
