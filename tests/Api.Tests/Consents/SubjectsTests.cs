namespace Consent.Api.Tests.Consents;

public sealed class SubjectsTests(OpenShop open) : IClassFixture<OpenShop>
{
    private const string Evidence = "\"channel\": \"web\", \"ip\": \"203.0.113.7\", \"representative\": {\"name\": \"Пётр\", \"authority\": \"доверенность\"}";

    private readonly Shop _shop = open.Shop;

    [Fact]
    public async Task A_file_shows_consents_grounds_restrictions_and_open_requests()
    {
        var subject = Shop.NewSubject();
        (await _shop.Front.PostAsync("/v1/consents", Shop.Consent(subject))).Must(201);
        (await _shop.Front.PostAsync("/v1/grounds", Shop.Ground(subject))).Must(201);
        var number = await _shop.RegisterAsync(Shop.Request(subject, "stop-marketing"));
        var file = (await _shop.Front.GetAsync($"/v1/subjects/{subject}")).Must(200);
        Assert.Equal(("given", "contract", "marketing-stopped", number), (file.Field("consents.0.consent.status"), file.Field("grounds.0.basis"), file.Field("restrictions.0.kind"), file.Field("openRequests.0")));
    }

    [Fact]
    public async Task Evidence_is_masked_until_a_dpo_names_a_reason_which_is_then_on_record()
    {
        var subject = Shop.NewSubject();
        (await _shop.Front.PostAsync("/v1/consents", Shop.Consent(subject, evidence: Evidence))).Must(201);
        foreach (var masked in (Answer[])[
            await _shop.Dpo.GetAsync($"/v1/subjects/{subject}"),
            await _shop.Dpo.GetAsync($"/v1/subjects/{subject}?reason=%20"),
            await _shop.Front.GetAsync($"/v1/subjects/{subject}?reason=look"),
            await _shop[Domain.Scope.Auditor].GetAsync($"/v1/subjects/{subject}?reason=look")])
        {
            Assert.Equal(("•••", "true"), (masked.Must(200).Field("consents.0.evidence.ip"), masked.Field("masked")));
            Assert.DoesNotContain("203.0.113.7", masked.Body, StringComparison.Ordinal);
            Assert.Equal("1", masked.Field("version"));
        }

        var shown = (await _shop.Dpo.GetAsync($"/v1/subjects/{subject}?reason=complaint")).Must(200);
        Assert.Equal(("203.0.113.7", "Пётр", "false", "2"), (shown.Field("consents.0.evidence.ip"), shown.Field("consents.0.evidence.representative"), shown.Field("masked"), shown.Field("version")));
        Assert.Contains(await _shop.EntriesAsync(), entry => entry.Event is Domain.PersonalDataRead && entry.File.Subject.Value == subject);
    }

    [Theory]
    [InlineData("nobody")]
    [InlineData("~catalogue")]
    [InlineData("~2026-000001")]
    [InlineData("masha@example.ru")]
    [InlineData("89161234567")]
    public async Task A_file_that_is_absent_or_no_client_s_to_name_is_not_found(string subject)
    {
        (await _shop.Front.GetAsync($"/v1/subjects/{subject}")).MustBe(404, "not-found");
        (await _shop.Dpo.GetAsync($"/v1/subjects/{subject}?reason=look")).MustBe(404, "not-found");
    }
}
