using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Consent.Bench.Data;

/// <summary>The operator of the bench, its purposes, texts and key, made through the API as anybody would.</summary>
internal static class BenchCatalogue
{
    public const string Operator = "bench";
    public const string Newsletter = "newsletter";
    public const string Contract = "contract";
    public const string TextCode = "newsletter-form";
    public const string OldTextCode = "old-form";

    /// <summary>The key with which the measures call.</summary>
    public static async Task<string> CreateAsync(Uri service, string bootstrapKey)
    {
        using var http = new HttpClient { BaseAddress = service };
        await SendAsync(http, bootstrapKey, HttpMethod.Put, $"/v1/admin/operators/{Operator}", """
            {"name": "Bench", "timeZone": "Europe/Moscow", "legalName": "ООО «Стенд»", "address": "г. Смоленск", "contacts": "privacy@example.ru", "dpo": "Ответственный"}
            """);
        using var key = JsonDocument.Parse(await SendAsync(
            http, bootstrapKey, HttpMethod.Post, $"/v1/admin/operators/{Operator}/keys", """{"name": "bench", "scopes": ["service", "admin", "dpo"]}"""));
        var token = key.RootElement.GetProperty("key").GetString()!;
        await SendAsync(http, token, HttpMethod.Put, $"/v1/purposes/{Newsletter}", """
            {"title": {"ru": "Рассылка новостей"}, "basis": "consent", "article": "ст. 6 ч. 1 п. 1", "categories": ["электронная почта"], "actions": ["использование"], "advertising": true}
            """);
        await SendAsync(http, token, HttpMethod.Put, $"/v1/purposes/{Contract}", """
            {"title": {"ru": "Исполнение договора"}, "basis": "contract", "article": "ст. 6 ч. 1 п. 5", "categories": ["имя"], "actions": ["хранение"]}
            """);
        var (before, after) = (DateTimeOffset.UtcNow.AddDays(-90), DateTimeOffset.UtcNow.AddDays(-30));
        await SendAsync(http, token, HttpMethod.Post, "/v1/texts", Text(TextCode, 1, before, "none"));
        await SendAsync(http, token, HttpMethod.Post, "/v1/texts", Text(OldTextCode, 1, before, "none"));
        await SendAsync(http, token, HttpMethod.Post, "/v1/texts", Text(OldTextCode, 2, after, "hard"));
        return token;
    }

    /// <summary>A letter, as the desk registers it.</summary>
    public static async Task RegisterAsync(Uri service, string key, string letter)
    {
        using var http = new HttpClient { BaseAddress = service };
        await SendAsync(http, key, HttpMethod.Post, "/v1/requests", letter);
    }

    private static string Text(string code, int version, DateTimeOffset from, string reconsent) => $$"""
        {"code": "{{code}}", "version": {{version}}, "purposes": ["{{Newsletter}}"], "locale": "ru", "body": "Я согласен получать новости, {{version}}.",
         "effectiveFrom": "{{from:yyyy-MM-dd'T'HH:mm:ss'Z'}}", "reconsent": "{{reconsent}}"}
        """;

    private static async Task<string> SendAsync(HttpClient http, string key, HttpMethod method, string path, string body)
    {
        using var request = new HttpRequestMessage(method, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        using var response = await http.SendAsync(request);
        var answer = await response.Content.ReadAsStringAsync();
        return response.IsSuccessStatusCode ? answer : throw new WrongAnswerException($"{method} {path} answered {(int)response.StatusCode} {answer}");
    }
}
