namespace Consent.Api;

/// <summary><c>POST /v1/admin/operators/{id}/people</c>.</summary>
public sealed record PersonBody(string? Email, string? Name, IReadOnlyList<string?>? Scopes);

/// <summary><c>PUT …/people/{person}</c>.</summary>
public sealed record PersonScopesBody(IReadOnlyList<string?>? Scopes);

/// <summary><c>POST …/people/{person}/revoke-sessions</c>; without a session, all of them.</summary>
public sealed record RevokeSessionsBody(string? Session);

/// <summary>The only time the link itself is shown.</summary>
public sealed record PersonLinkAnswer(string Id, string Link, DateTimeOffset ExpiresAt);

public sealed record PersonSessionAnswer(string Id, DateTimeOffset OpenedAt, DateTimeOffset ExpiresAt, string Method);

/// <summary>A person of the desk; <c>status</c> is <c>invited</c>, <c>active</c> or <c>disabled</c>.</summary>
public sealed record PersonAnswer(string Id, string Email, string Name, IReadOnlyList<string> Scopes, string Status, DateTimeOffset InvitedAt, IReadOnlyList<PersonSessionAnswer> Sessions);

/// <summary>Who calls, as the service sees it; with a cookie also the proof that calls of our own pages bring in <c>X-CSRF-Token</c>.</summary>
public sealed record SessionAnswer(string Actor, string? Operator, IReadOnlyList<string> Scopes, DateTimeOffset? ExpiresAt, string? CsrfToken);
