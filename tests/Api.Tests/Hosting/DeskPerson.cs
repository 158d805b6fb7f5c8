using System.Text.RegularExpressions;

namespace Consent.Api.Tests.Hosting;

/// <summary>A person of an operator (or of the installation) who has enrolled, with what it knows and holds.</summary>
internal sealed partial class DeskPerson
{
    public const string Password = "три весёлых чижа сидят";

    private readonly TestService _service;

    private DeskPerson(TestService service, string? operatorId, string id, string email) => (_service, Operator, Id, Email) = (service, operatorId, id, email);

    public string? Operator { get; }

    public string Id { get; }

    public string Email { get; }

    public byte[] Secret { get; private set; } = [];

    public string[] Recovery { get; private set; } = [];

    public string People => Operator is null ? "/v1/admin/people" : $"/v1/admin/operators/{Operator}/people";

    public static async Task<(DeskPerson Person, string Link)> InviteAsync(TestService service, string? operatorId, string email, string scopes = "\"dpo\"")
    {
        var people = operatorId is null ? "/v1/admin/people" : $"/v1/admin/operators/{operatorId}/people";
        var invited = (await service.Root.PostAsync(people, $$"""{"email": "{{email}}", "name": "Сидорова Анна", "scopes": [{{scopes}}]}""")).Must(201);
        return (new DeskPerson(service, operatorId, invited.Field("id")!, email), new Uri(invited.Field("link")!).AbsolutePath);
    }

    public static async Task<DeskPerson> EnrolAsync(TestService service, string? operatorId, string email, string scopes = "\"dpo\"")
    {
        var (person, link) = await InviteAsync(service, operatorId, email, scopes);
        (await person.AcceptAsync(new Browser(service), link)).Must(200);
        return person;
    }

    /// <summary>Opens the link, scans the picture, sets the password.</summary>
    public async Task<Seen> AcceptAsync(Browser browser, string link, string password = Password)
    {
        Secret = SecretOn((await browser.GetAsync(link)).Must(200).Body);
        var done = await browser.SubmitAsync(link, ("password", password), ("code", Code()));
        Recovery = [.. RecoveryCode().Matches(done.Body).Select(code => code.Groups[1].Value)];
        // The code is used up: the next one is thirty seconds away.
        _service.Time.Advance(TimeSpan.FromSeconds(30));
        return done;
    }

    public string Code() => Totp.CodeOf(Secret, Totp.StepOf(_service.Time.Now));

    public async Task<Seen> TypePasswordAsync(Browser browser, string password = Password)
    {
        (await browser.GetAsync("/sign-in?operator=" + Operator)).Must(200);
        return await browser.SubmitAsync("/sign-in", ("email", Email), ("password", password));
    }

    /// <summary>Both steps; the browser is signed in after it.</summary>
    public async Task<Browser> SignInAsync(Browser? browser = null)
    {
        browser ??= new Browser(_service);
        (await TypePasswordAsync(browser)).Must(200);
        Assert.Equal(Operator is null ? "/account" : "/desk", (await browser.SubmitAsync("/sign-in/code", ("code", Code()))).Must(302).Location);
        _service.Time.Advance(TimeSpan.FromSeconds(30));
        return browser;
    }

    public static byte[] SecretOn(string page)
    {
        var text = Base32().Match(page).Groups[1].Value.Replace(" ", "", StringComparison.Ordinal);
        var bits = string.Concat(text.Select(letter => Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(letter, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        return [.. Enumerable.Range(0, bits.Length / 8).Select(i => Convert.ToByte(bits.Substring(i * 8, 8), 2))];
    }

    [GeneratedRegex("<code>([A-Z2-7 ]+)</code>")]
    private static partial Regex Base32();

    [GeneratedRegex("<li>([A-Z2-7-]+)</li>")]
    private static partial Regex RecoveryCode();
}
