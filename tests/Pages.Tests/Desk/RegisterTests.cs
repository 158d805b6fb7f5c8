namespace Consent.Pages.Tests.Desk;

/// <summary>A letter from paper comes onto the journal, its terms seen first.</summary>
public sealed class RegisterTests(OpenDesk desk)
{
    [Fact]
    public async Task A_letter_of_two_demands_is_registered_after_its_terms_were_seen()
    {
        await using var screen = await desk.OpenAsync("/desk/register");
        await screen.Of("input[value=access]").CheckAsync();
        await screen.Of("input[value=rectification]").CheckAsync();
        await screen.Of("[id='demands[1].details']").FillAsync("Фамилия теперь Петрова.");
        await screen.Of("[id='applicant.name']").FillAsync("Петрова Мария Ильинична");
        await screen.Of("[id='applicant.contact']").FillAsync("petrova@mail.example");
        await screen.Of("button", "Показать сроки").ClickAsync();
        Assert.Contains("ст. 20 ч. 1", await screen.Of("#terms").TextContentAsync(), StringComparison.Ordinal);
        Assert.Contains("ст. 20 ч. 3", await screen.Of("#terms").TextContentAsync(), StringComparison.Ordinal);
        await screen.MustBeSoundAsync("register");
        await screen.Of("button", "Зарегистрировать").ClickAsync();
        await screen.Page.WaitForURLAsync("**/desk/requests/2026-*");
        Assert.Equal(2, await screen.Of(".sheet-centre > .card .owed-list").CountAsync() - await screen.Of(".sheet-centre > .card h2", "По обращению в целом").CountAsync());
        screen.NothingWrong();
    }

    [Fact]
    public async Task Whoever_wrote_before_is_found_by_an_address()
    {
        await using var screen = await desk.OpenAsync("/desk/register");
        await screen.Of("[id='applicant.contact']").FillAsync("person5@mail.example");
        await screen.Of("button", "Найти по контакту").ClickAsync();
        Assert.Equal(1, await screen.Of("input[name=subject][type=radio]").CountAsync());
        await screen.Of("[id='applicant.contact']").FillAsync("nobody@mail.example");
        await screen.Of("button", "Найти по контакту").ClickAsync();
        Assert.Equal(0, await screen.Of("input[name=subject][type=radio]").CountAsync());
        screen.NothingWrong();
    }

    [Fact]
    public async Task A_letter_that_asks_nothing_is_not_taken()
    {
        await using var screen = await desk.OpenAsync("/desk/register");
        await screen.Of("[id='applicant.name']").FillAsync("Петрова Мария");
        await screen.Of("button", "Показать сроки").ClickAsync();
        Assert.Equal(1, await screen.Of(".problem").CountAsync());
        Assert.Equal("Петрова Мария", await screen.Of("[id='applicant.name']").InputValueAsync());
    }
}
