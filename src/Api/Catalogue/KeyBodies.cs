namespace Consent.Api;

/// <summary><c>POST /v1/admin/operators/{id}/keys</c>.</summary>
public sealed record KeyBody(string? Name, IReadOnlyList<string?>? Scopes, DateTimeOffset? ExpiresAt, IReadOnlyList<string?>? Addresses);

/// <summary>The only time the key itself is shown.</summary>
public sealed record KeyAnswer(string Id, string Key, string Name, IReadOnlyList<string> Scopes, DateTimeOffset? ExpiresAt, IReadOnlyList<string>? Addresses);

/// <summary><c>POST …/keys/{key}/rotate</c>: <paramref name="Overlap"/> in seconds.</summary>
public sealed record RotateBody(int? Overlap, DateTimeOffset? ExpiresAt);

/// <summary><c>POST …/keys/{key}/revoke</c>.</summary>
public sealed record RevokeBody(string? Reason);

public sealed record RotateAnswer(KeyAnswer Issued, string Old, DateTimeOffset OldExpiresAt);

/// <summary>A key without its secret.</summary>
public sealed record KeyLine(
    string Id, string Name, IReadOnlyList<string> Scopes, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt, DateTimeOffset? LastUsedAt,
    IReadOnlyList<string>? Addresses, DateTimeOffset? RevokedAt);

/// <summary><c>PUT /v1/admin/operators/{id}/identity-provider</c>: the keys by one of <paramref name="Metadata"/>, <paramref name="KeysAt"/>, <paramref name="Keys"/> (PEM).</summary>
public sealed record IdentityProviderBody(
    string? Issuer, string? Audience, string? Metadata, string? KeysAt, IReadOnlyList<string?>? Keys, string? RoleClaim, IReadOnlyList<RoleBody?>? Roles, string? SubjectClaim, bool? Enabled);

public sealed record RoleBody(string? Role, IReadOnlyList<string?>? Scopes);

public sealed record RoleAnswer(string Role, IReadOnlyList<string> Scopes);

public sealed record IdentityProviderAnswer(
    string Issuer, string Audience, string? Metadata, string? KeysAt, IReadOnlyList<string>? Keys, string RoleClaim, IReadOnlyList<RoleAnswer> Roles, string? SubjectClaim, bool Enabled);
