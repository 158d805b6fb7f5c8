namespace Consent.Api.Tests.Requests;

/// <summary>Each keeps its own lists, a person of the desk as well as a key, and a restart forgets none.</summary>
public sealed class ViewsTests : OwnShop
{
    [Fact]
    public async Task A_person_saves_arranges_anew_and_removes_views_of_its_own()
    {
        var browser = await (await DeskPerson.EnrolAsync(Service, Shop.Id, "anna@lavka.example")).SignInAsync();
        var proof = ("X-CSRF-Token", await browser.ProofAsync());
        (await browser.CallAsync(HttpMethod.Put, "/v1/views/burning", """{"name": "Горит", "query": "due=today"}""")).Must(400);
        (await browser.CallAsync(HttpMethod.Put, "/v1/views/burning", """{"name": "Горит", "query": "due=today"}""", proof)).Must(200);
        (await browser.CallAsync(HttpMethod.Put, "/v1/views/mine", """{"name": "Мои", "query": "assigned=Анна&q=Иванова"}""", proof)).Must(200);
        (await browser.CallAsync(HttpMethod.Put, "/v1/views/burning", """{"name": "Горит", "query": "due=week"}""", proof)).Must(200);
        await Service.RestartAsync();
        Assert.Equal(
            """{"items":[{"id":"burning","name":"Горит","query":"due=week"},{"id":"mine","name":"Мои","query":"assigned=Анна\u0026q=Иванова"}]}""",
            (await browser.GetAsync("/v1/views")).Must(200).Body);
        Assert.Equal("[]", (await Shop.Dpo.GetAsync("/v1/views")).Must(200).Json["items"]!.ToJsonString());
        (await browser.CallAsync(HttpMethod.Delete, "/v1/views/mine", null, proof)).Must(200);
        (await browser.CallAsync(HttpMethod.Delete, "/v1/views/mine", null, proof)).Must(200);
        Assert.DoesNotContain("mine", (await browser.GetAsync("/v1/views")).Must(200).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_and_filters_are_sealed_in_the_journal()
    {
        (await Shop.Dpo.PutAsync("/v1/views/x", """{"name": "Дело Семёновой", "query": "q=Семёнова"}""")).Must(200);
        var saved = Assert.Single(await Service.Journal.ReadFeedAsync(Shop.Operator, 0, int.MaxValue, TestContext.Current.CancellationToken), entry => entry.Kind == "view-saved/1");
        Assert.DoesNotContain("Сем", Encoding.UTF8.GetString(saved.Payload), StringComparison.Ordinal);
        Assert.Equal("Дело Семёновой", (await Shop.Dpo.GetAsync("/v1/views")).Field("items.0.name"));
    }

    [Fact]
    public async Task Fifty_views_are_kept_and_no_more()
    {
        for (var i = 0; i < 50; i++) (await Shop.Dpo.PutAsync($"/v1/views/v{i}", """{"name": "Вид", "query": "due=today"}""")).Must(200);
        (await Shop.Dpo.PutAsync("/v1/views/v50", """{"name": "Вид", "query": "due=today"}""")).MustBe(409, "too-many-views");
        (await Shop.Dpo.PutAsync("/v1/views/v7", """{"name": "Другой", "query": "due=today"}""")).Must(200);
        (await Shop.Dpo.SendAsync(HttpMethod.Delete, "/v1/views/v7", (string?)null)).Must(200);
        (await Shop.Dpo.PutAsync("/v1/views/v50", """{"name": "Вид", "query": "due=today"}""")).Must(200);
        (await Shop.Dpo.PutAsync("/v1/views/a%20b", """{"name": "Вид", "query": "due=today"}""")).MustBe(400, "malformed", "view");
        (await Shop.Dpo.PutAsync("/v1/views/x", $$"""{"name": "Вид", "query": "{{new string('a', 1001)}}"}""")).MustBe(400, "malformed", "query");
    }
}
