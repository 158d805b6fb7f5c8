namespace Consent.Api;

public static partial class Examples
{
    public const string Person = """{"email": "ivanova@raketa.example", "name": "Иванова Мария", "scopes": ["dpo"]}""";

    public const string PersonLink = """{"id": "5f0c6f1f2a3b4c5d", "link": "https://consent.example.ru/invitations/…", "expiresAt": "2026-11-25T10:00:00Z"}""";

    public const string PersonScopes = """{"scopes": ["dpo", "auditor"]}""";

    public const string RevokeSessions = """{"session": "0a1b2c3d4e5f60718293a4b5c6d7e8f9"}""";

    public const string PersonAnswer = """
        {"id": "5f0c6f1f2a3b4c5d", "email": "ivanova@raketa.example", "name": "Иванова Мария", "scopes": ["dpo"], "status": "active", "invitedAt": "2026-11-22T10:00:00Z",
         "sessions": [{"id": "0a1b2c3d4e5f60718293a4b5c6d7e8f9", "openedAt": "2026-11-22T11:00:00Z", "expiresAt": "2026-11-22T23:00:00Z", "method": "totp"}]}
        """;

    public const string People = $$"""{"items": [{{PersonAnswer}}], "nextCursor": null}""";

    public const string Session = """{"actor": "person:5f0c6f1f2a3b4c5d", "operator": "raketa", "scopes": ["dpo"], "expiresAt": "2026-11-22T23:00:00Z", "csrfToken": "CfDJ8…"}""";
}
