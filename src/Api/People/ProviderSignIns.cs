using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using Consent.Domain;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Consent.Api;

/// <summary>Who the provider says it is.</summary>
internal sealed record ProvenPerson(string External, string? Email, string? Name, ImmutableArray<Scope> Scopes);

/// <summary>OpenID Connect, code with PKCE: where to send the browser, and what the code it comes back with proves. Issuer, audience, nonce, time and
/// signature of the token are checked; its keys are asked for again where one is not known.</summary>
internal sealed partial class ProviderSignIns(IDataProtectionProvider protection, ProviderHttp providers, TimeProvider clock, ILogger<ProviderSignIns> log)
{
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(1);
    private static readonly string[] Algorithms = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"];

    private readonly HttpClient _http = providers.Client;
    private readonly ConcurrentDictionary<string, ConfigurationManager<OpenIdConnectConfiguration>> _providers = new(StringComparer.Ordinal);
    private readonly IDataProtector _secrets = protection.CreateProtector("Consent.Provider");
    private readonly JsonWebTokenHandler _tokens = new() { MapInboundClaims = false };

    public string Protect(string secret) => _secrets.Protect(secret);

    /// <summary>Null where the provider does not tell how it works.</summary>
    public async Task<string?> AddressAsync(SignInProvider provider, string redirect, string state, string nonce, string verifier, CancellationToken cancellationToken)
    {
        if (await DescriptionAsync(provider, cancellationToken) is not { AuthorizationEndpoint: { Length: > 0 } endpoint }) return null;
        var challenge = Base64UrlEncoder.Encode(SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(verifier)));
        (string Name, string Value)[] query =
        [
            ("response_type", "code"), ("client_id", provider.ClientId), ("redirect_uri", redirect), ("scope", "openid email profile"), ("state", state), ("nonce", nonce),
            ("code_challenge", challenge), ("code_challenge_method", "S256"),
        ];
        return endpoint + (endpoint.Contains('?', StringComparison.Ordinal) ? '&' : '?') + string.Join('&', query.Select(pair => $"{pair.Name}={Uri.EscapeDataString(pair.Value)}"));
    }

    /// <summary>Null where the code or the token prove nothing.</summary>
    public async Task<ProvenPerson?> ProveAsync(SignInProvider provider, string redirect, string code, string nonce, string verifier, CancellationToken cancellationToken)
    {
        if (await DescriptionAsync(provider, cancellationToken) is not { } description || await ExchangeAsync(provider, description, redirect, code, verifier, cancellationToken) is not { } text) return null;
        var result = await ValidateAsync(provider, description, text);
        if (result is { IsValid: false, Exception: SecurityTokenSignatureKeyNotFoundException })
        {
            _providers[provider.Authority].RequestRefresh();
            if (await DescriptionAsync(provider, cancellationToken) is { } again) result = await ValidateAsync(provider, again, text);
        }

        if (!result.IsValid || result.SecurityToken is not JsonWebToken token)
        {
            // The kind of the fault alone: its words quote the token.
            LogRefused(log, result.Exception?.GetType().Name ?? "");
            return null;
        }

        if (!token.TryGetPayloadValue("nonce", out string? own) || own != nonce || string.IsNullOrEmpty(token.Subject)) return null;
        if (token.Audiences.Count() > 1 && (!token.TryGetPayloadValue("azp", out string? party) || party != provider.ClientId)) return null;
        var email = IsVerified(token) && token.TryGetPayloadValue("email", out string? told) ? told : null;
        return new ProvenPerson($"{token.Issuer}|{token.Subject}", email, token.TryGetPayloadValue("name", out string? name) ? name : null, ScopesOf(provider, token, email));
    }

    private static ImmutableArray<Scope> ScopesOf(SignInProvider provider, JsonWebToken token, string? email) =>
    [
        .. provider.Rules.Where(rule => rule.Claim is { } claim
                ? token.Claims.Any(given => given.Type == claim && given.Value == rule.Value)
                : email?.EndsWith("@" + rule.Value.TrimStart('@'), StringComparison.OrdinalIgnoreCase) == true)
            .SelectMany(rule => rule.Scopes).Distinct(),
    ];

    private static bool IsVerified(JsonWebToken token) => token.Claims.Any(claim => claim.Type == "email_verified" && claim.Value.Equals("true", StringComparison.OrdinalIgnoreCase));

    private Task<TokenValidationResult> ValidateAsync(SignInProvider provider, OpenIdConnectConfiguration description, string token) => _tokens.ValidateTokenAsync(token, new TokenValidationParameters
    {
        ValidIssuer = description.Issuer,
        ValidAudience = provider.ClientId,
        IssuerSigningKeys = description.SigningKeys,
        ValidAlgorithms = Algorithms,
        RequireSignedTokens = true,
        LifetimeValidator = (from, until, _, _) => until > clock.GetUtcNow().UtcDateTime - Skew && !(from > clock.GetUtcNow().UtcDateTime + Skew),
    });

    private async Task<string?> ExchangeAsync(SignInProvider provider, OpenIdConnectConfiguration description, string redirect, string code, string verifier, CancellationToken cancellationToken)
    {
        var fields = new Dictionary<string, string>
        {
            ["grant_type"] = "authorization_code", ["code"] = code, ["redirect_uri"] = redirect, ["client_id"] = provider.ClientId, ["code_verifier"] = verifier,
        };
        try
        {
            if (provider.Secret is { } secret) fields["client_secret"] = _secrets.Unprotect(secret);
            using var content = new FormUrlEncodedContent(fields);
            using var response = await _http.PostAsync(description.TokenEndpoint, content, cancellationToken);
            if (!response.IsSuccessStatusCode) return null;
            using var answer = JsonDocument.Parse(await response.Content.ReadAsStreamAsync(cancellationToken));
            return answer.RootElement.TryGetProperty("id_token", out var token) ? token.GetString() : null;
        }
        catch (Exception failure) when (failure is HttpRequestException or JsonException or InvalidOperationException or CryptographicException || (failure is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            LogUnreachable(log, failure.GetType().Name);
            return null;
        }
    }

    private async Task<OpenIdConnectConfiguration?> DescriptionAsync(SignInProvider provider, CancellationToken cancellationToken)
    {
        var manager = _providers.GetOrAdd(provider.Authority, authority => new ConfigurationManager<OpenIdConnectConfiguration>(
            authority + "/.well-known/openid-configuration", new OpenIdConnectConfigurationRetriever(),
            new HttpDocumentRetriever(_http) { RequireHttps = !new Uri(authority).IsLoopback }) { RefreshInterval = ConfigurationManager<OpenIdConnectConfiguration>.MinimumRefreshInterval });
        try
        {
            var description = await manager.GetConfigurationAsync(cancellationToken);
            // RFC 8414, 3.3: whose description it is it says itself.
            return description.Issuer?.TrimEnd('/') == provider.Authority ? description : null;
        }
        catch (Exception failure) when (failure is InvalidOperationException or IOException or HttpRequestException)
        {
            LogUnreachable(log, failure.GetType().Name);
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The sign-in provider does not answer: {Type}")]
    private static partial void LogUnreachable(ILogger log, string type);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A token of the sign-in provider was not taken: {Type}")]
    private static partial void LogRefused(ILogger log, string type);
}
