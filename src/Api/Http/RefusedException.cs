using Consent.Domain;

namespace Consent.Api;

/// <summary>The shell's own way out with a refusal, where there is no result to return it in.</summary>
public sealed class RefusedException(Refusal refusal) : Exception(refusal.GetType().Name)
{
    public Refusal Refusal { get; } = refusal;
}

/// <summary>An id that looks like an address or a phone would put personal data into addresses and logs.</summary>
public sealed record SubjectLooksPersonal(string At) : Refusal("ст. 5 ч. 5", At);

/// <summary>The Idempotency-Key came before with something else.</summary>
public sealed record IdempotencyKeyReused() : Refusal(null, "Idempotency-Key");

/// <summary>The answer asked for is newer than the file.</summary>
public sealed record VersionNotReached(long Version, long AtLeast) : Refusal(null, "atLeast", RefusalKind.State);

/// <summary>The law names no term for the duty, and no contract of the operator does; <paramref name="Document"/> says where it is to be found.</summary>
public sealed record NoStatutoryTerm(string Duty, string Document) : Refusal(null, "duty");

/// <summary>The law gives no extension for the duty.</summary>
public sealed record NoExtension(string Duty) : Refusal("ст. 20, 21", "extended");

/// <summary>Nothing has happened to the request that such a letter tells of.</summary>
public sealed record LetterNotDue(string Number, string Letter) : Refusal(null, null, RefusalKind.State);
