using System.Collections.Immutable;

namespace Consent.Domain;

/// <summary>A certificate whose word the operator takes for signatures of subjects: DER in base64, and its SHA-256 to name it by.</summary>
public sealed record TrustedRoot(string Sha256, string Certificate);

/// <summary>The roots that signatures are checked against from now on, in the place of those there were.</summary>
public sealed record LoadTrustedRoots(DateTimeOffset At, ImmutableArray<TrustedRoot> Roots) : CatalogueCommand(At);

public sealed record TrustedRootsLoaded(DateTimeOffset At, ImmutableArray<TrustedRoot> Roots) : CatalogueEvent(At);
