using Consent.Api;
using Consent.Domain;
using Consent.Engine;
using Microsoft.Extensions.DependencyInjection;

namespace Consent.Api.Tests.Requests;

public sealed class AssembledAnswerTests(OpenShop open) : IClassFixture<OpenShop>
{
    private const string Told = """, "retention": "3 года", "processors": [{"name": "ООО «Рассылка»", "address": "Казань"}], "crossBorder": [], "methods": "automated", "source": "анкета" """;

    private readonly Shop _shop = open.Shop;

    [Fact]
    public async Task The_answer_is_assembled_masked_until_a_reason_is_named_and_the_reading_is_recorded()
    {
        var story = await ToldAsync();
        await story.ProvideAsync("CRM", ("имя", "Анна ЗНАК"), ("контактное лицо", "Пётр ЗНАК"));
        var masked = (await story.ReadAsync("answer")).Must(200);
        Assert.DoesNotContain(RequestStory.Mark, masked.Body, StringComparison.Ordinal);
        Assert.Equal(("true", "email", "true"), (masked.Field("masked"), masked.Field("form"), masked.Field("complete")));
        Assert.Contains("имя: ••• (источник: •••) — CRM", RequestStory.TextOf(masked), StringComparison.Ordinal);
        Assert.DoesNotContain("personal-data-read", await story.JournalAsync());

        var shown = (await story.ReadAsync("answer", "?demand=1&reason=%D0%BE%D1%82%D0%B2%D0%B5%D1%82")).Must(200);
        Assert.Equal("false", shown.Field("masked"));
        Assert.Contains("имя: Анна ЗНАК (источник: анкета) — CRM", shown.Field("items.4.lines.0"), StringComparison.Ordinal);
        Assert.Contains("Кому: Иванова ЗНАК", shown.Field("text"), StringComparison.Ordinal);
        Assert.Equal("personal-data-read", (await story.JournalAsync())[^1]);
    }

    [Fact]
    public async Task The_items_are_those_of_the_law_each_with_its_article_and_the_letter_has_them_all()
    {
        var story = await ToldAsync();
        await story.ProvideAsync("CRM", ("имя", "Анна"));
        var answer = (await story.ReadAsync("answer")).Must(200);
        Assert.Equal(["1", "2", "3", "4", "5", "6", "7", "8", "9", "9.1", "10"], answer.Json["items"]!.AsArray().Select(item => item!["number"]!.ToString()));
        Assert.Equal("ст. 14 ч. 7 п. 9.1", answer.Field("items.9.article"));
        var text = RequestStory.TextOf(answer);
        foreach (var words in (string[])[
            $"№ {story.Number} (получено 12 октября 2026 г.)", "Подтверждаем, что обрабатываем", "Цель — Ваше согласие от 12 октября 2026 г. (ст. 6 ч. 1)",
            "Цель — хранение; с использованием средств автоматизации", "ООО «Лавка», г. Тверь", "Цель — 3 года", "в течение 10 рабочих дней", "не более чем на 5 рабочих дней",
            "трансграничная передача не осуществлялась", "ООО «Рассылка», Казань", "Назначен ответственный.", "иных сведений нет", "обжаловать", "__________________ / Ответственный"])
            Assert.Contains(words, text, StringComparison.Ordinal);
        Assert.DoesNotContain("[указать", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_lacking_is_named_with_what_to_do_and_stands_as_a_gap_in_the_letter()
    {
        var story = await RequestStory.BeginAsync(open.Neighbour);
        (await open.Neighbour.Front.PostAsync("/v1/consents", Shop.Consent(story.Subject))).Must(201);
        var answer = (await story.ReadAsync("answer")).Must(200);
        Assert.Equal("false", answer.Field("complete"));
        var incomplete = answer.Json["items"]!.AsArray().Where(item => !item!["complete"]!.GetValue<bool>()).Select(item => item!["number"]!.ToString());
        Assert.Equal(["3", "5", "6", "8", "9", "9.1"], incomplete);
        Assert.Equal("Укажите methods цели: newsletter", answer.Field("items.2.missing.0"));
        Assert.Equal("Подтвердите личность заявителя", answer.Field("missing.0"));
        Assert.Contains("[указать: способы исполнения обязанностей ст. 18.1]", RequestStory.TextOf(answer), StringComparison.Ordinal);

        var english = (await open.Neighbour.Dpo.GetAsync($"/v1/requests/{story.Number}/answer", ("Accept-Language", "en"))).Must(200);
        Assert.Equal("State methods of the purpose: newsletter", english.Field("items.2.missing.0"));
        Assert.Equal(answer.Field("text"), english.Field("text"));
    }

    [Fact]
    public async Task Of_a_person_of_whom_nothing_is_held_the_letter_says_so()
    {
        var story = await RequestStory.BeginAsync(_shop);
        Assert.Equal("false", (await story.ReadAsync("answer")).Must(200).Field("complete"));
        await story.ProvideAsync("CRM", ("имя", "—"));
        var answer = (await story.ReadAsync("answer")).Must(200);
        Assert.Equal("true", answer.Field("complete"));
        Assert.Contains("Мы не обрабатываем Ваших персональных данных", answer.Field("text"), StringComparison.Ordinal);
        Assert.DoesNotContain("(п. 5)", RequestStory.TextOf(answer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Third_persons_data_is_pointed_out_even_while_masked()
    {
        var story = await RequestStory.BeginAsync(_shop, applicant: "\"name\": \"Анна\", \"contact\": \"anna@example.ru\"");
        await story.ProvideAsync("CRM", ("контактное лицо", "Пётр"), ("примечание", "anna@example.ru, petr@example.ru, +7 916 123-45-67"));
        var answer = (await story.ReadAsync("answer")).Must(200);
        Assert.Equal(
            [("CRM", "контактное лицо", "category"), ("CRM", "примечание", "email"), ("CRM", "примечание", "phone")],
            answer.Json["thirdPersons"]!.AsArray().Select(hint => (hint!["system"]!.ToString(), hint["category"]!.ToString(), hint["why"]!.ToString())));
    }

    [Fact]
    public async Task What_stands_in_the_way_of_processing_is_told_in_words()
    {
        var story = await RequestStory.BeginAsync(_shop, details: "}, {\"kind\": \"blocking\"}, {\"kind\": \"stop-processing\"}, {\"kind\": \"stop-marketing\"}, {\"kind\": \"stop-distribution\"");
        await story.DoAsync((_, now) => new AchievePurpose(now, new PurposeCode("profile")));
        await story.ProvideAsync("CRM", ("имя", "Анна"));
        var text = RequestStory.TextOf((await story.ReadAsync("answer")).Must(200));
        foreach (var words in (string[])[
            "обработка блокирована с 12 октября 2026 г. (ст. 21 ч. 1)", "по Вашему требованию от 12 октября 2026 г. обработка прекращается (ст. 21 ч. 5.1)",
            "обработка в целях продвижения прекращена 12 октября 2026 г. (ст. 15 ч. 2)", "распространение прекращено 12 октября 2026 г. (ст. 10.1 ч. 12)",
            "цель обработки достигнута 12 октября 2026 г.: Цель, данные подлежат уничтожению (ст. 21 ч. 4)"])
            Assert.Contains("— " + words, text, StringComparison.Ordinal);
    }

    [Fact]
    public void Whatever_an_item_may_lack_has_words_in_both_languages()
    {
        foreach (var language in Texts.Languages)
        {
            Texts.Speak([language]);
            foreach (var gap in Enum.GetNames<GapKind>()) Assert.NotNull(Texts.Find("AnswerGap." + gap));
        }

        Texts.Speak([]);
    }

    [Fact]
    public async Task Only_a_demand_for_access_has_an_assembled_answer()
    {
        var story = await RequestStory.BeginAsync(_shop, "automated-decision-objection");
        (await story.ReadAsync("answer", "?reason=look")).MustBe(409, "nothing-to-assemble", "demand", "ст. 14 ч. 7");
        (await story.ReadAsync("answer", "?demand=2")).MustBe(404, "not-found");
        Assert.DoesNotContain("personal-data-read", await story.JournalAsync());
    }

    [Fact]
    public async Task The_text_that_is_recorded_is_the_letter_as_it_is_shown()
    {
        var story = await ToldAsync();
        await story.ProvideAsync("CRM", ("имя", "Анна ЗНАК"));
        var file = new FileKey(_shop.Operator, new SubjectId(story.Subject));
        var sealedView = await open.Service.Services.GetRequiredService<FileReader>().ReadAsync(file, null, TestContext.Current.CancellationToken);
        var view = await sealedView.OpenAsync(open.Service.Services.GetRequiredService<Storage.Sealing>(), TestContext.Current.CancellationToken);
        var text = AccessLetter.TextOf(view, story.Number, 1, open.Service.Services.GetRequiredService<Catalogues>().For(_shop.Operator)!, TestService.Monday);
        Assert.Equal((await story.ReadAsync("answer", "?reason=look")).Must(200).Field("text"), text);
        Assert.Contains("Анна ЗНАК", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("inn", "123")]
    [InlineData("inn", "12345678901")]
    [InlineData("ogrn", "1234567890123x")]
    public async Task A_number_of_a_register_has_its_digits(string field, string digits) =>
        (await _shop.Admin.PutAsync("/v1/admin/operators/lavka", Shop.Description(extra: $", \"{field}\": \"{digits}\""))).MustBe(400, "malformed", field);

    // A shop that has told everything, and a person who agreed and asks.
    private async Task<RequestStory> ToldAsync()
    {
        (await _shop.Admin.PutAsync("/v1/admin/operators/lavka", Shop.Description(extra: ", \"measures\": \"Назначен ответственный.\""))).Must(200);
        (await _shop.Admin.PutAsync("/v1/purposes/newsletter", Shop.Purpose(extra: ", \"advertising\": true" + Told))).Must(200);
        var story = await RequestStory.BeginAsync(_shop);
        (await _shop.Front.PostAsync("/v1/consents", Shop.Consent(story.Subject))).Must(201);
        return await story.DoAsync((number, now) => new ConfirmIdentity(now, number, IdentityLevel.SignIn, null));
    }
}
