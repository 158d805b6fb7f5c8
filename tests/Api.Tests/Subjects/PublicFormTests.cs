using System.Text.RegularExpressions;
using Consent.Domain;
using Consent.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;

namespace Consent.Api.Tests.Subjects;

/// <summary>The public form: a code to an e-mail address, a request with its receipt, and nothing told of who is known.</summary>
public sealed class PublicFormTests : IAsyncLifetime
{
    private const string Codes = "/v1/public/lavka/codes";
    private const string Requests = "/v1/public/lavka/requests";

    private readonly SmtpInbox _inbox = new();
    private TestService _service = null!;
    private Shop _shop = null!;

    public async ValueTask InitializeAsync()
    {
        _service = await TestService.StartAsync(change: WithMail);
        _shop = await Shop.OpenAsync(_service, "lavka");
    }

    public async ValueTask DisposeAsync()
    {
        await _service.DisposeAsync();
        _inbox.Dispose();
    }

    [Fact]
    public async Task A_code_confirms_the_address_and_the_receipt_comes_by_mail()
    {
        var (ticket, code) = await AskAsync("maria@example.ru");
        var sent = (await _service.Anonymous.PostAsync(Requests, Body(ticket, code))).Must(201);
        Assert.Equal("code", sent.Field("identity"));
        Assert.Contains("answer-access", sent.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("maria", sent.Body, StringComparison.Ordinal);

        var receipt = await _inbox.NextAsync();
        Assert.Equal("maria@example.ru", receipt.To);
        Assert.Equal($"Обращение {sent.Field("number")} принято", receipt.Subject);
        Assert.Contains("ст. 20 ч. 1", receipt.Text, StringComparison.Ordinal);
        Assert.Contains("26 октября 2026", receipt.Text, StringComparison.Ordinal);
        Assert.Matches("^<[0-9a-f]{32}@lavka.example>$", receipt.Header("Message-ID"));

        var whole = (await _shop.Dpo.GetAsync($"/v1/requests/{sent.Field("number")}?reason=look")).Must(200);
        Assert.Equal("maria@example.ru", whole.Field("applicant.contact"));
        Assert.Contains(whole.Json["timeline"]!.AsArray(), line => line!["kind"]!.ToString() == "identity-confirmed" && line["what"]!.ToString() == "code" && line["text"]!.ToString() == "maria@example.ru");
    }

    [Fact]
    public async Task Without_a_code_the_request_is_received_all_the_same_and_no_letter_goes()
    {
        var sent = (await _service.Anonymous.PostAsync(Requests, Body(null, null))).Must(201);
        Assert.Equal("claimed", sent.Field("identity"));
        Assert.Equal("public", (await _shop.EntriesAsync())[^1].Actor);
        await Task.Delay(300, TestContext.Current.CancellationToken);
        Assert.Equal(0, _inbox.Count);
        // Nobody's file is touched: it is the operator who finds out whose request it is.
        Assert.StartsWith("~", (await _shop.EntriesAsync())[^1].File.Subject.Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_code_is_good_for_one_request_five_tries_and_ten_minutes()
    {
        var (ticket, code) = await AskAsync("maria@example.ru");
        (await _service.Anonymous.PostAsync(Requests, Body(ticket, code))).Must(201);
        (await _service.Anonymous.PostAsync(Requests, Body(ticket, code, "Ещё одно."))).MustBe(422, "code-not-good", "code.code", "ст. 14 ч. 3");
        await _inbox.NextAsync();

        (ticket, code) = await AskAsync("oleg@example.ru");
        for (var i = 0; i < 5; i++) (await _service.Anonymous.PostAsync(Requests, Body(ticket, code == "00000000" ? "00000001" : "00000000"))).MustBe(422, "code-not-good", "code.code");
        (await _service.Anonymous.PostAsync(Requests, Body(ticket, code))).MustBe(422, "code-not-good", "code.code");

        (ticket, code) = await AskAsync("anna@example.ru");
        (await _service.Anonymous.PostAsync("/v1/public/lavka/requests", Body(ticket[..^2] + "AA", code))).MustBe(422, "code-not-good", "code.code");
        _service.Time.Advance(TimeSpan.FromMinutes(10));
        (await _service.Anonymous.PostAsync(Requests, Body(ticket, code))).MustBe(422, "code-not-good", "code.code");
    }

    [Fact]
    public async Task Of_two_requests_with_one_code_at_the_same_instant_one_is_received()
    {
        for (var round = 0; round < 20; round++)
        {
            var (ticket, code) = await AskAsync($"round-{round}@example.ru");
            var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => Task.Run(() => _service.Anonymous.PostAsync(Requests, Body(ticket, code, $"Обращение {i}.")))));
            Assert.Equal([201, 422, 422, 422], answers.Select(answer => answer.Status).Order());
            Assert.Contains(answers.Single(answer => answer.Status == 201).Field("number")!, (await _inbox.NextAsync()).Subject, StringComparison.Ordinal);
            _service.Time.Advance(TimeSpan.FromMinutes(10));
        }
    }

    [Fact]
    public async Task Whoever_asks_gets_the_same_answer_and_an_address_only_so_many_letters()
    {
        (await _shop.Dpo.PostAsync("/v1/requests", Shop.Request("c-1", applicant: "\"name\": \"Известная\", \"contact\": \"known@example.ru\""))).Must(201);
        var shapes = new HashSet<string>();
        foreach (var email in (string[])["known@example.ru", "unknown@example.ru", "known@example.ru", "known@example.ru", "known@example.ru", "known@example.ru"])
        {
            var answer = (await _service.Anonymous.PostAsync(Codes, $$"""{"email": "{{email}}"}""")).Must(202);
            shapes.Add(string.Join(',', answer.Json.AsObject().Select(field => field.Key)));
        }

        Assert.Single(shapes);
        for (var i = 0; i < 4; i++) await _inbox.NextAsync();
        await Task.Delay(300, TestContext.Current.CancellationToken);
        Assert.Equal(0, _inbox.Count);
        (await _service.Anonymous.PostAsync("/v1/public/nikto/codes", """{"email": "a@example.ru"}""")).MustBe(404, "not-found");
        (await _service.Anonymous.PostAsync(Codes, """{"email": "not an address"}""")).MustBe(400, "malformed", "email");
        (await _service.Anonymous.PostAsync(Codes, """{"email": "a@b.ru\r\nBcc: c@d.ru"}""")).MustBe(400, "malformed", "email");
        Answer last;
        do last = await _service.Anonymous.PostAsync(Codes, $$"""{"email": "{{Route.NewWord()}}@example.ru"}"""); while (last.Status == 202);
        last.MustBe(429, "too-many-attempts");
    }

    [Fact]
    public async Task A_letter_that_the_server_does_not_take_at_once_is_sent_again_and_no_letter_or_log_names_anybody()
    {
        _inbox.Refuse(2);
        var (_, code) = await AskAsync("later@example.ru");
        Assert.Equal(8, code.Length);
    }

    [Fact]
    public async Task Where_no_mail_is_configured_it_says_so_and_the_form_works_without_a_code()
    {
        await using var service = await TestService.StartAsync();
        await Shop.OpenAsync(service, "lavka");
        (await service.Anonymous.PostAsync(Codes, """{"email": "a@example.ru"}""")).MustBe(503, "mail-not-configured");
        (await service.Anonymous.PostAsync(Requests, Body(null, null))).Must(201);
    }

    [Fact]
    public async Task Every_level_of_identity_can_be_reached()
    {
        // Claimed, by code, by the operator's sign-in, by document, by signature.
        var reached = new List<string> { (await _service.Anonymous.PostAsync(Requests, Body(null, null))).Must(201).Field("identity")! };
        var (ticket, code) = await AskAsync("maria@example.ru");
        var confirmed = (await _service.Anonymous.PostAsync(Requests, Body(ticket, code))).Must(201);
        reached.Add(confirmed.Field("identity")!);
        reached.Add((await (await _shop.SubjectAsync("c-9")).PostAsync("/v1/me/requests", """{"demands": [{"kind": "access"}]}""")).Must(201).Field("identity")!);
        reached.Add((await _shop.Dpo.PostAsync($"/v1/requests/{confirmed.Field("number")}/confirm-identity", """{"level": "document"}""")).Must(200).Field("identity")!);
        _service.Time.Set(new DateTimeOffset(2027, 3, 1, 9, 0, 0, TimeSpan.Zero));
        (await _shop.Admin.PutAsync("/v1/admin/operators/lavka/trusted-roots", $$"""{"certificates": ["{{Signatures.Vectors.Root("gost256TCB")}}"]}""")).Must(200);
        var signed = Body(null, null).Replace("\"content\":", $"\"signature\": {Signatures.Vectors.Body("gost256TCB")}, \"content\":", StringComparison.Ordinal);
        reached.Add((await _service.Anonymous.PostAsync(Requests, signed)).Must(201).Field("identity")!);
        Assert.Equal(Words.All<IdentityLevel>(), reached);
    }

    private void WithMail(WebApplicationBuilder builder) => builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
    {
        ["Consent:Mail:Host"] = "127.0.0.1",
        ["Consent:Mail:Port"] = _inbox.Port.ToString(CultureInfo.InvariantCulture),
        ["Consent:Mail:StartTls"] = "false",
        ["Consent:Mail:From"] = "privacy@lavka.example",
    });

    private async Task<(string Ticket, string Code)> AskAsync(string email)
    {
        var ticket = (await _service.Anonymous.PostAsync(Codes, $$"""{"email": "{{email}}"}""")).Must(202).Field("ticket")!;
        var letter = await _inbox.NextAsync();
        Assert.Equal((email, "Код подтверждения"), (letter.To, letter.Subject));
        return (ticket, Regex.Match(letter.Text, @"(\d{4}) (\d{4})") is { Success: true } code ? code.Groups[1].Value + code.Groups[2].Value : throw new InvalidOperationException(letter.Text));
    }

    private static string Body(string? ticket, string? code, string content = "Прошу сведения обо мне.") => $$"""
        {"demands": [{"kind": "access"}], "applicant": {"name": "Иванова Мария"}, "relation": "покупатель", "content": "{{content}}"{{(ticket is null ? "" : $", \"code\": {{\"ticket\": \"{ticket}\", \"code\": \"{code}\"}}")}}}
        """;
}
