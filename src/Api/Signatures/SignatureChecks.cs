using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Consent.Domain;

namespace Consent.Api;

/// <summary>Checks a detached signature against the roots of the operator, as of the instant it is received: the signer's own clock proves nothing.</summary>
public static class SignatureChecks
{
    private const int MaxContent = 200_000;
    private const int MaxCms = 100_000;

    /// <summary>The bytes of a body; null where none was sent.</summary>
    internal static (byte[] Content, byte[] Cms)? Read(SignatureBody? body, string field, Fields fields) =>
        body is null ? null : (Bytes(body.Content, $"{field}.content".TrimStart('.'), MaxContent, fields), Bytes(body.Cms, $"{field}.cms".TrimStart('.'), MaxCms, fields));

    public static SignatureFinding Check((byte[] Content, byte[] Cms)? sent, OperatorCatalogue catalogue, DateTimeOffset at, Personal? applicant)
    {
        var (content, bytes) = sent!.Value;
        var finding = new SignatureFinding(
            SignatureVerdict.Unreadable, null, null, Convert.ToHexStringLower(SHA256.HashData(content)), null, null, null, null, null,
            new Personal(Convert.ToBase64String(bytes)), new Personal(Convert.ToBase64String(content)));
        if (Consent.Api.Cms.Read(bytes) is not { } cms) return finding;
        if (cms.Signer is not { } signer) return finding with { Verdict = SignatureVerdict.CertificateMissing, SignedAt = cms.SignedAt };
        try
        {
            return Check(finding, cms, signer, content, catalogue, at, applicant);
        }
        catch (CryptographicException)
        {
            // Of such a form that its key or what it may be used for cannot be read.
            return finding with { Verdict = SignatureVerdict.CertificateUnfit };
        }
    }

    private static SignatureFinding Check(
        SignatureFinding finding, Cms cms, X509Certificate2 signer, byte[] content, OperatorCatalogue catalogue, DateTimeOffset at, Personal? applicant)
    {
        var name = SignerNames.Of(signer);
        finding = finding with
        {
            Algorithm = SignatureAlgorithms.NameOf(signer, cms.Digest.Oid),
            SignedAt = cms.SignedAt,
            CertificateSha256 = Convert.ToHexStringLower(SHA256.HashData(signer.RawDataMemory.Span)),
            Certificate = new Personal(Convert.ToBase64String(signer.RawDataMemory.Span)),
            Signer = Personal.Of(name),
            IsApplicants = applicant is null ? null : name is not null && SignerNames.IsSame(name, applicant.Value),
        };
        if (VerdictOf(cms, signer, content) is not SignatureVerdict.Valid and var fault) return finding with { Verdict = fault };
        var (verdict, root) = TrustChain.Build(signer, cms.Certificates, RootsOf(catalogue), at);
        return finding with { Verdict = verdict, RootSha256 = root };
    }

    private static SignatureVerdict VerdictOf(Cms cms, X509Certificate2 signer, byte[] content)
    {
        if (cms.Content is { } inside && !inside.Span.SequenceEqual(content)) return SignatureVerdict.WrongContent;
        if (SignatureAlgorithms.Digest(cms.Digest.Oid, content) is not { } digest) return SignatureAlgorithms.VerdictOfUnknown(cms.Digest.Oid);
        if (cms.SignedAttributes is not { } attributes) return SignatureAlgorithms.Verify(signer, cms.Algorithm, cms.Digest.Oid, content, cms.Signature);
        var verdict = SignatureAlgorithms.Verify(signer, cms.Algorithm, cms.Digest.Oid, attributes, cms.Signature);
        if (verdict != SignatureVerdict.Valid) return verdict;
        if (cms.ContentDigest is null || !CryptographicOperations.FixedTimeEquals(cms.ContentDigest, digest)) return SignatureVerdict.WrongContent;
        // The attributes name another certificate than the one it came with.
        return cms.SignerSha256 is { } told && !told.AsSpan().SequenceEqual(SHA256.HashData(signer.RawDataMemory.Span)) ? SignatureVerdict.WrongSignature : SignatureVerdict.Valid;
    }

    private static List<X509Certificate2> RootsOf(OperatorCatalogue catalogue) =>
        [.. catalogue.TrustedRoots.Select(root => X509CertificateLoader.LoadCertificate(Convert.FromBase64String(root.Certificate)))];

    private static byte[] Bytes(string? value, string field, int max, Fields fields)
    {
        var text = fields.Text(value, field, max);
        if (text.Length == 0 || text.Length > max) return [];
        var bytes = new byte[text.Length];
        if (Convert.TryFromBase64String(text, bytes, out var length) && length > 0) return bytes[..length];
        if (!string.IsNullOrWhiteSpace(text)) fields.Wrong(field, "FieldNotBase64");
        return [];
    }
}
