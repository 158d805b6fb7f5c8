using Consent.Domain;
using Consent.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Consent.Api.Tests.Hosting;

/// <summary>An operator with a key of every scope, purposes on consent, for advertising, for distribution and on a contract, and their texts.</summary>
internal sealed class Shop
{
    private static int _subjects;

    private readonly Dictionary<Scope, ApiClient> _clients = [];

    private Shop(TestService service, string id) => (Service, Id) = (service, id);

    public TestService Service { get; }

    public string Id { get; }

    public OperatorId Operator => new(Id);

    public ApiClient this[Scope scope] => _clients[scope];

    public ApiClient Front => this[Scope.Service];

    public ApiClient Dpo => this[Scope.Dpo];

    public ApiClient Admin => this[Scope.Admin];

    public static string Description(string name = "Лавка", string extra = "") => $$"""
        {"name": "{{name}}", "timeZone": "Europe/Moscow", "legalName": "ООО «{{name}}»", "address": "г. Тверь", "contacts": "privacy@example.ru", "dpo": "Ответственный"{{extra}}}
        """;

    public static string Purpose(string basis = "consent", string extra = "") => $$"""
        {"title": {"ru": "Цель"}, "basis": "{{basis}}", "article": "ст. 6 ч. 1", "categories": ["имя"], "actions": ["хранение"]{{extra}}}
        """;

    public static string Text(string code, string version, string[] purposes, string reconsent = "none", string from = "2025-09-01", string body = "Согласен.") => $$"""
        {"code": "{{code}}", "version": {{version}}, "purposes": [{{string.Join(',', purposes.Select(purpose => $"\"{purpose}\""))}}], "locale": "ru",
         "body": "{{body}}", "effectiveFrom": "{{from}}", "reconsent": "{{reconsent}}"}
        """;

    public static string Consent(string subject, string purpose = "newsletter", string version = "1", string extra = "", string evidence = "\"channel\": \"web\"", string? text = null) => $$"""
        {"subject": "{{subject}}", "purpose": "{{purpose}}", "text": {"code": "{{text ?? (purpose == "public-page" ? "public-form" : "form")}}", "version": {{version}}},
         "evidence": {{{evidence}}}{{extra}}}
        """;

    public static string Request(string? subject, string kind = "access", string extra = "", string channel = "email", string applicant = "\"name\": \"Иванова Мария\"") => $$"""
        {"demands": [{"kind": "{{kind}}"}], {{(subject is null ? "" : $"\"subject\": \"{subject}\",")}} "channel": "{{channel}}", "applicant": {{{applicant}}}{{extra}}}
        """;

    public static string Withdrawal(string subject, string purposes = "\"all\"") => $$"""{"subject": "{{subject}}", "purposes": {{purposes}}, "channel": "web"}""";

    public static string Ground(string subject, string purpose = "contract", string basis = "contract", string from = "2026-02-01", string extra = "") => $$"""
        {"subject": "{{subject}}", "purpose": "{{purpose}}", "basis": "{{basis}}", "reference": "договор № 17", "from": "{{from}}"{{extra}}}
        """;

    /// <summary>A subject nobody has heard of.</summary>
    public static string NewSubject() => $"c-{Interlocked.Increment(ref _subjects)}";

    public static async Task<Shop> OpenAsync(TestService service, string id, string description = "")
    {
        var shop = new Shop(service, id);
        (await service.Root.PutAsync($"/v1/admin/operators/{id}", Description(extra: description))).Must(200);
        foreach (var scope in Enum.GetValues<Scope>()) shop._clients[scope] = await shop.KeyAsync(scope);
        shop._clients[Scope.Subject] = await shop.SubjectAsync(Myself);
        (await shop.Admin.PutAsync("/v1/purposes/newsletter", Purpose(extra: ", \"advertising\": true"))).Must(200);
        (await shop.Admin.PutAsync("/v1/purposes/profile", Purpose())).Must(200);
        (await shop.Admin.PutAsync("/v1/purposes/public-page", Purpose(extra: ", \"distribution\": true"))).Must(200);
        (await shop.Admin.PutAsync("/v1/purposes/contract", Purpose("contract"))).Must(200);
        (await shop.Admin.PostAsync("/v1/texts", Text("form", "1", ["newsletter", "profile"]))).Must(201);
        (await shop.Admin.PostAsync("/v1/texts", Text("public-form", "1", ["public-page"]))).Must(201);
        return shop;
    }

    /// <summary>The subject whose token speaks for the scope.</summary>
    public const string Myself = "me-1";

    /// <summary>A link of the operator's site, the last part of it.</summary>
    public async Task<string> LinkAsync(string subject, string extra = "") =>
        new Uri((await Front.PostAsync("/v1/subject-links", $$"""{"subject": "{{subject}}"{{extra}}}""")).Must(201).Field("url")!).Segments[^1];

    /// <summary>A subject signed in by a link.</summary>
    public async Task<ApiClient> SubjectAsync(string subject) =>
        Service.With((await Service.Anonymous.PostAsync("/v1/subject-sessions", $$"""{"token": "{{await LinkAsync(subject)}}"}""")).Must(201).Field("token"));

    public async Task<ApiClient> KeyAsync(params Scope[] scopes)
    {
        var names = string.Join(',', scopes.Select(scope => $"\"{Words.Of(scope)}\""));
        var issued = (await Service.Root.PostAsync($"/v1/admin/operators/{Id}/keys", $$"""{"name": "ключ", "scopes": [{{names}}]}""")).Must(201);
        return Service.With(issued.Field("key"));
    }

    /// <summary>Everything the journal has of this operator, but for who looked at it.</summary>
    public async Task<IReadOnlyList<Entry>> EntriesAsync() =>
        [.. (await Service.Journal.ReadFeedAsync(Operator, 0, int.MaxValue, default)).Where(entry => entry.Event is not AccessEvent)];

    /// <summary>The same with what is personal opened.</summary>
    public async Task<IReadOnlyList<Entry>> OpenedAsync()
    {
        var (sealing, opened) = (Service.Services.GetRequiredService<Sealing>(), new List<Entry>());
        foreach (var file in (await EntriesAsync()).GroupBy(entry => entry.File)) opened.AddRange(await sealing.OpenAsync(file.Key, [.. file], default));
        return [.. opened.OrderBy(entry => entry.Position)];
    }

    /// <summary>A request on the journal, by its number.</summary>
    public async Task<string> RegisterAsync(string body) => (await Dpo.PostAsync("/v1/requests", body)).Must(201).Field("number")!;

    public async Task<Answer> CheckAsync(string subject, string purpose = "newsletter", string more = "") =>
        (await Front.GetAsync($"/v1/check?subject={subject}&purpose={purpose}{more}")).Must(200);
}
