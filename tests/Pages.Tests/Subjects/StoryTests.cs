namespace Consent.Pages.Tests.Subjects;

/// <summary>A request from the subject's page to its closing on the desk, and back to the subject.</summary>
[Collection(OpenCounter.Letters)]
public sealed class StoryTests(OpenCounter counter)
{
    private const string Email = "istoriya@example.ru";

    [Fact]
    public async Task A_request_of_a_subject_is_closed_on_the_desk_and_its_letter_is_read_on_the_status_page()
    {
        await using var subject = await counter.OpenAsync("/o/lavka");
        var number = await FileAsync(subject);

        await using var desk = await counter.OpenDeskAsync("/desk/requests");
        await desk.Of("#q").FillAsync(number);
        await desk.Of(".filters-go button").ClickAsync();
        await desk.Of("tbody tr a.number", number).ClickAsync();
        Assert.Contains("подтверждена кодом", await desk.Of(".sheet-right .badge").First.TextContentAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain(Email, await desk.Page.ContentAsync(), StringComparison.Ordinal);
        await ConfirmIdentityAsync(desk);
        await TellDataAsync(desk);
        var letter = await AnswerAsync(desk);
        Assert.Contains("Мы не обрабатываем Ваших персональных данных", letter, StringComparison.Ordinal);
        await desk.Page.WaitForURLAsync($"**/desk/requests/{number}");
        Assert.Equal("закрыто", await desk.Of(".desk-head .badge").First.TextContentAsync());
        desk.NothingWrong();

        // The same browser that sent it, and another by a code to the address.
        await subject.GoAsync($"/o/lavka/status/{number}");
        await MustTellAsync(subject, number);
        await using var later = await counter.OpenAsync("/o/lavka/status");
        await later.Of("#number").FillAsync(number);
        await later.Of("#email").FillAsync(Email);
        await later.PressAsync("Выслать код");
        await later.Of("[id='code.code']").FillAsync(await counter.CodeAsync(Email));
        await later.PressAsync("Открыть обращение");
        await MustTellAsync(later, number);
    }

    [Fact]
    public async Task A_withdrawal_of_somebody_unknown_takes_effect_when_the_desk_has_found_whose_it_is()
    {
        const string email = "nashlas@example.ru";
        var person = Shop.NewSubject();
        (await counter.Shop.Front.PostAsync("/v1/consents", Shop.Consent(person))).Must(201);
        await counter.Shop.RegisterAsync(Shop.Request(person, applicant: $"\"name\": \"Иванова Мария\", \"contact\": \"{email}\""));
        await using var subject = await counter.OpenAsync("/o/lavka");
        var number = await FileAsync(subject, "Отозвать согласие", email);
        Assert.Contains("сразу, как вас найдут", await subject.Of("main").TextContentAsync(), StringComparison.Ordinal);
        Assert.Equal("true", (await counter.Shop.CheckAsync(person)).Field("allowed"));

        await using var desk = await counter.OpenDeskAsync($"/desk/requests/{number}");
        await desk.Of("summary", "Указать субъекта").ClickAsync();
        await desk.Of("button", "Найти по контакту и документу").ClickAsync();
        await desk.MustBeSoundAsync("request-nameless");
        await desk.Page.GetByLabel(person).CheckAsync();
        await desk.Page.GetByRole(AriaRole.Button, new() { Name = "Указать", Exact = true }).ClickAsync();
        await Assertions.Expect(desk.Of(".desk-head", "начато под №")).ToBeVisibleAsync();
        var goesOnAs = desk.Page.Url.Split('/')[^1];
        Assert.NotEqual(number, goesOnAs);
        desk.NothingWrong();
        Assert.Equal(("false", "withdrawn"), ((await counter.Shop.CheckAsync(person)).Field("allowed"), (await counter.Shop.CheckAsync(person)).Field("reason")));

        await subject.GoAsync($"/o/lavka/status/{number}");
        Assert.EndsWith($"/o/lavka/status/{goesOnAs}", subject.Page.Url, StringComparison.Ordinal);
        subject.NothingWrong();
    }

    private async Task<string> FileAsync(Screen screen, string wish = "Узнать, что вы обо мне храните", string email = Email)
    {
        await screen.Page.GetByLabel(wish).CheckAsync();
        await screen.PressAsync("Дальше");
        await screen.Of("[id='applicant.name']").FillAsync("Иванова Мария Петровна");
        await screen.Of("#email").FillAsync(email);
        await screen.PressAsync("Проверить и отправить");
        await screen.Of("[id='code.code']").FillAsync(await counter.CodeAsync(email));
        await screen.PressAsync("Отправить обращение");
        var number = (await screen.Of(".receipt-number").TextContentAsync())!;
        await counter.Inbox.NextAsync();
        return number;
    }

    private static async Task ConfirmIdentityAsync(Screen desk)
    {
        await desk.Of("#do-confirm-identity summary").ClickAsync();
        await desk.Of("#confirm-identity-level").SelectOptionAsync("document");
        await desk.Of("#confirm-identity-evidence").FillAsync("паспорт показан при встрече");
        await desk.Of("#do-confirm-identity button").ClickAsync();
        Assert.Equal("по документу", await desk.Of(".sheet-right .badge").First.TextContentAsync());
    }

    // What a system does not hold is data too.
    private static async Task TellDataAsync(Screen desk)
    {
        await desk.Of("#do-provide-data summary").ClickAsync();
        await desk.Of("#provide-data-system").FillAsync("CRM");
        await desk.Of("[id='provide-data-items[0].category']").FillAsync("имя");
        await desk.Of("[id='provide-data-items[0].value']").FillAsync("—");
        await desk.Of("#do-provide-data button").ClickAsync();
        Assert.Equal(0, await desk.Of(".problem").CountAsync());
    }

    private static async Task<string> AnswerAsync(Screen desk)
    {
        await desk.Of("a.button", "Ответить").ClickAsync();
        Assert.Contains("badge-met", await desk.Of(".card-head .badge-met").First.GetAttributeAsync("class"), StringComparison.Ordinal);
        await desk.Of("#by").SelectOptionAsync("email");
        await desk.Of("button", "Посмотреть письмо").ClickAsync();
        var letter = (await desk.Of(".letter").TextContentAsync())!;
        Assert.DoesNotContain("Иванова", letter, StringComparison.Ordinal);
        await desk.Of("button", "Ответ отправлен").ClickAsync();
        return letter;
    }

    private static async Task MustTellAsync(Screen screen, string number)
    {
        Assert.EndsWith($"/o/lavka/status/{number}", screen.Page.Url, StringComparison.Ordinal);
        Assert.Equal("закрыто", await screen.Of(".lead .badge").TextContentAsync());
        var answer = await screen.Of(".story li", "Ответ").Locator(".letter").InnerTextAsync();
        Assert.Contains("Мы не обрабатываем Ваших персональных данных", answer, StringComparison.Ordinal);
        Assert.Contains("Иванова Мария Петровна", answer, StringComparison.Ordinal);
        // Whoever of the operator did it, and with which paper, is not told.
        Assert.DoesNotContain("Сидорова", await screen.Page.ContentAsync(), StringComparison.Ordinal);
        screen.NothingWrong();
    }
}
