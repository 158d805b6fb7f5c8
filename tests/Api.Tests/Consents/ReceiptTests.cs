using Microsoft.Extensions.DependencyInjection;

namespace Consent.Api.Tests.Consents;

public sealed class ReceiptTests(OpenShop open) : IClassFixture<OpenShop>
{
    private readonly Shop _shop = open.Shop;

    [Fact]
    public async Task A_receipt_has_the_fields_of_iso_27560_and_the_hash_of_its_entry()
    {
        var subject = Shop.NewSubject();
        var consent = (await _shop.Front.PostAsync("/v1/consents", Shop.Consent(subject))).Must(201);
        (await _shop.Front.PostAsync("/v1/withdrawals", Shop.Withdrawal(subject))).Must(201);
        var receipt = (await _shop.Front.GetAsync(consent.Field("receipt")!)).Must(200);
        Assert.Equal(("withdrawn", subject, "Согласен.", "lavka"), (receipt.Field("status"), receipt.Field("piiPrincipalId"), receipt.Field("notice.body"), receipt.Field("parties.0.id")));
        Assert.Equal(["consent-given", "consent-withdrawn"], receipt.Json["events"]!.AsArray().Select(e => e!["type"]!.GetValue<string>()));
        var entry = (await _shop.EntriesAsync()).Single(e => e.File.Subject.Value == subject && e.Version == 1);
        Assert.Equal(Convert.ToHexStringLower(entry.Hash), receipt.Field("journalHash"));
    }

    [Theory]
    [InlineData("ru", "Квитанция")]
    [InlineData("en", "Consent receipt")]
    public async Task A_receipt_is_a_page_to_print_that_fetches_nothing(string language, string title)
    {
        var path = (await _shop.Front.PostAsync("/v1/consents", Shop.Consent(Shop.NewSubject()))).Must(201).Field("receipt")!;
        var page = (await _shop.Front.GetAsync(path, ("Accept", "text/html"), ("Accept-Language", language))).Must(200);
        Assert.Equal("text/html", page.MediaType);
        Assert.Contains(title, page.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("http", page.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("src=", page.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_looks_like_markup_stays_text_on_the_page()
    {
        (await _shop.Admin.PostAsync("/v1/texts", Shop.Text("markup", "1", ["profile"], body: "<script>alert(1)</script>"))).Must(201);
        var path = (await _shop.Front.PostAsync("/v1/consents", Shop.Consent(Shop.NewSubject(), "profile", text: "markup"))).Must(201).Field("receipt")!;
        Assert.DoesNotContain("<script", (await _shop.Front.GetAsync(path, ("Accept", "text/html"))).Must(200).Body, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_pdf_is_printed_where_the_machine_can_and_refused_clearly_where_it_cannot()
    {
        var path = (await _shop.Front.PostAsync("/v1/consents", Shop.Consent(Shop.NewSubject()))).Must(201).Field("receipt")!;
        var answer = await _shop.Front.GetAsync(path, ("Accept", "application/pdf"));
        if (open.Service.Services.GetRequiredService<PdfPrinter>().IsAvailable) Assert.Equal("%PDF"u8.ToArray(), answer.Must(200).Bytes[..4]);
        else answer.MustBe(406, "no-pdf-printer");
    }

    [Theory]
    [InlineData("nobody~1")]
    [InlineData("nobody")]
    [InlineData("~1")]
    [InlineData("~catalogue~1")]
    [InlineData("{0}~0")]
    [InlineData("{0}~2")]
    [InlineData("{0}~99999999999")]
    [InlineData("{0}~-1")]
    [InlineData("{0}~999999999999999999999")]
    public async Task What_is_no_consent_has_no_receipt(string id)
    {
        var subject = Shop.NewSubject();
        (await _shop.Front.PostAsync("/v1/consents", Shop.Consent(subject))).Must(201);
        (await _shop.Front.PostAsync("/v1/consents", Shop.Consent(subject, "profile", extra: ", \"decision\": \"refused\""))).Must(201);
        (await _shop.Front.GetAsync($"/v1/consents/{string.Format(CultureInfo.InvariantCulture, id, subject)}/receipt")).MustBe(404, "not-found");
    }
}
