namespace Consent.Api.Tests.Requests;

public sealed class RequestsTests(OpenShop open) : IClassFixture<OpenShop>
{
    private readonly Shop _shop = open.Shop;

    [Fact]
    public async Task A_request_is_registered_with_its_terms_and_read_back_by_its_number()
    {
        var created = (await _shop.Dpo.PostAsync("/v1/requests", Shop.Request(Shop.NewSubject()))).Must(201);
        Assert.Equal(("answer-access", "ст. 20 ч. 1", "2026-10-26", "open", "true"), (
            created.Field("obligations.0.duty"), created.Field("obligations.0.article"), created.Field("obligations.0.due"),
            created.Field("obligations.0.status"), created.Field("obligations.0.extendable")));
        var read = (await _shop.Dpo.GetAsync($"/v1/requests/{created.Field("number")}")).Must(200);
        Assert.Equal(created.Body, read.Body);
        Assert.Equal($"\"{read.Field("version")}\"", read.ETag);
    }

    [Fact]
    public async Task Several_demands_of_one_letter_open_several_terms()
    {
        var body = Shop.Request(Shop.NewSubject()).Replace("""{"kind": "access"}""", """{"kind": "access"}, {"kind": "stop-processing"}, {"kind": "rectification", "purposes": ["profile"]}""", StringComparison.Ordinal);
        var created = (await _shop.Dpo.PostAsync("/v1/requests", body)).Must(201);
        Assert.Equal(
            [("1", "answer-access", "2026-10-26"), ("2", "stop-on-demand", "2026-10-26"), ("3", "block", "2026-10-12"), ("3", "rectify", "2026-10-21")],
            created.Json["obligations"]!.AsArray().Select(o => (o!["demand"]!.ToString(), o["duty"]!.ToString(), o["due"]!.ToString())));
    }

    [Fact]
    public async Task Of_the_laws_and_the_contracts_term_the_earlier_governs_and_both_are_kept()
    {
        var shop = await Shop.OpenAsync(open.Service, "dogovor", """
            , "contractTerms": [{"duty": "answer-access", "amount": 30, "unit": "calendarDays", "clause": "п. 8.9.1"},
                                {"duty": "stop-on-demand", "amount": 1, "unit": "workingDays", "clause": "п. 8.9.2"}]
            """);
        var access = (await shop.Dpo.PostAsync("/v1/requests", Shop.Request("a"))).Must(201);
        Assert.Equal(("true", "contract", "п. 8.9.1", "false"), (access.Field("obligations.0.governs"), access.Field("obligations.1.origin"), access.Field("obligations.1.article"), access.Field("obligations.1.governs")));
        var stop = (await shop.Dpo.PostAsync("/v1/requests", Shop.Request("b", "stop-processing"))).Must(201);
        Assert.Equal(("false", "true", "2026-10-13"), (stop.Field("obligations.0.governs"), stop.Field("obligations.1.governs"), stop.Field("obligations.1.due")));
    }

    [Fact]
    public async Task A_request_tells_where_the_contracts_are_later_than_the_law()
    {
        var shop = await Shop.OpenAsync(open.Service, "pozdno", """
            , "contractTerms": [{"duty": "answer-access", "amount": 30, "unit": "calendarDays", "clause": "п. 8.9.1"},
                                {"duty": "processor-destroy", "amount": 15, "unit": "calendarDays", "clause": "п. 16.18"}]
            """);
        var body = Shop.Request("a").Replace("""{"kind": "access"}""", """{"kind": "access"}, {"kind": "destruction"}, {"kind": "stop-processing"}""", StringComparison.Ordinal);
        var number = await shop.RegisterAsync(body);
        var request = (await shop.Dpo.GetAsync($"/v1/requests/{number}")).Must(200);
        Assert.Equal(
            [("1", "answer-access", "п. 8.9.1", "2026-11-11", "2026-10-26", "ст. 20 ч. 1"), ("2", "destroy-unlawful-or-unneeded", "п. 16.18", "2026-10-27", "2026-10-21", "ст. 20 ч. 3")],
            request.Json["conflicts"]!.AsArray().Select(conflict => (
                conflict!["demand"]!.ToString(), conflict["duty"]!.ToString(), conflict["clause"]!.ToString(),
                conflict["contractDue"]!.ToString(), conflict["lawDue"]!.ToString(), conflict["article"]!.ToString())));
        Assert.Empty((await _shop.Dpo.PostAsync("/v1/requests", Shop.Request(Shop.NewSubject()))).Must(201).Json["conflicts"]!.AsArray());
    }

    public static TheoryData<string, int, string, string> Refused => new()
    {
        { Shop.Request("c-1").Replace("""{"kind": "access"}""", "", StringComparison.Ordinal), 400, "malformed", "demands" },
        { Shop.Request("c-1", "everything"), 400, "malformed", "demands[0].kind" },
        { Shop.Request("c-1").Replace("""{"kind": "access"}""", """{"kind": "access", "purposes": ["ghost"]}""", StringComparison.Ordinal), 422, "demand-purpose-unknown", "demands.purposes" },
        { Shop.Request("c-1", extra: ", \"receivedAt\": \"2026-10-13T09:00:00Z\""), 422, "received-in-future", "receivedAt" },
        { Shop.Request("c-1", extra: ", \"receivedAt\": \"2015-10-13T09:00:00Z\""), 422, "calendar-missing", "" },
        { Shop.Request("masha@example.ru"), 422, "subject-looks-personal", "subject" },
        { Shop.Request("c-1", applicant: "\"contact\": \"+7\""), 400, "malformed", "applicant.name" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task A_request_is_refused_where_it_says_what_cannot_be(string body, int status, string problem, string field) =>
        (await _shop.Dpo.PostAsync("/v1/requests", body)).MustBe(status, problem, field.Length == 0 ? null : field);

    [Theory]
    [InlineData("2026-999999")]
    [InlineData("2026-1")]
    [InlineData("0000-000000")]
    [InlineData("x")]
    [InlineData("2026-000001%20")]
    [InlineData("2026%2D00000001")]
    public async Task A_number_that_is_absent_or_none_is_not_found(string number)
    {
        (await _shop.Dpo.GetAsync($"/v1/requests/{number}")).MustBe(404, "not-found");
        (await _shop.Dpo.PostAsync($"/v1/requests/{number}/note", """{"text": "x"}""")).MustBe(404, "not-found");
        (await _shop.Dpo.PostAsync($"/v1/requests/{number}/extend", """{"reason": "x"}""")).MustBe(404, "not-found");
        (await _shop.Dpo.PostAsync($"/v1/requests/{number}/answer", """{"demand": 1}""")).MustBe(404, "not-found");
    }

    [Fact]
    public async Task A_term_is_extended_once_to_fifteen_days_from_receipt()
    {
        var number = await _shop.RegisterAsync(Shop.Request(Shop.NewSubject()));
        var extended = (await _shop.Dpo.PostAsync($"/v1/requests/{number}/extend", """{"reason": "Архив"}""")).Must(200);
        Assert.Equal(("2026-11-02", "true", "false"), (extended.Field("obligations.0.due"), extended.Field("obligations.0.extended"), extended.Field("obligations.0.extendable")));
        Assert.DoesNotContain("extend", extended.Json["actions"]!.AsArray().Select(action => action!.ToString()));
        (await _shop.Dpo.PostAsync($"/v1/requests/{number}/extend", """{"reason": "Ещё"}""")).MustBe(409, "nothing-to-extend", article: "ст. 20 ч. 1");
        (await _shop.Dpo.PostAsync($"/v1/requests/{number}/extend", """{"reason": "Ещё", "demand": 7}""")).MustBe(422, "demand-unknown", "demand");
    }

    [Fact]
    public async Task What_was_changed_since_it_was_read_is_not_changed_again()
    {
        var number = await _shop.RegisterAsync(Shop.Request(Shop.NewSubject()));
        var tag = (await _shop.Dpo.GetAsync($"/v1/requests/{number}")).ETag!;
        var noted = (await _shop.Dpo.PostAsync($"/v1/requests/{number}/note", """{"text": "Звонили"}""", null, ("If-Match", tag))).Must(200);
        foreach (var stale in (string[])[tag, "\"0\"", "W/" + noted.ETag, "garbage", "\"99999999999999999999\"", $"{tag}, {noted.ETag}"])
            (await _shop.Dpo.PostAsync($"/v1/requests/{number}/extend", """{"reason": "Архив"}""", null, ("If-Match", stale))).MustBe(412, "request-has-changed");
        (await _shop.Dpo.PostAsync($"/v1/requests/{number}/extend", """{"reason": "Архив"}""", null, ("If-Match", noted.ETag!))).Must(200);
        (await _shop.Dpo.PostAsync($"/v1/requests/{number}/note", """{"text": "Ещё"}""", null, ("If-Match", "*"))).Must(200);
    }

    [Fact]
    public async Task A_request_closes_with_the_answer_to_its_last_demand()
    {
        var body = Shop.Request(Shop.NewSubject()).Replace("""{"kind": "access"}""", """{"kind": "access"}, {"kind": "other"}""", StringComparison.Ordinal);
        var number = await _shop.RegisterAsync(body);
        var first = (await _shop.Dpo.PostAsync($"/v1/requests/{number}/answer", """{"demand": 1, "text": "Направляем сведения."}""")).Must(200);
        Assert.Equal(("open", "answered", "met"), (first.Field("status"), first.Field("demands.0.status"), first.Field("obligations.0.status")));
        (await _shop.Dpo.PostAsync($"/v1/requests/{number}/answer", """{"demand": 1}""")).MustBe(409, "demand-already-answered", "demand");
        (await _shop.Dpo.PostAsync($"/v1/requests/{number}/answer", """{"demand": 3}""")).MustBe(422, "demand-unknown", "demand");
        Assert.Equal("closed", (await _shop.Dpo.PostAsync($"/v1/requests/{number}/answer", """{"demand": 2}""")).Must(200).Field("status"));
        (await _shop.Dpo.PostAsync($"/v1/requests/{number}/answer", """{"demand": 2}""")).MustBe(409, "request-is-closed");
        (await _shop.Dpo.PostAsync($"/v1/requests/{number}/extend", """{"reason": "x"}""")).MustBe(409, "request-is-closed");
        var noted = (await _shop.Dpo.PostAsync($"/v1/requests/{number}/note", """{"text": "Позвонили", "public": true}""")).Must(200);
        Assert.Equal(["reopen", "attachments", "complaint", "note"], noted.Json["actions"]!.AsArray().Select(action => action!.ToString()));
    }

    [Fact]
    public async Task What_wants_a_deed_is_not_fulfilled_by_a_letter()
    {
        var number = await _shop.RegisterAsync(Shop.Request(Shop.NewSubject(), "stop-processing"));
        (await _shop.Dpo.PostAsync($"/v1/requests/{number}/answer", """{"demand": 1, "text": "Прекратили."}""")).MustBe(409, "answer-is-not-enough", "demand");
    }

    [Fact]
    public async Task Only_what_the_answer_lists_as_permitted_is_accepted()
    {
        foreach (var kind in Storage.Words.All<Domain.DemandKind>())
        {
            var created = (await _shop.Dpo.PostAsync("/v1/requests", Shop.Request(Shop.NewSubject(), kind))).Must(201);
            var actions = created.Json["actions"]!.AsArray().Select(action => action!.ToString()).ToList();
            var number = created.Field("number");
            var extend = await _shop.Dpo.PostAsync($"/v1/requests/{number}/extend", """{"reason": "x"}""");
            var answer = await _shop.Dpo.PostAsync($"/v1/requests/{number}/answer", """{"demand": 1}""");
            Assert.True(actions.Contains("extend") == (extend.Status == 200), $"{kind}: extend {extend.Status}");
            Assert.True(actions.Contains("answer") == (answer.Status == 200), $"{kind}: answer {answer.Status}");
        }
    }
}
