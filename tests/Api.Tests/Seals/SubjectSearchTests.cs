using Consent.Domain;

namespace Consent.Api.Tests.Seals;

public sealed class SubjectSearchTests(OpenShop open) : IClassFixture<OpenShop>
{
    private const string Applicant = """
        "name": "Мария", "document": {"number": "66 12 № 000001"}, "contact": "Maria@Example.ru; +7 (916) 123-45-67"
        """;

    private readonly Shop _shop = open.Shop;

    [Theory]
    [InlineData("email", "maria@example.ru")]
    [InlineData("email", " MARIA@example.RU ")]
    [InlineData("phone", "89161234567")]
    [InlineData("phone", "+7 916 123 45 67")]
    [InlineData("phone", "9161234567")]
    [InlineData("document", "6612 000001")]
    public async Task A_person_is_found_by_what_a_letter_said_and_the_search_is_on_record(string field, string value)
    {
        var subject = Shop.NewSubject();
        await _shop.RegisterAsync(Shop.Request(subject, applicant: Applicant));
        var stranger = await _shop.RegisterAsync(Shop.Request(null, applicant: Applicant));
        var found = (await _shop.Dpo.PostAsync("/v1/subjects/search", $$"""{"{{field}}": "{{value}}", "reason": "звонок"}""")).Must(200);
        Assert.Contains($"\"subject\":\"{subject}\"", found.Body, StringComparison.Ordinal);
        Assert.Contains($"\"request\":\"{stranger}\"", found.Body, StringComparison.Ordinal);
        Assert.Contains(await _shop.EntriesAsync(), entry => entry.File.Subject.Value == subject && entry.Event is PersonalDataRead);

        await open.Service.DestroyAsync(_shop.Id, subject);
        var after = (await _shop.Dpo.PostAsync("/v1/subjects/search", $$"""{"{{field}}": "{{value}}", "reason": "звонок"}""")).Must(200);
        Assert.DoesNotContain($"\"{subject}\"", after.Body, StringComparison.Ordinal);
        Assert.Equal("""{"items":[]}""", (await open.Neighbour.Dpo.PostAsync("/v1/subjects/search", $$"""{"{{field}}": "{{value}}", "reason": "звонок"}""")).Must(200).Body);
    }

    [Theory]
    [InlineData("""{"reason": "x"}""", "email")]
    [InlineData("""{"email": "a@b.ru"}""", "reason")]
    [InlineData("""{"email": "никто", "reason": "x"}""", "email")]
    [InlineData("""{"phone": "12", "reason": "x"}""", "phone")]
    [InlineData("""{"document": "1", "reason": "x"}""", "document")]
    public async Task What_cannot_be_looked_for_is_refused(string body, string field) =>
        (await _shop.Dpo.PostAsync("/v1/subjects/search", body)).MustBe(400, "malformed", field);

    [Fact]
    public async Task Who_fits_one_of_several_contacts_alone_is_not_found()
    {
        var subject = Shop.NewSubject();
        await _shop.RegisterAsync(Shop.Request(subject, applicant: "\"name\": \"Анна\", \"contact\": \"anna@example.ru, +79160000001\""));
        var both = (await _shop.Dpo.PostAsync("/v1/subjects/search", """{"email": "anna@example.ru", "phone": "89160000001", "reason": "x"}""")).Must(200);
        Assert.Contains($"\"{subject}\"", both.Body, StringComparison.Ordinal);
        var one = (await _shop.Dpo.PostAsync("/v1/subjects/search", """{"email": "anna@example.ru", "phone": "89160000002", "reason": "x"}""")).Must(200);
        Assert.Equal("""{"items":[]}""", one.Body);
    }

    [Fact]
    public async Task Only_a_dpo_looks_for_people()
    {
        (await _shop.Front.PostAsync("/v1/subjects/search", """{"email": "a@b.ru", "reason": "x"}""")).Must(404);
        (await _shop.Dpo.PostAsync("/v1/subjects/search", """{"email": "nobody@b.ru", "reason": "x"}""")).Must(200);
    }
}
