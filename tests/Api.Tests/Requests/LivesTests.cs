namespace Consent.Api.Tests.Requests;

/// <summary>A whole life of each kind of demand, from receipt to close, with the clock moved between restarts.</summary>
public sealed class LivesTests
{
    private const string Begin = "2026-10-12 12:00";

    [Fact]
    public async Task Access_is_asked_about_extended_and_answered_on_the_last_day()
    {
        await using var life = await Life.BeginAsync(Begin);
        await life.LetterAsync("access");
        Assert.Contains("document", (await life.ReadAsync()).Json["missing"]!.AsArray().Select(word => word!.ToString()));
        await life.DoAsync("ask-particulars", "{}");
        await life.AtAsync("2026-10-21 10:00");
        await life.ToldAsync("obligation-reminded", "soon");
        await life.DoAsync("receive-particulars", """{"demand": 1, "what": ["document", "relation", "signature"], "text": "паспорт 66 12, договор № 17"}""");
        await life.DoAsync("confirm-identity", """{"level": "document"}""");
        await life.OwesAsync("answer-access open 2026-10-26");
        await life.DoAsync("extend", """{"reason": "архив", "demand": 1}""");
        (await life.DoAsync("extend", """{"reason": "ещё", "demand": 1}""", 409)).MustBe(409, "nothing-to-extend");
        await life.AtAsync("2026-11-02 23:00");
        await life.OwesAsync("answer-access open 2026-11-02");
        await life.DoAsync("provide-data", """{"demand": 1, "system": "CRM", "items": [{"category": "имя", "value": "Мария"}]}""");
        await life.DoAsync("answer", """{"demand": 1, "text": "Сведения прилагаем.", "by": "email"}""");
        await life.OwesAsync("answer-access met 2026-11-02");
        await life.IsClosedAsync();
    }

    [Fact]
    public async Task An_answer_that_came_too_late_closes_the_request_and_the_miss_stays()
    {
        await using var life = await Life.BeginAsync(Begin);
        await life.LetterAsync("access");
        await life.AtAsync("2026-10-27 00:00");
        await life.ToldAsync("obligation-missed");
        (await life.DoAsync("extend", """{"reason": "архив"}""", 409)).MustBe(409, "nothing-to-extend");
        await life.DoAsync("answer", """{"demand": 1, "text": "Сведения прилагаем."}""");
        await life.OwesAsync("answer-access missed 2026-10-26");
        await life.IsClosedAsync();
        await life.AtAsync("2026-11-09 12:00");
        await life.DoAsync("complaint", """{"to": "authority", "reference": "№ 5"}""");
        await life.DoAsync("reopen", """{"reason": "ответ неполон"}""");
        await life.OwesAsync("answer-access missed 2026-10-26", "answer-access open 2026-11-23");
        await life.DoAsync("answer", """{"demand": 1, "text": "Дополняем."}""");
        await life.IsClosedAsync();
    }

    [Fact]
    public async Task A_refusal_of_access_names_an_article_that_allows_it()
    {
        await using var life = await Life.BeginAsync(Begin);
        await life.LetterAsync("access");
        (await life.DoAsync("refuse", """{"demand": 1, "article": "коммерческая тайна", "reason": "тайна"}""", 422)).MustBe(422, "refusal-not-allowed", "article", "ст. 14 ч. 8");
        await life.AtAsync("2026-10-26 18:00");
        await life.DoAsync("refuse", """{"demand": 1, "article": "ст. 14 ч. 8 п. 4", "reason": "Запись содержит голос другого человека."}""");
        await life.OwesAsync("answer-access cancelled 2026-10-26", "explain-refusal met 2026-10-26");
        await life.IsClosedAsync();
    }

    [Fact]
    public async Task Rectified_data_is_unblocked()
    {
        await using var life = await Life.BeginAsync(Begin);
        await life.LetterAsync("rectification");
        await life.ChecksAsync("contract", "blocked");
        await life.AtAsync("2026-10-14 12:00");
        await life.DoAsync("receive-particulars", """{"demand": 1, "what": ["details"], "text": "Отчество — Петровна."}""");
        await life.OwesAsync("block met 2026-10-12", "rectify open 2026-10-23");
        await life.AtAsync("2026-10-23 23:59");
        (await life.DoAsync("answer", """{"demand": 1, "text": "Исправим."}""", 409)).MustBe(409, "answer-is-not-enough");
        await life.DoAsync("rectify", "");
        await life.OwesAsync("block met 2026-10-12", "rectify met 2026-10-23", "unblock met 2026-10-23");
        await life.ChecksAsync("contract", "ground-recorded");
        await life.DoAsync("answer", """{"demand": 1, "text": "Исправлено."}""");
        await life.IsClosedAsync();
    }

    [Fact]
    public async Task A_block_is_lifted_when_the_check_is_over()
    {
        await using var life = await Life.BeginAsync(Begin);
        await life.LetterAsync("blocking");
        await life.ChecksAsync("newsletter", "blocked");
        await life.AtAsync("2026-10-13 12:00");
        await life.DoAsync("lift-block", """{"reason": "данные точны"}""");
        await life.ChecksAsync("newsletter", "consent-given");
        await life.DoAsync("answer", """{"demand": 1, "text": "Проверено."}""");
        await life.IsClosedAsync();
    }

    [Fact]
    public async Task Destruction_of_what_is_not_needed_is_confirmed_by_an_act_in_seven_working_days()
    {
        await using var life = await Life.BeginAsync(Begin);
        await life.LetterAsync("destruction");
        await life.AtAsync("2026-10-21 20:00");
        await life.ToldAsync("obligation-reminded", "today");
        (await life.DoAsync("fulfil", """{"obligation": 2}""", 422)).MustBe(422, "act-required", "reference", "ст. 21 ч. 7");
        await life.DoAsync("fulfil", """{"obligation": 2, "reference": "акт № 3"}""");
        await life.OwesAsync("block met 2026-10-12", "destroy-unlawful-or-unneeded met 2026-10-21");
        await life.DoAsync("answer", """{"demand": 1, "text": "Уничтожено."}""");
        await life.IsClosedAsync();
        await life.ChecksAsync("newsletter", "blocked");
    }

    [Fact]
    public async Task A_withdrawal_ends_with_the_destruction()
    {
        await using var life = await Life.BeginAsync(Begin);
        await life.LetterAsync("withdrawal");
        await life.ChecksAsync("newsletter", "withdrawn");
        await life.ChecksAsync("contract", "ground-recorded");
        await life.AtAsync("2026-11-11 23:00");
        (await life.DoAsync("close", "", 409)).MustBe(409, "not-yet-done");
        await life.DoAsync("fulfil", """{"obligation": 2, "evidence": "удалено из рассылки", "reference": "акт № 4"}""");
        await life.OwesAsync("stop-on-withdrawal met 2026-10-12", "destroy-on-withdrawal met 2026-11-11");
        await life.DoAsync("close", "");
        await life.IsClosedAsync();
    }

    [Fact]
    public async Task Destruction_that_is_impossible_in_time_is_put_off_behind_a_block()
    {
        await using var life = await Life.BeginAsync(Begin);
        await life.LetterAsync("withdrawal");
        await life.AtAsync("2026-11-10 12:00");
        await life.DoAsync("postpone-destruction", """{"obligation": 2, "reason": "резервные копии"}""");
        await life.ChecksAsync("contract", "blocked");
        await life.OwesAsync("stop-on-withdrawal met 2026-10-12", "destroy-on-withdrawal cancelled 2026-11-11", "destroy-after-block open 2027-04-12");
        await life.AtAsync("2027-04-12 23:00");
        await life.DoAsync("fulfil", """{"obligation": 3, "reference": "акт № 5"}""");
        await life.DoAsync("close", "");
        await life.IsClosedAsync();
    }

    [Fact]
    public async Task A_stop_of_processing_takes_effect_at_once_and_is_carried_out_in_fifteen_days()
    {
        await using var life = await Life.BeginAsync(Begin);
        await life.LetterAsync("stop-processing");
        await life.ChecksAsync("newsletter", "stop-demanded");
        await life.AtAsync("2026-10-26 23:59");
        await life.DoAsync("extend", """{"reason": "обработчик"}""");
        await life.AtAsync("2026-11-02 12:00");
        await life.DoAsync("fulfil", """{"obligation": 1, "evidence": "остановлено у обработчика"}""");
        await life.OwesAsync("stop-on-demand met 2026-11-02");
        await life.DoAsync("close", "");
        await life.IsClosedAsync();
    }

    [Theory]
    [InlineData("stop-marketing", "newsletter", "marketing-stopped")]
    [InlineData("stop-distribution", "public-page", "withdrawn")]
    public async Task A_stop_at_once_has_nothing_left_to_do(string kind, string purpose, string reason)
    {
        await using var life = await Life.BeginAsync(Begin);
        await life.LetterAsync(kind);
        await life.ChecksAsync(purpose, reason);
        await life.OwesAsync($"{kind} met 2026-10-12");
        (await life.DoAsync("refuse", """{"demand": 1, "article": "ст. 15 ч. 2", "reason": "нет"}""", 422)).MustBe(422, "refusal-not-allowed");
        await life.AtAsync("2026-10-13 12:00");
        await life.DoAsync("close", "");
        await life.IsClosedAsync();
        await life.ChecksAsync(purpose, reason);
    }

    [Fact]
    public async Task An_objection_to_a_machines_decision_is_answered_in_thirty_days()
    {
        await using var life = await Life.BeginAsync(Begin);
        await life.LetterAsync("automated-decision-objection");
        await life.AtAsync("2026-11-11 23:59");
        await life.DoAsync("answer", """{"demand": 1, "text": "Решение пересмотрено человеком."}""");
        await life.OwesAsync("answer-automated-decision met 2026-11-11");
        await life.IsClosedAsync();
    }

    [Fact]
    public async Task Unlawful_processing_is_stopped_in_three_days_and_destroyed_in_ten_from_one_day()
    {
        await using var life = await Life.BeginAsync(Begin);
        await life.LetterAsync("unlawful-processing");
        await life.ChecksAsync("contract", "blocked");
        await life.AtAsync("2026-10-14 12:00");
        await life.DoAsync("find-unlawfulness", """{"grounds": "Согласия нет.", "foundAt": "2026-10-14T08:00:00Z"}""");
        await life.OwesAsync("block met 2026-10-12", "stop-unlawful open 2026-10-19", "destroy-unlawful open 2026-10-28", "notify-subject open 2026-10-28");
        await life.AtAsync("2026-10-19 23:00");
        await life.DoAsync("fulfil", """{"obligation": 2, "evidence": "остановлено"}""");
        await life.AtAsync("2026-10-29 09:00");
        await life.ToldAsync("obligation-missed");
        await life.DoAsync("fulfil", """{"obligation": 3, "reference": "акт № 6", "doneAt": "2026-10-28T20:00:00Z"}""");
        await life.OwesAsync("block met 2026-10-12", "stop-unlawful met 2026-10-19", "destroy-unlawful met 2026-10-28", "notify-subject missed 2026-10-28");
        await life.DoAsync("answer", """{"demand": 1, "text": "Нарушение устранено, данные уничтожены."}""");
        await life.IsClosedAsync();
    }

    [Fact]
    public async Task The_authority_is_answered_in_ten_working_days_or_fifteen()
    {
        await using var life = await Life.BeginAsync(Begin);
        await life.LetterAsync("authority-inquiry", channel: "authority");
        await life.AtAsync("2026-10-20 12:00");
        await life.DoAsync("extend", """{"reason": "собираем документы"}""");
        await life.AtAsync("2026-11-02 12:00");
        await life.DoAsync("answer", """{"demand": 1, "text": "Направляем сведения."}""");
        await life.OwesAsync("answer-authority met 2026-11-02");
        await life.IsClosedAsync();
    }

    [Fact]
    public async Task An_incident_is_told_of_to_the_minute_through_holidays()
    {
        await using var life = await Life.BeginAsync("2027-01-02 03:40");
        await life.LetterAsync("incident", channel: "operator", extra: ", \"content\": \"Выгрузка базы выложена в сеть.\"");
        await life.AtAsync("2027-01-03 03:30");
        await life.DoAsync("fulfil", """{"obligation": 1, "reference": "№ 1234, ключ 5678"}""");
        await life.AtAsync("2027-01-05 03:45");
        await life.ToldAsync("obligation-missed");
        await life.DoAsync("fulfil", """{"obligation": 2, "reference": "№ 1235"}""");
        await life.OwesAsync("incident-first-notice met 2027-01-03", "incident-results missed 2027-01-05");
        await life.DoAsync("close", "");
        await life.IsClosedAsync();
    }

    [Fact]
    public async Task A_letter_about_something_else_is_answered()
    {
        await using var life = await Life.BeginAsync(Begin);
        await life.LetterAsync("other");
        await life.OwesAsync();
        await life.AtAsync("2026-10-13 12:00");
        await life.DoAsync("answer", """{"demand": 1, "text": "Разъясняем."}""");
        await life.IsClosedAsync();
    }
}
