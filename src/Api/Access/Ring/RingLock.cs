using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;

namespace Consent.Api;

/// <summary>What keys of the ring are encrypted by where there is no certificate: a passphrase, or the secret of the installation.</summary>
public sealed class RingLock
{
    // What OWASP asks of PBKDF2 with SHA-256; the secret of the installation is random and needs none.
    private const int Iterations = 600_000;
    private const int KeyBytes = 32;
    private const int SaltBytes = 16;

    private readonly string? _passphrase;
    private readonly Func<byte[]> _secret;
    private readonly ConcurrentDictionary<string, byte[]> _keys = new(StringComparer.Ordinal);

    /// <param name="secret">Asked for when it is needed: it is opened at start.</param>
    public RingLock(string? passphrase, Func<byte[]> secret) => (_passphrase, _secret) = (passphrase, secret);

    /// <summary>One salt a process: deriving is slow on purpose.</summary>
    public byte[] Salt { get; } = RandomNumberGenerator.GetBytes(SaltBytes);

    public string Kind => _passphrase is null ? "installation" : "passphrase";

    public byte[] KeyOf(string kind, byte[] salt) => kind switch
    {
        "installation" => _secret()[..KeyBytes],
        "passphrase" when _passphrase is { } passphrase => _keys.GetOrAdd(
            Convert.ToHexString(salt), _ => Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(passphrase), salt, Iterations, HashAlgorithmName.SHA256, KeyBytes)),
        "passphrase" => throw new CryptographicException("The key is encrypted by a passphrase, and none is set."),
        _ => throw new CryptographicException("Not encrypted by this service."),
    };
}

/// <summary>Encrypts a key of the ring with AES-256-GCM.</summary>
public sealed class RingEncryptor(RingLock own) : IXmlEncryptor
{
    public EncryptedXmlInfo Encrypt(XElement plaintextElement)
    {
        var text = Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting));
        var (nonce, tag, box) = (RandomNumberGenerator.GetBytes(AesGcm.NonceByteSizes.MaxSize), new byte[AesGcm.TagByteSizes.MaxSize], new byte[text.Length]);
        using var cipher = new AesGcm(own.KeyOf(own.Kind, own.Salt), tag.Length);
        cipher.Encrypt(nonce, text, box, tag);
        CryptographicOperations.ZeroMemory(text);
        return new EncryptedXmlInfo(
            new XElement("sealed", new XAttribute("by", own.Kind), new XAttribute("salt", Convert.ToBase64String(own.Salt)), Convert.ToBase64String([.. nonce, .. box, .. tag])),
            typeof(RingDecryptor));
    }
}

/// <summary>Decrypts a key of the ring. Its name stands in the ring: it does not change.</summary>
public sealed class RingDecryptor(IServiceProvider services) : IXmlDecryptor
{
    public XElement Decrypt(XElement encryptedElement)
    {
        var own = services.GetRequiredService<RingLock>();
        var (by, salt) = ((string?)encryptedElement.Attribute("by") ?? "", Convert.FromBase64String((string?)encryptedElement.Attribute("salt") ?? ""));
        var whole = Convert.FromBase64String(encryptedElement.Value).AsSpan();
        var (nonce, tag) = (AesGcm.NonceByteSizes.MaxSize, AesGcm.TagByteSizes.MaxSize);
        if (whole.Length < nonce + tag) throw new CryptographicException("A key of the ring is damaged.");
        var text = new byte[whole.Length - nonce - tag];
        using var cipher = new AesGcm(own.KeyOf(by, salt), tag);
        cipher.Decrypt(whole[..nonce], whole[nonce..^tag], whole[^tag..], text);
        return XElement.Parse(Encoding.UTF8.GetString(text));
    }
}
