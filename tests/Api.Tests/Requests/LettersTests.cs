using Consent.Domain;

namespace Consent.Api.Tests.Requests;

public sealed class LettersTests(OpenShop open) : IClassFixture<OpenShop>
{
    private readonly Shop _shop = open.Shop;

    [Fact]
    public async Task An_acknowledgement_tells_the_number_the_day_and_the_terms()
    {
        var story = await RequestStory.BeginAsync(_shop);
        var text = await story.TextAsync("letters/acknowledgement");
        Assert.Contains($"Ваше обращение № {story.Number} (получено 12 октября 2026 г.) зарегистрировано.", text, StringComparison.Ordinal);
        Assert.Contains("ответ на запрос о доступе: не позднее 26 октября 2026 г. (ст. 20 ч. 1)", text, StringComparison.Ordinal);
        Assert.Contains("Кому: Иванова ЗНАК", text, StringComparison.Ordinal);
        Assert.Contains("Федерального закона от 27.07.2006 № 152-ФЗ", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_letter_is_masked_until_a_reason_is_named_and_the_reading_is_recorded()
    {
        var story = await RequestStory.BeginAsync(_shop);
        var masked = (await story.ReadAsync("letters/acknowledgement")).Must(200);
        Assert.DoesNotContain(RequestStory.Mark, masked.Body, StringComparison.Ordinal);
        Assert.Equal(("•••", "true", "email"), (masked.Field("to"), masked.Field("masked"), masked.Field("by")));
        Assert.DoesNotContain("personal-data-read", await story.JournalAsync());
        var shown = (await story.ReadAsync("letters/acknowledgement", "?reason=look")).Must(200);
        Assert.Equal(("Иванова ЗНАК", "false"), (shown.Field("to"), shown.Field("masked")));
        Assert.Equal("personal-data-read", (await story.JournalAsync())[^1]);
    }

    [Fact]
    public async Task Particulars_are_asked_for_by_their_articles_and_no_term_stops()
    {
        var story = await RequestStory.BeginAsync(_shop);
        await story.DoAsync((number, now) => new AskParticulars(now, number, [Particular.Authority], new Personal("Приложите ЗНАК")));
        var text = await story.TextAsync("letters/particulars");
        foreach (var words in (string[])[
            "номер основного документа", "(ст. 14 ч. 3)", "документ, подтверждающий полномочия представителя (ст. 9 ч. 1)", "Приложите ЗНАК",
            "не приостанавливает и не продлевает срока", "не позднее 26 октября 2026 г."])
            Assert.Contains(words, text, StringComparison.Ordinal);

        await story.DoAsync((number, now) => new ReceiveParticulars(
            now, number, 1, [Particular.Authority, Particular.Document, Particular.Relation, Particular.Signature], now, new Personal("x")));
        (await story.ReadAsync("letters/particulars")).MustBe(409, "letter-not-due");
    }

    [Fact]
    public async Task A_notice_of_extension_has_the_old_and_the_new_end_and_the_reasons()
    {
        var story = await RequestStory.BeginAsync(_shop);
        (await story.ReadAsync("letters/extension")).MustBe(409, "letter-not-due");
        (await _shop.Dpo.PostAsync($"/v1/requests/{story.Number}/extend", """{"reason": "Архив ЗНАК"}""")).Must(200);
        var text = await story.TextAsync("letters/extension");
        Assert.Contains("прежний срок — до 26 октября 2026 г., новый срок — до 2 ноября 2026 г. включительно (ст. 20 ч. 1)", text, StringComparison.Ordinal);
        Assert.Contains("Причины продления: Архив ЗНАК", text, StringComparison.Ordinal);
        Assert.DoesNotContain("ЗНАК", (await story.ReadAsync("letters/extension")).Must(200).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_answer_letter_is_the_assembled_one_for_access_and_the_answer_given_for_the_rest()
    {
        var access = await RequestStory.BeginAsync(_shop);
        Assert.Equal((await access.ReadAsync("answer")).Field("text"), (await access.ReadAsync("letters/answer")).Must(200).Field("text"));

        var objection = await RequestStory.BeginAsync(_shop, "automated-decision-objection");
        Assert.Equal("ответ по существу", (await objection.ReadAsync("letters/answer")).Must(200).Field("missing.0"));
        await objection.DoAsync((number, now) => new AnswerDemand(now, number, 1, new Personal("Решение пересмотрено.")));
        Assert.Contains("Решение пересмотрено.", await objection.TextAsync("letters/answer"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_names_the_norm_in_its_words_the_reasons_and_where_to_complain()
    {
        var story = await RequestStory.BeginAsync(_shop);
        var draft = (await story.ReadAsync("letters/refusal")).Must(200);
        Assert.Contains("[указать: норму, которая позволяет отказать: ст. 14 ч. 8 п. 1;", RequestStory.TextOf(draft), StringComparison.Ordinal);
        Assert.Equal("мотивы отказа", draft.Field("missing.1"));

        await story.DoAsync((number, now) => new RefuseDemand(now, number, 1, "ст. 14 ч. 8 п. 4", new Personal("Сведения о соседе ЗНАК")));
        var text = await story.TextAsync("letters/refusal");
        foreach (var words in (string[])[
            $"№ {story.Number} (получено 12 октября 2026 г.)", "ст. 14 ч. 8 п. 4 Федерального закона «О персональных данных» — доступ нарушает права и законные интересы третьих лиц",
            "Мотивы: Сведения о соседе ЗНАК", "(Роскомнадзор) или в суд (ст. 17)", "12 октября 2026 г.          __________________ / Ответственный"])
            Assert.Contains(words, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_by_another_federal_law_names_that_law()
    {
        var story = await RequestStory.BeginAsync(_shop);
        await story.DoAsync((number, now) => new RefuseDemand(now, number, 1, "ст. 14 ч. 8; 115-ФЗ ст. 4", new Personal("x")));
        Assert.Contains("Основание: ст. 14 ч. 8; 115-ФЗ ст. 4 — право ограничено названным федеральным законом.", await story.TextAsync("letters/refusal"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_letter_goes_to_the_representative_and_names_the_subject()
    {
        var story = await RequestStory.BeginAsync(_shop, applicant: RequestStory.Applicant + """, "representative": {"name": "Пётр Сидоров"}""");
        var answer = (await story.ReadAsync("letters/acknowledgement", "?reason=look")).Must(200);
        Assert.Equal("Пётр Сидоров", answer.Field("to"));
        Assert.Contains("представителю субъекта персональных данных: Иванова ЗНАК", answer.Field("text"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_withdrawal_of_nothing_is_acknowledged_as_such()
    {
        var story = await RequestStory.BeginAsync(_shop, "withdrawal");
        Assert.Contains("отзывать нечего (ст. 9 ч. 2)", await story.TextAsync("letters/acknowledgement"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_demanded_a_rectification_is_told_what_was_changed()
    {
        var story = await RequestStory.BeginAsync(_shop, "rectification", details: ", \"details\": \"Фамилия\"");
        Assert.Contains("внесённые изменения", (await story.ReadAsync("letters/rectified")).Must(200).Json["missing"]!.AsArray().Select(gap => gap!.ToString()));
        await story.DoAsync((number, now) => new RectifyData(now, number, 1, new Personal("Фамилия ЗНАК")));
        var text = await story.TextAsync("letters/rectified");
        Assert.Contains("Что изменено: Фамилия ЗНАК", text, StringComparison.Ordinal);
        Assert.Contains("Блокирование данных снято 12 октября 2026 г. (ст. 21 ч. 2).", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_demanded_a_destruction_is_told_the_day_and_the_act()
    {
        var story = await RequestStory.BeginAsync(_shop, "destruction", details: ", \"details\": \"Не нужны\"");
        Assert.Contains("номер и дату акта об уничтожении", (await story.ReadAsync("letters/destroyed")).Must(200).Body, StringComparison.Ordinal);
        var owed = Obligation(await _shop.Dpo.GetAsync($"/v1/requests/{story.Number}"), "destroy-unlawful-or-unneeded");
        await story.DoAsync((number, now) => new FulfilObligation(now, number, owed, now, null, "акт № 7"));
        var text = await story.TextAsync("letters/destroyed");
        Assert.Contains("Дата уничтожения: 12 октября 2026 г.", text, StringComparison.Ordinal);
        Assert.Contains("Акт: акт № 7", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_authority_is_told_that_the_breach_it_wrote_of_is_mended()
    {
        var story = await RequestStory.BeginAsync(_shop, "unlawful-processing", channel: "authority");
        (await story.ReadAsync("letters/authority-notice")).MustBe(409, "letter-not-due");
        await story.DoAsync((number, now) => new FindUnlawfulness(now, number, 1, now, new Personal("Рассылка ЗНАК")));
        var answer = (await story.ReadAsync("letters/authority-notice", "?reason=look")).Must(200);
        Assert.StartsWith("Роскомнадзор", answer.Field("to"), StringComparison.Ordinal);
        Assert.Equal("authority", answer.Field("by"));
        Assert.Contains("выявлена: 12 октября 2026 г.", RequestStory.TextOf(answer), StringComparison.Ordinal);
        Assert.Contains("Основания: Рассылка ЗНАК", RequestStory.TextOf(answer), StringComparison.Ordinal);
        Assert.Contains("дату прекращения", answer.Json["missing"]!.AsArray().Select(gap => gap!.ToString()));
    }

    [Fact]
    public async Task The_first_notice_of_an_incident_tells_the_minute_and_leaves_open_what_nobody_knows_yet()
    {
        var story = await RequestStory.BeginAsync(_shop, "incident", channel: "operator", details: ", \"details\": \"Выгрузка ЗНАК\"", applicant: "\"name\": \"x\"");
        var answer = (await story.ReadAsync("letters/incident-first", "?reason=look")).Must(200);
        var text = RequestStory.TextOf(answer);
        Assert.Contains("Инцидент выявлен: 12 октября 2026 г., 12:00 (UTC+3)", text, StringComparison.Ordinal);
        Assert.Contains("1. Инцидент: Выгрузка ЗНАК", text, StringComparison.Ordinal);
        foreach (var gap in (string[])["ИНН", "ОГРН", "предполагаемые причины", "предполагаемый вред и его предварительную оценку", "принятые меры"])
            Assert.Contains(gap, answer.Json["missing"]!.AsArray().Select(missing => missing!.ToString()));

        (await _shop.Admin.PutAsync("/v1/admin/operators/lavka", Shop.Description(extra: ", \"inn\": \"6900000000\", \"ogrn\": \"1026900000000\""))).Must(200);
        Assert.Contains("ИНН: 6900000000; ОГРН: 1026900000000", await story.TextAsync("letters/incident-first"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_second_notice_names_the_number_of_the_first()
    {
        var story = await RequestStory.BeginAsync(_shop, "incident", channel: "operator", applicant: "\"name\": \"x\"");
        Assert.Contains("[указать: номер и ключ первичного уведомления", await story.TextAsync("letters/incident-results"), StringComparison.Ordinal);
        var owed = Obligation(await _shop.Dpo.GetAsync($"/v1/requests/{story.Number}"), "incident-first-notice");
        await story.DoAsync((number, now) => new FulfilObligation(now, number, owed, now, null, "РКН-123"));
        var text = await story.TextAsync("letters/incident-results");
        Assert.Contains("Номер первичного уведомления: РКН-123", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_demand_of_any_kind_and_a_want_of_any_particular_has_words()
    {
        foreach (var kind in Storage.Words.All<DemandKind>())
        {
            var story = await RequestStory.BeginAsync(_shop, kind);
            await story.DoAsync((number, now) => new AskParticulars(now, number, [.. Enum.GetValues<Particular>()], null));
            foreach (var letter in (string[])["acknowledgement", "particulars"]) Assert.NotEmpty(await story.TextAsync("letters/" + letter));
            if (kind != "incident") Assert.NotEmpty(await story.TextAsync("letters/answer"));
        }
    }

    [Fact]
    public async Task A_letter_nobody_writes_is_not_found_and_one_without_a_reason_is_not_recorded_as_read()
    {
        var story = await RequestStory.BeginAsync(_shop);
        foreach (var letter in (string[])["love", "Answer", "extension%20", "..%2fanswer"]) (await story.ReadAsync($"letters/{letter}", "?reason=look")).MustBe(404, "not-found");
        foreach (var letter in (string[])["extension", "rectified", "destroyed", "authority-notice", "incident-first", "incident-results"])
            (await story.ReadAsync($"letters/{letter}", "?reason=look")).MustBe(409, "letter-not-due");
        (await story.ReadAsync("letters/answer", "?demand=9")).MustBe(404, "not-found");
        Assert.DoesNotContain("personal-data-read", await story.JournalAsync());
    }

    [Fact]
    public async Task Of_several_demands_the_letter_is_of_the_one_that_has_a_reason_for_it_or_of_the_one_named()
    {
        var story = await RequestStory.BeginAsync(_shop, "access", details: "}, {\"kind\": \"rectification\", \"details\": \"Фамилия\"");
        Assert.Contains("внесены изменения", await story.TextAsync("letters/rectified"), StringComparison.Ordinal);
        (await story.ReadAsync("letters/rectified", "?demand=1")).MustBe(409, "letter-not-due");
        Assert.Contains("— требование уточнить персональные данные —", await TextOfAsync(story, "letters/refusal?demand=2"), StringComparison.Ordinal);
    }

    private static int Obligation(Answer request, string duty) =>
        request.Must(200).Json["obligations"]!.AsArray().Single(owed => owed!["duty"]!.ToString() == duty)!["id"]!.GetValue<int>();

    private static async Task<string> TextOfAsync(RequestStory story, string path) => RequestStory.TextOf((await story.ReadAsync(path)).Must(200));
}
