using Consent.Domain;

namespace Consent.Api;

/// <summary>A demand; <c>duties</c> puts any term of the law's table on the journal, <c>dueOn</c> is the day an order itself names.</summary>
public sealed record DemandBody(string? Kind, IReadOnlyList<string?>? Purposes, string? Details, IReadOnlyList<string?>? Duties, string? DueOn);

public sealed record DocumentBody(string? Number, string? IssuedAt, string? IssuedBy);

public sealed record RepresentativeBody(string? Name, string? Authority, string? ValidUntil, string? Role);

public sealed record ApplicantBody(string? Name, DocumentBody? Document, string? Contact, RepresentativeBody? Representative, string? Signature, bool? Minor);

/// <summary><c>POST /v1/requests</c>.</summary>
public sealed record RequestBody(
    IReadOnlyList<DemandBody?>? Demands, string? Subject, ApplicantBody? Applicant, string? Relation, string? Channel, string? ReceivedAt, string? Content,
    string? Proof, string? ReplyBy);

/// <summary>A request whole: what the desk and the subject see. Personal data is masked unless a reason was given for reading it.</summary>
public sealed record RequestAnswer(
    string Number,
    string? Subject,
    DateTimeOffset ReceivedAt,
    DateOnly ReceivedOn,
    string Channel,
    string Status,
    IReadOnlyList<DemandAnswer> Demands,
    IReadOnlyList<ObligationAnswer> Obligations,
    IReadOnlyList<ConflictAnswer> Conflicts,
    ApplicantAnswer? Applicant,
    string? Relation,
    string? Content,
    bool Masked,
    IReadOnlyList<TimelineAnswer> Timeline,
    IReadOnlyList<string> Actions,
    long Version,
    string Identity,
    IReadOnlyList<string>? Missing,
    string ReplyBy,
    string? AssignedTo,
    string? RepeatOf,
    string? Proof,
    bool? Acknowledged,
    bool? Withdrawn,
    bool? Complaint,
    string? Continues,
    string? ContinuedAs,
    IReadOnlyList<AttachmentAnswer>? Attachments);

public sealed record DemandAnswer(
    int Id, string Kind, IReadOnlyList<string>? Purposes, string? Details, string Status, bool? NothingToWithdraw, DateTimeOffset? DecidedAt,
    IReadOnlyList<GroundOfRefusal>? MayBeRefusedBy);

/// <summary>An article a demand may be refused by, in the words of the law.</summary>
public sealed record GroundOfRefusal(string Article, string Title);

/// <param name="ProposedDue">A later end by a calendar published since; it stands only when a person accepts it.</param>
public sealed record ObligationAnswer(
    int Id, int? Demand, string Duty, string Origin, string Article, DateOnly From, Term Term, DateOnly Due, DateOnly SafeDue, DateTimeOffset? DueAt,
    DateOnly? ProposedDue, string Status, bool Extendable, bool Extended, bool Governs, string Calendar, DateTimeOffset? DoneAt, string? Reminded, string? Row, DateOnly? LawOf,
    string? Purpose);

/// <summary>A clause of the operator's contracts that is later than the law's last day for the demand.</summary>
public sealed record ConflictAnswer(int Demand, string Duty, string Clause, DateOnly ContractDue, DateOnly LawDue, string Article);

public sealed record DocumentAnswer(string? Number, string? IssuedAt, string? IssuedBy);

public sealed record RepresentativeAnswer(string? Name, string? Authority, DateOnly? ValidUntil, string Role);

public sealed record ApplicantAnswer(string? Name, DocumentAnswer? Document, string? Contact, RepresentativeAnswer? Representative, string? Signature, bool? Minor);

/// <summary>One thing that happened to the request: when it was recorded and, where that differs, since when it is in effect.
/// <paramref name="Public"/> tells a note the subject sees from an internal one; <paramref name="Proposed"/> an end that waits for a person from one that
/// stands; <paramref name="What"/> names what was asked, found, or told.</summary>
public sealed record TimelineAnswer(
    DateTimeOffset At, string Kind, string Actor, int? Demand, int? Obligation, DateOnly? Due, string? Text, bool? Public, DateTimeOffset? EffectiveAt, string? Article,
    string? What, string? To, string? Reference, bool? Proposed);

/// <summary>A line of <c>GET /v1/requests</c>.</summary>
public sealed record RequestLine(
    string Number, string? Subject, DateTimeOffset ReceivedAt, DateOnly ReceivedOn, string Channel, IReadOnlyList<string> Kinds, string Status,
    DateOnly? Due, DateTimeOffset? DueAt, string? AssignedTo, bool AwaitsApplicant);
