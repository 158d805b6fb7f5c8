using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;
using Consent.Domain;

namespace Consent.Api;

/// <summary>From a signer's certificate up to a root the operator trusts, at an instant: names, signatures, validity, what each certificate may be used for.
/// Revocation is not asked: the service calls nobody.</summary>
internal static class TrustChain
{
    private const int Longest = 6;

    // What is checked here; anything else that says it is critical is not understood, and then the certificate is not taken (RFC 5280, 4.2).
    private static readonly HashSet<string> Understood = ["2.5.29.15", "2.5.29.19", "2.5.29.37", "2.5.29.14", "2.5.29.35"];

    /// <summary>The root's SHA-256 where the chain holds.</summary>
    public static (SignatureVerdict Verdict, string? Root) Build(X509Certificate2 signer, IReadOnlyList<X509Certificate2> others, IReadOnlyList<X509Certificate2> roots, DateTimeOffset at)
    {
        if (!IsInTime(signer, at)) return (SignatureVerdict.CertificateOutOfTime, null);
        var usage = signer.Extensions.OfType<X509KeyUsageExtension>().FirstOrDefault();
        if (usage is not null && (usage.KeyUsages & (X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.NonRepudiation)) == 0) return (SignatureVerdict.CertificateUnfit, null);
        if (signer.Extensions.OfType<X509BasicConstraintsExtension>().Any(constraints => constraints.CertificateAuthority) || !IsUnderstood(signer)) return (SignatureVerdict.CertificateUnfit, null);
        var worst = SignatureVerdict.NotTrusted;
        return Climb(signer, others, roots, at, depth: 0, ref worst) is { } root ? (SignatureVerdict.Valid, root.GetCertHashString(System.Security.Cryptography.HashAlgorithmName.SHA256).ToLowerInvariant()) : (worst, null);
    }

    /// <summary>May stand at the top: an authority's own.</summary>
    public static bool MayBeRoot(X509Certificate2 certificate) =>
        certificate.Extensions.OfType<X509BasicConstraintsExtension>().FirstOrDefault() is { CertificateAuthority: true } && IsUnderstood(certificate);

    private static X509Certificate2? Climb(
        X509Certificate2 certificate, IReadOnlyList<X509Certificate2> others, IReadOnlyList<X509Certificate2> roots, DateTimeOffset at, int depth, ref SignatureVerdict worst)
    {
        if (depth == Longest) return null;
        foreach (var issuer in roots.Concat(others))
        {
            if (!issuer.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData) || issuer.RawDataMemory.Span.SequenceEqual(certificate.RawDataMemory.Span)) continue;
            if (!MayIssue(issuer, depth, at)) continue;
            var verdict = VerdictOf(certificate, issuer);
            if (verdict == SignatureVerdict.WeakAlgorithm) worst = verdict;
            if (verdict != SignatureVerdict.Valid) continue;
            if (roots.Any(root => root.RawDataMemory.Span.SequenceEqual(issuer.RawDataMemory.Span))) return issuer;
            if (Climb(issuer, others, roots, at, depth + 1, ref worst) is { } root) return root;
        }

        return null;
    }

    private static bool MayIssue(X509Certificate2 issuer, int below, DateTimeOffset at)
    {
        var constraints = issuer.Extensions.OfType<X509BasicConstraintsExtension>().FirstOrDefault();
        if (constraints is not { CertificateAuthority: true } || (constraints.HasPathLengthConstraint && constraints.PathLengthConstraint < below)) return false;
        var usage = issuer.Extensions.OfType<X509KeyUsageExtension>().FirstOrDefault();
        return (usage is null || usage.KeyUsages.HasFlag(X509KeyUsageFlags.KeyCertSign)) && IsInTime(issuer, at) && IsUnderstood(issuer);
    }

    private static SignatureVerdict VerdictOf(X509Certificate2 certificate, X509Certificate2 issuer)
    {
        try
        {
            var outer = new AsnReader(certificate.RawDataMemory, AsnEncodingRules.DER).ReadSequence();
            var (signed, algorithm, signature) = (outer.ReadEncodedValue(), AlgorithmId.Read(outer), outer.ReadBitString(out var unused));
            return unused == 0 ? SignatureAlgorithms.Verify(issuer, algorithm, null, signed.Span, signature) : SignatureVerdict.WrongSignature;
        }
        catch (AsnContentException)
        {
            return SignatureVerdict.WrongSignature;
        }
    }

    private static bool IsInTime(X509Certificate2 certificate, DateTimeOffset at) => at >= certificate.NotBefore.ToUniversalTime() && at <= certificate.NotAfter.ToUniversalTime();

    private static bool IsUnderstood(X509Certificate2 certificate) => certificate.Extensions.All(extension => !extension.Critical || Understood.Contains(extension.Oid?.Value ?? ""));
}
