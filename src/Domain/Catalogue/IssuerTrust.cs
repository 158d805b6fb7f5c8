using System.Collections.Immutable;

namespace Consent.Domain;

/// <summary>What a role of the operator's identity provider may do here.</summary>
public sealed record RoleScopes(string Role, ImmutableArray<Scope> Scopes)
{
    public bool Equals(RoleScopes? other) => other is not null && Role == other.Role && Scopes.SequenceEqual(other.Scopes);

    public override int GetHashCode() => Role.GetHashCode(StringComparison.Ordinal);
}

/// <summary>Whose tokens an operator trusts: the issuer, for which audience, where its public keys are (an address of its metadata or of its keys, or the
/// keys themselves in PEM), and which claim says what the bearer may do. <paramref name="SubjectClaim"/> names the operator's own id of the person
/// for the scope <c>subject</c>.</summary>
public sealed record IssuerTrust(
    string Issuer, string Audience, string? Metadata, string? KeysAt, ImmutableArray<string>? Keys, string RoleClaim, ImmutableArray<RoleScopes> Roles, string? SubjectClaim, bool Enabled)
{
    public bool Equals(IssuerTrust? other) => other is not null
        && (Issuer, Audience, Metadata, KeysAt, RoleClaim, SubjectClaim, Enabled)
            == (other.Issuer, other.Audience, other.Metadata, other.KeysAt, other.RoleClaim, other.SubjectClaim, other.Enabled)
        && (Keys ?? []).SequenceEqual(other.Keys ?? []) && Roles.SequenceEqual(other.Roles);

    public override int GetHashCode() => HashCode.Combine(Issuer, Audience);
}

public sealed record TrustIssuer(DateTimeOffset At, IssuerTrust Trust) : CatalogueCommand(At);

public sealed record IssuerTrusted(DateTimeOffset At, IssuerTrust Trust) : CatalogueEvent(At);

/// <summary>Tokens of one issuer for one audience speak for one operator: otherwise nobody could tell whose data they open.</summary>
public sealed record AudienceTaken(string Audience) : Refusal(null, "audience", RefusalKind.State);
