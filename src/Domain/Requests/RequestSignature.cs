namespace Consent.Domain;

/// <summary>Why an electronic signature does not hold; or that it does.</summary>
public enum SignatureVerdict
{
    Valid,
    Unreadable,
    WrongContent,
    WrongSignature,
    WeakAlgorithm,
    UnknownAlgorithm,
    CertificateMissing,
    CertificateOutOfTime,
    CertificateUnfit,
    NotTrusted,
}

/// <summary>What the check of a detached signature found (63-ФЗ); kept as evidence with the signature, the content and the certificate themselves.
/// <paramref name="IsApplicants"/> says whether the certificate names the applicant of the letter; null where there is no name to compare.</summary>
public sealed record SignatureFinding(
    SignatureVerdict Verdict,
    string? Algorithm,
    DateTimeOffset? SignedAt,
    string ContentSha256,
    string? CertificateSha256,
    string? RootSha256,
    Personal? Signer,
    bool? IsApplicants,
    Personal? Certificate,
    Personal Signature,
    Personal Content);

/// <summary>A detached signature of a letter has come, checked; raises the identity where it holds and is the applicant's.</summary>
public sealed record AddSignature(DateTimeOffset At, string Number, SignatureFinding Finding) : OnRequest(At, Number);

public sealed record SignatureReceived(DateTimeOffset At, string Number, SignatureFinding Finding) : RequestEvent(At, Number);

internal static class SignatureDecider
{
    public static Decision Decide(SubjectRequest request, AddSignature add) => Decision.Of(Receive(request.Number, request.Identity, add.Finding, add.At));

    public static IEnumerable<FileEvent> Receive(string number, IdentityLevel identity, SignatureFinding finding, DateTimeOffset at)
    {
        yield return new SignatureReceived(at, number, finding);
        // A good signature of somebody else proves nothing about the applicant.
        if (finding is { Verdict: SignatureVerdict.Valid, IsApplicants: true } && identity < IdentityLevel.Signature)
            yield return new IdentityConfirmed(at, number, IdentityLevel.Signature, finding.Signer);
    }
}
