namespace Consent.Api.Tests.Terms;

/// <summary>The rows of «Примеры» of the counting rules, over HTTP.</summary>
public sealed class TermsTests(OpenShop open) : IClassFixture<OpenShop>
{
    private readonly Shop _shop = open.Shop;

    [Theory]
    //          duty                            received (Moscow)             extended  due           safe          what the row shows
    [InlineData("answer-access",               "2026-10-12T12:00:00%2B03:00", false, "2026-10-26", "2026-10-26", "1: an ordinary case")]
    [InlineData("answer-access",               "2026-10-12T12:00:00%2B03:00", true,  "2026-11-02", "2026-11-02", "2: with the extension")]
    [InlineData("answer-access",               "2026-12-23T12:00:00%2B03:00", false, "2027-01-15", "2027-01-15", "3: New Year and a transferred day off")]
    [InlineData("answer-access",               "2026-12-31T12:00:00%2B03:00", false, "2027-01-22", "2027-01-22", "5: received on a transferred day off")]
    [InlineData("answer-access",               "2027-04-28T12:00:00%2B03:00", false, "2027-05-14", "2027-05-14", "7: the May holidays")]
    [InlineData("rectify",                     "2026-04-30T12:00:00%2B03:00", false, "2026-05-13", "2026-05-13", "8: 9 May moved to the 11th")]
    [InlineData("stop-unlawful",               "2027-02-18T12:00:00%2B03:00", false, "2027-02-24", "2027-02-24", "10: a worked Saturday counts")]
    [InlineData("destroy-unlawful",            "2027-02-18T12:00:00%2B03:00", false, "2027-03-05", "2027-03-05", "11: the same, ten days")]
    [InlineData("answer-access",               "2026-02-20T12:00:00%2B03:00", false, "2026-03-10", "2026-03-10", "14: the naive last day is a day off itself")]
    [InlineData("stop-unlawful",               "2026-06-10T12:00:00%2B03:00", false, "2026-06-16", "2026-06-16", "15: a holiday on a Friday")]
    [InlineData("destroy-unlawful",            "2026-06-10T12:00:00%2B03:00", false, "2026-06-25", "2026-06-25", "15: the same, ten days")]
    [InlineData("destroy-on-withdrawal",       "2026-11-22T12:00:00%2B03:00", false, "2026-12-22", "2026-12-22", "19: calendar days")]
    [InlineData("destroy-on-withdrawal",       "2026-12-02T12:00:00%2B03:00", false, "2027-01-01", "2026-12-30", "20: ends on a holiday")]
    [InlineData("destroy-on-withdrawal",       "2026-12-10T12:00:00%2B03:00", false, "2027-01-09", "2026-12-30", "21: ends in the holidays")]
    [InlineData("destroy-purpose-achieved",    "2027-04-09T12:00:00%2B03:00", false, "2027-05-09", "2027-05-07", "22: ends on a Sunday")]
    [InlineData("destroy-purpose-achieved",    "2024-01-31T12:00:00%2B03:00", false, "2024-03-01", "2024-03-01", "23: a leap February")]
    [InlineData("destroy-after-block",         "2026-08-31T12:00:00%2B03:00", false, "2027-02-28", "2027-02-26", "26: no 31st")]
    [InlineData("registry-changes",            "2026-10-20T12:00:00%2B03:00", false, "2026-11-15", "2026-11-13", "29: a fixed date")]
    [InlineData("registry-changes",            "2027-04-20T12:00:00%2B03:00", false, "2027-05-15", "2027-05-14", "30: the same")]
    [InlineData("answer-access",               "2026-11-24T23:30:00Z",        false, "2026-12-09", "2026-12-09", "33: it is already the 25th in Moscow")]
    [InlineData("answer-access",               "2026-11-20T23:30:00Z",        false, "2026-12-04", "2026-12-04", "34: Saturday in Moscow")]
    public async Task A_term_ends_on(string duty, string receivedAt, bool extended, string due, string safeDue, string because)
    {
        var answer = (await _shop.Front.GetAsync($"/v1/terms?duty={duty}&receivedAt={receivedAt}{(extended ? "&extended=true" : "")}")).Must(200);
        Assert.Equal((because, due, safeDue), (because, answer.Field("due"), answer.Field("safeDue")));
    }

    [Theory]
    [InlineData("incident-first-notice", "2027-01-03T00:40:00Z")]
    [InlineData("incident-results", "2027-01-05T00:40:00Z")]
    public async Task Hours_run_through_holidays(string duty, string dueAt) =>
        Assert.Equal(dueAt, (await _shop.Front.GetAsync($"/v1/terms?duty={duty}&receivedAt=2027-01-02T03:40:00%2B03:00")).Must(200).Field("dueAt"));

    [Fact]
    public async Task Every_counted_day_is_listed()
    {
        var answer = (await _shop.Front.GetAsync("/v1/terms?duty=stop-unlawful&receivedAt=2027-02-18T12:00:00%2B03:00")).Must(200);
        Assert.Equal(["2027-02-19", "2027-02-20", "2027-02-24"], answer.Json["days"]!.AsArray().Select(day => day!.ToString()));
    }

    [Fact]
    public async Task A_year_without_a_calendar_is_refused_and_not_guessed() =>
        (await _shop.Front.GetAsync("/v1/terms?duty=answer-access&receivedAt=2027-12-27T12:00:00%2B03:00")).MustBe(422, "calendar-missing", article: "ТК ст. 112");

    [Fact]
    public async Task Another_time_zone_may_be_asked_about()
    {
        Assert.Equal("2026-12-08", (await _shop.Front.GetAsync("/v1/terms?duty=answer-access&receivedAt=2026-11-24T23:30:00Z&timeZone=UTC")).Must(200).Field("due"));
        (await _shop.Front.GetAsync("/v1/terms?duty=answer-access&receivedAt=2026-11-24T23:30:00Z&timeZone=Europe/Atlantis")).MustBe(400, "malformed", "timeZone");
    }

    [Theory]
    [InlineData("duty=nothing&receivedAt=2026-11-24T23:30:00Z", 400, "malformed", "duty")]
    [InlineData("receivedAt=2026-11-24T23:30:00Z", 400, "malformed", "duty")]
    [InlineData("duty=answer-access", 400, "malformed", "receivedAt")]
    [InlineData("duty=answer-access&receivedAt=2026-11-24", 400, "malformed", "receivedAt")]
    [InlineData("duty=answer-access&receivedAt=9999-12-31T23:59:59Z", 400, "malformed", "receivedAt")]
    [InlineData("duty=answer-access&receivedAt=2026-11-24T23:30:00Z&extended=yes", 400, "malformed", "extended")]
    [InlineData("duty=answer-access&receivedAt=2026-11-24T23:30:00Z&zone=UTC", 400, "malformed", "zone")]
    [InlineData("duty=rectify&receivedAt=2026-11-24T23:30:00Z&extended=true", 422, "no-extension", "extended")]
    [InlineData("duty=acknowledge&receivedAt=2026-11-24T23:30:00Z", 422, "no-statutory-term", "duty")]
    [InlineData("duty=prove-consent&receivedAt=2026-11-24T23:30:00Z", 422, "no-statutory-term", "duty")]
    [InlineData("duty=answer-access&receivedAt=2026-11-24T23:30:00Z&row=D02", 400, "malformed", "row")]
    [InlineData("duty=answer-access&receivedAt=2026-11-24T23:30:00Z&row=D04&extended=true", 422, "no-extension", "extended")]
    public async Task What_cannot_be_counted_is_refused(string query, int status, string problem, string field) =>
        (await _shop.Front.GetAsync("/v1/terms?" + query)).MustBe(status, problem, field);

    [Theory]
    //          duty                         row    addressee    bound         since         due           instant                 days
    [InlineData("answer-access",            "D01", "subject",   "latest",     "2022-09-01", "2026-10-26", null,                   10)]
    [InlineData("await-repeat",             "D03", "nobody",    "earliest",   "2011-07-27", "2026-11-11", null,                   30)]
    [InlineData("await-cross-border-review", "D63", "nobody",   "earliest",   "2023-03-01", "2026-10-26", null,                   10)]
    [InlineData("keep-consent",             "D72", "nobody",    "throughout", "2020-02-18", "2029-10-12", null,                   0)]
    [InlineData("separate-consent",         "D20", "nobody",    "latest",     "2025-09-01", "2026-10-12", "2026-10-12T09:00:00Z", 0)]
    [InlineData("block",                    "D08", "nobody",    "latest",     "2011-07-27", "2026-10-12", "2026-10-12T09:00:00Z", 0)]
    [InlineData("incident-results",         "D41", "authority", "latest",     "2022-09-01", "2026-10-15", "2026-10-15T09:00:00Z", 0)]
    public async Task A_term_of_the_law_says_where_it_stands(string duty, string row, string addressee, string bound, string since, string due, string? dueAt, int days)
    {
        var answer = (await _shop.Front.GetAsync($"/v1/terms?duty={duty}&receivedAt=2026-10-12T09:00:00Z")).Must(200);
        Assert.Equal(
            (row, addressee, bound, since, due, dueAt, days),
            (answer.Field("row")!, answer.Field("addressee")!, answer.Field("bound")!, answer.Field("since")!, answer.Field("due")!, answer.Field("dueAt"), answer.Json["days"]!.AsArray().Count));
        Assert.Empty(answer.Json["contract"]!.AsArray());
    }

    [Fact]
    public async Task Every_duty_of_the_table_is_counted_or_says_which_document_names_its_term()
    {
        foreach (var row in (await _shop.Front.GetAsync("/v1/duties?limit=200")).Must(200).Json["items"]!.AsArray())
        {
            var answer = await _shop.Front.GetAsync($"/v1/terms?duty={row!["duty"]}&row={row["no"]}&receivedAt=2026-10-12T09:00:00Z");
            if (row["term"]!["unit"]!.ToString() == "unstated")
            {
                answer.MustBe(422, "no-statutory-term", "duty");
                continue;
            }

            foreach (var field in (string[])["duty", "article", "addressee", "bound", "since"]) Assert.Equal(row[field]!.ToString(), answer.Must(200).Field(field));
            Assert.Equal((row["no"]!.ToString(), row["term"]!.ToJsonString()), (answer.Field("row"), answer.Json["term"]!.ToJsonString()));
        }
    }

    [Fact]
    public async Task The_words_say_who_names_a_term_that_the_law_does_not()
    {
        var answer = await _shop.Front.GetAsync("/v1/terms?duty=processor-reports-incident&receivedAt=2026-10-12T09:00:00Z");
        Assert.Contains("поручение обработчику (ст. 6 ч. 3)", answer.MustBe(422, "no-statutory-term", "duty").Field("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_operators_contracts_stand_beside_the_law()
    {
        var shop = await Shop.OpenAsync(open.Service, "klyauzy", """
            , "contractTerms": [{"duty": "answer-access", "amount": 30, "unit": "calendarDays", "clause": "п. 8.9.1"},
                                {"duty": "answer-access", "amount": 3, "unit": "workingDays", "clause": "п. 8.9.2"},
                                {"duty": "processor-destroy", "amount": 15, "unit": "calendarDays", "clause": "п. 16.18"},
                                {"duty": "processor-reports-incident", "amount": 4, "unit": "hours", "clause": "п. 7"}]
            """);
        async Task<Answer> Ask(string duty) => (await shop.Front.GetAsync($"/v1/terms?duty={duty}&receivedAt=2026-10-12T09:00:00Z")).Must(200);

        var access = await Ask("answer-access");
        Assert.Equal(("law", "2026-10-26"), (access.Field("origin"), access.Field("due")));
        Assert.Equal(("п. 8.9.1", "2026-11-11", "false"), (access.Field("contract.0.clause"), access.Field("contract.0.due"), access.Field("contract.0.governs")));
        Assert.Equal(("п. 8.9.2", "2026-10-15", "true"), (access.Field("contract.1.clause"), access.Field("contract.1.due"), access.Field("contract.1.governs")));
        Assert.Equal(
            """[{"duty":"answer-access","clause":"п. 8.9.1","contractDue":"2026-11-11","lawDue":"2026-10-26","article":"ст. 20 ч. 1"}]""",
            access.Json["conflicts"]!.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));

        var destroy = await Ask("destroy-unlawful");
        Assert.Equal(("processor-destroy", "2026-10-27", "2026-10-26"), (destroy.Field("conflicts.0.duty"), destroy.Field("conflicts.0.contractDue"), destroy.Field("conflicts.0.lawDue")));
        Assert.Empty((await Ask("destroy-on-withdrawal")).Json["conflicts"]!.AsArray());

        var report = await Ask("processor-reports-incident");
        Assert.Equal(("contract", "п. 7", "2026-10-12T13:00:00Z", "D42", "operator", "true"), (
            report.Field("origin"), report.Field("article"), report.Field("dueAt"), report.Field("row"), report.Field("addressee"), report.Field("contract.0.governs")));
    }

    [Theory]
    [InlineData("access")]
    [InlineData("stop-processing")]
    [InlineData("rectification")]
    [InlineData("destruction")]
    [InlineData("automated-decision-objection")]
    [InlineData("authority-inquiry")]
    public async Task The_calculator_agrees_with_the_terms_of_a_request(string kind)
    {
        for (var day = 0; day < 60; day += 3)
        {
            var receivedAt = TestService.Monday.AddDays(-day).AddHours(-day).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
            var request = (await _shop.Dpo.PostAsync("/v1/requests", Shop.Request(Shop.NewSubject(), kind, $", \"receivedAt\": \"{receivedAt}\""))).Must(201);
            foreach (var obligation in request.Json["obligations"]!.AsArray())
            {
                var term = (await _shop.Front.GetAsync($"/v1/terms?duty={obligation!["duty"]}&receivedAt={receivedAt}")).Must(200);
                foreach (var field in (string[])["duty", "origin", "article", "from", "due", "safeDue", "dueAt", "calendar"])
                    Assert.Equal(obligation[field]?.ToString(), term.Field(field));
                Assert.Equal(obligation["term"]!.ToJsonString(), term.Json["term"]!.ToJsonString());
            }
        }
    }
}
