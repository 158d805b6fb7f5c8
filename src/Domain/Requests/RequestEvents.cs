using System.Collections.Immutable;

namespace Consent.Domain;

public abstract record RequestEvent(DateTimeOffset At, string Number) : FileEvent(At);

/// <summary>A letter is on the journal with its terms as the law stood on that day; in effect from its receipt.
/// <paramref name="RepeatOf"/> is the request for access it repeats within thirty days (ст. 14 ч. 4).
/// <paramref name="IsNameless"/>: its author is not known as a subject, and nothing takes effect by itself; null where it does.
/// <paramref name="Continues"/> is the number it had while its author was not known.</summary>
public sealed record RequestReceived(
    DateTimeOffset At,
    string Number,
    DateOnly ReceivedOn,
    Channel Channel,
    ImmutableArray<Demand> Demands,
    ImmutableArray<Obligation> Obligations,
    ImmutableArray<int> NothingToWithdraw,
    Applicant? Applicant,
    Personal? Relation,
    Personal? Content,
    Personal? Proof = null,
    Channel? ReplyBy = null,
    string? RepeatOf = null,
    bool? IsNameless = null,
    string? Continues = null) : RequestEvent(At, Number);

public sealed record RequestAcknowledged(DateTimeOffset At, string Number, Channel? By) : RequestEvent(At, Number);

public sealed record IdentityConfirmed(DateTimeOffset At, string Number, IdentityLevel Level, Personal? Evidence) : RequestEvent(At, Number);

public sealed record ParticularsAsked(DateTimeOffset At, string Number, ImmutableArray<Particular> What, Personal? Text) : RequestEvent(At, Number);

public sealed record ParticularsReceived(DateTimeOffset At, string Number, int Demand, ImmutableArray<Particular> What, Personal Text) : RequestEvent(At, Number);

public sealed record RequestAssigned(DateTimeOffset At, string Number, string To) : RequestEvent(At, Number);

/// <summary>One obligation has a new end; the person is told why before the old one.</summary>
public sealed record RequestExtended(DateTimeOffset At, string Number, int Obligation, Term Term, Deadline Deadline, Personal Reason)
    : RequestEvent(At, Number);

public sealed record DemandAnswered(
    DateTimeOffset At, string Number, int Demand, ImmutableArray<int> Obligations, Personal? Text, bool Partly = false, string? Article = null, Channel? By = null, bool IsAssembled = false)
    : RequestEvent(At, Number);

/// <summary>A demand is refused by an article; what was still owed of it falls away.</summary>
public sealed record DemandRefused(DateTimeOffset At, string Number, int Demand, ImmutableArray<int> Released, string Article, Personal Reason, Channel? By)
    : RequestEvent(At, Number);

public sealed record DataRectified(DateTimeOffset At, string Number, int Demand, Personal? What) : RequestEvent(At, Number);

/// <summary>Processing was found unlawful on a day, by a person with grounds; in effect from the day found.</summary>
public sealed record UnlawfulnessFound(DateTimeOffset At, string Number, int Demand, DateOnly FoundOn, Personal Grounds) : RequestEvent(At, Number);

public sealed record DataProvided(DateTimeOffset At, string Number, int Demand, string System, ImmutableArray<ProvidedItem> Items) : RequestEvent(At, Number);

/// <summary>The author took the letter back: what was still owed falls away.</summary>
public sealed record RequestWithdrawn(DateTimeOffset At, string Number, Personal? Reason) : RequestEvent(At, Number);

/// <summary>It goes on in the file of the person who turned out to be its author, under that number.</summary>
public sealed record RequestContinued(DateTimeOffset At, string Number, string As) : RequestEvent(At, Number);

public sealed record RequestReopened(DateTimeOffset At, string Number, ImmutableArray<int> Demands, Personal Reason) : RequestEvent(At, Number);

public sealed record ComplaintNoted(DateTimeOffset At, string Number, ComplaintTo To, Personal? Reference) : RequestEvent(At, Number);

public sealed record RequestNoted(DateTimeOffset At, string Number, Personal Text, bool IsPublic) : RequestEvent(At, Number);

public sealed record RequestClosed(DateTimeOffset At, string Number, Personal? Note = null) : RequestEvent(At, Number);
