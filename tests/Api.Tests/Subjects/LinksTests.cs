using Consent.Domain;

namespace Consent.Api.Tests.Subjects;

/// <summary>From the operator's site to one's own file: a link that works once.</summary>
public sealed class LinksTests(OpenShop open) : IClassFixture<OpenShop>
{
    private static readonly int Rounds = Amount.Of("CONSENT_LINK_RACES", 200);

    private Shop Shop => open.Shop;

    [Fact]
    public async Task A_link_opens_a_page_whose_button_signs_in_once()
    {
        var path = "/s/" + await Shop.LinkAsync("link-1");
        var browser = new Browser(open.Service);
        // Whoever only looks, a mail scanner say, does not use it up.
        for (var i = 0; i < 3; i++) (await new Browser(open.Service).GetAsync(path)).Must(200);
        (await browser.GetAsync(path)).Must(200);
        Assert.Equal("/me", (await browser.SubmitAsync(path)).Must(302).Location);
        (await browser.GetAsync("/v1/me/consents")).Must(200);
        (await browser.GetAsync("/v1/requests")).Must(404);

        var late = new Browser(open.Service);
        (await late.GetAsync(path)).Must(200);
        (await late.SubmitAsync(path)).Must(404);
        (await late.GetAsync("/v1/me/consents")).Must(401);

        // With the cookie a call that changes something proves where it comes from.
        (await browser.CallAsync(HttpMethod.Post, "/v1/me/withdrawals", """{"purposes": "all"}""")).Must(400);
        (await browser.CallAsync(HttpMethod.Post, "/v1/me/withdrawals", """{"purposes": "all"}""", ("X-CSRF-Token", await browser.ProofAsync()))).Must(201);
        (await browser.GetAsync("/me")).Must(200);
        (await browser.SubmitAsync("/me/sign-out")).Must(200);
        (await browser.GetAsync("/v1/me/consents")).Must(401);
    }

    [Fact]
    public async Task Of_those_who_bring_a_link_at_the_same_instant_one_comes_in()
    {
        var came = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var body = $$"""{"token": "{{await Shop.LinkAsync("race-" + round)}}"}""";
            var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => open.Service.Anonymous.PostAsync("/v1/subject-sessions", body))));
            // After thirty that failed the address waits; who waits did not come in either.
            came += answers.Count(answer => answer.Status == 201);
            open.Service.Time.Advance(TimeSpan.FromMinutes(16));
            Assert.True(answers.Count(answer => answer.Status == 201) == 1, string.Join(' ', answers.Select(answer => answer.Status)));
        }

        Amount.Report(FormattableString.Invariant($"{Rounds} links brought by four at once: {came} came in, 0 links used twice, the rate is below {3.0 / Rounds:P2} with 95 %."));
    }

    [Fact]
    public async Task Without_the_file_that_remembers_the_same_race_is_caught()
    {
        // The negative control: a decision on a file that has forgotten the first use lets the second in.
        var (now, link) = (TestService.Monday, new OneTimeLink("aa", TestService.Monday.AddMinutes(5)));
        var issued = SubjectFile.Empty.Evolve(new SubjectLinkIssued(now, link));
        var use = new UseSubjectLink(now, "aa", new SubjectSession("s", now.AddMinutes(5)));
        var rules = new Rules(OperatorCatalogue.Empty, WorkingCalendar.Russia, TimeZoneInfo.Utc);
        var first = Assert.IsType<Decision.Accepted>(SubjectFileDecider.Decide(issued, use, rules));
        Assert.IsType<Decision.Accepted>(SubjectFileDecider.Decide(issued, use, rules));
        var after = first.Events.Aggregate(issued, (file, happened) => file.Evolve(happened));
        Assert.IsType<LinkNotGood>(Assert.IsType<Decision.Refused>(SubjectFileDecider.Decide(after, use, rules)).Refusal);
        await Task.CompletedTask;
    }

    [Fact]
    public async Task A_link_and_a_session_run_out_and_neither_is_in_the_journal()
    {
        await using var service = await TestService.StartAsync();
        var shop = await Shop.OpenAsync(service, "lavka");
        var (used, late) = (await shop.LinkAsync("c-1", ", \"expiresIn\": 60"), await shop.LinkAsync("c-1", ", \"expiresIn\": 60"));
        var subject = service.With((await service.Anonymous.PostAsync("/v1/subject-sessions", $$"""{"token": "{{used}}"}""")).Must(201).Field("token"));
        foreach (var entry in await shop.EntriesAsync())
            foreach (var secret in (string[])[used.Split('.')[1], late.Split('.')[1], subject.Key!.Split('.')[1]]) Assert.DoesNotContain(secret, Encoding.UTF8.GetString(entry.Payload), StringComparison.Ordinal);
        service.Time.Advance(TimeSpan.FromSeconds(61));
        (await service.Anonymous.PostAsync("/v1/subject-sessions", $$"""{"token": "{{late}}"}""")).MustBe(409, "link-not-good");
        (await subject.GetAsync("/v1/me/consents")).Must(200);
        await service.RestartAsync();
        (await subject.GetAsync("/v1/me/consents")).Must(200);
        service.Time.Advance(TimeSpan.FromMinutes(30));
        (await subject.GetAsync("/v1/me/consents")).MustBe(401, "no-credential");
    }

    [Fact]
    public async Task The_same_call_gives_the_same_link_and_a_bad_one_none()
    {
        const string Body = """{"subject": "again", "expiresIn": 900}""";
        Assert.Equal((await Shop.Front.PostAsync("/v1/subject-links", Body, "k-1")).Must(201).Body, (await Shop.Front.PostAsync("/v1/subject-links", Body, "k-1")).Must(201).Body);
        (await Shop.Front.PostAsync("/v1/subject-links", """{"subject": "ivanova@example.ru"}""")).MustBe(422, "subject-looks-personal", "subject");
        foreach (var seconds in (int[])[0, 59, 86401, -1]) (await Shop.Front.PostAsync("/v1/subject-links", $$"""{"subject": "again", "expiresIn": {{seconds}}}""")).MustBe(400, "malformed", "expiresIn");
        foreach (var token in (string[])["x", "bGF2a2EvYw.x", new string('a', 400), "bGF2a2EvYw." + new string('a', 43), "bGF2a2EvfjIwMjYtMDAwMDAx." + new string('a', 43)])
            (await open.Service.Anonymous.PostAsync("/v1/subject-sessions", $$"""{"token": "{{token}}"}""")).MustBe(409, "link-not-good");
    }
}
