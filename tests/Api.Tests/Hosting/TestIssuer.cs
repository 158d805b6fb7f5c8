using System.Buffers.Text;
using System.Security.Cryptography;
using Consent.Domain;
using Consent.Storage;

namespace Consent.Api.Tests.Hosting;

/// <summary>An identity provider's tokens, made by hand, so that also those can be made that no library would make.</summary>
internal static class TestIssuer
{
    public const string Name = "https://idp.example.ru";

    public static readonly RSA Key = RSA.Create(2048);

    /// <summary>A body that trusts the issuer with its key given, every role named as its scope, and every field told.</summary>
    public static string Setting(string audience, RSA? key = null) => $$"""
        {"issuer": "{{Name}}", "audience": "{{audience}}", "metadata": "https://idp.example.ru/.well-known/openid-configuration", "keysAt": "https://idp.example.ru/keys",
         "keys": [{{System.Text.Json.Nodes.JsonValue.Create((key ?? Key).ExportSubjectPublicKeyInfoPem()).ToJsonString()}}],
         "roleClaim": "roles", "roles": [{{string.Join(", ", Words.All<Scope>().Select(word => $$"""{"role": "{{word}}", "scopes": ["{{word}}"]}"""))}}], "subjectClaim": "customer", "enabled": true}
        """;

    /// <summary>A token that holds; the more that is changed of it the less it does.</summary>
    public static string Token(string audience, string roles, DateTimeOffset until, string alg = "RS256", string? issuer = null, DateTimeOffset? from = null, string customer = Shop.Myself, string? kid = null, RSA? key = null, string header = "")
    {
        var head = $$"""{"alg": "{{alg}}", "typ": "JWT"{{(kid is null ? "" : $", \"kid\": \"{kid}\"")}}{{header}}}""";
        var body = $$"""
            {"iss": "{{issuer ?? Name}}", "aud": "{{audience}}", "sub": "ivanova@example.ru", "customer": "{{customer}}", "roles": {{roles}}, "exp": {{until.ToUnixTimeSeconds()}}{{(from is { } begin ? $", \"nbf\": {begin.ToUnixTimeSeconds()}" : "")}}}
            """;
        var signed = $"{Part(head)}.{Part(body)}";
        return $"{signed}.{Base64Url.EncodeToString(Signature(alg, Encoding.ASCII.GetBytes(signed), key ?? Key))}";
    }

    private static byte[] Signature(string alg, byte[] bytes, RSA key) => alg switch
    {
        "none" => [],
        "HS256" => HMACSHA256.HashData(Encoding.ASCII.GetBytes(key.ExportSubjectPublicKeyInfoPem()), bytes),
        _ => key.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
    };

    private static string Part(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));
}
