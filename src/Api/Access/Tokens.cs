using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Consent.Domain;
using Consent.Engine;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Consent.Api;

/// <summary>Tokens (JWT) of operators' identity providers: whose it is follows from its issuer and audience, what it may do from its roles, and
/// nothing of it is believed before its signature holds.</summary>
public sealed class Tokens(Catalogues catalogues, ProviderKeys keys, InstallationSecret secret, TimeProvider clock)
{
    private const int MaxLength = 8192;
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(30);

    // Signatures that a public key verifies and cannot make; "none" and the HMACs are not among them.
    private static readonly string[] Algorithms =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512,
        SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
    ];

    private static readonly JsonWebTokenHandler Handler = new() { MaximumTokenSizeInBytes = MaxLength, MapInboundClaims = false };

    /// <summary>Whether it looks like one: three parts, and a JSON object first.</summary>
    public static bool IsOne(string token) => token.StartsWith("eyJ", StringComparison.Ordinal) && token.AsSpan().Count('.') == 2;

    public async ValueTask<Found> FindAsync(string token, CancellationToken cancellationToken)
    {
        if (Read(token) is not { } read) return default;
        // Of two operators that trust the same nobody could say whose data it opens.
        if (catalogues.Trusting(read.Issuer).Where(row => read.Audiences.Contains(row.Trust.Audience, StringComparer.Ordinal)).ToList() is not [var (operatorId, trust)]) return default;

        var result = await Handler.ValidateTokenAsync(read, new TokenValidationParameters
        {
            ValidIssuer = trust.Issuer,
            ValidAudience = trust.Audience,
            ValidAlgorithms = Algorithms,
            IssuerSigningKeys = await keys.OfAsync(operatorId, trust, read.Kid, cancellationToken),
            RequireSignedTokens = true,
            RequireExpirationTime = true,
            LifetimeValidator = (from, until, _, _) => until is { } end && end + Skew > clock.GetUtcNow().UtcDateTime && !(from - Skew > clock.GetUtcNow().UtcDateTime),
        });
        return result.IsValid && !string.IsNullOrEmpty(read.Subject) ? new Found(CallerOf(operatorId, trust, read)) : default;
    }

    private static JsonWebToken? Read(string token)
    {
        try
        {
            var read = Handler.ReadJsonWebToken(token);
            // What must be understood and is not makes the whole invalid (RFC 7515, 4.1.11).
            return read.TryGetHeaderValue<object>("crit", out _) ? null : read;
        }
        catch (Exception malformed) when (malformed is ArgumentException or SecurityTokenException or JsonException or FormatException)
        {
            return null;
        }
    }

    private Caller CallerOf(OperatorId operatorId, IssuerTrust trust, JsonWebToken token)
    {
        var subject = trust.SubjectClaim is { } claim && token.TryGetClaim(claim, out var named) && SubjectNames.Judge(named.Value) == SubjectNames.Verdict.Fit
            ? new SubjectId(named.Value)
            : (SubjectId?)null;
        var roles = RolesOf(token, trust.RoleClaim);
        var scopes = trust.Roles.Where(row => roles.Contains(row.Role)).SelectMany(row => row.Scopes).Distinct()
            // A subject without a name of ours has no file to see.
            .Where(scope => scope != Scope.Subject || subject is not null).ToImmutableArray();
        return new Caller(operatorId, "jwt:" + Convert.ToHexStringLower(secret.Derive($"jwt\n{trust.Issuer}\n{token.Subject}").AsSpan(0, 8)), scopes, catalogues) { Subject = subject };
    }

    // A claim by its name, a text of words or a list; or inside another by a path with dots, as in realm_access.roles.
    private static HashSet<string> RolesOf(JsonWebToken token, string name)
    {
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        if (dot < 0 || token.TryGetClaim(name, out _))
            return [.. token.Claims.Where(claim => claim.Type == name).SelectMany(claim => claim.Value.Split(' ', StringSplitOptions.RemoveEmptyEntries))];

        if (!token.TryGetPayloadValue<JsonElement>(name[..dot], out var inner)) return [];
        foreach (var step in name[(dot + 1)..].Split('.'))
            if (inner.ValueKind != JsonValueKind.Object || !inner.TryGetProperty(step, out inner)) return [];
        return inner.ValueKind switch
        {
            JsonValueKind.String => [.. inner.GetString()!.Split(' ', StringSplitOptions.RemoveEmptyEntries)],
            JsonValueKind.Array => [.. inner.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!)],
            _ => [],
        };
    }
}
