namespace Consent.Api;

/// <summary><c>POST /v1/public/{operator}/codes</c>.</summary>
public sealed record PublicCodeBody(string? Email);

/// <summary>What to bring back with the code of the letter; the same whoever asked and whether a letter went.</summary>
public sealed record PublicCodeAnswer(string Ticket, DateTimeOffset ExpiresAt);

public sealed record ProvenCodeBody(string? Ticket, string? Code);

/// <summary><c>POST /v1/public/{operator}/requests</c>.</summary>
public sealed record PublicRequestBody(
    IReadOnlyList<MyDemandBody?>? Demands, ApplicantBody? Applicant, string? Relation, string? Content, string? ReplyBy, ProvenCodeBody? Code, SignatureBody? Signature);
