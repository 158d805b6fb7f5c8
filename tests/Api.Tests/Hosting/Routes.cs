using Consent.Domain;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Consent.Api.Tests.Hosting;

/// <summary>What a valid call of a route acts upon: made anew for every case, so that one case does not spoil another.</summary>
internal sealed record Target(string Subject, string Number, string Consent)
{
    public static async Task<Target> MakeAsync(Shop shop)
    {
        var subject = Shop.NewSubject();
        var consent = (await shop.Front.PostAsync("/v1/consents", Shop.Consent(subject))).Must(201).Field("id")!;
        return new Target(subject, await shop.RegisterAsync(Shop.Request(subject)), consent);
    }
}

/// <summary>One endpoint of the application as it is mapped, with the type of its body and the example in its description.</summary>
internal sealed record MappedRoute(string Method, string Pattern, Type? Body, OperationExample? Example)
{
    public override string ToString() => $"{Method} {Pattern}";

    public static IReadOnlyList<MappedRoute> AllOf(TestService service) =>
        [.. from endpoint in service.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? []
            select new MappedRoute(
                method, "/" + endpoint.RoutePattern.RawText!.Trim('/'),
                endpoint.Metadata.GetMetadata<IAcceptsMetadata>()?.RequestType, endpoint.Metadata.GetMetadata<OperationExample>())];
}

/// <summary>A route as the contract has it: who may call it, with what, and how it answers.</summary>
/// <param name="Ok">The answer to a valid call of the operator itself.</param>
/// <param name="Foreign">The answer when another operator's key of the same scope makes the very same call.</param>
/// <param name="Installation">The answer to the key of the installation, which has no operator of its own.</param>
internal sealed record Route(string Method, string Pattern, Scope[] Scopes, int Ok, int Foreign, int Installation, Func<Target, string, string>? Body = null, string Query = "")
{
    private static readonly Scope[] Anybody = Enum.GetValues<Scope>();
    private static readonly Scope[] Recorders = [Scope.Service, Scope.Dpo];
    private static readonly Scope[] Readers = [Scope.Service, Scope.Dpo, Scope.Auditor];

    /// <summary>Every route of v1. The second argument of a body is a word that nobody has used yet.</summary>
    public static readonly Route[] All =
    [
        new("PUT", "/v1/admin/operators/{id}", [Scope.Admin], 200, 404, 200, (_, _) => FullOperator),
        new("POST", "/v1/admin/operators/{id}/keys", [Scope.Admin], 201, 404, 201, (_, word) => $$"""{"name": "{{word}}", "scopes": ["service"]}"""),
        new("PUT", "/v1/purposes/{code}", [Scope.Admin], 200, 200, 404, (_, _) => FullPurpose),
        new("GET", "/v1/purposes", Anybody, 200, 200, 404),
        new("POST", "/v1/texts", [Scope.Admin], 201, 201, 404, (_, word) => Shop.Text(word, "1", ["profile"])),
        new("POST", "/v1/consents", Recorders, 201, 201, 404, (_, word) => FullConsent(word)),
        new("POST", "/v1/withdrawals", Recorders, 201, 201, 404, (target, _) => $$"""{"subject": "{{target.Subject}}", "purposes": ["newsletter"], "channel": "web", "receivedAt": "2026-10-12T09:00:00Z"}"""),
        new("POST", "/v1/grounds", Recorders, 201, 201, 404, (_, word) => Shop.Ground(word, extra: ", \"until\": \"2030-01-01\"")),
        new("GET", "/v1/subjects/{subject}", Readers, 200, 404, 404),
        new("GET", "/v1/consents/{id}/receipt", Readers, 200, 404, 404),
        new("GET", "/v1/check", Recorders, 200, 200, 404, Query: "?subject=c-1&purpose=newsletter"),
        new("POST", "/v1/checks", Recorders, 200, 200, 404, (target, word) => $$"""{"checks": [{"id": "{{word}}", "subject": "{{target.Subject}}", "purpose": "newsletter"}]}"""),
        new("GET", "/v1/changes", [Scope.Service], 200, 200, 404),
        new("POST", "/v1/requests", [Scope.Dpo], 201, 201, 404, (_, word) => FullRequest(word)),
        new("GET", "/v1/requests", [Scope.Dpo, Scope.Auditor], 200, 200, 404),
        new("GET", "/v1/requests/{number}", [Scope.Dpo, Scope.Auditor], 200, 404, 404),
        new("POST", "/v1/requests/{number}/extend", [Scope.Dpo], 200, 404, 404, (_, word) => $$"""{"reason": "{{word}}", "demand": 1}"""),
        new("POST", "/v1/requests/{number}/answer", [Scope.Dpo], 200, 404, 404, (_, word) => $$"""{"demand": 1, "text": "{{word}}"}"""),
        new("POST", "/v1/requests/{number}/note", [Scope.Dpo], 200, 404, 404, (_, word) => $$"""{"text": "{{word}}", "public": true}"""),
        new("GET", "/v1/duties", Anybody, 200, 200, 404),
        new("GET", "/v1/terms", Anybody, 200, 200, 404, Query: "?duty=answer-access&receivedAt=2026-10-12T09:00:00Z"),
    ];

    private static int _words;

    public bool IsStream => Pattern == "/v1/changes";

    public bool IsPost => Method == "POST";

    public override string ToString() => $"{Method} {Pattern}";

    public static string NewWord() => $"w-{Interlocked.Increment(ref _words)}";

    /// <summary>The key that may call it where only one scope is wanted.</summary>
    public ApiClient ClientOf(Shop shop) => shop[Scopes[0]];

    public string PathOf(Shop shop, Target target) => PathOf(shop.Id, target.Subject, target.Number, target.Consent);

    public string PathOf(string id, string subject, string number, string consent) => Pattern
        .Replace("/operators/{id}", "/operators/" + id, StringComparison.Ordinal)
        .Replace("/consents/{id}", "/consents/" + consent, StringComparison.Ordinal)
        .Replace("{code}", "profile", StringComparison.Ordinal)
        .Replace("{subject}", subject, StringComparison.Ordinal)
        .Replace("{number}", number, StringComparison.Ordinal) + Query;

    /// <summary>A valid call, or the same call by somebody who may not.</summary>
    public async Task<Answer> CallAsync(ApiClient client, string path, string? body, params (string Name, string Value)[] headers)
    {
        if (!IsStream) return await client.SendAsync(new HttpMethod(Method), path, body, headers);
        using var response = await client.OpenAsync(path, headers);
        var status = (int)response.StatusCode;
        return new Answer($"{Method} {path}", status, status == 200 ? [] : await response.Content.ReadAsByteArrayAsync(), response.Content.Headers.ContentType?.MediaType, null);
    }

    private const string FullOperator = """
        {"name": "Лавка", "timeZone": "Europe/Moscow", "legalName": "ООО «Лавка»", "address": "г. Тверь", "contacts": "privacy@example.ru", "dpo": "Ответственный",
         "contractTerms": [{"duty": "answer-access", "amount": 30, "unit": "calendarDays", "clause": "п. 1"}], "bans": ["special"]}
        """;

    private const string FullPurpose = """
        {"title": {"ru": "Анкета", "en": "Profile"}, "basis": "consent", "article": "ст. 6 ч. 1 п. 1", "categories": ["имя"], "actions": ["хранение"],
         "recipients": ["курьер"], "retention": {"rule": "3 года", "article": "ГК ст. 196"}, "writtenForm": false, "advertising": false, "distribution": false}
        """;

    private static string FullConsent(string subject) => $$"""
        {"subject": "{{subject}}", "purpose": "newsletter", "text": {"code": "form", "version": 1}, "decision": "given", "givenAt": "2026-10-12T09:00:00Z", "expiresAt": "2027-10-12T09:00:00Z",
         "evidence": {"channel": "web", "ip": "203.0.113.7", "userAgent": "Mozilla", "page": "https://example.ru", "signature": "simple", "document": "№ 5",
           "representative": {"name": "Пётр", "authority": "доверенность"},
           "shown": {"textSha256": "{{Sha256Of("Согласен.")}}", "separate": true, "boxes": [{"purpose": "newsletter", "tickedByDefault": false}]} } }
        """;

    private static string FullRequest(string subject) => $$"""
        {"demands": [{"kind": "access", "purposes": ["newsletter"], "details": "Прошу"}], "subject": "{{subject}}", "channel": "email", "relation": "договор", "receivedAt": "2026-10-12T09:00:00Z",
         "applicant": {"name": "Иванова", "document": {"number": "1", "issuedAt": "2012-05-14", "issuedBy": "ОУФМС"}, "contact": "+7", "representative": {"name": "Пётр", "authority": "доверенность"} },
         "content": "Прошу сообщить."}
        """;

    private static string Sha256Of(string text) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
