namespace Consent.Api.Tests.Requests;

public sealed class PersonalDataTests(OpenShop open) : IClassFixture<OpenShop>
{
    private const string Applicant = """
        "name": "ИМЯ-ЗНАК", "document": {"number": "НОМЕР-ЗНАК", "issuedAt": "ДАТА-ЗНАК", "issuedBy": "ОРГАН-ЗНАК"}, "contact": "АДРЕС-ЗНАК",
        "representative": {"name": "ДРУГ-ЗНАК", "authority": "ДОВЕРЕННОСТЬ-ЗНАК"}
        """;

    private static readonly string[] Marks = ["ИМЯ", "НОМЕР", "ДАТА", "ОРГАН", "АДРЕС", "ДРУГ", "ДОВЕРЕННОСТЬ", "ДОГОВОР", "ПИСЬМО", "ПРИЧИНА", "ОТВЕТ", "ЗАМЕТКА"];

    private readonly Shop _shop = open.Shop;

    [Fact]
    public async Task Personal_data_is_masked_until_a_dpo_names_a_reason_and_the_reading_is_on_the_timeline()
    {
        var body = Shop.Request(Shop.NewSubject(), applicant: Applicant, extra: ", \"relation\": \"ДОГОВОР-ЗНАК\", \"content\": \"ПИСЬМО-ЗНАК\"");
        var created = (await _shop.Dpo.PostAsync("/v1/requests", body)).Must(201);
        var number = created.Field("number")!;
        var answers = new List<Answer>
        {
            created,
            await _shop.Dpo.PostAsync($"/v1/requests/{number}/extend", """{"reason": "ПРИЧИНА-ЗНАК"}"""),
            await _shop.Dpo.PostAsync($"/v1/requests/{number}/note", """{"text": "ЗАМЕТКА-ЗНАК"}"""),
            await _shop.Dpo.PostAsync($"/v1/requests/{number}/answer", """{"demand": 1, "text": "ОТВЕТ-ЗНАК"}"""),
            await _shop.Dpo.GetAsync($"/v1/requests/{number}"),
            await _shop[Domain.Scope.Auditor].GetAsync($"/v1/requests/{number}?reason=look"),
            await _shop.Dpo.GetAsync("/v1/requests?limit=200"),
        };
        foreach (var answer in answers)
        {
            Assert.InRange(answer.Status, 200, 201);
            Assert.DoesNotContain("ЗНАК", answer.Body, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("personal-data-read", answers[4].Body, StringComparison.Ordinal);
        var shown = (await _shop.Dpo.GetAsync($"/v1/requests/{number}?reason=%D0%B6%D0%B0%D0%BB%D0%BE%D0%B1%D0%B0")).Must(200);
        foreach (var mark in Marks) Assert.Contains(mark + "-ЗНАК", shown.Body, StringComparison.Ordinal);
        Assert.Equal(("false", "personal-data-read", "жалоба"), (shown.Field("masked"), shown.Field("timeline.5.kind"), shown.Field("timeline.5.text")));
    }

    [Fact]
    public async Task A_reason_that_cannot_be_kept_is_refused()
    {
        var number = await _shop.RegisterAsync(Shop.Request(Shop.NewSubject()));
        (await _shop.Dpo.GetAsync($"/v1/requests/{number}?reason=a%07b")).MustBe(400, "malformed", "reason");
        (await _shop.Dpo.GetAsync($"/v1/requests/{number}?reason={new string('a', 501)}")).MustBe(400, "malformed", "reason");
    }
}
