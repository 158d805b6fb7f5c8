namespace Consent.Api.Tests.Hosting;

/// <summary>A life of a subject in which every personal word carries a mark, refusals included.</summary>
internal static class MarkedLife
{
    public const string Mark = "ZNAK";

    /// <returns>The answers to what was refused.</returns>
    public static async Task<IReadOnlyList<Answer>> LiveAsync(Shop shop)
    {
        const string Evidence = $$"""
            "channel": "web", "ip": "{{Mark}}-ip", "userAgent": "{{Mark}}-agent", "page": "{{Mark}}-page", "document": "{{Mark}}-paper",
            "representative": {"name": "{{Mark}}-name", "authority": "{{Mark}}-authority"}
            """;
        const string Applicant = $$"""
            "name": "{{Mark}}-name", "document": {"number": "{{Mark}}-passport", "issuedAt": "{{Mark}}-day", "issuedBy": "{{Mark}}-office"}, "contact": "{{Mark}}@example.ru",
            "representative": {"name": "{{Mark}}-friend", "authority": "{{Mark}}-authority"}
            """;
        (await shop.Front.PostAsync("/v1/consents", Shop.Consent("c-1", evidence: Evidence))).Must(201);
        (await shop.Front.PostAsync("/v1/consents", Shop.Consent("c-1", "profile", evidence: Evidence, extra: ", \"decision\": \"refused\""))).Must(201);
        (await shop.Front.PostAsync("/v1/grounds", Shop.Ground("c-1").Replace("договор", Mark, StringComparison.Ordinal))).Must(201);
        var body = Shop.Request("c-1", applicant: Applicant, extra: $", \"relation\": \"{Mark}-relation\", \"content\": \"{Mark}-content\"")
            .Replace("""{"kind": "access"}""", $$"""{"kind": "access", "details": "{{Mark}}-details"}, {"kind": "other"}""", StringComparison.Ordinal);
        var number = await shop.RegisterAsync(body);
        (await shop.Dpo.PostAsync($"/v1/requests/{number}/extend", $$"""{"reason": "{{Mark}}-reason"}""")).Must(200);
        (await shop.Dpo.PostAsync($"/v1/requests/{number}/note", $$"""{"text": "{{Mark}}-note"}""")).Must(200);
        (await shop.Dpo.PostAsync($"/v1/requests/{number}/answer", $$"""{"demand": 1, "text": "{{Mark}}-answer"}""")).Must(200);
        var file = (await Uploads.SendAsync(shop.Dpo, $"/v1/requests/{number}/attachments", $"{Mark}-scan.pdf", Encoding.UTF8.GetBytes($"%PDF-1.7 {Mark}-bytes"))).Must(201).Field("id");
        (await shop.Dpo.GetAsync($"/v1/requests/{number}/attachments/{file}?reason={Mark}-why")).Must(200);
        (await shop.Dpo.GetAsync($"/v1/requests/{number}?reason={Mark}-why")).Must(200);
        (await shop.Dpo.GetAsync($"/v1/subjects/c-1?reason={Mark}-why")).Must(200);
        (await shop.Dpo.GetAsync($"/v1/requests?q={Mark}-query")).Must(200);
        (await shop.Front.PostAsync("/v1/withdrawals", Shop.Withdrawal("c-1"))).Must(201);

        // What is refused is not quoted either.
        return
        [
            (await shop.Front.PostAsync("/v1/consents", Shop.Consent("c-1", version: "9", evidence: Evidence))).MustBe(422, "text-unknown"),
            (await shop.Front.PostAsync("/v1/consents", Shop.Consent($"{Mark}@example.ru"))).Must(422),
            (await shop.Front.PostAsync("/v1/consents", $$"""{"{{Mark}}-field": 1}""")).Must(400),
            (await shop.Front.PostAsync("/v1/consents", $$"""{"subject": {"{{Mark}}": 1} }""")).Must(400),
            (await shop.Front.PostAsync("/v1/consents", $"{Mark} is no JSON")).Must(400),
            (await Uploads.SendAsync(shop.Dpo, $"/v1/requests/{number}/attachments", $"{Mark}.exe", Encoding.UTF8.GetBytes($"{Mark}-bytes"))).MustBe(422, "file-type-not-taken"),
            (await Uploads.SendAsync(shop.Dpo, $"/v1/requests/{number}/attachments", $"{Mark}-scan.pdf", Encoding.UTF8.GetBytes($"%PDF-1.7 {Mark}-bytes"), shown: Mark)).Must(400),
            (await shop.Front.PostAsync("/v1/consents", Shop.Consent("c-1", extra: $", \"givenAt\": \"{Mark}\""))).Must(400),
            (await shop.Front.GetAsync($"/v1/check?subject={Mark}@example.ru&purpose=newsletter")).Must(422),
            (await shop.Front.GetAsync($"/v1/subjects/{Mark}@example.ru")).Must(404),
            (await shop.Front.PostAsync("/v1/checks", $$"""{"checks": [{"id": "{{Mark}}", "subject": "{{Mark}}@example.ru", "purpose": "newsletter"}]}""")).Must(200),
            (await shop.Service.With($"{Mark}-no-such-key").GetAsync("/v1/purposes")).Must(401),
        ];
    }
}
