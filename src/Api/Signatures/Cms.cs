using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Consent.Api;

/// <summary>An algorithm with its parameters, as ASN.1 names it.</summary>
internal sealed record AlgorithmId(string Oid, ReadOnlyMemory<byte> Parameters)
{
    public static AlgorithmId Read(AsnReader reader)
    {
        var algorithm = reader.ReadSequence();
        return new AlgorithmId(algorithm.ReadObjectIdentifier(), algorithm.HasData ? algorithm.ReadEncodedValue() : default);
    }
}

/// <summary>A CMS SignedData (RFC 5652) of one signer, read but not believed. The framework's own reader knows no GOST.</summary>
internal sealed class Cms
{
    private const string SignedData = "1.2.840.113549.1.7.2";
    private const string MessageDigest = "1.2.840.113549.1.9.4";
    private const string SigningTime = "1.2.840.113549.1.9.5";
    private const string SigningCertificateV2 = "1.2.840.113549.1.9.16.2.47";
    private const string Sha256 = "2.16.840.1.101.3.4.2.1";
    private const int MostCertificates = 20;

    private static readonly Asn1Tag First = new(TagClass.ContextSpecific, 0);
    private static readonly Asn1Tag Second = new(TagClass.ContextSpecific, 1);

    private Cms(ReadOnlyMemory<byte>? content, IReadOnlyList<X509Certificate2> certificates) => (Content, Certificates) = (content, certificates);

    /// <summary>What is signed, where it lies inside; null of a detached signature.</summary>
    public ReadOnlyMemory<byte>? Content { get; }

    public IReadOnlyList<X509Certificate2> Certificates { get; }

    public X509Certificate2? Signer { get; private set; }

    public AlgorithmId Digest { get; private set; } = null!;

    public AlgorithmId Algorithm { get; private set; } = null!;

    /// <summary>The attributes as they are signed; null where the content itself is.</summary>
    public byte[]? SignedAttributes { get; private set; }

    /// <summary>The digest of the content as the attributes tell it.</summary>
    public byte[]? ContentDigest { get; private set; }

    public DateTimeOffset? SignedAt { get; private set; }

    /// <summary>The SHA-256 of the signer's certificate as the attributes tell it; null where they do not.</summary>
    public byte[]? SignerSha256 { get; private set; }

    public byte[] Signature { get; private set; } = [];

    /// <summary>Null where it is no such structure, or has another number of signers than one.</summary>
    public static Cms? Read(byte[] bytes)
    {
        try
        {
            var outer = new AsnReader(bytes, AsnEncodingRules.BER).ReadSequence();
            if (outer.ReadObjectIdentifier() != SignedData) return null;
            var signed = outer.ReadSequence(First).ReadSequence();
            signed.ReadInteger();
            signed.ReadSetOf();
            var content = signed.ReadSequence();
            content.ReadObjectIdentifier();
            var inside = content.HasData ? (ReadOnlyMemory<byte>?)content.ReadSequence(First).ReadOctetString() : null;
            var certificates = new List<X509Certificate2>();
            if (signed.PeekTag().HasSameClassAndValue(First))
            {
                var set = signed.ReadSetOf(skipSortOrderValidation: true, First);
                while (set.HasData && certificates.Count < MostCertificates) certificates.Add(X509CertificateLoader.LoadCertificate(set.ReadEncodedValue().Span));
            }

            if (signed.PeekTag().HasSameClassAndValue(Second)) signed.ReadEncodedValue();
            var signers = signed.ReadSetOf(skipSortOrderValidation: true);
            var cms = new Cms(inside, certificates);
            cms.ReadSigner(signers.ReadSequence());
            return signers.HasData ? null : cms;
        }
        catch (Exception broken) when (broken is AsnContentException or CryptographicException or ArgumentException)
        {
            return null;
        }
    }

    private void ReadSigner(AsnReader signer)
    {
        signer.ReadInteger();
        Signer = ReadSignerId(signer);
        Digest = AlgorithmId.Read(signer);
        if (signer.PeekTag().HasSameClassAndValue(First))
        {
            var attributes = signer.ReadEncodedValue().ToArray();
            // Signed is the set, not the tag it travels under (RFC 5652, 5.4).
            attributes[0] = 0x31;
            SignedAttributes = attributes;
            ReadAttributes(new AsnReader(attributes, AsnEncodingRules.BER).ReadSetOf(skipSortOrderValidation: true));
        }

        Algorithm = AlgorithmId.Read(signer);
        Signature = signer.ReadOctetString();
    }

    private X509Certificate2? ReadSignerId(AsnReader signer)
    {
        if (signer.PeekTag().HasSameClassAndValue(First))
        {
            var key = signer.ReadOctetString(First);
            return Certificates.FirstOrDefault(own => own.Extensions.OfType<X509SubjectKeyIdentifierExtension>().Any(id => id.SubjectKeyIdentifierBytes.Span.SequenceEqual(key)));
        }

        var name = signer.ReadSequence();
        var (issuer, serial) = (name.ReadEncodedValue(), name.ReadIntegerBytes());
        return Certificates.FirstOrDefault(own => own.IssuerName.RawData.AsSpan().SequenceEqual(issuer.Span) && Trimmed(own.SerialNumberBytes.Span).SequenceEqual(Trimmed(serial.Span)));
    }

    private void ReadAttributes(AsnReader attributes)
    {
        while (attributes.HasData)
        {
            var attribute = attributes.ReadSequence();
            var (oid, values) = (attribute.ReadObjectIdentifier(), attribute.ReadSetOf(skipSortOrderValidation: true));
            if (oid == MessageDigest) ContentDigest = ContentDigest is null ? values.ReadOctetString() : throw new AsnContentException();
            else if (oid == SigningTime) SignedAt = values.PeekTag().HasSameClassAndValue(Asn1Tag.UtcTime) ? values.ReadUtcTime() : values.ReadGeneralizedTime();
            else if (oid == SigningCertificateV2) ReadSigningCertificate(values.ReadSequence().ReadSequence().ReadSequence());
        }
    }

    // ESSCertIDv2: SHA-256 where no algorithm is named (RFC 5035).
    private void ReadSigningCertificate(AsnReader id)
    {
        var algorithm = id.PeekTag().HasSameClassAndValue(Asn1Tag.Sequence) ? AlgorithmId.Read(id).Oid : Sha256;
        var hash = id.ReadOctetString();
        if (algorithm == Sha256) SignerSha256 = hash;
    }

    private static ReadOnlySpan<byte> Trimmed(ReadOnlySpan<byte> number) => number.TrimStart((byte)0);
}
