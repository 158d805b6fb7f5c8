using Consent.Domain;

namespace Consent.Api;

/// <summary>An answer of <c>GET /v1/check</c>.</summary>
public readonly record struct CheckResult(
    bool Allowed, CheckReason Reason, LawfulBasis? Basis, string Article, DateTimeOffset? ValidUntil, DateTimeOffset CheckedAt, long Version);

public sealed record CheckItemBody(string? Id, string? Subject, string? Purpose);

/// <summary><c>POST /v1/checks</c>: at most 1000.</summary>
public sealed record ChecksBody(IReadOnlyList<CheckItemBody?>? Checks);

/// <summary>One answer of many; either the check's or <paramref name="Error"/> with what was wrong with this item.</summary>
public readonly record struct CheckItem(
    string? Id, bool? Allowed, CheckReason? Reason, LawfulBasis? Basis, string? Article, DateTimeOffset? ValidUntil, DateTimeOffset? CheckedAt, long? Version,
    CheckItemError? Error);

public sealed record CheckItemError(string Type, string Detail, string Field);

public sealed record ChecksAnswer(IReadOnlyList<CheckItem> Results);

/// <summary>An answer may have changed: of one subject, or of everybody where none is named.</summary>
public sealed record ChangeAnswer(string Cursor, string? Subject, string? Purpose, long Version, string Kind);
