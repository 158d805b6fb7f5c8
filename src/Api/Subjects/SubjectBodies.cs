namespace Consent.Api;

/// <summary><c>POST /v1/subject-links</c>; <c>expiresIn</c> in seconds, a quarter of an hour where none is given.</summary>
public sealed record SubjectLinkBody(string? Subject, int? ExpiresIn);

/// <summary>The only time the link itself is shown.</summary>
public sealed record SubjectLinkAnswer(string Url, DateTimeOffset ExpiresAt);

/// <summary><c>POST /v1/subject-sessions</c>: the last part of a link, for an application that shows pages of its own.</summary>
public sealed record SubjectSessionBody(string? Token);

/// <summary>A bearer token for the subject's own file.</summary>
public sealed record SubjectSessionAnswer(string Token, DateTimeOffset ExpiresAt);

/// <summary><c>POST /v1/me/withdrawals</c>.</summary>
public sealed record MyWithdrawalBody(PurposesOrAll? Purposes);

/// <summary>A demand as its author makes it.</summary>
public sealed record MyDemandBody(string? Kind, IReadOnlyList<string?>? Purposes, string? Details);

/// <summary><c>POST /v1/me/requests</c>: whose it is follows from the credential.</summary>
public sealed record MyRequestBody(
    IReadOnlyList<MyDemandBody?>? Demands, ApplicantBody? Applicant, string? Relation, string? Content, string? ReplyBy, SignatureBody? Signature);

/// <summary>A detached signature (CMS) and the very bytes it is over, both in base64.</summary>
public sealed record SignatureBody(string? Content, string? Cms);
