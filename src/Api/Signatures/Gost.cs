using System.Formats.Asn1;
using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.CryptoPro;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;
using Org.BouncyCastle.Math;

namespace Consent.Api;

/// <summary>GOST R 34.10-2012 signatures over Streebog (GOST R 34.11-2012), keys and signatures as RFC 9215 writes them.</summary>
internal static class Gost
{
    public const string Key256 = "1.2.643.7.1.1.1.1";
    public const string Key512 = "1.2.643.7.1.1.1.2";
    public const string Signature256 = "1.2.643.7.1.1.3.2";
    public const string Signature512 = "1.2.643.7.1.1.3.3";
    public const string Digest256 = "1.2.643.7.1.1.2.2";
    public const string Digest512 = "1.2.643.7.1.1.2.3";

    // R 1323565.1.024-2019: names of the TC 26 for curves that CryptoPro had named before.
    private static readonly Dictionary<string, string> Aliases = new()
    {
        ["1.2.643.7.1.2.1.1.2"] = "1.2.643.2.2.35.1",
        ["1.2.643.7.1.2.1.1.3"] = "1.2.643.2.2.35.2",
        ["1.2.643.7.1.2.1.1.4"] = "1.2.643.2.2.35.3",
    };

    public static byte[] Hash(bool is512, ReadOnlySpan<byte> data)
    {
        IDigest digest = is512 ? new Gost3411_2012_512Digest() : new Gost3411_2012_256Digest();
        digest.BlockUpdate(data.ToArray(), 0, data.Length);
        var hash = new byte[digest.GetDigestSize()];
        digest.DoFinal(hash, 0);
        return hash;
    }

    /// <param name="key">The octet string of the public key: X and Y, both little-endian.</param>
    /// <param name="parameters">The parameters of the key's algorithm: the curve first.</param>
    /// <param name="signature">s and r, both big-endian.</param>
    public static bool Verify(bool is512, byte[] key, byte[]? parameters, ReadOnlySpan<byte> data, byte[] signature)
    {
        var size = is512 ? 64 : 32;
        if (signature.Length != 2 * size || KeyOf(key, parameters, size) is not { } own) return false;
        var signer = new ECGost3410Signer();
        signer.Init(forSigning: false, own);
        return signer.VerifySignature(Hash(is512, data), new BigInteger(1, signature, size, size), new BigInteger(1, signature, 0, size));
    }

    private static ECPublicKeyParameters? KeyOf(byte[] encoded, byte[]? parameters, int size)
    {
        try
        {
            var curve = new AsnReader(parameters, AsnEncodingRules.DER).ReadSequence().ReadObjectIdentifier();
            var named = ECGost3410NamedCurves.GetByOidX9(new DerObjectIdentifier(Aliases.GetValueOrDefault(curve, curve)));
            var point = new AsnReader(encoded, AsnEncodingRules.DER).ReadOctetString();
            if (named is null || point.Length != 2 * size) return null;
            var (x, y) = (point[..size], point[size..]);
            Array.Reverse(x);
            Array.Reverse(y);
            var domain = new ECDomainParameters(named.Curve, named.G, named.N, named.H, named.GetSeed());
            // Refuses a point that is not on the curve.
            return new ECPublicKeyParameters("ECGOST3410", domain.Curve.ValidatePoint(new BigInteger(1, x), new BigInteger(1, y)), domain);
        }
        catch (Exception unfit) when (unfit is AsnContentException or ArgumentException or FormatException)
        {
            return null;
        }
    }
}
