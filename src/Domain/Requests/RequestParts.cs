using System.Collections.Immutable;

namespace Consent.Domain;

/// <summary>What a person, the authority, or the operator itself wants; one letter may hold several.</summary>
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

    /// <summary>Unlawful or accidental transfer of personal data (ст. 21 ч. 3.1); its receipt is the instant it was found by anybody.</summary>
    Incident,
}

/// <summary>How the letter came; <see cref="Operator"/> is what the operator found itself.</summary>
public enum Channel { Web, Email, Post, InPerson, Phone, Processor, Authority, Operator }

/// <summary>One demand of a letter; no purposes named means all of them. <paramref name="Duties"/> are opened besides those of the kind, so
/// that any term of the law's table can be kept on the journal; <paramref name="DueOn"/> is the day an order itself names.</summary>
public sealed record Demand(int Id, DemandKind Kind, ImmutableArray<PurposeCode> Purposes, Personal? Details, ImmutableArray<Duty>? Duties = null, DateOnly? DueOn = null);

/// <summary>Number, day of issue and issuing authority of the main document: all that ст. 14 ч. 3 asks for, and no scan.</summary>
public sealed record IdentityDocument(Personal Number, Personal? IssuedAt, Personal? IssuedBy);

/// <summary>By what right a representative acts: a power given, the law (parents, guardians: ст. 9 ч. 6), succession (ст. 9 ч. 7).</summary>
public enum RepresentativeRole { Agent, Legal, Heir }

/// <summary>Who acts for the subject, by which document and until when it holds.</summary>
public sealed record Representative(Personal Name, Personal? Authority, DateOnly? ValidUntil = null, RepresentativeRole Role = RepresentativeRole.Agent);

/// <summary>Who wrote (ст. 14 ч. 3), how it was signed, and whether the subject is a minor by the operator's own threshold.</summary>
public sealed record Applicant(
    Personal Name, IdentityDocument? Document, Personal? Contact, Representative? Representative, SignatureKind? Signature = null, bool? IsMinor = null);

/// <summary>How sure it is that the applicant is who the letter says, from least to most.</summary>
public enum IdentityLevel { Claimed, Code, SignIn, Document, Signature }

/// <summary>What a letter lacks of ст. 14 ч. 3 and of the power to act for another; asked for without stopping any term.</summary>
public enum Particular { Contact, Document, Relation, Signature, Authority, AuthorityInForce, Representative, Details }

/// <summary>How a demand stands; anything but open is decided.</summary>
public enum DemandStatus { Open, Answered, PartlySatisfied, Refused, Withdrawn, Continued }

/// <summary>To whom the subject complained (ст. 17).</summary>
public enum ComplaintTo { Authority, Court }

/// <summary>A piece of the person's data as one of the operator's systems returned it. A dash, and in the journal no value at all, says that the system
/// holds none of that category: that is known without opening anything.</summary>
public sealed record ProvidedItem(string Category, Personal? Value, Personal? Source)
{
    public const string NotHeld = "—";

    public bool IsHeld => Value is { } value && (value.Seal is not null || value.Value.Trim() is not (NotHeld or "-" or ""));

    /// <summary>As the journal has it.</summary>
    internal ProvidedItem Recorded => IsHeld ? this : this with { Value = null };
}
