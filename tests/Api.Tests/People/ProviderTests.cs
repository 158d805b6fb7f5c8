using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;

namespace Consent.Api.Tests.People;

/// <summary>Signing in through the organisation's provider: who is let in, and which answers of the provider prove nothing.</summary>
public sealed class ProviderTests : IAsyncLifetime
{
    private readonly FakeProvider _provider = new();
    private TestService _service = null!;
    private Shop _shop = null!;

    // The real clock: the library has its own idea of how often it may ask for keys.
    public async ValueTask InitializeAsync()
    {
        _service = await TestService.StartAsync();
        _shop = await Shop.OpenAsync(_service, "lavka");
        await _provider.StartAsync(() => _service.Time.Now);
        var body = $$"""
            {"authority": "{{_provider.Authority}}", "clientId": "consent", "secret": "s3cret", "rules": [{"claim": "groups", "value": "privacy", "scopes": ["dpo"]}, {"value": "lavka.example", "scopes": ["auditor"]}]}
            """;
        (await _shop.Admin.PutAsync("/v1/admin/operators/lavka/sign-in-provider", body)).Must(200);
    }

    public async ValueTask DisposeAsync()
    {
        await _service.DisposeAsync();
        await _provider.DisposeAsync();
    }

    [Fact]
    public async Task Who_a_rule_admits_comes_in_with_its_scopes_as_they_are_now()
    {
        _provider.Claims = """{"sub": "u-1", "email": "ivan@other.example", "email_verified": true, "name": "Иван", "groups": ["staff", "privacy"]}""";
        Assert.Equal(["dpo"], await ScopesAsync(await SignInAsync()));
        _provider.Claims = """{"sub": "u-1", "email": "ivan@lavka.example", "email_verified": true, "name": "Иван", "groups": ["privacy"]}""";
        Assert.Equal(["dpo", "auditor"], await ScopesAsync(await SignInAsync()));
        _provider.Claims = """{"sub": "u-1", "email": "ivan@other.example", "email_verified": true, "groups": []}""";
        Assert.Equal(403, (await ComeBackAsync()).Seen.Status);
        Assert.Single((await _shop.Admin.GetAsync("/v1/admin/operators/lavka/people")).Must(200).Json["items"]!.AsArray());
        foreach (var entry in await _shop.EntriesAsync()) Assert.DoesNotContain("s3cret", Encoding.UTF8.GetString(entry.Payload), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_invited_person_keeps_its_scopes_and_an_address_that_is_not_verified_is_nobodys()
    {
        var (person, _) = await DeskPerson.InviteAsync(_service, "lavka", "anna@elsewhere.example", "\"admin\"");
        _provider.Claims = """{"sub": "u-2", "email": "anna@elsewhere.example", "email_verified": false}""";
        Assert.Equal(403, (await ComeBackAsync()).Seen.Status);
        _provider.Claims = """{"sub": "u-2", "email": "anna@elsewhere.example", "email_verified": true}""";
        Assert.Equal(["admin"], await ScopesAsync(await SignInAsync()));

        // Bound to the provider's name for it: another of that address is another.
        _provider.Claims = """{"sub": "u-3", "email": "anna@elsewhere.example", "email_verified": true}""";
        Assert.Equal(403, (await ComeBackAsync()).Seen.Status);
        (await _shop.Admin.PostAsync($"/v1/admin/operators/lavka/people/{person.Id}/disable", "")).Must(200);
        _provider.Claims = """{"sub": "u-2", "email": "anna@elsewhere.example", "email_verified": true, "groups": ["privacy"]}""";
        Assert.Equal(403, (await ComeBackAsync()).Seen.Status);
    }

    [Theory]
    [InlineData("issuer")]
    [InlineData("audience")]
    [InlineData("nonce")]
    [InlineData("expired")]
    [InlineData("key")]
    [InlineData("none")]
    [InlineData("hmac")]
    [InlineData("verifier")]
    [InlineData("secret")]
    public async Task A_token_with_one_thing_wrong_lets_nobody_in(string wrong)
    {
        _provider.Claims = """{"sub": "u-1", "email": "ivan@lavka.example", "email_verified": true}""";
        _provider.Wrong = wrong;
        var (browser, seen) = await ComeBackAsync();
        Assert.Equal(403, seen.Status);
        (await browser.GetAsync("/v1/session")).Must(401);
        _provider.Wrong = "";
        await ScopesAsync(await SignInAsync());
    }

    [Fact]
    public async Task An_answer_that_another_browser_asked_for_lets_nobody_in_and_none_twice()
    {
        _provider.Claims = """{"sub": "u-1", "email": "ivan@lavka.example", "email_verified": true}""";
        var browser = new Browser(_service);
        var back = await AskAsync(browser);
        (await new Browser(_service).GetAsync(back)).Must(400);
        (await browser.GetAsync(back.Replace("state=", "state=x", StringComparison.Ordinal))).Must(400);
        back = await AskAsync(browser);
        (await browser.GetAsync(back)).Must(302);
        (await browser.GetAsync(back)).Must(400);
    }

    private async Task<Browser> SignInAsync()
    {
        var (browser, seen) = await ComeBackAsync();
        Assert.Equal("/desk", seen.Must(302).Location);
        return browser;
    }

    private async Task<(Browser Browser, Seen Seen)> ComeBackAsync()
    {
        var browser = new Browser(_service);
        return (browser, await browser.GetAsync(await AskAsync(browser)));
    }

    // The provider asks nobody anything: it sends the browser back at once.
    private async Task<string> AskAsync(Browser browser)
    {
        Assert.Contains("/sign-in/provider?operator=lavka", (await browser.GetAsync("/sign-in?operator=lavka")).Must(200).Body, StringComparison.Ordinal);
        var there = (await browser.GetAsync("/sign-in/provider?operator=lavka")).Must(302).Location!;
        Assert.StartsWith(_provider.Authority, there, StringComparison.Ordinal);
        return new Uri(await FakeProvider.AuthorizeAsync(there)).PathAndQuery;
    }

    private static async Task<string[]> ScopesAsync(Browser browser) => [.. JsonNode.Parse((await browser.GetAsync("/v1/session")).Must(200).Body)!["scopes"]!.AsArray().Select(scope => scope!.ToString())];

    /// <summary>An OpenID Connect provider of one user, that can be told to do one thing wrong.</summary>
    private sealed class FakeProvider : IAsyncDisposable
    {
        private readonly RSA _key = RSA.Create(2048);
        private readonly RSA _stranger = RSA.Create(2048);
        private readonly Dictionary<string, (string Nonce, string Challenge)> _codes = [];
        private Func<DateTimeOffset> _now = null!;
        private WebApplication _app = null!;

        public string Authority { get; private set; } = "";

        public string Claims { get; set; } = "{}";

        public string Wrong { get; set; } = "";

        public async Task StartAsync(Func<DateTimeOffset> now)
        {
            _now = now;
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            _app = builder.Build();
            _app.Run(AnswerAsync);
            await _app.StartAsync();
            Authority = _app.Urls.Single();
        }

        public static async Task<string> AuthorizeAsync(string address)
        {
            using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false });
            using var response = await http.GetAsync(address);
            Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
            return response.Headers.Location!.AbsoluteUri;
        }

        public async ValueTask DisposeAsync()
        {
            await _app.DisposeAsync();
            _key.Dispose();
            _stranger.Dispose();
        }

        private async Task AnswerAsync(HttpContext context)
        {
            var query = context.Request.Query;
            switch (context.Request.Path.Value)
            {
                case "/.well-known/openid-configuration":
                    await context.Response.WriteAsync($$"""{"issuer": "{{Authority}}", "authorization_endpoint": "{{Authority}}/authorize", "token_endpoint": "{{Authority}}/token", "jwks_uri": "{{Authority}}/keys"}""");
                    break;
                case "/keys":
                    var key = _key.ExportParameters(false);
                    await context.Response.WriteAsync($$"""{"keys": [{"kty": "RSA", "use": "sig", "kid": "k1", "n": "{{WebEncoders.Base64UrlEncode(key.Modulus!)}}", "e": "{{WebEncoders.Base64UrlEncode(key.Exponent!)}}"}]}""");
                    break;
                case "/authorize":
                    Assert.Equal(("code", "consent", "S256"), (query["response_type"].ToString(), query["client_id"].ToString(), query["code_challenge_method"].ToString()));
                    var code = Guid.NewGuid().ToString("N");
                    _codes[code] = (query["nonce"]!, query["code_challenge"]!);
                    context.Response.Redirect($"{query["redirect_uri"]}?code={code}&state={Uri.EscapeDataString(query["state"]!)}");
                    break;
                case "/token":
                    var form = await context.Request.ReadFormAsync();
                    var isKnown = _codes.Remove(form["code"].ToString(), out var asked);
                    var challenge = WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString() + (Wrong == "verifier" ? "x" : ""))));
                    if (!isKnown || challenge != asked.Challenge || form["client_secret"] != (Wrong == "secret" ? "another" : "s3cret")) context.Response.StatusCode = 400;
                    else await context.Response.WriteAsync($$"""{"access_token": "x", "token_type": "Bearer", "id_token": "{{Token(asked.Nonce)}}"}""");
                    break;
                default:
                    context.Response.StatusCode = 404;
                    break;
            }
        }

        private string Token(string nonce)
        {
            var claims = JsonNode.Parse(Claims)!.AsObject();
            claims["iss"] = Wrong == "issuer" ? "http://127.0.0.1:1" : Authority;
            claims["aud"] = Wrong == "audience" ? "another" : "consent";
            claims["nonce"] = Wrong == "nonce" ? "another" : nonce;
            claims["iat"] = _now().ToUnixTimeSeconds();
            claims["exp"] = _now().AddMinutes(Wrong == "expired" ? -5 : 5).ToUnixTimeSeconds();
            var algorithm = Wrong switch { "none" => "none", "hmac" => "HS256", _ => "RS256" };
            var text = WebEncoders.Base64UrlEncode(Encoding.UTF8.GetBytes($$"""{"alg": "{{algorithm}}", "kid": "k1", "typ": "JWT"}""")) + "." + WebEncoders.Base64UrlEncode(Encoding.UTF8.GetBytes(claims.ToJsonString()));
            var signature = algorithm switch
            {
                "none" => [],
                "HS256" => HMACSHA256.HashData(_key.ExportSubjectPublicKeyInfo(), Encoding.ASCII.GetBytes(text)),
                _ => (Wrong == "key" ? _stranger : _key).SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
            };
            return text + "." + WebEncoders.Base64UrlEncode(signature);
        }
    }
}
