namespace Consent.Api.Tests.Access;

/// <summary>Twin operators with equal ids in them never see each other's.</summary>
public sealed class TenantsTests(OpenShop open) : IClassFixture<OpenShop>
{
    private const string Mark = "ЗНАК-СОСЕДА";

    [Fact]
    public async Task Nothing_of_the_neighbours_is_in_any_answer()
    {
        var (mine, theirs) = (open.Shop, open.Neighbour);
        var consent = (await theirs.Front.PostAsync("/v1/consents", Shop.Consent("twin", evidence: $"\"channel\": \"{"znak"}\", \"page\": \"{Mark}\""), "one-key")).Must(201);
        var number = (await theirs.Dpo.PostAsync("/v1/requests", Shop.Request("twin", extra: $", \"content\": \"{Mark}\"", applicant: $"\"name\": \"{Mark}\""))).Must(201).Field("number")!;
        (await theirs.Front.PostAsync("/v1/grounds", Shop.Ground("twin"))).Must(201);
        await mine.RegisterAsync(Shop.Request("somebody"));

        Assert.Equal("no-consent", (await mine.CheckAsync("twin")).Field("reason"));
        Assert.Equal("no-ground", (await mine.CheckAsync("twin", "contract")).Field("reason"));
        (await mine.Dpo.GetAsync("/v1/subjects/twin?reason=look")).MustBe(404, "not-found");
        (await mine.Front.GetAsync(consent.Field("receipt")!)).MustBe(404, "not-found");

        // The same number is another request here.
        var own = (await mine.Dpo.GetAsync($"/v1/requests/{number}?reason=look")).Must(200);
        Assert.Equal("somebody", own.Field("subject"));
        foreach (var answer in (Answer[])[own, await mine.Dpo.GetAsync("/v1/requests?limit=200"), await mine.Dpo.GetAsync("/v1/requests?q=twin")])
        {
            Assert.DoesNotContain(Mark, answer.Must(200).Body, StringComparison.Ordinal);
            Assert.DoesNotContain("twin", answer.Body, StringComparison.Ordinal);
        }

        // The same Idempotency-Key is another command here.
        (await mine.Front.PostAsync("/v1/consents", Shop.Consent("quite-another"), "one-key")).Must(201);
        Assert.Equal(consent.Body, (await theirs.Front.PostAsync("/v1/consents", Shop.Consent("twin", evidence: $"\"channel\": \"{"znak"}\", \"page\": \"{Mark}\""), "one-key")).Must(201).Body);
    }

    [Fact]
    public async Task Purposes_and_texts_are_each_operators_own()
    {
        (await open.Neighbour.Admin.PutAsync("/v1/purposes/secret", Shop.Purpose())).Must(200);
        (await open.Neighbour.Admin.PostAsync("/v1/texts", Shop.Text("secret-form", "1", ["secret"]))).Must(201);
        Assert.Equal("purpose-unknown", (await open.Shop.CheckAsync("c-1", "secret")).Field("reason"));
        Assert.DoesNotContain("secret", (await open.Shop.Front.GetAsync("/v1/purposes?limit=200")).Must(200).Body, StringComparison.Ordinal);
        (await open.Shop.Front.PostAsync("/v1/consents", Shop.Consent("c-1", text: "secret-form"))).MustBe(422, "text-unknown", "text");
    }
}
