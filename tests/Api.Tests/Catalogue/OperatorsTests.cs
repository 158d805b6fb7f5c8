namespace Consent.Api.Tests.Catalogue;

public sealed class OperatorsTests(OpenShop open) : IClassFixture<OpenShop>
{
    private readonly Shop _shop = open.Shop;

    [Fact]
    public async Task The_installation_describes_a_new_operator_and_sees_where_a_contract_promises_later_than_the_law()
    {
        var answer = (await open.Service.Root.PutAsync("/v1/admin/operators/novy", Shop.Description(extra: """
            , "bans": ["special"], "contractTerms": [{"duty": "answer-access", "amount": 30, "unit": "calendarDays", "clause": "п. 8.9.1"}]
            """))).Must(200);
        Assert.Equal("novy", answer.Field("id"));
        Assert.Equal("special", answer.Field("bans.0"));
        Assert.Equal("ст. 20 ч. 1", answer.Field("conflicts.0.article"));
        Assert.Equal("10", answer.Field("conflicts.0.law.amount"));
    }

    [Fact]
    public async Task What_a_processor_may_take_is_held_against_every_destruction_of_the_law()
    {
        var answer = (await open.Service.Root.PutAsync("/v1/admin/operators/obrabotka", Shop.Description(extra: """
            , "contractTerms": [{"duty": "processor-destroy", "amount": 15, "unit": "calendarDays", "clause": "п. 16.18"}]
            """))).Must(200);
        Assert.Equal(
            [("D06", "destroy-unlawful-or-unneeded", "7"), ("D31", "destroy-unlawful", "10")],
            answer.Json["conflicts"]!.AsArray().Select(conflict => (conflict!["row"]!.ToString(), conflict["lawDuty"]!.ToString(), conflict["law"]!["amount"]!.ToString())));
    }

    [Theory]
    [InlineData("before")]
    [InlineData("unstated")]
    [InlineData("weeks")]
    public async Task A_contract_promises_in_units_of_time_only(string unit) =>
        (await open.Service.Root.PutAsync("/v1/admin/operators/mery", Shop.Description(extra: $$"""
            , "contractTerms": [{"duty": "answer-access", "amount": 1, "unit": "{{unit}}", "clause": "п. 1"}]
            """))).MustBe(400, "malformed", "contractTerms[0].unit");

    [Fact]
    public async Task An_administrator_describes_its_own_operator_and_no_other()
    {
        (await _shop.Admin.PutAsync("/v1/admin/operators/lavka", Shop.Description("Лавка у дома"))).Must(200);
        (await _shop.Admin.PutAsync("/v1/admin/operators/sosed", Shop.Description("Чужая"))).MustBe(404, "not-found");
        (await _shop.Admin.PutAsync("/v1/admin/operators/eshche-odin", Shop.Description())).MustBe(404, "not-found");
    }

    [Theory]
    [InlineData("~")]
    [InlineData("Lavka")]
    [InlineData("a_b")]
    [InlineData("%7Ecatalogue")]
    public async Task What_cannot_name_an_operator_is_not_found(string id) =>
        (await open.Service.Root.PutAsync($"/v1/admin/operators/{id}", Shop.Description())).MustBe(404, "not-found");

    [Fact]
    public async Task A_ban_that_contradicts_a_purpose_is_refused()
    {
        (await _shop.Admin.PutAsync("/v1/purposes/health", Shop.Purpose("law").Replace("имя", "special:health", StringComparison.Ordinal))).Must(200);
        (await _shop.Admin.PutAsync("/v1/admin/operators/lavka", Shop.Description(extra: ", \"bans\": [\"special\"]")))
            .MustBe(409, "ban-contradicts-purpose", "bans", "ст. 10 ч. 1; ст. 11");
    }

    [Fact]
    public async Task A_key_is_shown_once_and_works_at_once()
    {
        var issued = (await open.Service.Root.PostAsync("/v1/admin/operators/lavka/keys", """{"name": "сайт", "scopes": ["service", "dpo"]}""")).Must(201);
        Assert.Equal("dpo", issued.Field("scopes.1"));
        Assert.StartsWith("ck_" + issued.Field("id") + "_", issued.Field("key"), StringComparison.Ordinal);
        (await open.Service.With(issued.Field("key")).GetAsync("/v1/requests")).Must(200);
    }

    [Fact]
    public async Task A_key_is_refused_for_an_operator_that_is_absent_or_another_s_and_for_a_word_that_is_no_scope()
    {
        const string Body = """{"name": "сайт", "scopes": ["service"]}""";
        (await open.Service.Root.PostAsync("/v1/admin/operators/nikto/keys", Body)).MustBe(404, "not-found");
        (await _shop.Admin.PostAsync("/v1/admin/operators/sosed/keys", Body)).MustBe(404, "not-found");
        (await _shop.Admin.PostAsync("/v1/admin/operators/lavka/keys", """{"name": "сайт", "scopes": ["service", "god"]}""")).MustBe(400, "malformed", "scopes[1]");
    }

    [Fact]
    public async Task No_key_lies_in_the_database_as_it_was_shown()
    {
        var shown = (await open.Service.Root.PostAsync("/v1/admin/operators/lavka/keys", """{"name": "тайный", "scopes": ["service"]}""")).Field("key")!;
        foreach (var entry in await _shop.EntriesAsync()) Assert.DoesNotContain(shown, Encoding.UTF8.GetString(entry.Payload), StringComparison.Ordinal);
    }
}
