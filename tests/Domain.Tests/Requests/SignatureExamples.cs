using static Consent.Domain.Tests.RequestOrders;

namespace Consent.Domain.Tests;

/// <summary>What a checked signature does for a letter (ст. 14 ч. 3).</summary>
public sealed class SignatureExamples
{
    private static readonly DateTimeOffset Now = Clocks.Msk("2026-03-02 10:00");
    private static readonly Rules Law = new(Shop.Catalogue, WorkingCalendar.Russia, TimeZoneInfo.Utc);

    [Theory]
    [InlineData(SignatureVerdict.Valid, true, IdentityLevel.Signature)]
    [InlineData(SignatureVerdict.Valid, false, IdentityLevel.Code)]
    [InlineData(SignatureVerdict.Valid, null, IdentityLevel.Code)]
    [InlineData(SignatureVerdict.NotTrusted, true, IdentityLevel.Code)]
    [InlineData(SignatureVerdict.WeakAlgorithm, true, IdentityLevel.Code)]
    [InlineData(SignatureVerdict.WrongContent, true, IdentityLevel.Code)]
    public void Only_a_trusted_signature_of_the_applicant_raises_the_identity(SignatureVerdict verdict, bool? isApplicants, IdentityLevel level)
    {
        var finding = Finding with { Verdict = verdict, IsApplicants = isApplicants };
        var letter = new RegisterRequest(Now, "2026-000001", Now, Channel.Web, [new Demand(1, DemandKind.Access, [], null)], new Applicant(new Personal("Анна"), null, null, null), null, null)
        {
            Identity = IdentityLevel.Code, IdentityEvidence = new Personal("a@example.ru"), Signature = finding,
        };
        var file = Fold(SubjectFile.Empty, SubjectFileDecider.Decide(SubjectFile.Empty, letter, Law));
        Assert.Equal(level, file.Request("2026-000001")!.Identity);
        Assert.Equal(verdict == SignatureVerdict.Valid && isApplicants != false, !file.Request("2026-000001")!.Missing.Contains(Particular.Signature));

        // The same when it comes after the letter.
        var bare = Fold(SubjectFile.Empty, SubjectFileDecider.Decide(SubjectFile.Empty, letter with { Signature = null }, Law));
        Assert.Equal(level, Fold(bare, SubjectFileDecider.Decide(bare, new AddSignature(Now, "2026-000001", finding), Law)).Request("2026-000001")!.Identity);
    }

    private static SubjectFile Fold(SubjectFile file, Decision decision) => Assert.IsType<Decision.Accepted>(decision).Events.Aggregate(file, (f, happened) => f.Evolve(happened));
}
