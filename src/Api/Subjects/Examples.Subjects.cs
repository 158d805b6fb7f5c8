namespace Consent.Api;

public static partial class Examples
{
    public const string SubjectLink = """{"subject": "c-42", "expiresIn": 900}""";

    public const string SubjectLinkAnswer = """{"url": "https://consent.example.ru/s/…", "expiresAt": "2026-11-22T10:15:00Z"}""";

    public const string SubjectSession = """{"token": "cmFrZXRhL2MtNDI.…"}""";

    public const string SubjectSessionAnswer = """{"token": "cmFrZXRhL2MtNDI.…", "expiresAt": "2026-11-22T10:45:00Z"}""";

    public const string MyConsents = $$"""{"items": [{{ConsentAnswer}}], "nextCursor": null}""";

    public const string MyWithdrawal = """{"purposes": "all"}""";

    public const string MyRequest = """
        {"demands": [{"kind": "access"}], "applicant": {"name": "Иванова Мария Петровна", "contact": "maria@example.ru"}, "relation": "покупатель с 2024 года", "replyBy": "email"}
        """;

    public const string PublicCode = """{"email": "maria@example.ru"}""";

    public const string PublicCodeAnswer = """{"ticket": "CfDJ8…", "expiresAt": "2026-11-22T10:10:00Z"}""";

    public const string PublicRequest = """
        {"demands": [{"kind": "access"}], "applicant": {"name": "Иванова Мария Петровна"}, "relation": "покупатель с 2024 года", "content": "Прошу сообщить, какие мои данные вы обрабатываете."}
        """;

    public const string Signature = """{"content": "0J/RgNC+0YjRgyDRgdC+0L7QsdGJ0LjRgtGM", "cms": "MIIB"}""";

    public const string TrustedRoots = """{"certificates": []}""";

    public const string TrustedRootsAnswer = """
        {"items": [{"sha256": "9f2c0a4e6b8d0f1a3c5e7092b4d6f8a1c3e5072941638507a9cbedf013253749", "subject": "CN=Головной удостоверяющий центр", "algorithm": "1.2.643.7.1.1.3.2",
          "notBefore": "2022-01-08T00:00:00Z", "notAfter": "2040-01-08T00:00:00Z"}], "nextCursor": null}
        """;
}
