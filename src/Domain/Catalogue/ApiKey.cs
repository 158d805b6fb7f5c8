using System.Collections.Immutable;

namespace Consent.Domain;

/// <summary>What a credential may do.</summary>
public enum Scope { Service, Subject, Dpo, Admin, Processor, Auditor }

/// <summary>A credential as it was issued: the secret itself is not kept, only its SHA-256 (lower-case hex). <paramref name="Addresses"/> are the
/// networks it may be used from (CIDR); null is from anywhere.</summary>
public sealed record ApiKey(
    string Id, string Name, ImmutableArray<Scope> Scopes, string SecretSha256, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt = null, ImmutableArray<string>? Addresses = null);

/// <summary>A key as it is now: its end may have been brought nearer, or it may have been revoked.</summary>
public sealed record KeyState(ApiKey Key)
{
    public DateTimeOffset? EndsAt { get; init; } = Key.ExpiresAt;

    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>Whether it is still a credential at an instant; what is revoked is none, whatever the instant.</summary>
    public bool IsUsable(DateTimeOffset at) => RevokedAt is null && !(EndsAt <= at);
}

/// <summary>There is no such key at this operator.</summary>
public sealed record KeyUnknown() : Refusal(null, "key", RefusalKind.State);

/// <summary>What is over cannot be rotated: issue a new one.</summary>
public sealed record KeyIsOver(string Key) : Refusal(null, "key", RefusalKind.State);

/// <summary>Without a key nobody could run the installation any more.</summary>
public sealed record LastKeyOfInstallation(string Key) : Refusal(null, "key", RefusalKind.State);

/// <summary>A key that would be over before it began.</summary>
public sealed record KeyExpiresInPast(DateTimeOffset ExpiresAt) : Refusal(null, "expiresAt");

/// <summary>The life of keys: issued, rotated with an overlap, revoked at once (ст. 19 ч. 2 п. 8: who may reach the data, and who no longer).</summary>
public static class KeyDecider
{
    public static Decision Decide(OperatorCatalogue catalogue, KeyCommand command) => command switch
    {
        IssueKey issue when issue.Key.ExpiresAt <= issue.At => new KeyExpiresInPast(issue.Key.ExpiresAt!.Value),
        IssueKey issue => new KeyIssued(issue.At, issue.Key),

        RotateKey rotate => catalogue.FindKey(rotate.Key) switch
        {
            null => new KeyUnknown(),
            var old when !old.IsUsable(rotate.At) => new KeyIsOver(rotate.Key),
            var old when old.EndsAt <= rotate.EndsAt => new KeyIssued(rotate.At, rotate.Successor),
            _ => Decision.Of([new KeyIssued(rotate.At, rotate.Successor), new KeyEnding(rotate.At, rotate.Key, rotate.EndsAt)]),
        },

        RevokeKey revoke => catalogue.FindKey(revoke.Key) switch
        {
            null => new KeyUnknown(),
            { RevokedAt: not null } => Decision.Nothing,
            var last when IsLastOfInstallation(catalogue, last, revoke.At) => new LastKeyOfInstallation(revoke.Key),
            _ => new KeyRevoked(revoke.At, revoke.Key, revoke.Reason),
        },

        _ => throw new InvalidOperationException($"No rule for {command.GetType().Name}."),
    };

    // Only the installation's own catalogue has operators; one that has none yet is run by its keys all the same.
    private static bool IsLastOfInstallation(OperatorCatalogue catalogue, KeyState key, DateTimeOffset at) =>
        catalogue.Profile is null && catalogue.Keys.All(other => other.Key.Id == key.Key.Id || other.EndsAt is not null || !other.IsUsable(at));
}
