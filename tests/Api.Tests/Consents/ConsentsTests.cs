namespace Consent.Api.Tests.Consents;

public sealed class ConsentsTests(OpenShop open) : IClassFixture<OpenShop>
{
    private readonly Shop _shop = open.Shop;

    [Fact]
    public async Task A_consent_is_recorded_and_the_next_check_allows()
    {
        var subject = Shop.NewSubject();
        var answer = (await _shop.Front.PostAsync("/v1/consents", Shop.Consent(subject))).Must(201);
        Assert.Equal("given", answer.Field("status"));
        Assert.Equal($"/v1/consents/{answer.Field("id")}/receipt", answer.Field("receipt"));
        Assert.Equal("consent-given", (await _shop.CheckAsync(subject)).Field("reason"));
    }

    [Fact]
    public async Task Giving_again_what_stands_answers_with_what_stands()
    {
        var subject = Shop.NewSubject();
        var first = (await _shop.Front.PostAsync("/v1/consents", Shop.Consent(subject))).Must(201);
        var again = (await _shop.Front.PostAsync("/v1/consents", Shop.Consent(subject))).Must(200);
        Assert.Equal(first.Body, again.Body);
    }

    [Fact]
    public async Task A_later_end_supersedes()
    {
        var subject = Shop.NewSubject();
        var first = (await _shop.Front.PostAsync("/v1/consents", Shop.Consent(subject, extra: ", \"expiresAt\": \"2027-01-01T00:00:00Z\""))).Must(201);
        var later = (await _shop.Front.PostAsync("/v1/consents", Shop.Consent(subject, extra: ", \"expiresAt\": \"2027-02-01T00:00:00Z\""))).Must(201);
        Assert.NotEqual(first.Field("id"), later.Field("id"));
        Assert.Equal("superseded", (await _shop.Front.GetAsync(first.Field("receipt")!)).Field("status"));
        Assert.Equal("2027-02-01T00:00:00Z", (await _shop.CheckAsync(subject)).Field("validUntil"));
    }

    [Fact]
    public async Task A_refusal_is_recorded_and_is_no_consent()
    {
        var subject = Shop.NewSubject();
        var answer = (await _shop.Front.PostAsync("/v1/consents", Shop.Consent(subject, extra: ", \"decision\": \"refused\""))).Must(201);
        Assert.Equal("refused", answer.Field("status"));
        Assert.Null(answer.Field("receipt"));
        Assert.Equal("refused", (await _shop.CheckAsync(subject)).Field("reason"));
    }

    public static TheoryData<string, int, string, string, string> Refused => new()
    {
        { Shop.Consent("r-1", "ghost"), 422, "purpose-unknown", "purpose", "ст. 5 ч. 2" },
        { Shop.Consent("r-1", "contract"), 422, "purpose-does-not-rest-on-consent", "purpose", "ст. 6 ч. 1" },
        { Shop.Consent("r-1", version: "9"), 422, "text-unknown", "text", "ст. 9 ч. 1" },
        { Shop.Consent("r-1", "newsletter", text: "public-form"), 422, "text-does-not-cover-purpose", "purpose", "ст. 9 ч. 1" },
        { Shop.Consent("r-1", extra: ", \"givenAt\": \"2026-10-13T09:00:00Z\""), 422, "given-in-future", "givenAt", "ст. 9 ч. 3" },
        { Shop.Consent("r-1", extra: ", \"givenAt\": \"2026-10-11T09:00:00Z\""), 422, "back-dated-without-document", "evidence.document", "ст. 9 ч. 3" },
        { Shop.Consent("r-1", extra: ", \"expiresAt\": \"2026-10-12T08:59:00Z\""), 422, "expires-before-given", "expiresAt", "ст. 9 ч. 4 п. 8" },
        { Shop.Consent("r-1", evidence: "\"channel\": \"web\", \"shown\": {\"separate\": false}"), 422, "not-separate", "evidence.shown.separate", "ст. 9 ч. 1" },
        { Shop.Consent("r-1", evidence: $"\"channel\": \"web\", \"shown\": {{\"textSha256\": \"{new string('a', 64)}\"}}"), 422, "shown-text-differs", "evidence.shown.textSha256", "ст. 9 ч. 3" },
        { Shop.Consent("r-1", evidence: "\"channel\": \"web\", \"shown\": {\"boxes\": [{\"purpose\": \"newsletter\", \"tickedByDefault\": true}]}"), 422, "ticked-beforehand", "evidence.shown.boxes", "ст. 9 ч. 1" },
        { Shop.Consent("masha@example.ru"), 422, "subject-looks-personal", "subject", "ст. 5 ч. 5" },
        { Shop.Consent("+79161234567"), 422, "subject-looks-personal", "subject", "ст. 5 ч. 5" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task A_consent_is_refused_with_its_article(string body, int status, string problem, string field, string article) =>
        (await _shop.Front.PostAsync("/v1/consents", body)).MustBe(status, problem, field, article);

    [Fact]
    public async Task A_purpose_of_written_form_wants_a_signature()
    {
        (await _shop.Admin.PutAsync("/v1/purposes/health", Shop.Purpose(extra: ", \"writtenForm\": true"))).Must(200);
        (await _shop.Admin.PostAsync("/v1/texts", Shop.Text("health-form", "1", ["health"]))).Must(201);
        var subject = Shop.NewSubject();
        (await _shop.Front.PostAsync("/v1/consents", Shop.Consent(subject, "health", text: "health-form", evidence: "\"channel\": \"web\", \"signature\": \"simple\"")))
            .MustBe(422, "written-form-required", "evidence.signature", "ст. 9 ч. 4");
        (await _shop.Front.PostAsync("/v1/consents", Shop.Consent(subject, "health", text: "health-form", evidence: "\"channel\": \"web\", \"signature\": \"qualified\""))).Must(201);
    }

    [Fact]
    public async Task A_paper_of_last_year_is_put_on_record_with_its_number()
    {
        var subject = Shop.NewSubject();
        (await _shop.Front.PostAsync("/v1/consents", Shop.Consent(subject, extra: ", \"givenAt\": \"2025-12-01T10:00:00+03:00\"", evidence: "\"channel\": \"paper\", \"document\": \"№ 5\""))).Must(201);
        Assert.Equal("no-consent", (await _shop.CheckAsync(subject, more: "&at=2025-12-01T06:59:59Z")).Field("reason"));
        Assert.Equal("consent-given", (await _shop.CheckAsync(subject, more: "&at=2025-12-01T07:00:00Z")).Field("reason"));
    }

    [Fact]
    public async Task A_late_message_does_not_bring_back_what_was_withdrawn()
    {
        var subject = Shop.NewSubject();
        (await _shop.Front.PostAsync("/v1/consents", Shop.Consent(subject))).Must(201);
        (await _shop.Front.PostAsync("/v1/withdrawals", Shop.Withdrawal(subject))).Must(201);
        (await _shop.Front.PostAsync("/v1/consents", Shop.Consent(subject, extra: ", \"givenAt\": \"2026-10-12T08:59:00Z\""))).MustBe(409, "older-than-last-word", "givenAt", "ст. 9 ч. 2");
        Assert.Equal("withdrawn", (await _shop.CheckAsync(subject)).Field("reason"));
    }
}
