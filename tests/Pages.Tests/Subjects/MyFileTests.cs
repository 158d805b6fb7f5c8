namespace Consent.Pages.Tests.Subjects;

/// <summary>One's own file: what was agreed, in which words, and one button to take it back.</summary>
public sealed class MyFileTests(OpenCounter counter)
{
    [Fact]
    public async Task A_withdrawal_by_the_button_is_seen_by_the_check_at_once()
    {
        (await counter.Shop.Front.PostAsync("/v1/consents", Shop.Consent("own-1"))).Must(201);
        (await counter.Shop.Front.PostAsync("/v1/consents", Shop.Consent("own-1", "profile"))).Must(201);
        Assert.Equal("True", (await counter.Shop.CheckAsync("own-1")).Field("allowed"), ignoreCase: true);
        await using var screen = await counter.SignInAsync("own-1");
        await screen.Page.Locator("article", new() { HasText = "Новости и предложения" }).GetByRole(AriaRole.Button).ClickAsync();

        var check = await counter.Shop.CheckAsync("own-1");
        Assert.Equal(("False", "withdrawn"), (Capital(check.Field("allowed")), check.Field("reason")));
        Assert.Equal("consent-given", (await counter.Shop.CheckAsync("own-1", "profile")).Field("reason"));
        var told = await screen.Of("[role=status]").InnerTextAsync();
        Assert.Contains("Согласие отозвано", told, StringComparison.Ordinal);
        Assert.Contains("ст. 21 ч. 5", told, StringComparison.Ordinal);
        Assert.Contains("Отозвано 23 ноября 2026", await screen.Page.Locator("article", new() { HasText = "Новости и предложения" }).InnerTextAsync(), StringComparison.Ordinal);
        screen.NothingWrong();
    }

    [Fact]
    public async Task The_words_that_were_agreed_to_are_there_to_read()
    {
        (await counter.Shop.Front.PostAsync("/v1/consents", Shop.Consent("own-2"))).Must(201);
        await using var screen = await counter.SignInAsync("own-2");
        await screen.Of("summary").First.ClickAsync();
        Assert.Equal("Согласен.", await screen.Of("blockquote").First.InnerTextAsync());
        Assert.Contains("GET /me", (await counter.Shop.Dpo.GetAsync("/v1/access")).Must(200).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_from_ones_own_file_needs_no_code_and_is_opened_there()
    {
        await using var screen = await counter.SignInAsync("own-3");
        await screen.Page.GetByRole(AriaRole.Link, new() { Name = "Новое обращение" }).First.ClickAsync();
        await screen.Page.GetByLabel("Прекратите присылать рекламу").CheckAsync();
        await screen.PressAsync("Дальше");
        await screen.PressAsync("Проверить и отправить");
        await screen.PressAsync("Отправить обращение");
        Assert.Contains("?done=2026-", screen.Page.Url, StringComparison.Ordinal);
        await screen.Of("[role=status] a").ClickAsync();
        Assert.Contains("Обращение 2026-", await screen.Of("h1").TextContentAsync(), StringComparison.Ordinal);
        Assert.Contains("Рекламу перестанут присылать", await screen.Of("main").InnerTextAsync(), StringComparison.Ordinal);
        screen.NothingWrong();
    }

    [Fact]
    public async Task Signed_out_it_is_nobodys()
    {
        await using var screen = await counter.SignInAsync("own-4");
        await screen.PressAsync("Выйти");
        await screen.GoAsync("/me");
        Assert.Contains("Вернитесь на сайт организации", await screen.Of("main").InnerTextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_consent_is_withdrawn_by_the_keyboard_alone()
    {
        (await counter.Shop.Front.PostAsync("/v1/consents", Shop.Consent("own-5"))).Must(201);
        await using var screen = await counter.SignInAsync("own-5");
        for (var i = 0; i < 30 && await screen.Of("article button:focus").CountAsync() == 0; i++) await screen.Page.Keyboard.PressAsync("Tab");
        await screen.Page.Keyboard.PressAsync("Enter");
        await screen.Of("[role=status]").WaitForAsync();
        Assert.Equal("withdrawn", (await counter.Shop.CheckAsync("own-5")).Field("reason"));
    }

    [Fact]
    public async Task A_form_whose_proof_is_too_old_gives_back_what_was_typed_and_is_sent_again()
    {
        await using var screen = await counter.SignInAsync("own-8");
        await screen.GoAsync("/me/request?kind=rectification");
        await screen.Of("#details-rectification").FillAsync("Фамилия теперь Петрова.");
        await screen.Of("#email").FillAsync("own-8@example.ru");
        await screen.Of("[id='applicant.name']").FillAsync("Иванова Мария");
        await screen.SpoilAsync();
        await screen.PressAsync("Проверить и отправить");
        Assert.Contains("Страница устарела", await screen.Of("#problem").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal(
            ("Фамилия теперь Петрова.", "own-8@example.ru"),
            (await screen.Of("#details-rectification").InputValueAsync(), await screen.Of("#email").InputValueAsync()));
        await screen.PressAsync("Проверить и отправить");
        await screen.SpoilAsync();
        await screen.PressAsync("Отправить обращение");
        Assert.Equal("Фамилия теперь Петрова.", await screen.Of("#details-rectification").InputValueAsync());
        Assert.DoesNotContain("own-8", string.Join(' ', (await counter.Shop.EntriesAsync()).Where(entry => entry.Event is Domain.RequestReceived).Select(entry => entry.File.Subject.Value)), StringComparison.Ordinal);
        await screen.PressAsync("Проверить и отправить");
        await screen.PressAsync("Отправить обращение");
        Assert.Contains("?done=2026-", screen.Page.Url, StringComparison.Ordinal);
        screen.NothingWrong();
    }

    [Fact]
    public async Task What_is_wrong_with_a_request_of_ones_own_is_told_beside_its_field_and_nothing_typed_is_lost()
    {
        await using var screen = await counter.SignInAsync("own-9");
        await screen.GoAsync("/me/request?kind=rectification&kind=access&for=other");
        await screen.Of("#email").FillAsync("это не адрес");
        await screen.Of("#relation").FillAsync("договор № 17");
        await screen.Of("[id='applicant.representative.validUntil']").FillAsync("2027-01-31");
        await screen.PressAsync("Проверить и отправить");
        Assert.Equal(
            ["#applicant.name", "#applicant.representative.name", "#details-rectification", "#email"],
            (await screen.Of("#problem li a").EvaluateAllAsync<string[]>("links => links.map(link => link.getAttribute('href'))")).Order(StringComparer.Ordinal));
        foreach (var field in (string[])["applicant.name", "applicant.representative.name", "details-rectification", "email"])
            Assert.Equal(1, await screen.Of($"[id='{field}-fault']").CountAsync());
        Assert.Equal(
            ("это не адрес", "договор № 17", "2027-01-31"),
            (await screen.Of("#email").InputValueAsync(), await screen.Of("#relation").InputValueAsync(), await screen.Of("[id='applicant.representative.validUntil']").InputValueAsync()));
        screen.NothingWrong();
    }

    [Fact]
    public async Task A_document_written_without_a_name_is_asked_for_one_and_is_not_dropped()
    {
        await using var screen = await counter.SignInAsync("own-10");
        await screen.GoAsync("/me/request?kind=access");
        await screen.Of("[id='applicant.document.number']").FillAsync("4510 123456");
        await screen.PressAsync("Проверить и отправить");
        Assert.Equal(1, await screen.Of("[id='applicant.name-fault']").CountAsync());
        await screen.Of("[id='applicant.name']").FillAsync("Иванова Мария");
        await screen.PressAsync("Проверить и отправить");
        await screen.PressAsync("Отправить обращение");
        var number = screen.Page.Url[^11..];
        Assert.Equal("4510 123456", (await counter.Shop.Dpo.GetAsync($"/v1/requests/{number}?reason=look")).Must(200).Field("applicant.document.number"));
    }

    [Fact]
    public async Task It_is_sound_in_light_and_dark_on_a_desktop_and_a_phone_and_speaks_english()
    {
        foreach (var purpose in (string[])["newsletter", "profile", "public-page"]) (await counter.Shop.Front.PostAsync("/v1/consents", Shop.Consent("own-6", purpose))).Must(201);
        (await counter.Shop.Front.PostAsync("/v1/grounds", Shop.Ground("own-6"))).Must(201);
        await using var screen = await counter.SignInAsync("own-6", script: true);
        await screen.MustBeSoundAsync("subject-file");
        await screen.Page.Locator("article", new() { HasText = "Новости и предложения" }).GetByRole(AriaRole.Button).ClickAsync();
        await screen.MustBeSoundAsync("subject-file-withdrawn");
        await screen.Of("[role=status] a").ClickAsync();
        await screen.MustBeSoundAsync("subject-file-request");
        await using var empty = await counter.SignInAsync("own-7", script: true, locale: "en-GB");
        Assert.Equal("My consents and requests", await empty.Of("h1").TextContentAsync());
        await empty.MustBeSoundAsync("subject-file-empty-en");
    }

    private static string Capital(string? word) => word is null ? "" : char.ToUpperInvariant(word[0]) + word[1..];
}
