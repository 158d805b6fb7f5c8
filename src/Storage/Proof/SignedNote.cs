using System.Security.Cryptography;
using System.Text;

namespace Consent.Storage.Proof;

/// <summary>A text with one signature, in the shape of C2SP signed-note: the text, an empty line, <c>— name base64(key id, signature)</c>.</summary>
public sealed record SignedNote(string Text, string Signer, byte[] KeyId, byte[] Signature)
{
    public const int KeyIdLength = 4;
    private const string Dash = "— ";

    public override string ToString() => $"{Text}\n{Dash}{Signer} {Convert.ToBase64String([.. KeyId, .. Signature])}\n";

    /// <summary>Null for anything that this class would not have written so, to the byte.</summary>
    public static SignedNote? TryParse(string note)
    {
        var end = note.LastIndexOf("\n\n" + Dash, StringComparison.Ordinal);
        if (end < 0 || note[^1] != '\n') return null;
        var line = note[(end + 2 + Dash.Length)..^1];
        var space = line.IndexOf(' ', StringComparison.Ordinal);
        var bytes = new byte[256];
        if (space <= 0 || !Convert.TryFromBase64String(line[(space + 1)..], bytes, out var length) || length <= KeyIdLength) return null;
        var read = new SignedNote(note[..(end + 1)], line[..space], bytes[..KeyIdLength], bytes[KeyIdLength..length]);
        return read.ToString() == note ? read : null;
    }

    internal ReadOnlySpan<byte> Signed => Encoding.UTF8.GetBytes(Text);
}

/// <summary>The key the service signs with: ECDSA on P-256, SHA-256.</summary>
public sealed class NoteSigner
{
    private readonly ECParameters _key;

    /// <param name="name">Who signs, as its notes say.</param>
    /// <param name="seed">64 bytes the key follows from, and nothing else.</param>
    public NoteSigner(string name, ReadOnlySpan<byte> seed)
    {
        // More bits than the order has: what remains after the division is even to one part of 2^256.
        var order = new System.Numerics.BigInteger(
            Convert.FromHexString("FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551"), isUnsigned: true, isBigEndian: true);
        var scalar = (new System.Numerics.BigInteger(seed, isUnsigned: true, isBigEndian: true) % (order - 1)) + 1;
        var bytes = scalar.ToByteArray(isUnsigned: true, isBigEndian: true);
        Name = name;
        _key = new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = [.. new byte[32 - bytes.Length], .. bytes] };
        using var key = ECDsa.Create(_key);
        Public = new PublicKey(key.ExportSubjectPublicKeyInfo());
    }

    public string Name { get; }

    public PublicKey Public { get; }

    public SignedNote Sign(string text)
    {
        using var key = ECDsa.Create(_key);
        var note = new SignedNote(text, Name, Public.Id, []);
        return note with { Signature = key.SignData(note.Signed, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence) };
    }
}

/// <summary>A public key of the service, by what it is known: the first four bytes of its SHA-256.</summary>
public sealed record PublicKey(byte[] Spki)
{
    // How every SubjectPublicKeyInfo of a point on P-256, written whole, begins.
    private static readonly byte[] P256 = Convert.FromHexString("3059301306072A8648CE3D020106082A8648CE3D03010703420004");

    public byte[] Id => SHA256.HashData(Spki)[..SignedNote.KeyIdLength];

    /// <summary>SHA-256 of the key: what two people compare by phone.</summary>
    public string Fingerprint => Convert.ToHexStringLower(SHA256.HashData(Spki));

    public string Pem => PemEncoding.WriteString("PUBLIC KEY", Spki) + "\n";

    public bool Fits(SignedNote note)
    {
        if (!note.KeyId.AsSpan().SequenceEqual(Id)) return false;
        try
        {
            using var key = ECDsa.Create();
            key.ImportSubjectPublicKeyInfo(Spki, out var read);
            return read == Spki.Length && key.VerifyData(note.Signed, note.Signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    /// <summary>Every key of a PEM file; null where there is none, or one is no key on P-256.</summary>
    public static IReadOnlyList<PublicKey>? TryParse(string pem)
    {
        var keys = new List<PublicKey>();
        var rest = pem.AsSpan();
        while (PemEncoding.TryFind(rest, out var fields))
        {
            try
            {
                var spki = Convert.FromBase64String(rest[fields.Base64Data].ToString());
                // Another algorithm or curve is not even tried.
                if (!spki.AsSpan().StartsWith(P256)) return null;
                using var key = ECDsa.Create();
                key.ImportSubjectPublicKeyInfo(spki, out var read);
                if (read != spki.Length) return null;
                keys.Add(new PublicKey(spki));
            }
            catch (Exception wrong) when (wrong is CryptographicException or FormatException)
            {
                return null;
            }

            rest = rest[fields.Location.End..];
        }

        return keys.Count == 0 ? null : keys;
    }
}
