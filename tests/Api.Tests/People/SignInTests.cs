using System.Text.RegularExpressions;

namespace Consent.Api.Tests.People;

/// <summary>Password, code, session: who comes in, who does not, and how it ends.</summary>
public sealed class SignInTests
{
    private static async Task<(TestService Service, Shop Shop)> OpenAsync()
    {
        var service = await TestService.StartAsync();
        return (service, await Shop.OpenAsync(service, "lavka"));
    }

    [Fact]
    public async Task A_person_enrols_by_a_link_signs_in_and_acts_with_its_own_scopes_under_its_own_name()
    {
        var (service, shop) = await OpenAsync();
        await using var _ = service;
        var person = await DeskPerson.EnrolAsync(service, "lavka", "anna@lavka.example");
        Assert.Equal(10, person.Recovery.Length);
        var browser = await person.SignInAsync();
        Assert.Contains("Сидорова Анна", (await browser.GetAsync("/account")).Must(200).Body, StringComparison.Ordinal);

        var session = JsonNode.Parse((await browser.GetAsync("/v1/session")).Must(200).Body)!;
        Assert.Equal(("person:" + person.Id, "lavka"), (session["actor"]!.ToString(), session["operator"]!.ToString()));
        (await browser.GetAsync("/v1/requests")).Must(200);
        (await browser.CallAsync(HttpMethod.Post, "/v1/texts", "{}", ("X-CSRF-Token", await browser.ProofAsync()))).Must(404);
        (await browser.CallAsync(HttpMethod.Post, "/v1/requests", Shop.Request("c-1"), ("X-CSRF-Token", await browser.ProofAsync()))).Must(201);
        Assert.Equal("person:" + person.Id, (await shop.EntriesAsync())[^1].Actor);
    }

    [Fact]
    public async Task The_first_start_gives_a_link_that_makes_the_administrator()
    {
        var written = new StringWriter();
        var console = Console.Out;
        Console.SetOut(TextWriter.Synchronized(written));
        TestService service;
        try
        {
            service = await TestService.StartAsync();
        }
        finally
        {
            Console.SetOut(console);
        }

        await using var _ = service;
        // Other services start meanwhile and print theirs.
        var (browser, link) = (new Browser(service), "");
        foreach (Match told in Regex.Matches(written.ToString(), "/invitations/[A-Za-z0-9_-]{43}"))
            if ((await browser.GetAsync(told.Value)).Status == 200) link = told.Value;
        var secret = DeskPerson.SecretOn((await browser.GetAsync(link)).Must(200).Body);
        (await browser.SubmitAsync(link, ("password", DeskPerson.Password), ("code", Totp.CodeOf(secret, Totp.StepOf(service.Time.Now))))).Must(200);
        service.Time.Advance(TimeSpan.FromSeconds(30));
        (await browser.GetAsync("/sign-in")).Must(200);
        (await browser.SubmitAsync("/sign-in", ("email", "ADMIN"), ("password", DeskPerson.Password))).Must(200);
        (await browser.SubmitAsync("/sign-in/code", ("code", Totp.CodeOf(secret, Totp.StepOf(service.Time.Now))))).Must(302);
        (await browser.CallAsync(HttpMethod.Put, "/v1/admin/operators/novyi", Shop.Description(), ("X-CSRF-Token", await browser.ProofAsync()))).Must(200);

        // The link has been used, and a second start gives none.
        (await new Browser(service).GetAsync(link)).Must(404);
        await service.RestartAsync();
        Assert.Single(JsonNode.Parse((await service.Root.GetAsync("/v1/admin/people")).Must(200).Body)!["items"]!.AsArray());
    }

    [Fact]
    public async Task Neither_password_nor_code_alone_let_anybody_in_and_a_code_works_once()
    {
        var (service, _) = await OpenAsync();
        await using var __ = service;
        var person = await DeskPerson.EnrolAsync(service, "lavka", "anna@lavka.example");
        var browser = new Browser(service);
        (await person.TypePasswordAsync(browser, "another password here")).Must(400);
        (await person.TypePasswordAsync(browser)).Must(200);
        (await browser.GetAsync("/v1/session")).Must(401);
        var ticketPage = browser.Last!;
        (await browser.SubmitAsync("/sign-in/code", ("code", "000000"))).Must(400);
        (await browser.SubmitAsync("/sign-in/code", ("ticket", "forged"), ("code", person.Code()))).Must(400);
        Assert.DoesNotContain("consent", browser.Cookies.Keys);

        // Two at the same instant with one code: one of them comes in.
        var code = person.Code();
        var both = new[] { new Browser(service), new Browser(service) };
        foreach (var one in both) (await person.TypePasswordAsync(one)).Must(200);
        var outcomes = await Task.WhenAll(both.Select(one => one.SubmitAsync("/sign-in/code", ("code", code))));
        Assert.Equal([302, 400], outcomes.Select(seen => seen.Status).Order());
        Assert.NotNull(ticketPage);
    }

    [Fact]
    public async Task A_recovery_code_stands_in_for_a_code_once()
    {
        var (service, _) = await OpenAsync();
        await using var __ = service;
        var person = await DeskPerson.EnrolAsync(service, "lavka", "anna@lavka.example");
        foreach (var expected in (int[])[302, 400])
        {
            var browser = new Browser(service);
            (await person.TypePasswordAsync(browser)).Must(200);
            (await browser.SubmitAsync("/sign-in/code", ("code", person.Recovery[3].ToLowerInvariant()))).Must(expected);
        }
    }

    [Fact]
    public async Task Who_is_there_cannot_be_told_by_the_answer()
    {
        var (service, _) = await OpenAsync();
        await using var __ = service;
        var person = await DeskPerson.EnrolAsync(service, "lavka", "anna@lavka.example");
        var invited = (await DeskPerson.InviteAsync(service, "lavka", "boris@lavka.example")).Person;
        var answers = new List<string>();
        foreach (var (operatorId, email) in ((string, string)[])[("lavka", person.Email), ("lavka", invited.Email), ("lavka", "nobody@lavka.example"), ("nikto", person.Email), ("LAVKA/../x", person.Email), ("", person.Email)])
        {
            // The sixth is told to wait, whoever it is.
            for (var i = 0; i < 6; i++)
            {
                var browser = new Browser(service);
                (await browser.GetAsync("/sign-in")).Must(200);
                var seen = await browser.SubmitAsync("/sign-in", ("operator", operatorId), ("email", email), ("password", "wrong but long enough"));
                answers.Add($"{i} {seen.Status} {Regex.Replace(seen.Body, "value=\"[^\"]*\"", "")}");
            }
        }

        Assert.Equal(6, answers.Distinct().GroupBy(answer => answer[0]).Count());
        Assert.All(answers.GroupBy(answer => answer[0]), same => Assert.Single(same.Distinct()));
        Assert.StartsWith("5 429", answers[5], StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_five_failures_even_the_right_password_waits_longer_and_longer()
    {
        var (service, _) = await OpenAsync();
        await using var __ = service;
        var person = await DeskPerson.EnrolAsync(service, "lavka", "anna@lavka.example");
        for (var i = 0; i < 5; i++) (await person.TypePasswordAsync(new Browser(service), "wrong but long enough")).Must(400);
        foreach (var wait in (int[])[2, 4, 8, 16])
        {
            var told = (await person.TypePasswordAsync(new Browser(service))).Must(429);
            Assert.InRange(told.Headers.RetryAfter!.Delta!.Value.TotalSeconds, wait - 1, wait);
            service.Time.Advance(TimeSpan.FromSeconds(wait));
            (await person.TypePasswordAsync(new Browser(service), "wrong but long enough")).Must(400);
        }

        service.Time.Advance(TimeSpan.FromMinutes(16));
        await person.SignInAsync();
    }

    [Fact]
    public async Task A_session_ends_when_idle_at_its_longest_when_it_is_told_to_and_with_the_person()
    {
        var (service, shop) = await OpenAsync();
        await using var _ = service;
        var person = await DeskPerson.EnrolAsync(service, "lavka", "anna@lavka.example", "\"dpo\", \"auditor\"");

        var idle = await person.SignInAsync();
        service.Time.Advance(TimeSpan.FromMinutes(31));
        (await idle.GetAsync("/v1/session")).Must(401);

        // In use all the time it still ends after twelve hours.
        var busy = await person.SignInAsync();
        for (var minute = 0; minute < 12 * 60 - 20; minute += 20)
        {
            service.Time.Advance(TimeSpan.FromMinutes(20));
            (await busy.GetAsync("/v1/session")).Must(200);
        }

        service.Time.Advance(TimeSpan.FromMinutes(20));
        (await busy.GetAsync("/v1/session")).Must(401);

        var (one, other) = (await person.SignInAsync(), await person.SignInAsync());
        var listed = JsonNode.Parse((await shop.Admin.GetAsync(person.People)).Must(200).Body)!["items"]!.AsArray().Single(item => item!["id"]!.ToString() == person.Id)!;
        Assert.Equal(2, listed["sessions"]!.AsArray().Count);
        (await shop.Admin.PostAsync($"{person.People}/{person.Id}/revoke-sessions", $$"""{"session": "{{listed["sessions"]![0]!["id"]}}"}""")).Must(200);
        (await one.GetAsync("/v1/session")).Must(401);
        (await other.GetAsync("/v1/session")).Must(200);

        // Scopes hold for the very next call.
        (await shop.Admin.PutAsync($"{person.People}/{person.Id}", """{"scopes": ["admin"]}""")).Must(200);
        (await other.GetAsync("/v1/requests")).Must(404);
        (await other.GetAsync(person.People)).Must(200);
        (await shop.Admin.PostAsync($"{person.People}/{person.Id}/disable", "")).Must(200);
        (await other.GetAsync("/v1/session")).Must(401);
        (await person.TypePasswordAsync(new Browser(service))).Must(400);
    }

    [Fact]
    public async Task Signing_out_ends_the_session_and_not_only_the_cookie()
    {
        var (service, _) = await OpenAsync();
        await using var __ = service;
        var person = await DeskPerson.EnrolAsync(service, "lavka", "anna@lavka.example");
        var browser = await person.SignInAsync();
        var stolen = new Browser(service);
        stolen.Cookies["consent"] = browser.Cookies["consent"];
        (await stolen.GetAsync("/v1/session")).Must(200);
        (await browser.GetAsync("/account")).Must(200);
        (await browser.SubmitAsync("/sign-out")).Must(302);
        (await browser.GetAsync("/v1/session")).Must(401);
        (await stolen.GetAsync("/v1/session")).Must(401);
    }

    [Fact]
    public async Task A_session_outlives_a_restart_and_a_forged_cookie_is_nobodys()
    {
        var (service, _) = await OpenAsync();
        await using var __ = service;
        var person = await DeskPerson.EnrolAsync(service, "lavka", "anna@lavka.example");
        var browser = await person.SignInAsync();
        await service.RestartAsync();
        (await browser.GetAsync("/v1/session")).Must(200);
        var cookie = browser.Cookies["consent"];
        var forged = 0;
        for (var i = 0; i < cookie.Length; i++)
        {
            var bent = new Browser(service);
            bent.Cookies["consent"] = cookie[..i] + (cookie[i] == 'A' ? 'B' : 'A') + cookie[(i + 1)..];
            var seen = await bent.GetAsync("/v1/session");
            // The last letter of base64 has bits that mean nothing.
            if (i < cookie.Length - 1) seen.Must(401);
            forged++;
        }

        Amount.Report($"{forged} cookies with one letter changed, none let in.");
    }

    [Fact]
    public async Task A_new_password_asks_for_the_old_one_and_ends_the_other_sessions()
    {
        var (service, _) = await OpenAsync();
        await using var __ = service;
        var person = await DeskPerson.EnrolAsync(service, "lavka", "anna@lavka.example");
        var (own, other) = (await person.SignInAsync(), await person.SignInAsync());
        (await own.GetAsync("/account")).Must(200);
        (await own.SubmitAsync("/account/password", ("password", "not my password"), ("new-password", "совсем другой пароль"))).Must(400);
        (await own.SubmitAsync("/account/password", ("password", DeskPerson.Password), ("new-password", "коротко"))).Must(400);
        (await own.SubmitAsync("/account/password", ("password", DeskPerson.Password), ("new-password", "совсем другой пароль"))).Must(302);
        (await own.GetAsync("/v1/session")).Must(200);
        (await other.GetAsync("/v1/session")).Must(401);
        (await person.TypePasswordAsync(new Browser(service))).Must(400);
        (await person.TypePasswordAsync(new Browser(service), "совсем другой пароль")).Must(200);
    }
}
