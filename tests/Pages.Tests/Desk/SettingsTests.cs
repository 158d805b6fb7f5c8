namespace Consent.Pages.Tests.Desk;

/// <summary>The operator's settings: for administrators, by the calls of the API.</summary>
public sealed class SettingsTests(OpenDesk desk)
{
    [Theory]
    [InlineData("")]
    [InlineData("/contract")]
    [InlineData("/people")]
    [InlineData("/keys")]
    [InlineData("/purposes")]
    [InlineData("/purposes/offers")]
    [InlineData("/purposes/new")]
    [InlineData("/texts")]
    [InlineData("/texts/offers-form")]
    [InlineData("/texts/new")]
    [InlineData("/provider")]
    public async Task Every_page_is_sound_and_closed_to_who_is_no_administrator(string page)
    {
        await using var screen = await desk.OpenAsync("/desk/settings" + page, role: "admin");
        await screen.MustBeSoundAsync("settings" + page.Replace('/', '-'));
        await screen.Of("button[value=en]").ClickAsync();
        Assert.Equal("en", await screen.Of("html").GetAttributeAsync("lang"));
        Assert.True(await screen.Of(".tabs a").CountAsync() == 7);
        screen.NothingWrong();

        await using var other = await desk.OpenAsync("/desk/settings" + page, role: "auditor");
        Assert.Contains("Такой страницы нет", await other.Of("main").TextContentAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_operator_is_described_anew_and_its_contracts_stay()
    {
        await using var screen = await desk.OpenAsync("/desk/settings", role: "admin");
        await screen.Of("#deputy").FillAsync("Петров П. П., заместитель");
        await screen.Of("main form[action='/desk/settings'] button").ClickAsync();
        Assert.Equal(1, await screen.Of(".told.good").CountAsync());
        Assert.Equal("Петров П. П., заместитель", await screen.Of("#deputy").InputValueAsync());
        await screen.Of("#inn").FillAsync("12");
        await screen.Of("main form[action='/desk/settings'] button").ClickAsync();
        Assert.Contains("ИНН", await screen.Of("#problem").TextContentAsync(), StringComparison.Ordinal);
        await screen.GoAsync("/desk/settings/contract");
        Assert.Equal("оферта п. 8.9.1", await screen.Of("#clause-0").InputValueAsync());
    }

    [Fact]
    public async Task A_promise_of_a_contract_is_written_down_and_taken_away()
    {
        await using var screen = await desk.OpenAsync("/desk/settings/contract", role: "admin");
        var row = await screen.Of(".promise").CountAsync() - 3;
        await screen.Of($"#duty-{row}").SelectOptionAsync("stop-marketing");
        await screen.Of($"#amount-{row}").FillAsync("1");
        await screen.Of($"#unit-{row}").SelectOptionAsync("workingDays");
        await screen.Of($"#clause-{row}").FillAsync("политика п. 7");
        await screen.Of("main form button").ClickAsync();
        Assert.Equal("политика п. 7", await screen.Of($"#clause-{row}").InputValueAsync());
        await screen.Of($"#duty-{row}").SelectOptionAsync("");
        await screen.Of("main form button").ClickAsync();
        Assert.Equal("", await screen.Of($"#clause-{row}").InputValueAsync());
        screen.NothingWrong();
    }

    [Fact]
    public async Task Somebody_is_invited_given_roles_reset_and_disabled_by_who_types_the_password()
    {
        await using var screen = await desk.OpenAsync("/desk/settings/people", role: "admin");
        await screen.Of("#name").FillAsync("Новикова Вера");
        await screen.Of("#email").FillAsync("novikova@orbita.example");
        await screen.Of("input[name=scopes][value=dpo]").CheckAsync();
        await screen.Of("#invite-confirm").FillAsync("не тот пароль");
        await screen.Of("form[action='/desk/settings/people'] button").ClickAsync();
        Assert.Contains("Пароль не подошёл", await screen.Of("#problem").TextContentAsync(), StringComparison.Ordinal);
        Assert.Equal("Новикова Вера", await screen.Of("#name").InputValueAsync());
        await screen.Of("#invite-confirm").FillAsync(DeskPerson.Password);
        await screen.Of("form[action='/desk/settings/people'] button").ClickAsync();
        Assert.Contains("/invitations/", await screen.Of(".secret").TextContentAsync(), StringComparison.Ordinal);
        await screen.MustBeSoundAsync("settings-people-invited");

        await screen.Of("tbody a", "Новикова Вера").ClickAsync();
        await screen.MustBeSoundAsync("settings-person");
        await screen.Of("input[name=scopes][value=auditor]").CheckAsync();
        await screen.Of("#scopes-confirm").FillAsync(DeskPerson.Password);
        await screen.Of("form[action$='/scopes'] button").ClickAsync();
        Assert.True(await screen.Of("input[name=scopes][value=auditor]").IsCheckedAsync());
        await screen.Of("#reset-confirm").FillAsync(DeskPerson.Password);
        await screen.Of("form[action$='/reset'] button").ClickAsync();
        Assert.Contains("/invitations/", await screen.Of(".secret").TextContentAsync(), StringComparison.Ordinal);
        await screen.Of("#disable-confirm").FillAsync(DeskPerson.Password);
        await screen.Of("form[action$='/disable'] button").ClickAsync();
        Assert.Contains("отключён", await screen.Of(".facts").TextContentAsync(), StringComparison.Ordinal);
        screen.NothingWrong();
    }

    [Fact]
    public async Task A_key_is_shown_once_rotated_and_revoked_at_once()
    {
        await using var screen = await desk.OpenAsync("/desk/settings/keys", role: "admin");
        await screen.Of("#name").FillAsync("Сайт, форма подписки");
        await screen.Of("form[action='/desk/settings/keys'] input[value=service]").CheckAsync();
        await screen.Of("#issue-confirm").FillAsync(DeskPerson.Password);
        await screen.Of("form[action='/desk/settings/keys'] button").ClickAsync();
        var key = (await screen.Of(".secret").TextContentAsync())!.Trim();
        (await desk.Service.With(key).GetAsync("/v1/purposes")).Must(200);
        await screen.MustBeSoundAsync("settings-keys-issued");
        await screen.GoAsync("/desk/settings/keys");
        Assert.Equal(0, await screen.Of(".secret").CountAsync());

        var row = screen.Of("tbody tr", "Сайт, форма подписки").First;
        await row.Locator("summary").First.ClickAsync();
        await row.Locator("form[action$='/rotate'] input[type=password]").FillAsync(DeskPerson.Password);
        await row.Locator("form[action$='/rotate'] button").ClickAsync();
        var next = (await screen.Of(".secret").TextContentAsync())!.Trim();
        Assert.NotEqual(key, next);
        (await desk.Service.With(next).GetAsync("/v1/purposes")).Must(200);

        await screen.GoAsync("/desk/settings/keys");
        var id = (await desk.Service.With(next).GetAsync("/v1/session")).Must(200).Field("actor")!["key:".Length..];
        row = screen.Of("tbody tr", id).First;
        await row.Locator("summary").Last.ClickAsync();
        await row.Locator("form[action$='/revoke'] input[type=password]").FillAsync(DeskPerson.Password);
        await row.Locator("form[action$='/revoke'] button").ClickAsync();
        Assert.Contains("отозван", await screen.Of(".told.good").TextContentAsync(), StringComparison.Ordinal);
        (await desk.Service.With(next).GetAsync("/v1/purposes")).Must(401);
        screen.NothingWrong();
    }

    [Fact]
    public async Task A_purpose_is_defined_and_what_the_law_forbids_is_refused_with_its_article()
    {
        await using var screen = await desk.OpenAsync("/desk/settings/purposes/new", role: "admin");
        await screen.Of("#code").FillAsync("survey");
        await screen.Of("[id='title.ru']").FillAsync("Опросы клиентов");
        await screen.Of("#basis").SelectOptionAsync("contract");
        await screen.Of("#article").FillAsync("ст. 6 ч. 1 п. 5");
        await screen.Of("input[name=advertising]").CheckAsync();
        await screen.Of("#categories").FillAsync("электронная почта\nимя");
        await screen.Of("#actions").FillAsync("сбор\nхранение");
        await screen.Of("main form button").ClickAsync();
        Assert.Contains("38-ФЗ", await screen.Of("#problem").TextContentAsync(), StringComparison.Ordinal);
        Assert.Equal("Опросы клиентов", await screen.Of("[id='title.ru']").InputValueAsync());
        await screen.Of("input[name=advertising]").UncheckAsync();
        await screen.Of("main form button").ClickAsync();
        Assert.Contains("Опросы клиентов", await screen.Of("tbody").TextContentAsync(), StringComparison.Ordinal);
        screen.NothingWrong();
    }

    [Fact]
    public async Task A_new_version_of_a_text_is_published_and_its_difference_is_seen()
    {
        await using var screen = await desk.OpenAsync("/desk/settings/texts/review-form", role: "admin");
        Assert.Equal("2", await screen.Of("#version").InputValueAsync());
        await screen.Of("#body").FillAsync("Согласен, чтобы мой отзыв с именем был опубликован на orbita.example на один год.");
        await screen.Of("main form[method=post] button").ClickAsync();
        Assert.Contains("на один год", (await screen.Of(".difference ins").AllTextContentsAsync())[^1], StringComparison.Ordinal);
        Assert.Contains("должностью", await screen.Of(".difference del").First.TextContentAsync(), StringComparison.Ordinal);
        await screen.Of("#version").FillAsync("2");
        await screen.Of("#body").FillAsync("Другой текст.");
        await screen.Of("main form[method=post] button").ClickAsync();
        Assert.Equal(1, await screen.Of("#problem").CountAsync());
        screen.NothingWrong();
    }

    [Fact]
    public async Task The_provider_is_named_without_showing_its_secret()
    {
        await using var screen = await desk.OpenAsync("/desk/settings/provider", role: "admin");
        await screen.Of("#authority").FillAsync("https://sso.orbita.example");
        await screen.Of("#clientId").FillAsync("consent");
        await screen.Of("#secret").FillAsync("очень секретно");
        await screen.Of("#rules").FillAsync("groups=privacy: dpo, auditor");
        await screen.Of("#sign-in-confirm").FillAsync(DeskPerson.Password);
        await screen.Of("form[action$='/sign-in'] button").ClickAsync();
        Assert.Equal("groups=privacy: dpo, auditor", await screen.Of("#rules").InputValueAsync());
        Assert.DoesNotContain("очень секретно", await screen.Page.ContentAsync(), StringComparison.Ordinal);
        await screen.Of(".act summary").ClickAsync();
        await screen.Of("#delete-confirm").FillAsync(DeskPerson.Password);
        await screen.Of("form[action$='/delete'] button").ClickAsync();
        Assert.Equal("", await screen.Of("#authority").InputValueAsync());
        screen.NothingWrong();
    }
}
