namespace Consent.Api;

public static partial class Examples
{
    public const string SignInProvider = """
        {"authority": "https://id.raketa.example", "clientId": "consent", "secret": "…", "rules": [{"claim": "groups", "value": "dpo", "scopes": ["dpo"]}, {"value": "raketa.example", "scopes": ["auditor"]}]}
        """;

    public const string SignInProviderAnswer = """
        {"authority": "https://id.raketa.example", "clientId": "consent", "hasSecret": true, "rules": [{"claim": "groups", "value": "dpo", "scopes": ["dpo"]}],
         "redirectUri": "https://consent.example.ru/sign-in/provider/callback"}
        """;

    public const string NoSignInProvider = """{"items": [], "nextCursor": null}""";
}
