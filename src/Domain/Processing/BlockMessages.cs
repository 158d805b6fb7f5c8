using System.Collections.Immutable;

namespace Consent.Domain;

public abstract record BlockEvent(DateTimeOffset At, string? Number) : FileEvent(At);

/// <summary>Processing is blocked in place of a destruction that cannot be done in time (ст. 21 ч. 6); no purposes named means all.</summary>
public sealed record ProcessingBlocked(DateTimeOffset At, string? Number, int Obligation, ImmutableArray<PurposeCode> Purposes, Personal Reason) : BlockEvent(At, Number);

/// <summary>The block a demand brought is over: <paramref name="ByLaw"/> where the law itself lifts it (ст. 21 ч. 2), else by a person with reasons.</summary>
public sealed record BlockLifted(DateTimeOffset At, string? Number, int Demand, bool ByLaw, Personal? Reason) : BlockEvent(At, Number);
