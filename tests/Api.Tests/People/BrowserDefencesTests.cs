using Microsoft.Extensions.Configuration;

namespace Consent.Api.Tests.People;

/// <summary>What a browser could be tricked into: forged forms and calls, framing, leaks.</summary>
public sealed class BrowserDefencesTests(OpenShop open) : IClassFixture<OpenShop>
{
    [Fact]
    public async Task A_call_with_the_cookie_changes_nothing_without_the_proof_of_our_page()
    {
        var person = await DeskPerson.EnrolAsync(open.Service, "lavka", "csrf@lavka.example", "\"dpo\", \"admin\"");
        var browser = await person.SignInAsync();
        var proof = await browser.ProofAsync();
        var other = await (await DeskPerson.EnrolAsync(open.Service, "lavka", "csrf2@lavka.example")).SignInAsync();
        var theirs = await other.ProofAsync();
        var before = open.Service.Journal.Position;
        foreach (var route in Route.All.Where(route => route.Method != "GET"))
            foreach (var forged in (string?[])[null, "", "forged", theirs])
            {
                var seen = await browser.CallAsync(new HttpMethod(route.Method), route.PathOf(open.Shop, new Target("c-1", "2026-000001", "c-1~1")), "{}", forged is null ? [] : [("X-CSRF-Token", forged)]);
                Assert.True(seen.Status == 400 && seen.Body.Contains("not-from-our-page", StringComparison.Ordinal), $"{route}, '{forged}': {seen.Status} {seen.Body}");
            }

        Assert.Equal(before, open.Service.Journal.Position);
        (await browser.CallAsync(HttpMethod.Post, "/v1/requests", Shop.Request("c-1"), ("X-CSRF-Token", proof))).Must(201);
        // A key needs none: no browser sends it unasked.
        (await open.Shop.Dpo.PostAsync("/v1/requests", Shop.Request("c-1"))).Must(201);
    }

    [Fact]
    public async Task A_form_that_can_not_be_read_is_no_form_of_ours()
    {
        var browser = await (await DeskPerson.EnrolAsync(open.Service, "lavka", "torn@lavka.example")).SignInAsync();
        var before = open.Service.Journal.Position;
        foreach (var (type, body) in ((string, string)[])
        [
            ("multipart/form-data", "--"), ("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=a\r\n\r\n"),
            ("application/x-www-form-urlencoded", string.Join('&', Enumerable.Repeat("a=1", 2000))), ("application/x-www-form-urlencoded", new string('a', 5000) + "=1"),
        ])
        {
            using var torn = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            torn.Headers.TryAddWithoutValidation("Content-Type", type);
            var seen = await browser.SendAsync(HttpMethod.Post, "/desk/requests/2026-000001/assign", torn);
            Assert.True(seen.Status == 400 && seen.Body.Contains("<html", StringComparison.Ordinal), $"{type}: {seen.Status} {seen.Body}");
        }

        Assert.Equal(before, open.Service.Journal.Position);
    }

    [Fact]
    public async Task A_form_that_did_not_come_from_our_page_is_not_taken()
    {
        var person = await DeskPerson.EnrolAsync(open.Service, "lavka", "form@lavka.example");
        var browser = await person.SignInAsync();
        foreach (var (path, fields) in ((string, (string, string)[])[])[("/sign-in", [("operator", "lavka"), ("email", person.Email), ("password", DeskPerson.Password)]), ("/sign-out", []), ("/account/end-sessions", []), ("/account/password", [("password", DeskPerson.Password), ("new-password", "совсем другой пароль")])])
            (await browser.PostAsync(path, fields.Select(field => KeyValuePair.Create(field.Item1, field.Item2)))).Must(400);
        (await browser.GetAsync("/v1/session")).Must(200);
    }

    [Fact]
    public async Task Pages_carry_the_strictest_headers_and_no_script()
    {
        var browser = new Browser(open.Service);
        var (_, link) = await DeskPerson.InviteAsync(open.Service, "lavka", "headers@lavka.example");
        foreach (var path in (string[])["/sign-in", link, "/invitations/none", "/sign-in?operator=<script>alert(1)</script>"])
        {
            var seen = await browser.GetAsync(path);
            var policy = seen.Headers.GetValues("Content-Security-Policy").Single();
            foreach (var rule in (string[])["default-src 'none'", "style-src 'self'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'"]) Assert.Contains(rule, policy, StringComparison.Ordinal);
            Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
            Assert.Equal("nosniff", seen.Headers.GetValues("X-Content-Type-Options").Single());
            Assert.Equal("no-referrer", seen.Headers.GetValues("Referrer-Policy").Single());
            Assert.True(seen.Headers.CacheControl!.NoStore);
            Assert.Contains("camera=()", seen.Headers.GetValues("Permissions-Policy").Single(), StringComparison.Ordinal);
            Assert.DoesNotContain("<script", seen.Body, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(" style=", seen.Body, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("http://", seen.Body.Replace("http://www.w3.org", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);
        }

        var api = await browser.GetAsync("/v1/purposes");
        Assert.Equal("default-src 'none'; base-uri 'none'; frame-ancestors 'none'", api.Headers.GetValues("Content-Security-Policy").Single());
        Assert.True(api.Headers.CacheControl!.NoStore);
    }

    [Fact]
    public async Task Behind_tls_the_cookie_is_bound_to_the_host_and_never_goes_in_the_clear()
    {
        await using var service = await TestService.StartAsync(change: builder =>
            builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Consent:PublicUrl"] = "https://consent.example.ru" }));
        await Shop.OpenAsync(service, "lavka");
        var person = await DeskPerson.EnrolAsync(service, "lavka", "tls@lavka.example");
        var browser = new Browser(service);
        (await person.TypePasswordAsync(browser)).Must(200);
        var signedIn = (await browser.SubmitAsync("/sign-in/code", ("code", person.Code()))).Must(302);
        var cookie = signedIn.Headers.GetValues("Set-Cookie").Single(set => set.StartsWith("__Host-consent=", StringComparison.Ordinal));
        foreach (var attribute in (string[])["secure", "httponly", "samesite=lax", "path=/"]) Assert.Contains(attribute, cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("domain", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("max-age", (await browser.GetAsync("/account")).Must(200).Headers.GetValues("Strict-Transport-Security").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_the_clear_and_from_another_machine_nobody_signs_in()
    {
        var browser = new Browser(open.Service);
        (await browser.GetAsync("/sign-in", ("Host", "consent.example.ru"))).Must(400);
        var person = await DeskPerson.EnrolAsync(open.Service, "lavka", "clear@lavka.example");
        var signedIn = await person.SignInAsync();
        (await signedIn.GetAsync("/v1/session", ("Host", "consent.example.ru"))).Must(401);
    }

    [Theory]
    [InlineData("ru", "Вход")]
    [InlineData("en-GB,en", "Sign in")]
    public async Task Pages_speak_the_language_asked_for(string language, string title)
    {
        var page = (await new Browser(open.Service).GetAsync("/sign-in", ("Accept-Language", language))).Must(200).Body;
        Assert.Contains($"<title>{title}</title>", System.Net.WebUtility.HtmlDecode(page), StringComparison.Ordinal);
        Assert.Contains($"<html lang=\"{language[..2]}\"", page, StringComparison.Ordinal);
        // Every field has a label of its own.
        foreach (var field in (string[])["operator", "email", "password"]) Assert.Contains($"<label for=\"{field}\">", page, StringComparison.Ordinal);
    }
}
