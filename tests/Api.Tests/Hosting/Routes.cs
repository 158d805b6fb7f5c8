using Consent.Domain;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Consent.Api.Tests.Hosting;

/// <summary>What a valid call of a route acts upon: made anew for every case, so that one case does not spoil another.</summary>
internal sealed record Target(string Subject, string Number, string Consent, string Key = "0123456789ab")
{
    /// <summary>Somebody of the desk.</summary>
    public string Person { get; init; } = "0123456789ab";

    /// <summary>A file of the request.</summary>
    public string File { get; init; } = "0123456789ab";

    /// <summary>A request with a file of its author's, or of the operator's.</summary>
    public static async Task<Target> WithFileAsync(Shop shop, Scope by)
    {
        var target = by == Scope.Subject ? await OfMyselfAsync(shop) : await MakeAsync(shop);
        var path = $"/v1/{(by == Scope.Subject ? "me/" : "")}requests/{target.Number}/attachments";
        return target with { File = (await Uploads.SendAsync(shop[by], path, "скан.pdf", Uploads.Pdf)).Must(201).Field("id")! };
    }

    /// <summary>A person of the operator who was just invited.</summary>
    public static async Task<Target> WithPersonAsync(Shop shop) =>
        new("c-1", "", "") { Person = (await DeskPerson.InviteAsync(shop.Service, shop.Id, $"{Route.NewWord()}@lavka.example")).Person.Id };

    /// <summary>A request that the subject has sent itself.</summary>
    public static async Task<Target> OfMyselfAsync(Shop shop) =>
        new(Shop.Myself, (await shop[Scope.Subject].PostAsync("/v1/me/requests", """{"demands": [{"kind": "access"}]}""")).Must(201).Field("number")!, "");

    /// <summary>An operator that has named its provider.</summary>
    public static async Task<Target> WithProviderAsync(Shop shop)
    {
        (await shop.Admin.PutAsync($"/v1/admin/operators/{shop.Id}/sign-in-provider", Route.FullSignInProvider("client"))).Must(200);
        return new Target("c-1", "", "");
    }

    /// <summary>The same of the installation.</summary>
    public static async Task<Target> WithAdministratorAsync(Shop shop) =>
        new("c-1", "", "") { Person = (await DeskPerson.InviteAsync(shop.Service, null, $"{Route.NewWord()}@lavka.example", "\"admin\"")).Person.Id };

    /// <summary>A key of the operator that nobody uses.</summary>
    public static async Task<Target> KeyAsync(Shop shop) =>
        new("c-1", "", "", (await shop.Service.Root.PostAsync($"/v1/admin/operators/{shop.Id}/keys", """{"name": "на смену", "scopes": ["service"]}""")).Must(201).Field("id")!);

    /// <summary>A second key of the installation.</summary>
    public static async Task<Target> RootKeyAsync(Shop shop) =>
        new("c-1", "", "", (await shop.Service.Root.PostAsync("/v1/admin/keys", """{"name": "на смену", "scopes": ["admin"]}""")).Must(201).Field("id")!);

    /// <summary>An operator that trusts a provider of its own.</summary>
    public static async Task<Target> TrustingAsync(Shop shop)
    {
        (await shop.Service.Root.PutAsync($"/v1/admin/operators/{shop.Id}/identity-provider", Route.FullProvider(shop.Id))).Must(200);
        return new Target("c-1", "", "");
    }

    /// <summary>A subject with a consent and a letter of three demands: withdrawal (obligations 1 and 2), access, rectification.</summary>
    public static async Task<Target> MakeAsync(Shop shop)
    {
        var subject = Shop.NewSubject();
        var consent = (await shop.Front.PostAsync("/v1/consents", Shop.Consent(subject))).Must(201).Field("id")!;
        return new Target(subject, await shop.RegisterAsync(Letter(subject)), consent);
    }

    /// <summary>A letter whose author nobody knows, and of which nothing is owed today: the clock would write of that meanwhile.</summary>
    public static async Task<Target> NamelessAsync(Shop shop)
    {
        var target = await MakeAsync(shop);
        return target with { Number = await shop.RegisterAsync(Shop.Request(null)) };
    }

    /// <summary>The same with a letter that is done but for its closing.</summary>
    public static async Task<Target> DoneAsync(Shop shop)
    {
        var target = await MakeAsync(shop);
        return target with { Number = await shop.RegisterAsync(Shop.Request(target.Subject, "stop-marketing")) };
    }

    /// <summary>The same with a letter that is closed.</summary>
    public static async Task<Target> ClosedAsync(Shop shop)
    {
        var target = await MakeAsync(shop);
        target = target with { Number = await shop.RegisterAsync(Shop.Request(target.Subject)) };
        (await shop.Dpo.PostAsync($"/v1/requests/{target.Number}/answer", """{"demand": 1}""")).Must(200);
        return target;
    }

    /// <summary>The same, and a purpose that is reached: the file itself owes a destruction (its obligation 1).</summary>
    public static async Task<Target> ReachedAsync(Shop shop)
    {
        var target = await MakeAsync(shop);
        (await shop.Front.PostAsync("/v1/purposes/contract/achieved", $$"""{"subject": "{{target.Subject}}", "achievedAt": "2026-10-12T08:59:59Z"}""")).Must(201);
        return target;
    }

    private static string Letter(string subject) => $$"""
        {"demands": [{"kind": "withdrawal"}, {"kind": "access"}, {"kind": "rectification", "details": "Отчество — Петровна."}], "subject": "{{subject}}", "channel": "email",
         "receivedAt": "2026-10-12T08:59:59Z", "applicant": {"name": "Иванова Мария"} }
        """;
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
internal sealed record Route(string Method, string Pattern, Scope[] Scopes, int Ok, int Foreign, int Installation, Func<Target, string, string>? Body = null, string Query = "", Func<Shop, Task<Target>>? Make = null)
{
    // What needs no credential: it shows nothing of anybody, and has tests of its own.
    public static readonly string[] Everybodys = ["POST /v1/public/{operator}/codes", "POST /v1/public/{operator}/requests", "POST /v1/subject-sessions"];

    private static readonly Scope[] Anybody = Enum.GetValues<Scope>();
    private static readonly Scope[] Recorders = [Scope.Service, Scope.Dpo];
    private static readonly Scope[] Lookers = [Scope.Dpo, Scope.Auditor];
    private static readonly Scope[] Readers = [Scope.Service, Scope.Dpo, Scope.Auditor];

    /// <summary>Every route of v1. The second argument of a body is a word that nobody has used yet.</summary>
    public static readonly Route[] All =
    [
        new("PUT", "/v1/admin/operators/{id}", [Scope.Admin], 200, 404, 200, (_, _) => FullOperator),
        new("POST", "/v1/subject-links", [Scope.Service], 201, 201, 404, (target, _) => $$"""{"subject": "{{target.Subject}}", "expiresIn": 900}"""),
        new("GET", "/v1/me/consents", [Scope.Subject], 200, 200, 404),
        new("POST", "/v1/me/withdrawals", [Scope.Subject], 201, 201, 404, (_, _) => """{"purposes": ["newsletter"]}"""),
        new("POST", "/v1/me/requests", [Scope.Subject], 201, 201, 404, (_, word) => FullMyRequest(word)),
        new("GET", "/v1/me/requests", [Scope.Subject], 200, 200, 404),
        new("GET", "/v1/me/requests/{number}", [Scope.Subject], 200, 404, 404, Make: Target.OfMyselfAsync),
        new("POST", "/v1/me/requests/{number}/attachments", [Scope.Subject], 201, 404, 404, Make: Target.OfMyselfAsync) { IsUpload = true },
        new("GET", "/v1/me/requests/{number}/attachments", [Scope.Subject], 200, 404, 404, Make: Target.OfMyselfAsync),
        new("GET", "/v1/me/requests/{number}/attachments/{attachment}", [Scope.Subject], 200, 404, 404, Make: shop => Target.WithFileAsync(shop, Scope.Subject)),
        new("POST", "/v1/requests/{number}/attachments", [Scope.Dpo], 201, 404, 404) { IsUpload = true },
        new("GET", "/v1/requests/{number}/attachments", Lookers, 200, 404, 404),
        new("GET", "/v1/requests/{number}/attachments/{attachment}", [Scope.Dpo], 200, 404, 404, Query: "?reason=x", Make: shop => Target.WithFileAsync(shop, Scope.Dpo)),
        OfRequest("signature", word => $$"""{"content": "{{Convert.ToBase64String(Encoding.UTF8.GetBytes(word))}}", "cms": "MIIB"}"""),
        new("GET", "/v1/admin/operators/{id}/trusted-roots", [Scope.Admin], 200, 404, 200),
        new("PUT", "/v1/admin/operators/{id}/trusted-roots", [Scope.Admin], 200, 404, 200, (_, _) => $$"""{"certificates": ["{{Signatures.Vectors.Root("ec256")}}"]}"""),
        new("PUT", "/v1/admin/operators/{id}/sign-in-provider", [Scope.Admin], 200, 404, 200, (_, word) => FullSignInProvider(word)),
        new("GET", "/v1/admin/operators/{id}/sign-in-provider", [Scope.Admin], 200, 404, 200, Make: Target.WithProviderAsync),
        new("DELETE", "/v1/admin/operators/{id}/sign-in-provider", [Scope.Admin], 200, 404, 200),
        new("GET", "/v1/session", Anybody, 200, 200, 200),
        .. OfPeople("/v1/admin/operators/{id}/people", 404, 200, Target.WithPersonAsync),
        .. OfPeople("/v1/admin/people", 404, 404, Target.WithAdministratorAsync),
        new("POST", "/v1/admin/operators/{id}/keys", [Scope.Admin], 201, 404, 201, (_, word) => FullKey(word, "service")),
        new("GET", "/v1/admin/operators/{id}/keys", [Scope.Admin], 200, 404, 200),
        new("POST", "/v1/admin/operators/{id}/keys/{key}/rotate", [Scope.Admin], 201, 404, 201, (_, _) => FullRotation, Make: Target.KeyAsync),
        new("POST", "/v1/admin/operators/{id}/keys/{key}/revoke", [Scope.Admin], 200, 404, 200, (_, word) => $$"""{"reason": "{{word}}"}""", Make: Target.KeyAsync),
        new("PUT", "/v1/admin/operators/{id}/identity-provider", [Scope.Admin], 200, 404, 200, (_, _) => FullProvider("lavka")),
        new("GET", "/v1/admin/operators/{id}/identity-provider", [Scope.Admin], 200, 404, 200, Make: Target.TrustingAsync),
        new("POST", "/v1/admin/keys", [Scope.Admin], 404, 404, 201, (_, word) => FullKey(word, "admin")),
        new("GET", "/v1/admin/keys", [Scope.Admin], 404, 404, 200),
        new("POST", "/v1/admin/keys/{key}/rotate", [Scope.Admin], 404, 404, 201, (_, _) => FullRotation, Make: Target.RootKeyAsync),
        new("POST", "/v1/admin/keys/{key}/revoke", [Scope.Admin], 404, 404, 200, (_, word) => $$"""{"reason": "{{word}}"}""", Make: Target.RootKeyAsync),
        new("PUT", "/v1/admin/calendars/{year}", [Scope.Admin], 404, 404, 200, (_, _) => FullCalendar),
        new("GET", "/v1/admin/calendars", [Scope.Admin], 404, 404, 200),
        new("GET", "/v1/admin/key-ring", [Scope.Admin], 404, 404, 200),
        new("POST", "/v1/admin/key-ring/rotate", [Scope.Admin], 404, 404, 200, (_, _) => """{"fileKeys": false}"""),
        new("GET", "/v1/calendars/{year}", Anybody, 200, 200, 404),
        new("PUT", "/v1/purposes/{code}", [Scope.Admin], 200, 200, 404, (_, _) => FullPurpose),
        new("GET", "/v1/purposes", Anybody, 200, 200, 404),
        new("POST", "/v1/texts", [Scope.Admin], 201, 201, 404, (_, word) => Shop.Text(word, "1", ["profile"])),
        new("POST", "/v1/consents", Recorders, 201, 201, 404, (_, word) => FullConsent(word)),
        new("POST", "/v1/withdrawals", Recorders, 201, 201, 404, (target, _) => $$"""{"subject": "{{target.Subject}}", "purposes": ["newsletter"], "channel": "web", "receivedAt": "2026-10-12T09:00:00Z"}"""),
        new("POST", "/v1/grounds", Recorders, 201, 201, 404, (_, word) => Shop.Ground(word, extra: ", \"until\": \"2030-01-01\"")),
        new("GET", "/v1/subjects/{subject}", Readers, 200, 404, 404),
        new("POST", "/v1/subjects/search", [Scope.Dpo], 200, 200, 404, (_, word) => $$"""{"email": "{{word}}@example.ru", "phone": "+7 916 123-45-67", "document": "66 12 000001", "reason": "{{word}}"}"""),
        new("GET", "/v1/consents/{id}/receipt", Readers, 200, 404, 404),
        new("GET", "/v1/check", Recorders, 200, 200, 404, Query: "?subject=c-1&purpose=newsletter"),
        new("POST", "/v1/checks", Recorders, 200, 200, 404, (target, word) => $$"""{"checks": [{"id": "{{word}}", "subject": "{{target.Subject}}", "purpose": "newsletter"}]}"""),
        new("GET", "/v1/changes", [Scope.Service], 200, 200, 404),
        new("POST", "/v1/requests", [Scope.Dpo], 201, 201, 404, (_, word) => FullRequest(word)),
        new("GET", "/v1/requests", [Scope.Dpo, Scope.Auditor], 200, 200, 404),
        new("GET", "/v1/requests/export", Lookers, 200, 200, 404, Query: "?format=csv"),
        new("POST", "/v1/requests/assign", [Scope.Dpo], 200, 200, 404, (target, word) => $$"""{"numbers": ["{{target.Number}}"], "to": "{{word}}"}"""),
        new("GET", "/v1/views", Lookers, 200, 200, 404),
        new("PUT", "/v1/views/{view}", Lookers, 200, 200, 404, (_, word) => $$"""{"name": "{{word}}", "query": "status=open&q={{word}}"}"""),
        new("DELETE", "/v1/views/{view}", Lookers, 200, 200, 404),
        new("GET", "/v1/requests/{number}", [Scope.Dpo, Scope.Auditor], 200, 404, 404),
        OfRequest("acknowledge", _ => """{"by": "email"}"""),
        OfRequest("confirm-identity", word => $$"""{"level": "document", "evidence": "{{word}}"}"""),
        OfRequest("ask-particulars", word => $$"""{"what": ["document"], "text": "{{word}}"}"""),
        OfRequest("receive-particulars", word => $$"""{"demand": 3, "what": ["document"], "receivedAt": "{{Now}}", "text": "{{word}}"}"""),
        OfRequest("assign", word => $$"""{"to": "{{word}}"}"""),
        OfRequest("extend", word => $$"""{"reason": "{{word}}", "demand": 2}"""),
        OfRequest("provide-data", word => $$"""{"demand": 2, "system": "{{word}}", "items": [{"category": "имя", "value": "Мария", "source": "анкета"}]}"""),
        OfRequest("answer", word => $$"""{"demand": 2, "text": "{{word}}", "partly": true, "article": "ст. 14 ч. 8 п. 4", "by": "email", "assembled": false, "sentAt": "{{Now}}"}"""),
        OfRequest("refuse", word => $$"""{"demand": 2, "article": "ст. 14 ч. 8 п. 4", "reason": "{{word}}", "by": "email", "sentAt": "{{Now}}"}"""),
        OfRequest("rectify", word => $$"""{"demand": 3, "what": "{{word}}"}"""),
        OfRequest("lift-block", word => $$"""{"demand": 3, "reason": "{{word}}"}"""),
        OfRequest("find-unlawfulness", word => $$"""{"demand": 3, "foundAt": "{{Now}}", "grounds": "{{word}}"}"""),
        OfRequest("fulfil", word => $$"""{"obligation": 2, "doneAt": "{{Now}}", "evidence": "{{word}}", "reference": "акт № 1"}"""),
        OfRequest("release", word => $$"""{"obligation": 2, "article": "ст. 21 ч. 5", "reason": "{{word}}"}"""),
        OfRequest("postpone-destruction", word => $$"""{"obligation": 2, "reason": "{{word}}"}"""),
        OfRequest("accept-recount", _ => """{"obligation": 2}""", ok: 409),
        OfRequest("withdraw", word => $$"""{"reason": "{{word}}"}"""),
        OfRequest("close", word => $$"""{"note": "{{word}}"}""", make: Target.DoneAsync),
        OfRequest("reopen", word => $$"""{"demand": 1, "reason": "{{word}}"}""", make: Target.ClosedAsync),
        OfRequest("name-subject", word => $$"""{"subject": "{{word}}"}""", make: Target.NamelessAsync),
        OfRequest("complaint", word => $$"""{"to": "authority", "reference": "{{word}}"}"""),
        OfRequest("note", word => $$"""{"text": "{{word}}", "public": true}"""),
        OfFile("fulfil", word => $$"""{"obligation": 1, "doneAt": "{{Now}}", "evidence": "{{word}}", "reference": "акт № 1"}"""),
        OfFile("release", word => $$"""{"obligation": 1, "article": "ст. 21 ч. 4", "reason": "{{word}}"}"""),
        OfFile("postpone-destruction", word => $$"""{"obligation": 1, "reason": "{{word}}"}"""),
        OfFile("accept-recount", _ => """{"obligation": 1}""", ok: 409),
        new("POST", "/v1/purposes/{code}/achieved", Recorders, 201, 201, 404, (_, word) => $$"""{"subject": "{{word}}", "achievedAt": "{{Now}}"}"""),
        new("GET", "/v1/obligations", [Scope.Dpo, Scope.Auditor], 200, 200, 404),
        new("GET", "/v1/statistics", [Scope.Dpo, Scope.Auditor], 200, 200, 404, Query: "?from=2026-01-01&to=2026-12-31"),
        new("GET", "/v1/requests/{number}/answer", [Scope.Dpo], 200, 404, 404),
        new("GET", "/v1/requests/{number}/letters/{letter}", [Scope.Dpo], 200, 404, 404),
        new("GET", "/v1/access", [Scope.Dpo, Scope.Auditor], 200, 200, 404),
        new("GET", "/v1/notices", [Scope.Dpo, Scope.Auditor], 200, 200, 404),
        new("GET", "/v1/journal", Lookers, 200, 200, 404),
        new("GET", "/v1/journal/export", Lookers, 200, 200, 404),
        new("GET", "/v1/journal/verify", Lookers, 200, 200, 404),
        new("GET", "/v1/journal/{seq}/proof", Lookers, 200, 200, 404),
        new("GET", "/v1/checkpoints", Lookers, 200, 200, 404),
        new("GET", "/v1/checkpoints/key", Anybody, 200, 200, 404),
        new("GET", "/v1/checkpoints/consistency", Lookers, 200, 200, 404, Query: "?from=1"),
        new("GET", "/v1/consents/{id}/evidence", Lookers, 200, 404, 404),
        new("GET", "/v1/requests/{number}/evidence", Lookers, 200, 404, 404),
        new("GET", "/v1/requests/{number}/receipt", Lookers, 200, 404, 404),
        new("GET", "/v1/duties", Anybody, 200, 200, 404),
        new("GET", "/v1/terms", Anybody, 200, 200, 404, Query: "?duty=answer-access&receivedAt=2026-10-12T09:00:00Z"),
    ];

    private const string Now = "2026-10-12T09:00:00Z";

    private static int _words;

    private static Route[] OfPeople(string path, int foreign, int ok, Func<Shop, Task<Target>> make) =>
    [
        new("GET", path, [Scope.Admin], ok, foreign, 200),
        new("POST", path, [Scope.Admin], ok == 200 ? 201 : ok, foreign, 201, (_, word) => $$"""{"email": "{{word}}@lavka.example", "name": "Сидорова Анна", "scopes": ["admin"]}"""),
        new("PUT", path + "/{person}", [Scope.Admin], ok, foreign, 200, (_, _) => """{"scopes": ["admin"]}""", Make: make),
        new("POST", path + "/{person}/disable", [Scope.Admin], ok, foreign, 200, Make: make),
        new("POST", path + "/{person}/reset", [Scope.Admin], ok == 200 ? 201 : ok, foreign, 201, Make: make),
        new("POST", path + "/{person}/revoke-sessions", [Scope.Admin], ok, foreign, 200, (_, word) => $$"""{"session": "{{word}}"}""", Make: make),
    ];

    private static Route OfRequest(string action, Func<string, string> body, int ok = 200, Func<Shop, Task<Target>>? make = null) =>
        new("POST", "/v1/requests/{number}/" + action, [Scope.Dpo], ok, 404, 404, (_, word) => body(word), Make: make);

    private static Route OfFile(string action, Func<string, string> body, int ok = 200) =>
        new("POST", "/v1/subjects/{subject}/obligations/" + action, [Scope.Dpo], ok, 404, 404, (_, word) => body(word), Make: Target.ReachedAsync);

    public Task<Target> MakeAsync(Shop shop) => (Make ?? Target.MakeAsync)(shop);

    /// <summary>Its body is a form with a file; bad ones have tests of their own.</summary>
    public bool IsUpload { get; init; }

    public bool IsStream => Pattern == "/v1/changes";

    /// <summary>Nothing in its body is needed, so the body need not be there.</summary>
    public bool MayBeEmpty => Pattern.Split('/')[^1] is "acknowledge" or "ask-particulars" or "rectify" or "lift-block" or "withdraw" or "close" or "revoke-sessions" or "trusted-roots" or "rotate" or "revoke";

    /// <summary>The installation's own, whatever the scope of an operator's key.</summary>
    public bool IsInstallations => Ok == 404;

    public bool IsPost => Method == "POST";

    public override string ToString() => $"{Method} {Pattern}";

    public static string NewWord() => $"w-{Interlocked.Increment(ref _words)}";

    /// <summary>The key that may call it where only one scope is wanted.</summary>
    public ApiClient ClientOf(Shop shop) => IsInstallations ? shop.Service.Root : shop[Scopes[0]];

    public string PathOf(Shop shop, Target target) => PathOf(shop.Id, target.Subject, target.Number, target.Consent, target.Key).Replace("{person}", target.Person, StringComparison.Ordinal).Replace("{attachment}", target.File, StringComparison.Ordinal);

    public string PathOf(string id, string subject, string number, string consent, string key = "0123456789ab") => Pattern
        .Replace("{key}", key, StringComparison.Ordinal)
        .Replace("/operators/{id}", "/operators/" + id, StringComparison.Ordinal)
        .Replace("/consents/{id}", "/consents/" + consent, StringComparison.Ordinal)
        .Replace("/admin/calendars/{year}", "/admin/calendars/2028", StringComparison.Ordinal)
        .Replace("{year}", "2026", StringComparison.Ordinal)
        .Replace("{code}", "profile", StringComparison.Ordinal)
        .Replace("{subject}", subject, StringComparison.Ordinal)
        .Replace("{seq}", number == "2026-999999" ? "999999" : number.StartsWith("2026-", StringComparison.Ordinal) ? "1" : number, StringComparison.Ordinal)
        .Replace("{view}", "burning", StringComparison.Ordinal)
        .Replace("{letter}", "acknowledgement", StringComparison.Ordinal)
        .Replace("{number}", number, StringComparison.Ordinal) + Query;

    /// <summary>A valid call, or the same call by somebody who may not.</summary>
    public async Task<Answer> CallAsync(ApiClient client, string path, string? body, params (string Name, string Value)[] headers)
    {
        if (IsUpload) return await client.SendAsync(HttpMethod.Post, path, Uploads.Form("скан.pdf", Uploads.Pdf), headers);
        if (!IsStream) return await client.SendAsync(new HttpMethod(Method), path, body, headers);
        using var response = await client.OpenAsync(path, headers);
        var status = (int)response.StatusCode;
        return new Answer($"{Method} {path}", status, status == 200 ? [] : await response.Content.ReadAsByteArrayAsync(), response.Content.Headers.ContentType?.MediaType, null);
    }

    public static string FullProvider(string audience) => TestIssuer.Setting(audience);

    private static string FullKey(string name, string scope) => $$"""{"name": "{{name}}", "scopes": ["{{scope}}"], "expiresAt": "2027-10-12T09:00:00Z", "addresses": ["127.0.0.0/8"]}""";

    private const string FullRotation = """{"overlap": 3600, "expiresAt": "2027-10-12T09:00:00Z"}""";

    private const string FullOperator = """
        {"name": "Лавка", "timeZone": "Europe/Moscow", "legalName": "ООО «Лавка»", "address": "г. Тверь", "contacts": "privacy@example.ru", "dpo": "Ответственный",
         "contractTerms": [{"duty": "answer-access", "amount": 30, "unit": "calendarDays", "clause": "п. 1"}], "bans": ["special"],
         "measures": "Назначен ответственный.", "rights": "Пишите нам.", "deputy": "Заместитель", "inn": "6700000000", "ogrn": "1026700000000",
         "calendar": [{"date": "2026-12-13", "kind": "day-off", "title": "Воскресенье"}], "brand": {"accent": "#7a1f4b", "logo": "data:image/png;base64,iVBORw0KGgo="}}
        """;

    private static string FullMyRequest(string word) => $$"""
        {"demands": [{"kind": "access", "purposes": ["profile"], "details": "{{word}}"}],
         "applicant": {"name": "Иванова Мария", "document": {"number": "0000 000000", "issuedAt": "01.01.2020", "issuedBy": "ОВД"}, "contact": "m@example.ru", "signature": "simple", "minor": false,
           "representative": {"name": "Иванов Пётр", "authority": "доверенность", "validUntil": "2030-01-01", "role": "agent"} },
         "relation": "договор", "content": "{{word}}", "replyBy": "email", "signature": {"content": "0J/RgNC+0YjRgw==", "cms": "MIIB"} }
        """;

    internal static string FullSignInProvider(string word) =>
        $$"""{"authority": "https://id.example.ru", "clientId": "{{word}}", "secret": "{{word}}", "rules": [{"claim": "groups", "value": "dpo", "scopes": ["dpo"]}]}""";

    private const string FullCalendar = """
        {"decree": "Постановление Правительства РФ от 01.09.2027 № 1", "days": [{"date": "2028-01-01", "kind": "day-off", "title": "Новогодние каникулы"},
          {"date": "2028-01-02", "kind": "day-off", "title": "Новогодние каникулы"}, {"date": "2028-01-03", "kind": "day-off", "title": "Новогодние каникулы"},
          {"date": "2028-01-04", "kind": "day-off", "title": "Новогодние каникулы"}, {"date": "2028-01-05", "kind": "day-off", "title": "Новогодние каникулы"},
          {"date": "2028-01-06", "kind": "day-off", "title": "Новогодние каникулы"}, {"date": "2028-01-07", "kind": "day-off", "title": "Рождество Христово"},
          {"date": "2028-01-08", "kind": "day-off", "title": "Новогодние каникулы"}, {"date": "2028-02-23", "kind": "day-off", "title": "День защитника Отечества"},
          {"date": "2028-03-08", "kind": "day-off", "title": "Международный женский день"}, {"date": "2028-05-01", "kind": "day-off", "title": "Праздник Весны и Труда"},
          {"date": "2028-05-09", "kind": "day-off", "title": "День Победы"}, {"date": "2028-06-12", "kind": "day-off", "title": "День России"},
          {"date": "2028-11-04", "kind": "day-off", "title": "День народного единства"}]}
        """;

    private const string FullPurpose = """
        {"title": {"ru": "Анкета", "en": "Profile"}, "basis": "consent", "article": "ст. 6 ч. 1 п. 1", "categories": ["имя"], "actions": ["хранение"],
         "recipients": ["курьер"], "retention": {"rule": "3 года", "article": "ГК ст. 196"}, "writtenForm": false, "advertising": false, "distribution": false,
         "processors": [{"name": "ООО «Рассылка»", "address": "Казань"}], "crossBorder": [{"country": "Казахстан", "recipient": "ТОО «Бу»"}], "methods": "mixed", "source": "анкета"}
        """;

    private static string FullConsent(string subject) => $$"""
        {"subject": "{{subject}}", "purpose": "newsletter", "text": {"code": "form", "version": 1}, "decision": "given", "givenAt": "2026-10-12T09:00:00Z", "expiresAt": "2027-10-12T09:00:00Z",
         "evidence": {"channel": "web", "ip": "203.0.113.7", "userAgent": "Mozilla", "page": "https://example.ru", "signature": "simple", "document": "№ 5",
           "representative": {"name": "Пётр", "authority": "доверенность"},
           "shown": {"textSha256": "{{Sha256Of("Согласен.")}}", "separate": true, "boxes": [{"purpose": "newsletter", "tickedByDefault": false}]} } }
        """;

    private static string FullRequest(string subject) => $$"""
        {"demands": [{"kind": "access", "purposes": ["newsletter"], "details": "Прошу", "duties": ["show-measures"], "dueOn": "2026-11-30"}], "subject": "{{subject}}", "channel": "email", "relation": "договор", "receivedAt": "2026-10-12T09:00:00Z",
         "applicant": {"name": "Иванова", "document": {"number": "1", "issuedAt": "2012-05-14", "issuedBy": "ОУФМС"}, "contact": "+7", "signature": "handwritten", "minor": false,
           "representative": {"name": "Пётр", "authority": "доверенность", "validUntil": "2027-10-12", "role": "agent"} },
         "content": "Прошу сообщить.", "proof": "вх. № 5", "replyBy": "email"}
        """;

    private static string Sha256Of(string text) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
