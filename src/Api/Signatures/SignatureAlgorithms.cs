using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Consent.Domain;

namespace Consent.Api;

/// <summary>The algorithms a signature may rest on: RSA from 2048 bits, ECDSA from 256, GOST R 34.10-2012, over SHA-256 or stronger or Streebog.</summary>
internal static class SignatureAlgorithms
{
    private const string RsaKey = "1.2.840.113549.1.1.1";
    private const string RsaPss = "1.2.840.113549.1.1.10";
    private const string EcKey = "1.2.840.10045.2.1";
    private const int ShortestRsa = 2048;
    private const int ShortestEc = 256;

    private static readonly Dictionary<string, HashAlgorithmName> Hashes = new()
    {
        ["2.16.840.1.101.3.4.2.1"] = HashAlgorithmName.SHA256,
        ["2.16.840.1.101.3.4.2.2"] = HashAlgorithmName.SHA384,
        ["2.16.840.1.101.3.4.2.3"] = HashAlgorithmName.SHA512,
    };

    private static readonly Dictionary<string, HashAlgorithmName> Signatures = new()
    {
        ["1.2.840.113549.1.1.11"] = HashAlgorithmName.SHA256,
        ["1.2.840.113549.1.1.12"] = HashAlgorithmName.SHA384,
        ["1.2.840.113549.1.1.13"] = HashAlgorithmName.SHA512,
        ["1.2.840.10045.4.3.2"] = HashAlgorithmName.SHA256,
        ["1.2.840.10045.4.3.3"] = HashAlgorithmName.SHA384,
        ["1.2.840.10045.4.3.4"] = HashAlgorithmName.SHA512,
    };

    // MD2, MD5, SHA-1, SHA-224 alone and with RSA, DSA, ECDSA; GOST of 1994 and 2001.
    private static readonly HashSet<string> Weak =
    [
        "1.2.840.113549.2.2", "1.2.840.113549.2.5", "1.3.14.3.2.26", "2.16.840.1.101.3.4.2.4", "1.2.840.113549.1.1.2", "1.2.840.113549.1.1.4", "1.2.840.113549.1.1.5",
        "1.2.840.113549.1.1.14", "1.2.840.10040.4.1", "1.2.840.10040.4.3", "1.2.840.10045.4.1", "1.2.840.10045.4.3.1", "1.2.643.2.2.3", "1.2.643.2.2.4", "1.2.643.2.2.9", "1.2.643.2.2.19", "1.2.643.2.2.20",
    ];

    public static bool IsGost(X509Certificate2 certificate) => certificate.PublicKey.Oid.Value is Gost.Key256 or Gost.Key512;

    /// <summary>The digest of data by an algorithm that is strong enough; null where it is weak or unknown.</summary>
    public static byte[]? Digest(string oid, ReadOnlySpan<byte> data) => oid switch
    {
        Gost.Digest256 => Gost.Hash(is512: false, data),
        Gost.Digest512 => Gost.Hash(is512: true, data),
        _ => Hashes.TryGetValue(oid, out var hash) ? CryptographicOperations.HashData(hash, data) : null,
    };

    public static SignatureVerdict VerdictOfUnknown(string oid) => Weak.Contains(oid) ? SignatureVerdict.WeakAlgorithm : SignatureVerdict.UnknownAlgorithm;

    /// <param name="digest">The digest named beside the signature, where its algorithm does not name one itself.</param>
    public static SignatureVerdict Verify(X509Certificate2 certificate, AlgorithmId algorithm, string? digest, ReadOnlySpan<byte> data, byte[] signature)
    {
        if (Weak.Contains(algorithm.Oid)) return SignatureVerdict.WeakAlgorithm;
        var key = certificate.PublicKey;
        try
        {
            return (key.Oid.Value, algorithm.Oid) switch
            {
                (Gost.Key256, Gost.Key256 or Gost.Signature256) => Of(Gost.Verify(false, key.EncodedKeyValue.RawData, key.EncodedParameters?.RawData, data, signature)),
                (Gost.Key512, Gost.Key512 or Gost.Signature512) => Of(Gost.Verify(true, key.EncodedKeyValue.RawData, key.EncodedParameters?.RawData, data, signature)),
                (RsaKey or RsaPss, _) => Rsa(certificate, algorithm, digest, data, signature),
                (EcKey, _) => Ecdsa(certificate, algorithm, digest, data, signature),
                _ => VerdictOfUnknown(key.Oid.Value ?? ""),
            };
        }
        catch (Exception unfit) when (unfit is CryptographicException or AsnContentException or NotSupportedException)
        {
            return SignatureVerdict.WrongSignature;
        }
    }

    /// <summary>How it is called on record.</summary>
    public static string NameOf(X509Certificate2 certificate, string digest)
    {
        var key = certificate.PublicKey.Oid.Value switch { Gost.Key256 => "GOST R 34.10-2012 256", Gost.Key512 => "GOST R 34.10-2012 512", RsaKey or RsaPss => "RSA", EcKey => "ECDSA", var oid => oid };
        var hash = digest switch { Gost.Digest256 => "Streebog-256", Gost.Digest512 => "Streebog-512", _ => Hashes.TryGetValue(digest, out var known) ? known.Name : digest };
        return $"{key}, {hash}";
    }

    private static SignatureVerdict Rsa(X509Certificate2 certificate, AlgorithmId algorithm, string? digest, ReadOnlySpan<byte> data, byte[] signature)
    {
        using var rsa = certificate.GetRSAPublicKey();
        if (rsa is null) return SignatureVerdict.UnknownAlgorithm;
        if (rsa.KeySize < ShortestRsa) return SignatureVerdict.WeakAlgorithm;
        if (algorithm.Oid == RsaPss)
        {
            (digest, var salt) = ReadPss(algorithm);
            // The framework checks a salt as long as the digest, and no other.
            if (Digest(digest, []) is { } whole && whole.Length != salt) return SignatureVerdict.UnknownAlgorithm;
        }

        return HashOf(algorithm, digest) is { } hash
            ? Of(rsa.VerifyData(data, signature, hash, algorithm.Oid == RsaPss ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1))
            : VerdictOfUnknown(digest ?? algorithm.Oid);
    }

    private static SignatureVerdict Ecdsa(X509Certificate2 certificate, AlgorithmId algorithm, string? digest, ReadOnlySpan<byte> data, byte[] signature)
    {
        using var ecdsa = certificate.GetECDsaPublicKey();
        if (ecdsa is null) return SignatureVerdict.UnknownAlgorithm;
        if (ecdsa.KeySize < ShortestEc) return SignatureVerdict.WeakAlgorithm;
        return HashOf(algorithm, digest) is { } hash
            ? Of(ecdsa.VerifyData(data, signature, hash, DSASignatureFormat.Rfc3279DerSequence))
            : VerdictOfUnknown(digest ?? algorithm.Oid);
    }

    private static HashAlgorithmName? HashOf(AlgorithmId algorithm, string? digest) =>
        Signatures.TryGetValue(algorithm.Oid, out var own) ? own : algorithm.Oid is RsaKey or RsaPss or EcKey && digest is not null && Hashes.TryGetValue(digest, out var hash) ? hash : null;

    // RSASSA-PSS-params: without a hash named it is SHA-1, without a length of salt twenty bytes.
    private static (string Digest, int Salt) ReadPss(AlgorithmId algorithm)
    {
        var parameters = new AsnReader(algorithm.Parameters, AsnEncodingRules.DER).ReadSequence();
        var (digest, salt) = ("1.3.14.3.2.26", 20);
        while (parameters.HasData)
        {
            var tag = parameters.PeekTag();
            var value = parameters.ReadSequence(tag);
            if (tag.TagValue == 0) digest = AlgorithmId.Read(value).Oid;
            if (tag.TagValue == 2 && !value.TryReadInt32(out salt)) salt = -1;
        }

        return (digest, salt);
    }

    private static SignatureVerdict Of(bool holds) => holds ? SignatureVerdict.Valid : SignatureVerdict.WrongSignature;
}
