using Consent.Domain;

namespace Consent.Api.Tests.Signatures;

/// <summary>Detached signatures of letters: who signed, whether it holds, and whether the operator trusts it (ст. 14 ч. 3, 63-ФЗ).</summary>
public sealed class SignatureTests : IAsyncLifetime
{
    private static readonly string[] Chains = ["rsa2048", "ec256", "ec384", "gost256A", "gost256B", "gost256C", "gost256TCA", "gost256TCB", "gost256TCC", "gost256TCD", "gost512A", "gost512B", "gost512C"];
    private static readonly string[] WeakChains = ["rsa1024", "rsasha1"];

    private TestService _service = null!;
    private Shop _shop = null!;

    public static TheoryData<string> Good => [.. Chains];

    // The certificates were made in November 2026.
    public async ValueTask InitializeAsync()
    {
        _service = await TestService.StartAsync(new ManualClock(new DateTimeOffset(2027, 3, 1, 9, 0, 0, TimeSpan.Zero)));
        _shop = await Shop.OpenAsync(_service, "lavka");
        var roots = string.Join(", ", Chains.Concat(WeakChains).Select(name => $"\"{Vectors.Root(name)}\""));
        Assert.Equal(Chains.Length + WeakChains.Length, (await _shop.Admin.PutAsync("/v1/admin/operators/lavka/trusted-roots", $$"""{"certificates": [{{roots}}]}""")).Must(200).Json["items"]!.AsArray().Count);
    }

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Theory]
    [MemberData(nameof(Good))]
    public async Task A_signature_that_holds_and_is_trusted_raises_the_identity_and_is_kept_as_evidence(string name)
    {
        var number = await LetterAsync();
        var answer = (await _shop.Dpo.PostAsync($"/v1/requests/{number}/signature", Vectors.Body(name))).Must(200);
        Assert.Equal("signature", answer.Field("identity"));
        Assert.DoesNotContain("signature", answer.Json["missing"]!.AsArray().Select(missing => missing!.ToString()));
        var finding = await FindingAsync(number);
        Assert.Equal((SignatureVerdict.Valid, true, Vectors.Signer), (finding.Verdict, finding.IsApplicants, finding.Signer!.Value.Contains("Петровна", StringComparison.Ordinal) ? Vectors.Signer : finding.Signer.Value));
        Assert.Equal(Convert.ToBase64String(Vectors.Cms(name)), finding.Signature.Value);
        Assert.Equal(Convert.ToBase64String(Vectors.Content), finding.Content.Value);
        Assert.StartsWith(name[..2] switch { "rs" => "RSA, SHA256", "ec" => "ECDSA, SHA", _ => $"GOST R 34.10-2012 {name[4..7]}, Streebog-{name[4..7]}" }, finding.Algorithm, StringComparison.Ordinal);
        Assert.NotNull(finding.RootSha256);
    }

    [Theory]
    [InlineData("pss", SignatureVerdict.Valid)]
    [InlineData("noattr", SignatureVerdict.Valid)]
    [InlineData("attached", SignatureVerdict.Valid)]
    [InlineData("keyid", SignatureVerdict.Valid)]
    [InlineData("rsa1024", SignatureVerdict.WeakAlgorithm)]
    [InlineData("rsasha1", SignatureVerdict.WeakAlgorithm)]
    [InlineData("nocert", SignatureVerdict.CertificateMissing)]
    [InlineData("tls", SignatureVerdict.CertificateUnfit)]
    [InlineData("odd", SignatureVerdict.CertificateUnfit)]
    [InlineData("byleaf", SignatureVerdict.NotTrusted)]
    public async Task Each_kind_of_signature_is_told_by_its_verdict(string name, SignatureVerdict verdict)
    {
        var number = await LetterAsync();
        var answer = (await _shop.Dpo.PostAsync($"/v1/requests/{number}/signature", Vectors.Body(name))).Must(200);
        Assert.Equal(verdict, (await FindingAsync(number)).Verdict);
        Assert.Equal(verdict == SignatureVerdict.Valid ? "signature" : "claimed", answer.Field("identity"));
        Assert.Contains(answer.Json["timeline"]!.AsArray(), line => line!["kind"]!.ToString() == "signature-received" && line["what"]!.ToString() == Storage.Words.Of(verdict));
    }

    [Fact]
    public async Task Without_the_root_out_of_its_time_over_other_words_or_of_somebody_else_it_proves_nothing()
    {
        var stranger = await LetterAsync("Петров Иван Сидорович");
        Assert.Equal("claimed", (await _shop.Dpo.PostAsync($"/v1/requests/{stranger}/signature", Vectors.Body("gost256A"))).Must(200).Field("identity"));
        Assert.Equal((SignatureVerdict.Valid, false), ((await FindingAsync(stranger)).Verdict, (await FindingAsync(stranger)).IsApplicants));

        await ExpectAsync(SignatureVerdict.WrongContent, Vectors.Body("gost256A", "Прошу совсем другое."u8.ToArray()));
        await ExpectAsync(SignatureVerdict.WrongContent, Vectors.Body("attached", "Прошу совсем другое."u8.ToArray()));
        await ExpectAsync(SignatureVerdict.WrongSignature, Vectors.Body("noattr", "Прошу совсем другое."u8.ToArray()));
        await ExpectAsync(SignatureVerdict.Unreadable, Vectors.Body("это не подпись"u8.ToArray()));

        (await _shop.Admin.PutAsync("/v1/admin/operators/lavka/trusted-roots", $$"""{"certificates": ["{{Vectors.Root("ec256")}}"]}""")).Must(200);
        await ExpectAsync(SignatureVerdict.NotTrusted, Vectors.Body("gost256A"));
        await ExpectAsync(SignatureVerdict.NotTrusted, Vectors.Body("rsa2048"));
        await ExpectAsync(SignatureVerdict.Valid, Vectors.Body("ec256"));
        _service.Time.Set(new DateTimeOffset(2026, 10, 12, 9, 0, 0, TimeSpan.Zero));
        await ExpectAsync(SignatureVerdict.CertificateOutOfTime, Vectors.Body("ec256"));
    }

    [Fact]
    public async Task Of_signatures_with_one_byte_changed_none_holds_over_other_words()
    {
        var (tried, held) = (0, 0);
        var catalogue = (await RootsAsync())!;
        foreach (var name in (string[])["ec256", "gost256A", "gost512A", "rsa2048"])
        {
            var cms = Vectors.Cms(name);
            for (var i = 0; i < cms.Length; i++)
            {
                var bent = (byte[])cms.Clone();
                bent[i] ^= (byte)(1 << (i % 8));
                var finding = SignatureChecks.Check((Vectors.Content, bent), catalogue, _service.Time.Now, new Personal(Vectors.Signer));
                tried++;
                // What is not signed may change: the list of algorithms, what openssl writes beside. Whose it is and over what may not.
                if (finding.Verdict == SignatureVerdict.Valid)
                {
                    held++;
                    Assert.Equal((true, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Vectors.Content))), (finding.IsApplicants, finding.ContentSha256));
                }
            }

            for (var i = 0; i < Vectors.Content.Length; i++)
            {
                var other = Vectors.Content;
                other[i] ^= 1;
                Assert.NotEqual(SignatureVerdict.Valid, SignatureChecks.Check((other, cms), catalogue, _service.Time.Now, null).Verdict);
                tried++;
            }
        }

        Amount.Report($"{tried} bent signatures and letters; {held} changed only what is not signed, none held over other words or for another.");
        Assert.InRange(held, 0, tried / 10);
    }

    [Fact]
    public async Task What_is_no_certificate_of_an_authority_is_no_root()
    {
        foreach (var text in (string[])["none", "MIIB", "-----BEGIN CERTIFICATE-----\\nMIIB\\n-----END CERTIFICATE-----"])
            (await _shop.Admin.PutAsync("/v1/admin/operators/lavka/trusted-roots", $$"""{"certificates": ["{{text}}"]}""")).MustBe(422, "root-unfit", "certificates[0]");
        Assert.Equal(Chains.Length + WeakChains.Length, (await _shop.Admin.GetAsync("/v1/admin/operators/lavka/trusted-roots")).Must(200).Json["items"]!.AsArray().Count);
    }

    private async Task<OperatorCatalogue?> RootsAsync() =>
        (await _service.Journal.ReadAsync(FileKey.OfCatalogue(_shop.Operator), default)).Aggregate(OperatorCatalogue.Empty, (catalogue, entry) => catalogue.Evolve(entry.Event));

    private async Task ExpectAsync(SignatureVerdict verdict, string body)
    {
        var number = await LetterAsync();
        var answer = (await _shop.Dpo.PostAsync($"/v1/requests/{number}/signature", body)).Must(200);
        Assert.Equal((verdict, verdict == SignatureVerdict.Valid ? "signature" : "claimed"), ((await FindingAsync(number)).Verdict, answer.Field("identity")));
    }

    private Task<string> LetterAsync(string name = "Иванова Мария") => _shop.RegisterAsync(Shop.Request(null, applicant: $"\"name\": \"{name}\""));

    private async Task<SignatureFinding> FindingAsync(string number) =>
        (await _shop.OpenedAsync()).Select(entry => entry.Event).OfType<SignatureReceived>().Last(received => received.Number == number).Finding;
}
