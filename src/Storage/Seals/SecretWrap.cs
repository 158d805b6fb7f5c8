using System.Security.Cryptography;
using System.Text;
using Consent.Domain;

namespace Consent.Storage;

/// <summary>Wraps keys by one secret of 32 bytes: where there is no ring, as in a bench or a test.</summary>
public sealed class SecretWrap(byte[] secret) : IKeyWrap
{
    private static int Nonce => AesGcm.NonceByteSizes.MaxSize;

    private static int Tag => AesGcm.TagByteSizes.MaxSize;

    public byte[] Wrap(FileKey file, byte[] key)
    {
        var wrapped = new byte[Nonce + key.Length + Tag];
        RandomNumberGenerator.Fill(wrapped.AsSpan(..Nonce));
        using var cipher = new AesGcm(secret, Tag);
        cipher.Encrypt(wrapped.AsSpan(..Nonce), key, wrapped.AsSpan(Nonce..^Tag), wrapped.AsSpan(^Tag..), About(file));
        return wrapped;
    }

    public byte[] Unwrap(FileKey file, byte[] wrapped)
    {
        if (wrapped.Length <= Nonce + Tag) throw new CryptographicException("Not a wrapped key.");
        var key = new byte[wrapped.Length - Nonce - Tag];
        using var cipher = new AesGcm(secret, Tag);
        cipher.Decrypt(wrapped.AsSpan(..Nonce), wrapped.AsSpan(Nonce..^Tag), wrapped.AsSpan(^Tag..), key, About(file));
        return key;
    }

    public bool IsOutdated(FileKey file, byte[] wrapped) => false;

    private static byte[] About(FileKey file) => Encoding.UTF8.GetBytes(file.ToString());
}
