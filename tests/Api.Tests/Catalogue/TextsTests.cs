using System.Security.Cryptography;

namespace Consent.Api.Tests.Catalogue;

public sealed class TextsTests(OpenShop open) : IClassFixture<OpenShop>
{
    private readonly Shop _shop = open.Shop;

    [Fact]
    public async Task A_text_is_published_under_the_hash_of_its_body()
    {
        var answer = (await _shop.Admin.PostAsync("/v1/texts", Shop.Text("offer", "\"2026-a\"", ["profile"], body: "Согласен на всё."))).Must(201);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("Согласен на всё."))), answer.Field("sha256"));
        Assert.Equal("2026-a", answer.Field("version"));
    }

    [Fact]
    public async Task A_published_version_is_immutable()
    {
        (await _shop.Admin.PostAsync("/v1/texts", Shop.Text("rules", "7", ["profile"]))).Must(201);
        (await _shop.Admin.PostAsync("/v1/texts", Shop.Text("rules", "7", ["profile"]))).Must(201);
        (await _shop.Admin.PostAsync("/v1/texts", Shop.Text("rules", "7", ["profile"], body: "Иначе."))).MustBe(409, "text-already-published", "version", "ст. 9 ч. 3");
    }

    [Fact]
    public async Task A_published_version_keeps_its_purposes_and_what_it_demands()
    {
        (await _shop.Admin.PostAsync("/v1/texts", Shop.Text("terms", "1", ["profile"]))).Must(201);
        (await _shop.Admin.PostAsync("/v1/texts", Shop.Text("terms", "1", ["profile", "newsletter"]))).MustBe(409, "text-already-published");
        (await _shop.Admin.PostAsync("/v1/texts", Shop.Text("terms", "1", ["profile"], reconsent: "hard"))).MustBe(409, "text-already-published");
    }

    [Fact]
    public async Task A_text_names_only_purposes_of_the_catalogue_that_rest_on_consent()
    {
        (await _shop.Admin.PostAsync("/v1/texts", Shop.Text("x", "1", ["ghost"]))).MustBe(422, "text-purpose-unknown", "purposes");
        (await _shop.Admin.PostAsync("/v1/texts", Shop.Text("x", "1", ["contract"]))).MustBe(422, "text-purpose-not-by-consent", "purposes");
        (await _shop.Admin.PostAsync("/v1/texts", Shop.Text("x", "1", ["profile", "public-page"]))).MustBe(422, "distribution-not-separate", "purposes", "ст. 10.1 ч. 1");
    }
}
