namespace Consent.Domain;

/// <summary>The answer to a request for access (ст. 14 ч. 7).</summary>
public static class AccessAnswer
{
    /// <summary>Why the assembled answer may not be sent yet; null where it may.</summary>
    public static Refusal? WhyNotReady(SubjectFile file, SubjectRequest request, DemandState demand, Rules rules) =>
        request.Identity == IdentityLevel.Claimed ? new IdentityNotConfirmed(request.Number) : null;
}
