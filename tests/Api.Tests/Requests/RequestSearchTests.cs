using Consent.Domain;
using Consent.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Consent.Api.Tests.Requests;

/// <summary>A letter is found by what a DPO knows of its author; who may not see personal data finds by numbers alone, and the database names nobody.</summary>
public sealed class RequestSearchTests : IAsyncLifetime
{
    private TestService _service = null!;
    private Shop _shop = null!;
    private string _first = "", _second = "";

    public async ValueTask InitializeAsync()
    {
        _service = await TestService.StartAsync();
        _shop = await Shop.OpenAsync(_service, "lavka");
        _first = await _shop.RegisterAsync(Letter("client-1", "Семёнова-Тян Мария И.", "m.semenova@example.ru, 8 (916) 123-45-67", "66 12 000001"));
        _second = await _shop.RegisterAsync(Letter("client-2", "Семенова Ольга", "olga@example.ru", "4510 123456", "Петров Иван"));
        var neighbour = await Shop.OpenAsync(_service, "sosed");
        await neighbour.RegisterAsync(Letter("client-1", "Семёнова Мария", "m.semenova@example.ru", "66 12 000001"));
    }

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Theory]
    [InlineData("семёнова", true, true)]
    [InlineData("СЕМЕНОВА", true, true)]
    [InlineData("тян мария", true, false)]
    [InlineData("Мария Семёнова", true, false)]
    [InlineData("Мария Петрова", false, false)]
    [InlineData("петров", false, true)]
    [InlineData("Семён", false, false)]
    [InlineData("И.", false, false)]
    [InlineData("M.Semenova@Example.ru", true, false)]
    [InlineData("+7 916 123 45 67", true, false)]
    [InlineData("89161234567", true, false)]
    [InlineData("Семёнова 8-916-123-45-67", true, false)]
    [InlineData("Ольга 8-916-123-45-67", false, false)]
    [InlineData("6612 000001", true, false)]
    [InlineData("4510123456", false, true)]
    [InlineData("client-", true, true)]
    [InlineData("client-2", false, true)]
    [InlineData("lient", false, false)]
    [InlineData("2026-0", true, true)]
    [InlineData("1", true, false)]
    [InlineData("000002", false, true)]
    [InlineData("0", false, false)]
    [InlineData("9999999", false, false)]
    [InlineData("   ", false, false)]
    public async Task What_is_typed_finds_its_letters(string typed, bool first, bool second) =>
        Assert.Equal(Numbers(first, second), await FoundAsync(_shop.Dpo, typed));

    [Theory]
    [InlineData("семёнова", false)]
    [InlineData("m.semenova@example.ru", false)]
    [InlineData("89161234567", false)]
    [InlineData("client-1", true)]
    public async Task An_auditor_finds_by_numbers_and_subjects_alone(string typed, bool first) =>
        Assert.Equal(Numbers(first, false), await FoundAsync(_shop[Scope.Auditor], typed));

    [Fact]
    public async Task What_was_looked_for_is_on_record_and_nowhere_in_the_open()
    {
        await FoundAsync(_shop.Dpo, "Семёнова");
        var entries = await _service.Journal.ReadFeedAsync(_shop.Operator, 0, int.MaxValue, TestContext.Current.CancellationToken);
        Assert.Contains(entries, entry => entry.Event is AccessRecorded { Operation: "GET /v1/requests", Query: not null });
        var database = Seals.Theft.Database(_service.Data);
        foreach (var secret in (string[])["Семёнова", "семенова", "Ольга", "ольга"]) Assert.Equal(0, Seals.Theft.Count(database, Encoding.UTF8.GetBytes(secret)));
    }

    [Fact]
    public async Task Who_is_destroyed_is_found_by_no_name()
    {
        var engine = _service.Services.GetRequiredService<Engine.IEngine>();
        var file = new FileKey(_shop.Operator, new SubjectId("client-2"));
        Assert.IsType<Engine.Outcome.Done>(await engine.ExecuteAsync(file, new Engine.Envelope("test", new DestroySubject(_service.Time.Now, "акт № 1")), TestContext.Current.CancellationToken));
        Assert.Equal(Numbers(true, false), await FoundAsync(_shop.Dpo, "семенова"));
        Assert.Empty(await FoundAsync(_shop.Dpo, "петров"));
        Assert.Equal(Numbers(false, true), await FoundAsync(_shop.Dpo, _second));
    }

    private string[] Numbers(bool first, bool second) => [.. new[] { (first, _first), (second, _second) }.Where(pair => pair.Item1).Select(pair => pair.Item2)];

    private static async Task<string[]> FoundAsync(ApiClient client, string typed) =>
        [.. (await client.GetAsync($"/v1/requests?sort=receivedOn&q={Uri.EscapeDataString(typed)}")).Must(200).Json["items"]!.AsArray().Select(item => item!["number"]!.ToString())];

    private static string Letter(string subject, string name, string contact, string document, string? representative = null)
    {
        var other = representative is null ? "" : $", \"representative\": {{\"name\": \"{representative}\"}}";
        return $$"""
            {"demands": [{"kind": "access"}], "subject": "{{subject}}", "channel": "email",
             "applicant": {"name": "{{name}}", "contact": "{{contact}}", "document": {"number": "{{document}}"}{{other}} } }
            """;
    }
}
