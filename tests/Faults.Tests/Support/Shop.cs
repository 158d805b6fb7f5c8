namespace Consent.Faults.Tests;

/// <summary>The operator of the tests: two purposes by consent, one text, one key.</summary>
internal static class Shop
{
    public const string Operator = "shop";

    public static readonly string[] Purposes = ["news", "calls"];

    /// <summary>Describes the operator to a fresh service and returns its key.</summary>
    public static async Task<string> OpenAsync(Uri address)
    {
        using var admin = new Client(address, Service.AdminKey);
        await DoneAsync(admin.SendAsync(HttpMethod.Put, $"/v1/admin/operators/{Operator}", """
            {"name": "Лавка", "legalName": "ООО «Лавка»", "address": "г. Смоленск", "contacts": "privacy@example.ru", "dpo": "Ответственный"}
            """));
        var key = (await DoneAsync(admin.PostAsync($"/v1/admin/operators/{Operator}/keys", """{"name": "faults", "scopes": ["service", "dpo", "admin"]}""")))
            .Text("key");
        using var shop = new Client(address, key);
        foreach (var purpose in Purposes)
            await DoneAsync(shop.SendAsync(HttpMethod.Put, $"/v1/purposes/{purpose}", """
                {"title": {"ru": "Цель"}, "basis": "consent", "article": "ст. 6 ч. 1 п. 1", "categories": ["имя"], "actions": ["сбор", "хранение"]}
                """));
        await DoneAsync(shop.PostAsync("/v1/texts", """
            {"code": "form", "version": 1, "purposes": ["news", "calls"], "locale": "ru", "body": "Я согласен", "effectiveFrom": "2025-09-01", "reconsent": "hard"}
            """));
        return key;
    }

    private static async Task<Reply> DoneAsync(Task<Reply> call)
    {
        var reply = await call;
        return reply.IsDone ? reply : throw new InvalidOperationException($"{reply.Status}: {reply.Body}");
    }
}
