namespace Consent.Domain;

public abstract record KeyCommand(DateTimeOffset At) : CatalogueCommand(At);

public sealed record IssueKey(DateTimeOffset At, ApiKey Key) : KeyCommand(At);

/// <summary>A successor from now on, and the end of the old one after an overlap.</summary>
public sealed record RotateKey(DateTimeOffset At, string Key, ApiKey Successor, DateTimeOffset EndsAt) : KeyCommand(At);

public sealed record RevokeKey(DateTimeOffset At, string Key, Personal? Reason = null) : KeyCommand(At);

public sealed record KeyIssued(DateTimeOffset At, ApiKey Key) : CatalogueEvent(At);

/// <summary>The key is one until that instant and no longer.</summary>
public sealed record KeyEnding(DateTimeOffset At, string Key, DateTimeOffset EndsAt) : CatalogueEvent(At);

public sealed record KeyRevoked(DateTimeOffset At, string Key, Personal? Reason = null) : CatalogueEvent(At);
