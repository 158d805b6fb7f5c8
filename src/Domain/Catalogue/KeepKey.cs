namespace Consent.Domain;

/// <summary>Nothing is to change: only the client's key and what came with it are remembered, before the many commands that one call stands for.</summary>
public sealed record KeepKey(DateTimeOffset At) : CatalogueCommand(At);
