using System.Collections.Immutable;

namespace Consent.Domain;

/// <summary>Who comes in with which scopes: the value of a claim the provider gives, or an e-mail domain it has verified.</summary>
public sealed record ProviderRule(string? Claim, string Value, ImmutableArray<Scope> Scopes)
{
    public bool Equals(ProviderRule? other) => other is not null && (Claim, Value) == (other.Claim, other.Value) && Scopes.SequenceEqual(other.Scopes);

    public override int GetHashCode() => Value.GetHashCode(StringComparison.Ordinal);
}

/// <summary>The organisation's OpenID Connect provider; the client's secret is protected by the shell's key ring.</summary>
public sealed record SignInProvider(string Authority, string ClientId, string? Secret, ImmutableArray<ProviderRule> Rules)
{
    public bool Equals(SignInProvider? other) => other is not null
        && (Authority, ClientId, Secret) == (other.Authority, other.ClientId, other.Secret) && Rules.SequenceEqual(other.Rules);

    public override int GetHashCode() => ClientId.GetHashCode(StringComparison.Ordinal);
}

/// <summary>Names the provider people may sign in by; null takes it away.</summary>
public sealed record SetSignInProvider(DateTimeOffset At, SignInProvider? Provider) : CatalogueCommand(At);

public sealed record SignInProviderSet(DateTimeOffset At, SignInProvider? Provider) : CatalogueEvent(At);
