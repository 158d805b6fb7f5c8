using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Consent.Api.Tests.Access;

/// <summary>Tokens of an operator's identity provider.</summary>
public sealed class TokensTests(OpenShop open) : IClassFixture<OpenShop>, IAsyncLifetime
{
    private static readonly DateTimeOffset Soon = TestService.Monday.AddHours(1);

    public async ValueTask InitializeAsync()
    {
        foreach (var shop in (Shop[])[open.Shop, open.Neighbour])
            (await shop.Admin.PutAsync($"/v1/admin/operators/{shop.Id}/identity-provider", TestIssuer.Setting(shop.Id))).Must(200);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_token_may_do_what_its_roles_say_at_the_operator_of_its_audience()
    {
        (await CallAsync(Token("""["dpo"]"""), "/v1/requests")).Must(200);
        (await CallAsync(Token("\"auditor dpo\""), "/v1/requests")).Must(200);
        (await CallAsync(Token("""["service"]"""), "/v1/requests")).Must(404);
        (await CallAsync(Token("[]"), "/v1/purposes")).Must(404);
        (await CallAsync(Token("""["root", "installation"]"""), "/v1/purposes")).Must(404);
        var number = await open.Shop.RegisterAsync(Shop.Request("c-token"));
        Assert.Equal("c-token", (await CallAsync(Token("""["dpo"]"""), $"/v1/requests/{number}")).Must(200).Field("subject"));
        (await CallAsync(TestIssuer.Token("sosed", """["dpo"]""", Soon), $"/v1/requests/{number}")).Must(404);
    }

    [Fact]
    public async Task The_journal_names_its_author_and_not_the_person()
    {
        var number = await open.Shop.RegisterAsync(Shop.Request("c-author"));
        (await open.Service.With(Token("""["dpo"]""")).PostAsync($"/v1/requests/{number}/note", """{"text": "х"}""")).Must(200);
        var entry = (await open.Shop.EntriesAsync()).Last(entry => entry.Request == number);
        Assert.Matches("^jwt:[0-9a-f]{16}$", entry.Actor);
    }

    public static TheoryData<string> Bad => [.. BadTokens.Keys];

    private static readonly Dictionary<string, Func<string>> BadTokens = new()
    {
        ["expired"] = () => Token("""["dpo"]""", until: TestService.Monday.AddMinutes(-1)),
        ["not yet"] = () => TestIssuer.Token("lavka", """["dpo"]""", Soon, from: TestService.Monday.AddMinutes(5)),
        ["another audience"] = () => TestIssuer.Token("another", """["dpo"]""", Soon),
        ["another issuer"] = () => TestIssuer.Token("lavka", """["dpo"]""", Soon, issuer: "https://evil.example"),
        ["alg none"] = () => Token("""["dpo"]""", alg: "none"),
        ["the public key as a password"] = () => Token("""["dpo"]""", alg: "HS256"),
        ["another key"] = () => TestIssuer.Token("lavka", """["dpo"]""", Soon, key: RSA.Create(2048)),
        ["no end"] = () => Without("exp"),
        ["a header it must understand"] = () => TestIssuer.Token("lavka", """["dpo"]""", Soon, header: ", \"crit\": [\"x\"], \"x\": 1"),
        ["a changed role"] = () => Changed(Token("""["auditor"]"""), "auditor", "service"),
        ["no signature"] = () => Token("""["dpo"]""")[..(Token("""["dpo"]""").LastIndexOf('.') + 1)],
        ["five parts"] = () => Token("""["dpo"]""") + ".x.y",
        ["garbage"] = () => "eyJ.eyJ.eyJ",
        ["too long"] = () => Token($"[\"dpo\", \"{new string('x', 9000)}\"]"),
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task A_token_that_does_not_hold_is_no_credential(string what) => (await CallAsync(BadTokens[what](), "/v1/requests")).MustBe(401, "no-credential");

    [Fact]
    public async Task The_clocks_may_differ_by_half_a_minute_and_no_more()
    {
        (await CallAsync(Token("""["dpo"]""", until: TestService.Monday.AddSeconds(-29)), "/v1/requests")).Must(200);
        (await CallAsync(Token("""["dpo"]""", until: TestService.Monday.AddSeconds(-31)), "/v1/requests")).Must(401);
    }

    [Fact]
    public async Task Trust_that_is_taken_back_holds_no_longer()
    {
        await using var service = await TestService.StartAsync();
        var shop = await Shop.OpenAsync(service, "lavka");
        (await shop.Admin.PutAsync("/v1/admin/operators/lavka/identity-provider", TestIssuer.Setting("lavka"))).Must(200);
        (await service.With(Token("""["dpo"]""")).GetAsync("/v1/requests")).Must(200);
        (await shop.Admin.PutAsync("/v1/admin/operators/lavka/identity-provider", TestIssuer.Setting("lavka").Replace("\"enabled\": true", "\"enabled\": false", StringComparison.Ordinal))).Must(200);
        (await service.With(Token("""["dpo"]""")).GetAsync("/v1/requests")).Must(401);
    }

    [Fact]
    public async Task One_audience_of_an_issuer_speaks_for_one_operator() =>
        (await open.Neighbour.Admin.PutAsync("/v1/admin/operators/sosed/identity-provider", TestIssuer.Setting("lavka"))).MustBe(409, "audience-taken", "audience");

    [Theory]
    [InlineData("http://idp.example.ru/keys")]
    [InlineData("https://user:secret@idp.example.ru/keys")]
    [InlineData("file:///etc/passwd")]
    [InlineData("keys")]
    public async Task An_address_that_must_not_be_asked_is_refused(string address) => (await open.Shop.Admin.PutAsync(
        "/v1/admin/operators/lavka/identity-provider",
        $$"""{"issuer": "{{TestIssuer.Name}}", "audience": "lavka", "keysAt": "{{address}}", "roles": [{"role": "dpo", "scopes": ["dpo"]}]}""")).MustBe(400, "malformed", "keysAt");

    [Fact]
    public async Task A_private_or_a_weak_key_is_refused()
    {
        foreach (var pem in (string[])[TestIssuer.Key.ExportRSAPrivateKeyPem(), RSA.Create(1024).ExportSubjectPublicKeyInfoPem(), "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----"])
            (await open.Shop.Admin.PutAsync(
                "/v1/admin/operators/lavka/identity-provider",
                $$"""{"issuer": "{{TestIssuer.Name}}", "audience": "lavka", "keys": [{{JsonValue.Create(pem).ToJsonString()}}], "roles": [{"role": "dpo", "scopes": ["dpo"]}]}""")).MustBe(400, "malformed", "keys[0]");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Keys_that_the_provider_changes_are_fetched_again_and_seldom(bool isByMetadata)
    {
        await using var provider = await Provider.StartAsync();
        await using var service = await TestService.StartAsync(change: builder =>
        {
            builder.Configuration["Consent:Tokens:InternalHosts"] = "127.0.0.1";
            builder.Configuration["Consent:Tokens:RefreshSeconds"] = "1";
        });
        var shop = await Shop.OpenAsync(service, "lavka");
        var where = isByMetadata ? $"\"metadata\": \"{provider.Address}metadata\"" : $"\"keysAt\": \"{provider.Address}keys\"";
        (await shop.Admin.PutAsync("/v1/admin/operators/lavka/identity-provider", $$"""{"issuer": "{{TestIssuer.Name}}", "audience": "lavka", {{where}}, "roles": [{"role": "dpo", "scopes": ["dpo"]}]}""")).Must(200);
        using RSA first = RSA.Create(2048), second = RSA.Create(2048);
        provider.Keys = [("one", first)];
        (await service.With(Signed("one", first)).GetAsync("/v1/requests")).Must(200);
        (await service.With(Signed("two", second)).GetAsync("/v1/requests")).Must(401);
        provider.Keys = [("two", second)];
        await Task.Delay(1100, TestContext.Current.CancellationToken);
        (await service.With(Signed("two", second)).GetAsync("/v1/requests")).Must(200);
        (await service.With(Signed("one", first)).GetAsync("/v1/requests")).Must(401);

        var asked = provider.Asked;
        for (var i = 0; i < 50; i++) (await service.With(Signed($"x{i}", first)).GetAsync("/v1/requests")).Must(401);
        Assert.True(provider.Asked - asked <= 4, $"asked {provider.Asked - asked} times");

        // What is away for a while does not shut people out.
        provider.Keys = null;
        await Task.Delay(1100, TestContext.Current.CancellationToken);
        (await service.With(Signed("x", first)).GetAsync("/v1/requests")).Must(401);
        (await service.With(Signed("two", second)).GetAsync("/v1/requests")).Must(200);
    }

    [Fact]
    public async Task An_internal_address_is_not_asked_unless_it_was_named()
    {
        await using var provider = await Provider.StartAsync();
        using var key = RSA.Create(2048);
        provider.Keys = [("one", key)];
        await using var service = await TestService.StartAsync(change: builder => builder.Configuration["Consent:Tokens:InternalHosts"] = "another-host");
        var http = (ProviderHttp)service.Services.GetService(typeof(ProviderHttp))!;
        await Assert.ThrowsAsync<HttpRequestException>(() => http.GetAsync(provider.Address + "keys"));
        await Assert.ThrowsAsync<HttpRequestException>(() => http.GetAsync(provider.Address.Replace("http://127.0.0.1", "https://localhost", StringComparison.Ordinal) + "keys"));
        Assert.Equal(0, provider.Asked);
    }

    private static string Token(string roles, DateTimeOffset? until = null, string alg = "RS256") => TestIssuer.Token("lavka", roles, until ?? Soon, alg);

    private static string Signed(string kid, RSA key) => TestIssuer.Token("lavka", """["dpo"]""", Soon, kid: kid, key: key);

    // Signed as it is, without the claim.
    private static string Without(string claim)
    {
        var parts = Token("""["dpo"]""").Split('.');
        var body = JsonNode.Parse(System.Buffers.Text.Base64Url.DecodeFromChars(parts[1]))!.AsObject();
        body.Remove(claim);
        var signed = $"{parts[0]}.{System.Buffers.Text.Base64Url.EncodeToString(Encoding.UTF8.GetBytes(body.ToJsonString()))}";
        return $"{signed}.{System.Buffers.Text.Base64Url.EncodeToString(TestIssuer.Key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }

    private static string Changed(string token, string from, string to)
    {
        var parts = token.Split('.');
        var body = Encoding.UTF8.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(parts[1])).Replace(from, to, StringComparison.Ordinal);
        return $"{parts[0]}.{System.Buffers.Text.Base64Url.EncodeToString(Encoding.UTF8.GetBytes(body))}.{parts[2]}";
    }

    private Task<Answer> CallAsync(string token, string path) => open.Service.With(token).GetAsync(path);

    /// <summary>The part of an identity provider that publishes its keys.</summary>
    private sealed class Provider(WebApplication app) : IAsyncDisposable
    {
        private int _asked;

        public (string Kid, RSA Key)[]? Keys { get; set; } = [];

        public int Asked => _asked;

        public string Address => app.Urls.Single() + "/";

        public static async Task<Provider> StartAsync()
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            var app = builder.Build();
            var provider = new Provider(app);
            app.Run(provider.AnswerAsync);
            await app.StartAsync();
            return provider;
        }

        public ValueTask DisposeAsync() => app.DisposeAsync();

        private Task AnswerAsync(HttpContext context)
        {
            Interlocked.Increment(ref _asked);
            if (Keys is null)
            {
                context.Response.StatusCode = 500;
                return Task.CompletedTask;
            }

            if (context.Request.Path == "/metadata") return context.Response.WriteAsync($$"""{"issuer": "{{TestIssuer.Name}}", "jwks_uri": "{{Address}}keys"}""");
            var keys = Keys.Select(pair => $$"""{"kty": "RSA", "use": "sig", "kid": "{{pair.Kid}}", "n": "{{Encode(pair.Key.ExportParameters(false).Modulus!)}}", "e": "AQAB"}""");
            return context.Response.WriteAsync($$"""{"keys": [{{string.Join(',', keys)}}, {"kty": "oct", "kid": "weak", "k": "AAAA"}]}""");
        }

        private static string Encode(byte[] bytes) => System.Buffers.Text.Base64Url.EncodeToString(bytes);
    }
}
