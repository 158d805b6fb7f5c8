namespace Consent.Pages.Tests.Subjects;

/// <summary>From «узнать, что вы обо мне храните» to the receipt and back to it by its number, without a script.</summary>
[Collection(OpenCounter.Letters)]
public sealed class PublicPagesTests(OpenCounter counter)
{
    [Fact]
    public async Task A_request_goes_from_the_page_to_the_receipt_by_a_code_from_a_letter()
    {
        await using var screen = await counter.OpenAsync("/o/lavka");
        await screen.Page.GetByLabel("Узнать, что вы обо мне храните").CheckAsync();
        await screen.Page.GetByLabel("Исправить").CheckAsync();
        await screen.PressAsync("Дальше");
        await FillAsync(screen, "maria@example.ru");
        await screen.Of("[id='applicant.document.number']").FillAsync("4510 123456");
        await screen.Of("[id='details-rectification']").FillAsync("Фамилия теперь Петрова.");
        await screen.PressAsync("Проверить и отправить");

        var code = await counter.CodeAsync("maria@example.ru");
        await screen.Of("[id='code.code']").FillAsync(code);
        await screen.PressAsync("Отправить обращение");
        Assert.EndsWith("/o/lavka/receipt", screen.Page.Url, StringComparison.Ordinal);
        var number = (await screen.Of(".receipt-number").TextContentAsync())!;
        Assert.Matches(@"^2026-\d{6}$", number);
        var text = await screen.Of("main").InnerTextAsync();
        // Ten working days from 23 November, and seven for a correction.
        Assert.Contains("7 декабря 2026", text, StringComparison.Ordinal);
        Assert.Contains("ст. 20 ч. 1", text, StringComparison.Ordinal);
        Assert.Contains("Роскомнадзор", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Петрова", text, StringComparison.Ordinal);
        Assert.Contains(number, (await counter.Inbox.NextAsync()).Subject, StringComparison.Ordinal);

        var whole = (await counter.Shop.Dpo.GetAsync($"/v1/requests/{number}?reason=look")).Must(200);
        Assert.Equal(("code", "maria@example.ru", "4510 123456", "email"), (whole.Field("identity"), whole.Field("applicant.contact"), whole.Field("applicant.document.number"), whole.Field("replyBy")));
        Assert.Equal("Фамилия теперь Петрова.", whole.Field("demands.1.details"));

        // Reloaded, it is the same receipt and no second request.
        await screen.Page.ReloadAsync();
        Assert.Equal(number, await screen.Of(".receipt-number").TextContentAsync());
        var cookie = (await screen.Page.Context.CookiesAsync()).Single(cookie => cookie.Name == "consent-request");
        using var asked = new HttpRequestMessage(HttpMethod.Get, $"/o/lavka/status/{number}/proof");
        asked.Headers.Add("Cookie", $"{cookie.Name}={cookie.Value}");
        using var proof = await counter.Service.Http.SendAsync(asked, TestContext.Current.CancellationToken);
        var told = JsonNode.Parse(await proof.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
        Assert.Equal((number, "attachment"), (told["number"]!.ToString(), proof.Content.Headers.ContentDisposition!.DispositionType));
        Assert.NotNull(told["proof"]);

        await screen.Page.GetByRole(AriaRole.Link, new() { Name = "Открыть обращение" }).ClickAsync();
        Assert.Contains("Фамилия теперь Петрова.", await screen.Page.ContentAsync(), StringComparison.Ordinal);
        screen.NothingWrong();
    }

    [Fact]
    public async Task What_is_wrong_is_told_on_top_and_beside_the_field_and_nothing_typed_is_lost()
    {
        await using var screen = await counter.OpenAsync("/o/lavka");
        await screen.PressAsync("Дальше");
        Assert.Equal("#kind", await screen.Of("#problem a").GetAttributeAsync("href"));
        Assert.Contains("Выберите хотя бы одно", await screen.Of("#kind-fault").TextContentAsync(), StringComparison.Ordinal);

        await screen.Page.GetByLabel("Исправить").CheckAsync();
        await screen.Page.GetByLabel("Другого человека").CheckAsync();
        await screen.PressAsync("Дальше");
        await screen.Of("[id='relation']").FillAsync("договор № 17");
        await screen.Of("#email").FillAsync("это не адрес");
        await screen.Of("[id='applicant.representative.authority']").FillAsync("доверенность 1-Д");
        await screen.PressAsync("Проверить и отправить");
        Assert.Equal(
            ["#applicant.name", "#applicant.representative.name", "#details-rectification", "#email"],
            (await screen.Of("#problem li a").EvaluateAllAsync<string[]>("links => links.map(link => link.getAttribute('href'))")).Order(StringComparer.Ordinal));
        Assert.Equal("true", await screen.Of("#email").GetAttributeAsync("aria-invalid"));
        Assert.Contains("email-fault", await screen.Of("#email").GetAttributeAsync("aria-describedby"), StringComparison.Ordinal);
        Assert.Equal(
            ("это не адрес", "договор № 17", "доверенность 1-Д"),
            (await screen.Of("#email").InputValueAsync(), await screen.Of("[id='relation']").InputValueAsync(), await screen.Of("[id='applicant.representative.authority']").InputValueAsync()));

        await screen.Of("#problem a[href='#applicant.name']").ClickAsync();
        Assert.Equal("applicant.name", await FocusedAsync(screen));
        screen.NothingWrong();
    }

    [Fact]
    public async Task A_form_whose_proof_is_too_old_gives_back_what_was_typed_and_is_sent_again()
    {
        await using var screen = await counter.OpenAsync("/o/lavka/request?kind=rectification&kind=other");
        await FillAsync(screen, "stale@example.ru");
        // As long as the fields let it be.
        var words = string.Concat(Enumerable.Repeat("Прежняя фамилия. ", 580));
        await screen.Of("#details-rectification").FillAsync(words);
        await screen.Of("#details-other").FillAsync(words);
        await screen.SpoilAsync();
        await screen.PressAsync("Проверить и отправить");
        Assert.Contains("Страница устарела", await screen.Of("#problem").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal(
            ("Иванова Мария Петровна", "stale@example.ru", words.Trim(), words.Trim()),
            (await screen.Of("[id='applicant.name']").InputValueAsync(), await screen.Of("#email").InputValueAsync(), await screen.Of("#details-rectification").InputValueAsync(), await screen.Of("#details-other").InputValueAsync()));
        await screen.PressAsync("Проверить и отправить");
        await counter.CodeAsync("stale@example.ru");
        await screen.SpoilAsync();
        await screen.PressAsync("Отправить без кода");
        Assert.Equal(words.Trim(), await screen.Of("#details-other").InputValueAsync());
        screen.NothingWrong();
    }

    [Fact]
    public async Task The_form_of_a_number_and_an_address_keeps_both_when_its_proof_is_too_old()
    {
        await using var screen = await counter.OpenAsync("/o/lavka/status");
        await screen.Of("#number").FillAsync("2026-000001");
        await screen.Of("#email").FillAsync("stale-status@example.ru");
        await screen.SpoilAsync();
        await screen.PressAsync("Выслать код");
        Assert.Contains("Страница устарела", await screen.Of("#problem").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal(("2026-000001", "stale-status@example.ru"), (await screen.Of("#number").InputValueAsync(), await screen.Of("#email").InputValueAsync()));
    }

    [Fact]
    public async Task A_form_that_can_not_be_read_is_told_with_a_page()
    {
        await using var screen = await counter.OpenAsync("/o/lavka");
        foreach (var path in (string[])["/o/lavka/request", "/o/lavka/status", "/o/lavka/status/code"])
        {
            using var torn = new ByteArrayContent("--"u8.ToArray());
            torn.Headers.TryAddWithoutValidation("Content-Type", "multipart/form-data");
            using var answer = await counter.Service.Http.PostAsync(new Uri(path, UriKind.Relative), torn, TestContext.Current.CancellationToken);
            Assert.Equal((400, "text/html"), ((int)answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
        }
    }

    [Fact]
    public async Task A_wrong_code_leaves_the_form_whole_and_the_right_one_goes_through()
    {
        await using var screen = await ReviewAsync("oleg@example.ru");
        var code = await counter.CodeAsync("oleg@example.ru");
        await screen.Of("[id='code.code']").FillAsync(code == "0000 0000" ? "0000 0001" : "0000 0000");
        await screen.PressAsync("Отправить обращение");
        Assert.Contains("Код не подошёл", await screen.Of("#problem").InnerTextAsync(), StringComparison.Ordinal);
        await screen.PressAsync("Исправить");
        Assert.Equal(("Иванова Мария Петровна", "oleg@example.ru"), (await screen.Of("[id='applicant.name']").InputValueAsync(), await screen.Of("#email").InputValueAsync()));
        await screen.PressAsync("Проверить и отправить");
        await screen.Of("[id='code.code']").FillAsync(await counter.CodeAsync("oleg@example.ru"));
        await screen.PressAsync("Отправить обращение");
        Assert.EndsWith("/receipt", screen.Page.Url, StringComparison.Ordinal);
        await counter.Inbox.NextAsync();
    }

    [Fact]
    public async Task Without_a_code_it_is_received_all_the_same_and_can_not_be_opened_later()
    {
        await using var screen = await ReviewAsync("nikto@example.ru");
        await counter.CodeAsync("nikto@example.ru");
        await screen.PressAsync("Отправить без кода");
        var number = (await screen.Of(".receipt-number").TextContentAsync())!;
        Assert.Equal("claimed", (await counter.Shop.Dpo.GetAsync($"/v1/requests/{number}")).Must(200).Field("identity"));
        await screen.GoAsync($"/o/lavka/status/{number}");
        Assert.EndsWith("/o/lavka/status", screen.Page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_has_shown_the_address_brings_a_document_from_the_receipt_and_strangers_bring_none()
    {
        var pdf = new FilePayload { Name = "паспорт.pdf", MimeType = "application/pdf", Buffer = "%PDF-1.7 паспорт"u8.ToArray() };
        await using (var screen = await ReviewAsync("files@example.ru"))
        {
            await screen.Of("[id='code.code']").FillAsync(await counter.CodeAsync("files@example.ru"));
            await PressAsync(screen, "Отправить обращение");
            var number = (await screen.Of(".receipt-number").TextContentAsync())!;
            await counter.Inbox.NextAsync();
            await screen.Of("#file").SetInputFilesAsync(pdf);
            await PressAsync(screen, "Приложить документ");
            Assert.EndsWith($"/o/lavka/status/{number}#files", screen.Page.Url, StringComparison.Ordinal);
            var taken = await screen.Page.RunAndWaitForDownloadAsync(() => screen.Page.GetByRole(AriaRole.Link, new() { Name = "паспорт.pdf" }).ClickAsync());
            Assert.Equal(pdf.Buffer, await File.ReadAllBytesAsync(await taken.PathAsync(), TestContext.Current.CancellationToken));
            var listed = (await counter.Shop.Dpo.GetAsync($"/v1/requests/{number}/attachments?reason=look")).Must(200).Json["items"]!.AsArray().Single()!;
            Assert.Equal(("паспорт.pdf", "applicant", "true"), (listed["name"]!.ToString(), listed["by"]!.ToString(), listed["public"]!.ToJsonString()));
            screen.NothingWrong();
        }

        await using var stranger = await ReviewAsync("chuzhoy@example.ru");
        await counter.CodeAsync("chuzhoy@example.ru");
        await PressAsync(stranger, "Отправить без кода");
        Assert.Equal(0, await stranger.Of("#file").CountAsync());
        var own = (await stranger.Of(".receipt-number").TextContentAsync())!;
        // Nor by a form of its own making, with the cookie of the receipt.
        var cookies = string.Join("; ", (await stranger.Page.Context.CookiesAsync()).Select(cookie => $"{cookie.Name}={cookie.Value}"));
        using var form = new MultipartFormDataContent { { new ByteArrayContent(pdf.Buffer), "file", "a.pdf" } };
        using var sent = new HttpRequestMessage(HttpMethod.Post, $"/o/lavka/status/{own}/attachments") { Content = form };
        sent.Headers.Add("Cookie", cookies);
        using var answer = await counter.Service.Http.SendAsync(sent, TestContext.Current.CancellationToken);
        Assert.Equal("/o/lavka/status", answer.Headers.Location?.OriginalString);
        Assert.Empty((await counter.Shop.Dpo.GetAsync($"/v1/requests/{own}/attachments")).Must(200).Json["items"]!.AsArray());
    }

    [Fact]
    public async Task Whoever_asks_for_a_number_gets_the_same_pages_and_sees_it_only_by_its_own_address()
    {
        await using var author = await ReviewAsync("anna@example.ru");
        await author.Of("[id='code.code']").FillAsync(await counter.CodeAsync("anna@example.ru"));
        await author.PressAsync("Отправить обращение");
        var number = (await author.Of(".receipt-number").TextContentAsync())!;
        await counter.Inbox.NextAsync();
        (await counter.Shop.Dpo.PostAsync($"/v1/requests/{number}/note", """{"text": "Мы нашли ваш договор.", "public": true}""")).Must(200);
        (await counter.Shop.Dpo.PostAsync($"/v1/requests/{number}/note", """{"text": "Не показывать никому.", "public": false}""")).Must(200);

        var told = new HashSet<string>();
        foreach (var (asked, email) in ((string, string)[])[(number, "stranger@example.ru"), ("2026-999999", "stranger@example.ru")])
        {
            await using var stranger = await counter.OpenAsync("/o/lavka/status");
            await AskAsync(stranger, asked, email);
            await stranger.Of("[id='code.code']").FillAsync(await counter.CodeAsync(email));
            await stranger.PressAsync("Открыть обращение");
            told.Add((await stranger.Of("main").InnerTextAsync()).Replace(asked, "", StringComparison.Ordinal));
        }

        Assert.Contains("Обращение не открылось", Assert.Single(told), StringComparison.Ordinal);

        await using var later = await counter.OpenAsync("/o/lavka/status");
        await AskAsync(later, number, "Anna@example.ru");
        await later.Of("[id='code.code']").FillAsync(await counter.CodeAsync("Anna@example.ru"));
        await later.PressAsync("Открыть обращение");
        var page = await later.Of("main").InnerTextAsync();
        Assert.Contains("Мы нашли ваш договор.", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Не показывать никому.", page, StringComparison.Ordinal);
        Assert.Contains("Китайгородский", page, StringComparison.Ordinal);

        // On record twice: in the file, and in the journal of readings with the route.
        Assert.Contains((await counter.Shop.EntriesAsync()), entry => entry is { Actor: "public", Name: "personal-data-read" } && entry.Request == number);
        Assert.Contains("GET /o/{operator}/status/{number}", (await counter.Shop.Dpo.GetAsync("/v1/access")).Must(200).Body, StringComparison.Ordinal);
        await later.PressAsync("Закрыть на этом устройстве");
        await later.GoAsync($"/o/lavka/status/{number}");
        Assert.EndsWith("/o/lavka/status", later.Page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_form_is_filled_in_and_sent_by_the_keyboard_alone()
    {
        await using var screen = await counter.OpenAsync("/o/lavka?kind=stop-marketing");
        var keyboard = screen.Page.Keyboard;
        await TabToAsync(screen, "button[type=submit]", "Дальше");
        await keyboard.PressAsync("Enter");
        await TabToAsync(screen, "[name='applicant.name']");
        await keyboard.TypeAsync("Иванова Мария");
        await TabToAsync(screen, "[name='contact']");
        await keyboard.TypeAsync("Тверь, до востребования");
        await TabToAsync(screen, "button[value=review]");
        await keyboard.PressAsync("Enter");
        await TabToAsync(screen, "button[value=send]");
        await keyboard.PressAsync("Enter");
        await screen.Of(".receipt-number").WaitForAsync();
        screen.NothingWrong();
    }

    [Fact]
    public async Task The_pages_are_english_where_the_browser_is_and_by_the_switch()
    {
        await using var english = await counter.OpenAsync("/o/lavka", locale: "en-GB");
        Assert.Equal(("en", "A request about your data"), (await english.Of("html").GetAttributeAsync("lang"), await english.Of("h1").TextContentAsync()));
        await english.Of("button[value=ru]").ClickAsync();
        Assert.Equal("Обращение о ваших данных", await english.Of("h1").TextContentAsync());
    }

    [Fact]
    public async Task Each_page_is_sound_in_light_and_dark_on_a_desktop_and_a_phone()
    {
        // With scripts only for the one that looks at the page.
        await using var screen = await counter.OpenAsync("/o/lavka", script: true);
        await screen.MustBeSoundAsync("subject-choose");
        await screen.Page.GetByLabel("Узнать, что вы обо мне храните").CheckAsync();
        await screen.Page.GetByLabel("Удалите").CheckAsync();
        await screen.Page.GetByLabel("Отозвать согласие").CheckAsync();
        await screen.Page.GetByLabel("Другого человека").CheckAsync();
        await screen.PressAsync("Дальше");
        await screen.MustBeSoundAsync("subject-form");
        await screen.PressAsync("Проверить и отправить");
        await screen.MustBeSoundAsync("subject-form-faults");
        await FillAsync(screen, "sound@example.ru");
        await screen.Of("[id='applicant.representative.name']").FillAsync("Иванов Пётр Сергеевич");
        await screen.Of("[id='applicant.representative.authority']").FillAsync("доверенность от 1 ноября 2026 года, нотариус Сидорова");
        await screen.PressAsync("Проверить и отправить");
        await screen.MustBeSoundAsync("subject-confirm");
        await screen.Of("[id='code.code']").FillAsync(await counter.CodeAsync("sound@example.ru"));
        await screen.PressAsync("Отправить обращение");
        await screen.MustBeSoundAsync("subject-receipt");
        await counter.Inbox.NextAsync();
        var number = (await screen.Of(".receipt-number").TextContentAsync())!;
        (await counter.Shop.Dpo.PostAsync($"/v1/requests/{number}/note", """{"text": "Мы получили ваше обращение и ищем договор в архиве.", "public": true}""")).Must(200);
        (await counter.Shop.Dpo.PostAsync($"/v1/requests/{number}/extend", """{"reason": "Архив за 2019 год хранится на бумаге."}""")).Must(200);
        await screen.GoAsync($"/o/lavka/status/{number}");
        await screen.MustBeSoundAsync("subject-status");
        foreach (var (path, name) in ((string, string)[])[("/o/lavka/status", "subject-find"), ("/o/lavka/link", "subject-link")])
        {
            await screen.GoAsync(path);
            await screen.MustBeSoundAsync(name);
        }
    }

    [Fact]
    public async Task An_operator_that_is_nowhere_and_a_colour_that_can_not_be_read_are_refused()
    {
        await using var screen = await counter.OpenAsync("/o/nikto");
        Assert.Contains("Такой страницы нет", await screen.Of("main").InnerTextAsync(), StringComparison.Ordinal);
        foreach (var (brand, field) in ((string, string)[])
        [
            ("""{"accent": "#ffe066"}""", "brand.accent"), ("""{"accent": "red"}""", "brand.accent"), ("""{"logo": "data:image/svg+xml;base64,PHN2Zz4="}""", "brand.logo"),
            ("""{"logo": "data:image/png;base64,PHN2Zz4="}""", "brand.logo"), ("""{"logo": "https://example.ru/logo.png"}""", "brand.logo"),
        ])
            (await counter.Service.Root.PutAsync("/v1/admin/operators/bad", Shop.Description(extra: $", \"brand\": {brand}"))).MustBe(400, "malformed", field);
    }

    [Fact]
    public async Task A_withdrawal_by_somebody_unknown_is_told_the_last_day_of_the_law()
    {
        await using var screen = await counter.OpenAsync("/o/lavka/request?kind=withdrawal");
        await FillAsync(screen, "otzyv@example.ru");
        await screen.PressAsync("Проверить и отправить");
        await counter.CodeAsync("otzyv@example.ru");
        await screen.PressAsync("Отправить без кода");
        var text = await screen.Of("main").InnerTextAsync();
        Assert.Contains("до 23 декабря 2026", text, StringComparison.Ordinal);
        Assert.Contains("ст. 21 ч. 5", text, StringComparison.Ordinal);
        Assert.DoesNotContain("отзывать нечего", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_colour_and_the_logo_are_served_by_us_and_come_back_in_the_answer()
    {
        await using var screen = await counter.OpenAsync("/o/lavka");
        Assert.Equal("rgb(122, 31, 75)", await screen.Of("button[type=submit]").First.EvaluateAsync<string>("button => getComputedStyle(button).backgroundColor"));
        Assert.True(await screen.Of(".subject-name img").EvaluateAsync<bool>("image => image.complete && image.naturalWidth === 48"));
        using var logo = await counter.Service.Http.GetAsync(new Uri((await screen.Of(".subject-name img").GetAttributeAsync("src"))!, UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal("image/png", logo.Content.Headers.ContentType!.MediaType);
        var answer = (await counter.Service.Root.PutAsync("/v1/admin/operators/again", Shop.Description(extra: $$""", "brand": {"accent": "#7A1F4B", "logo": "{{OpenCounter.Logo}}"}"""))).Must(200);
        Assert.Equal(("#7a1f4b", OpenCounter.Logo), (answer.Field("brand.accent"), answer.Field("brand.logo")));
        screen.NothingWrong();
    }

    private async Task<Screen> ReviewAsync(string email)
    {
        var screen = await counter.OpenAsync("/o/lavka?kind=access");
        await screen.PressAsync("Дальше");
        await FillAsync(screen, email);
        await screen.PressAsync("Проверить и отправить");
        return screen;
    }

    private static async Task FillAsync(Screen screen, string email)
    {
        await screen.Of("[id='applicant.name']").FillAsync("Иванова Мария Петровна");
        await screen.Of("#email").FillAsync(email);
    }

    private static async Task AskAsync(Screen screen, string number, string email)
    {
        await screen.Of("#number").FillAsync(number);
        await screen.Of("#email").FillAsync(email);
        await screen.PressAsync("Выслать код");
    }

    private static Task<string> FocusedAsync(Screen screen) => screen.Of(":focus").EvaluateAsync<string>("element => element.id");

    private static async Task TabToAsync(Screen screen, string selector, string? text = null)
    {
        for (var i = 0; i < 60; i++)
        {
            await screen.Page.Keyboard.PressAsync("Tab");
            var focused = screen.Of(selector + ":focus");
            if (await focused.CountAsync() == 1 && (text is null || await focused.TextContentAsync() == text)) return;
        }

        Assert.Fail($"{selector} cannot be reached by the keyboard.");
    }
}
