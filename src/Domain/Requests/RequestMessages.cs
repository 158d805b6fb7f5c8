using System.Collections.Immutable;

namespace Consent.Domain;

/// <summary>What a person (or the authority) wants; one letter may hold several.</summary>
public enum DemandKind
{
    Access,
    Rectification,
    Blocking,
    Destruction,
    Withdrawal,
    StopProcessing,
    StopMarketing,
    StopDistribution,
    AutomatedDecisionObjection,
    UnlawfulProcessing,
    AuthorityInquiry,
    Other,
}

/// <summary>How the letter came.</summary>
public enum Channel { Web, Email, Post, InPerson, Phone, Processor, Authority }

/// <summary>One demand of a letter; no purposes named means all of them.</summary>
public sealed record Demand(int Id, DemandKind Kind, ImmutableArray<PurposeCode> Purposes, Personal? Details);

/// <summary>Number, day of issue and issuing authority of the main document: all that ст. 14 ч. 3 asks for, and no scan.</summary>
public sealed record IdentityDocument(Personal Number, Personal? IssuedAt, Personal? IssuedBy);

/// <summary>Who acts for the subject and by which document.</summary>
public sealed record Representative(Personal Name, Personal? Authority);

/// <summary>Who wrote (ст. 14 ч. 3).</summary>
public sealed record Applicant(Personal Name, IdentityDocument? Document, Personal? Contact, Representative? Representative);

public abstract record RequestCommand(DateTimeOffset At) : FileCommand(At)
{
    /// <summary>The version of the request its author has seen; null where it does not matter.</summary>
    public long? IfVersion { get; init; }
}

/// <summary>Register a letter under a number; <see cref="FileCommand.At"/> is now, terms run from <paramref name="ReceivedAt"/>.</summary>
public sealed record RegisterRequest(
    DateTimeOffset At,
    string Number,
    DateTimeOffset ReceivedAt,
    Channel Channel,
    ImmutableArray<Demand> Demands,
    Applicant? Applicant,
    Personal? Relation,
    Personal? Content) : RequestCommand(At), INumbered
{
    public FileCommand WithNumber(string number) => this with { Number = number };
}

/// <summary>Move the end of what the law lets be moved, once, with reasons, before it ends (ст. 20 ч. 1, 2, 4; ст. 21 ч. 5.1).</summary>
public sealed record ExtendRequest(DateTimeOffset At, string Number, int? Demand, Personal Reason) : RequestCommand(At);

/// <summary>The operator's answer to one demand has been sent.</summary>
public sealed record AnswerDemand(DateTimeOffset At, string Number, int Demand, Personal? Text) : RequestCommand(At);

public sealed record NoteOnRequest(DateTimeOffset At, string Number, Personal Text, bool IsPublic) : RequestCommand(At);

/// <summary>A command that takes the next number of the operator's request journal.</summary>
public interface INumbered
{
    FileCommand WithNumber(string number);
}

public abstract record RequestEvent(DateTimeOffset At, string Number) : FileEvent(At);

/// <summary>A letter is on the journal with its terms as the law stood on that day; in effect from its receipt.</summary>
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
    Personal? Content) : RequestEvent(At, Number);

/// <summary>One obligation has a new end; the person is told why before the old one.</summary>
public sealed record RequestExtended(DateTimeOffset At, string Number, int Obligation, Term Term, Deadline Deadline, Personal Reason)
    : RequestEvent(At, Number);

public sealed record DemandAnswered(DateTimeOffset At, string Number, int Demand, ImmutableArray<int> Obligations, Personal? Text)
    : RequestEvent(At, Number);

/// <summary>The end of an obligation passed while it was open.</summary>
public sealed record ObligationMissed(DateTimeOffset At, string Number, int Obligation) : RequestEvent(At, Number);

public sealed record RequestClosed(DateTimeOffset At, string Number) : RequestEvent(At, Number);

public sealed record RequestNoted(DateTimeOffset At, string Number, Personal Text, bool IsPublic) : RequestEvent(At, Number);
