namespace Consent.Domain;

/// <summary>Record a basis other than consent for one subject and purpose (ст. 6 ч. 1 п. 2–11) with its period.</summary>
public sealed record RecordGround(
    DateTimeOffset At, PurposeCode Purpose, LawfulBasis Basis, Personal Reference, DateTimeOffset From, DateTimeOffset? Until) : FileCommand(At);

public abstract record GroundEvent(DateTimeOffset At, PurposeCode Purpose) : FileEvent(At);

public sealed record GroundRecorded(
    DateTimeOffset At, PurposeCode Purpose, LawfulBasis Basis, Personal Reference, DateTimeOffset? Until) : GroundEvent(At, Purpose);

/// <summary>The period of a ground is over; the check knew it without this entry.</summary>
public sealed record GroundEnded(DateTimeOffset At, PurposeCode Purpose, long Ground) : GroundEvent(At, Purpose);
