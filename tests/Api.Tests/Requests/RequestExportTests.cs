using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;

namespace Consent.Api.Tests.Requests;

/// <summary>The request journal of a period, as of a day, in what the DPO has: a spreadsheet, a table, paper.</summary>
public sealed class RequestExportTests : OwnShop
{
    private const string Reason = "&reason=%D0%BF%D1%80%D0%BE%D0%B2%D0%B5%D1%80%D0%BA%D0%B0";

    [Fact]
    public async Task A_row_tells_of_the_whole_life_of_a_letter()
    {
        var number = await LifeAsync();
        var row = (await TableAsync("?format=csv&from=2026-10-01&to=2026-10-31" + Reason)).Single();
        Assert.Equal("1", row["№ п/п"]);
        Assert.Equal(number, row["Регистрационный №"]);
        Assert.Equal("12.10.2026 11:59", row["Получено (Europe/Moscow)"]);
        Assert.Equal("Электронная почта", row["Канал"]);
        Assert.Equal("Иванова Мария", row["Заявитель"]);
        Assert.Equal("…0017", row["Документ (окончание номера)"]);
        Assert.Equal("Петров Пётр, доверенность № 5, до 01.01.2027", row["Представитель и документ о полномочиях"]);
        Assert.Equal("Доступ к сведениям об обработке; Уточнение данных", row["Вид требования"]);
        Assert.Equal("Прошу сообщить.; Отчество — Петровна.", row["Краткое содержание"]);
        Assert.Equal("12.10.2026", row["Заблокировано"]);
        Assert.Equal("20.10.2026", row["Разблокировано"]);
        Assert.Equal("21.10.2026", row["Исходный срок (ближайший)"]);
        Assert.Contains("02.11.2026 (ст. 20 ч. 1)", row["Сроки и нормы"], StringComparison.Ordinal);
        Assert.Equal("02.11.2026", row["Продлён до"]);
        Assert.Equal("14.10.2026: Запрошены сведения у обработчика", row["Уведомление о продлении: дата и причина"]);
        Assert.Equal("CRM: 14.10.2026", row["Системы и обработчики: кто ответил и когда"]);
        Assert.Equal("Удовлетворено частично; Удовлетворено", row["Отметка о предоставлении или отказе"]);
        Assert.Equal("ст. 14 ч. 8 п. 4", row["Норма решения"]);
        Assert.Equal("20.10.2026", row["Дата ответа"]);
        Assert.Equal("Сидорова", row["Ответственный"]);
        Assert.StartsWith("Постановление Правительства", row["Версия календаря"], StringComparison.Ordinal);
        Assert.DoesNotContain("000017", string.Join(' ', row.Values.Skip(4)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task As_of_a_day_nothing_is_known_that_was_recorded_later()
    {
        var number = await LifeAsync();
        var early = (await TableAsync("?format=csv&from=2026-10-01&to=2026-10-31&asOf=2026-10-13")).Single();
        Assert.Equal((number, "В работе", "", "", ""), (early["Регистрационный №"], early["Отметка о предоставлении или отказе"], early["Продлён до"], early["Разблокировано"], early["Ответственный"]));
        var between = (await TableAsync("?format=csv&from=2026-10-01&to=2026-10-31&asOf=2026-10-14")).Single();
        Assert.Equal(("В работе", "02.11.2026", "Сидорова"), (between["Отметка о предоставлении или отказе"], between["Продлён до"], between["Ответственный"]));
        Assert.Empty(await TableAsync("?format=csv&from=2026-10-01&to=2026-10-31&asOf=2026-10-11"));
        Assert.Empty(await TableAsync("?format=csv&from=2026-10-13&to=2026-10-31"));
    }

    [Fact]
    public async Task Without_a_reason_it_is_masked_and_with_one_the_reading_is_in_every_file_before_it_is_shown()
    {
        var number = await LifeAsync();
        foreach (var (client, query) in ((ApiClient, string)[])[(Shop.Dpo, ""), (Shop[Domain.Scope.Auditor], Reason)])
        {
            var masked = Encoding.UTF8.GetString((await client.GetAsync("/v1/requests/export?format=csv" + query)).Must(200).Bytes);
            Assert.Contains(number, masked, StringComparison.Ordinal);
            foreach (var secret in (string[])["Иванова", "0017;", "Петров", "Петровна", "доверенность", "обработчика"]) Assert.DoesNotContain(secret, masked, StringComparison.Ordinal);
        }

        Assert.DoesNotContain(await Shop.EntriesAsync(), entry => entry.Event is Domain.PersonalDataRead);
        Assert.Contains("Иванова", Encoding.UTF8.GetString((await Shop.Dpo.GetAsync("/v1/requests/export?format=csv" + Reason)).Must(200).Bytes), StringComparison.Ordinal);
        Assert.Single(await Shop.EntriesAsync(), entry => entry.Event is Domain.PersonalDataRead && entry.Request == number);
    }

    [Fact]
    public async Task Of_a_destroyed_person_the_letter_stays_without_what_was_personal()
    {
        var number = await LifeAsync();
        var engine = (Engine.IEngine)Service.Services.GetService(typeof(Engine.IEngine))!;
        var destroy = new Domain.DestroySubject(Service.Time.Now, "акт № 1");
        Assert.IsType<Engine.Outcome.Done>(await engine.ExecuteAsync(new Domain.FileKey(Shop.Operator, new Domain.SubjectId("c-9")), new Engine.Envelope("test", destroy), TestContext.Current.CancellationToken));
        var row = (await TableAsync("?format=csv" + Reason)).Single();
        Assert.Equal((number, "Удовлетворено частично; Удовлетворено"), (row["Регистрационный №"], row["Отметка о предоставлении или отказе"]));
        Assert.DoesNotContain("Иванова", string.Join(' ', row.Values), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_workbook_is_valid_and_its_dates_are_dates()
    {
        var number = await LifeAsync();
        var answer = (await Shop.Dpo.GetAsync("/v1/requests/export?from=2026-10-01&to=2026-10-31" + Reason)).Must(200);
        await KeepAsync("requests.xlsx", answer.Bytes);
        using var book = SpreadsheetDocument.Open(new MemoryStream(answer.Bytes), isEditable: false);
        Assert.Empty(new OpenXmlValidator().Validate(book, TestContext.Current.CancellationToken).Select(fault => $"{fault.Path?.XPath}: {fault.Description}"));
        var sheet = book.WorkbookPart!.WorksheetParts.Single().Worksheet;
        Assert.Equal("C2", sheet.Descendants<Pane>().Single().TopLeftCell!.Value);
        var rows = sheet.Descendants<Row>().ToList();
        Assert.Equal(2, rows.Count);
        Assert.Equal(number, rows[1].Elements<Cell>().ElementAt(1).InnerText);
        var received = rows[1].Elements<Cell>().ElementAt(2);
        Assert.Null(received.DataType);
        Assert.Equal(new DateTime(2026, 10, 12, 11, 59, 59), DateTime.FromOADate(double.Parse(received.InnerText, CultureInfo.InvariantCulture)), TimeSpan.FromSeconds(1));
        Assert.Equal(29, rows[0].Elements<Cell>().Count());
    }

    [Fact]
    public async Task What_could_be_taken_for_a_formula_is_words()
    {
        foreach (var name in (string[])["=HYPERLINK(1)", "+7 916", "-1", "@SUM(A1)", " =1", "＝1"])
            await Shop.RegisterAsync($$"""{"demands": [{"kind": "access"}], "channel": "email", "applicant": {"name": "{{name}}"} }""");
        var names = (await TableAsync("?format=csv" + Reason)).Select(row => row["Заявитель"]).ToList();
        Assert.Equal(6, names.Count);
        Assert.All(names, name => Assert.StartsWith("'", name, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Headings_are_in_the_language_that_is_asked_for()
    {
        var answer = (await Shop.Dpo.GetAsync("/v1/requests/export?format=csv", ("Accept-Language", "en"))).Must(200);
        Assert.Equal(Encoding.UTF8.Preamble.ToArray(), answer.Bytes[..3]);
        Assert.StartsWith("No.;Registration number;Received (Europe/Moscow);", Encoding.UTF8.GetString(answer.Bytes[3..]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_letters_are_in_the_order_of_receipt_and_each_is_there_once()
    {
        for (var i = 0; i < 230; i++)
            await Shop.RegisterAsync(Shop.Request($"many-{i % 50}", extra: $", \"receivedAt\": \"{TestService.Monday.AddDays(-(i % 7)):yyyy-MM-dd'T'HH:mm:ss'Z'}\""));
        var rows = await TableAsync("?format=csv");
        Assert.Equal(Enumerable.Range(1, 230).Select(i => i.ToString(CultureInfo.InvariantCulture)), rows.Select(row => row["№ п/п"]));
        Assert.Equal(230, rows.Select(row => row["Регистрационный №"]).Distinct().Count());
        var days = rows.Select(row => DateTime.ParseExact(row["Получено (Europe/Moscow)"], "dd.MM.yyyy HH:mm", CultureInfo.InvariantCulture).Date).ToList();
        Assert.Equal(days.Order(), days);
    }

    [Fact]
    public async Task It_is_printed_where_there_is_something_to_print_with()
    {
        await LifeAsync();
        var answer = await Shop.Dpo.GetAsync("/v1/requests/export?format=pdf" + Reason);
        if (!new PdfPrinter().IsAvailable) answer.MustBe(406, "no-printer-for-journal");
        else
        {
            await KeepAsync("requests.pdf", answer.Must(200).Bytes);
            Assert.Equal("%PDF-", Encoding.ASCII.GetString(answer.Bytes[..5]));
        }
    }

    [Theory]
    [InlineData("format=doc", "format")]
    [InlineData("from=yesterday", "from")]
    [InlineData("from=2026-02-02&to=2026-02-01", "to")]
    [InlineData("asOf=2026-02-30", "asOf")]
    [InlineData("status=open", "status")]
    public async Task A_mistake_in_the_query_is_named(string query, string field) => (await Shop.Dpo.GetAsync("/v1/requests/export?" + query)).MustBe(400, "malformed", field);

    // Received on Monday; assigned, extended and asked of a system two days later; answered and unblocked a week after that.
    private async Task<string> LifeAsync()
    {
        var number = await Shop.RegisterAsync("""
            {"demands": [{"kind": "access"}, {"kind": "rectification", "details": "Отчество — Петровна."}], "subject": "c-9", "channel": "email", "receivedAt": "2026-10-12T08:59:59Z", "content": "Прошу сообщить.",
             "applicant": {"name": "Иванова Мария", "contact": "m@example.ru", "document": {"number": "66 12 000017"}, "representative": {"name": "Петров Пётр", "authority": "доверенность № 5", "validUntil": "2027-01-01"}}}
            """);
        Service.Time.Advance(TimeSpan.FromDays(2));
        await DoAsync("assign", """{"to": "Сидорова"}""");
        await DoAsync("extend", """{"demand": 1, "reason": "Запрошены сведения у обработчика"}""");
        await DoAsync("provide-data", """{"demand": 1, "system": "CRM", "items": [{"category": "имя", "value": "Мария", "source": "анкета"}]}""");
        Service.Time.Advance(TimeSpan.FromDays(6));
        await DoAsync("answer", """{"demand": 1, "text": "Ответ", "partly": true, "article": "ст. 14 ч. 8 п. 4", "by": "email"}""");
        await DoAsync("rectify", """{"demand": 2, "what": "Отчество"}""");
        await DoAsync("answer", """{"demand": 2, "text": "Уточнено", "by": "email"}""");
        return number;

        async Task DoAsync(string action, string body) => (await Shop.Dpo.PostAsync($"/v1/requests/{number}/{action}", body)).Must(200);
    }

    private async Task<List<Dictionary<string, string>>> TableAsync(string query)
    {
        var answer = (await Shop.Dpo.GetAsync("/v1/requests/export" + query)).Must(200);
        var lines = Encoding.UTF8.GetString(answer.Bytes[3..]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Select(Cells).ToList();
        return [.. lines.Skip(1).Select(line => lines[0].Zip(line).ToDictionary(pair => pair.First, pair => pair.Second))];
    }

    private static List<string> Cells(string line)
    {
        var (cells, cell, isQuoted) = (new List<string>(), new StringBuilder(), false);
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '"' && isQuoted && i + 1 < line.Length && line[i + 1] == '"') cell.Append(line[i++]);
            else if (line[i] == '"') isQuoted = !isQuoted;
            else if (line[i] == ';' && !isQuoted) (cells, cell) = ([.. cells, cell.ToString()], new StringBuilder());
            else cell.Append(line[i]);
        }

        return [.. cells, cell.ToString()];
    }

    // Where somebody looks at it.
    private static Task KeepAsync(string name, byte[] bytes)
    {
        var folder = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "exports"));
        return File.WriteAllBytesAsync(Path.Combine(folder.FullName, name), bytes);
    }
}
