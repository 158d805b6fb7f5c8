using Consent.Domain;

namespace Consent.Api;

public sealed record DemandBody(string? Kind, IReadOnlyList<string?>? Purposes, string? Details);

public sealed record DocumentBody(string? Number, string? IssuedAt, string? IssuedBy);

public sealed record RepresentativeBody(string? Name, string? Authority);

public sealed record ApplicantBody(string? Name, DocumentBody? Document, string? Contact, RepresentativeBody? Representative);

/// <summary><c>POST /v1/requests</c>.</summary>
public sealed record RequestBody(
    IReadOnlyList<DemandBody?>? Demands, string? Subject, ApplicantBody? Applicant, string? Relation, string? Channel, string? ReceivedAt, string? Content);

public sealed record ExtendBody(string? Reason, int? Demand);

public sealed record AnswerBody(int? Demand, string? Text);

public sealed record NoteBody(string? Text, bool? Public);

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
    long Version);

public sealed record DemandAnswer(int Id, string Kind, IReadOnlyList<string>? Purposes, string? Details, string Status, bool? NothingToWithdraw);

public sealed record ObligationAnswer(
    int Id, int Demand, string Duty, string Origin, string Article, DateOnly From, Term Term, DateOnly Due, DateOnly SafeDue, DateTimeOffset? DueAt,
    string Status, bool Extendable, bool Extended, bool Governs, string Calendar);

/// <summary>A clause of the operator's contracts that is later than the law's last day for the demand.</summary>
public sealed record ConflictAnswer(int Demand, string Duty, string Clause, DateOnly ContractDue, DateOnly LawDue, string Article);

public sealed record DocumentAnswer(string? Number, string? IssuedAt, string? IssuedBy);

public sealed record RepresentativeAnswer(string? Name, string? Authority);

public sealed record ApplicantAnswer(string? Name, DocumentAnswer? Document, string? Contact, RepresentativeAnswer? Representative);

/// <summary>One thing that happened to the request; <paramref name="Public"/> tells a note the subject sees from an internal one.</summary>
public sealed record TimelineAnswer(DateTimeOffset At, string Kind, string Actor, int? Demand, int? Obligation, DateOnly? Due, string? Text, bool? Public);

/// <summary>A line of <c>GET /v1/requests</c>.</summary>
public sealed record RequestLine(
    string Number, string? Subject, DateTimeOffset ReceivedAt, DateOnly ReceivedOn, string Channel, IReadOnlyList<string> Kinds, string Status,
    DateOnly? Due, DateTimeOffset? DueAt);
