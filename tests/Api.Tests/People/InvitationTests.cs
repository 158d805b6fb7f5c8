namespace Consent.Api.Tests.People;

public sealed class InvitationTests(OpenShop open) : IClassFixture<OpenShop>
{
    private TestService Service => open.Service;

    [Fact]
    public async Task A_link_works_once()
    {
        var (person, link) = await DeskPerson.InviteAsync(Service, "lavka", "once@lavka.example");
        var (first, second) = (new Browser(Service), new Browser(Service));
        var secret = DeskPerson.SecretOn((await first.GetAsync(link)).Must(200).Body);
        var other = DeskPerson.SecretOn((await second.GetAsync(link)).Must(200).Body);
        var step = Totp.StepOf(Service.Time.Now);
        var both = await Task.WhenAll(
            first.SubmitAsync(link, ("password", DeskPerson.Password), ("code", Totp.CodeOf(secret, step))),
            second.SubmitAsync(link, ("password", DeskPerson.Password), ("code", Totp.CodeOf(other, step))));
        Assert.Equal([200, 404], both.Select(seen => seen.Status).Order());
        (await new Browser(Service).GetAsync(link)).Must(404);
        Assert.NotEmpty(person.Id);
    }

    [Fact]
    public async Task A_link_runs_out_and_is_kept_only_as_a_hash()
    {
        await using var service = await TestService.StartAsync();
        var shop = await Shop.OpenAsync(service, "lavka");
        var (_, link) = await DeskPerson.InviteAsync(service, "lavka", "late@lavka.example");
        Assert.DoesNotContain(await shop.EntriesAsync(), entry => Encoding.UTF8.GetString(entry.Payload).Contains(link.Split('/')[^1], StringComparison.Ordinal));
        (await new Browser(service).GetAsync(link)).Must(200);
        service.Time.Advance(TimeSpan.FromHours(72));
        (await new Browser(service).GetAsync(link)).Must(404);
    }

    [Theory]
    [InlineData("коротко")]
    [InlineData("qwerty123456")]
    [InlineData("QWERTY123456")]
    [InlineData("aaaaaaaaaaaaaaaa")]
    [InlineData("сидорова анна1")]
    public async Task A_weak_password_is_told_of_and_the_link_stays_good(string weak)
    {
        var (person, link) = await DeskPerson.InviteAsync(Service, "lavka", $"weak-{Route.NewWord()}@lavka.example");
        var browser = new Browser(Service);
        (await person.AcceptAsync(browser, link, weak)).Must(400);
        (await person.AcceptAsync(browser, link)).Must(200);
    }

    [Fact]
    public async Task A_wrong_code_does_not_enrol_and_the_secret_of_another_link_is_not_taken()
    {
        var (_, link) = await DeskPerson.InviteAsync(Service, "lavka", "wrong@lavka.example");
        var (_, stranger) = await DeskPerson.InviteAsync(Service, "lavka", "stranger@lavka.example");
        var (browser, other) = (new Browser(Service), new Browser(Service));
        (await browser.GetAsync(link)).Must(200);
        (await browser.SubmitAsync(link, ("password", DeskPerson.Password), ("code", "000000"))).Must(400);
        var secret = DeskPerson.SecretOn((await other.GetAsync(stranger)).Must(200).Body);
        var ticket = System.Net.WebUtility.HtmlDecode(System.Text.RegularExpressions.Regex.Match(other.Last!.Body, "name=\"secret\" value=\"([^\"]*)\"").Groups[1].Value);
        (await browser.SubmitAsync(link, ("secret", ticket), ("password", DeskPerson.Password), ("code", Totp.CodeOf(secret, Totp.StepOf(Service.Time.Now))))).Must(400);
    }

    [Fact]
    public async Task A_reset_throws_both_factors_away_and_gives_a_new_link()
    {
        var person = await DeskPerson.EnrolAsync(Service, "lavka", "reset@lavka.example");
        var browser = await person.SignInAsync();
        var link = (await Service.Root.PostAsync($"{person.People}/{person.Id}/reset", "")).Must(201).Field("link")!;
        (await browser.GetAsync("/v1/session")).Must(401);
        (await person.TypePasswordAsync(new Browser(Service))).Must(400);
        (await person.AcceptAsync(browser, new Uri(link).AbsolutePath)).Must(200);
        await person.SignInAsync();
    }

    [Fact]
    public async Task Scopes_of_machines_and_subjects_are_not_for_people_and_one_address_is_one_person()
    {
        const string People = "/v1/admin/operators/lavka/people";
        foreach (var scope in (string[])["service", "subject", "processor"])
            (await open.Shop.Admin.PostAsync(People, $$"""{"email": "m@lavka.example", "name": "М", "scopes": ["{{scope}}"]}""")).MustBe(422, "scope-not-for-people", "scopes");
        (await Service.Root.PostAsync("/v1/admin/people", """{"email": "m@lavka.example", "name": "М", "scopes": ["dpo"]}""")).MustBe(422, "only-administrators-here", "scopes");
        (await open.Shop.Admin.PostAsync(People, """{"email": "twice@lavka.example", "name": "Т", "scopes": ["dpo"]}""", "one")).Must(201);
        (await open.Shop.Admin.PostAsync(People, """{"email": "TWICE@lavka.example", "name": "Т", "scopes": ["dpo"]}""")).MustBe(409, "person-already-invited", "email");
        // Sent again it is the same link.
        var again = (await open.Shop.Admin.PostAsync(People, """{"email": "twice@lavka.example", "name": "Т", "scopes": ["dpo"]}""", "one")).Must(201);
        Assert.Equal(again.Body, (await open.Shop.Admin.PostAsync(People, """{"email": "twice@lavka.example", "name": "Т", "scopes": ["dpo"]}""", "one")).Must(201).Body);
        (await open.Shop.Admin.PostAsync(People, """{"email": "not an address", "name": "Т", "scopes": ["dpo"]}""")).MustBe(400, "malformed", "email");
        (await open.Neighbour.Admin.GetAsync(People)).MustBe(404, "not-found");
        (await open.Shop.Admin.GetAsync("/v1/admin/people")).MustBe(404, "not-found");
    }
}
