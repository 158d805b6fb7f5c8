using System.Security.Cryptography;
using System.Text;
using Consent.Domain;

namespace Consent.Storage;

/// <summary>The key of one file in memory: seals and opens the personal data of its entries with AES-256-GCM, each value under a nonce of its own and
/// tied to its operator, file, entry and place, so that it opens nowhere else.</summary>
public sealed class FileSeal
{
    private const int KeyBytes = 32;
    private const int MostGenerations = 256;

    // One key after another: what is sealed from now on is under the last, and tells which it was.
    private readonly byte[] _keys;

    private FileSeal(byte[] keys) => _keys = keys;

    public int Generations => _keys.Length / KeyBytes;

    public static FileSeal New() => new(RandomNumberGenerator.GetBytes(KeyBytes));

    /// <exception cref="CryptographicException">These are no keys of a file.</exception>
    public static FileSeal Of(byte[] keys) =>
        keys.Length is > 0 and <= KeyBytes * MostGenerations && keys.Length % KeyBytes == 0 ? new(keys) : throw new CryptographicException("Not a key of a file.");

    /// <summary>The same with a fresh key for what is sealed from now on.</summary>
    public FileSeal Renewed() =>
        Generations < MostGenerations ? new([.. _keys, .. RandomNumberGenerator.GetBytes(KeyBytes)]) : throw new InvalidOperationException("A file has had 256 keys.");

    /// <summary>The keys themselves, to be wrapped.</summary>
    internal byte[] Keys => _keys;

    /// <summary>Nothing can be opened by it any more.</summary>
    public void Forget() => CryptographicOperations.ZeroMemory(_keys);

    /// <summary>The entry's payload with every piece of personal data sealed.</summary>
    internal byte[] Seal(Entry entry) => Personals.Replace(entry.Payload, Personals.Plain, Personals.Sealed, (value, place) => Seal(value, AboutOf(entry, place)));

    /// <summary>The entry's payload with every sealed value opened.</summary>
    /// <exception cref="JournalDamagedException">A value was changed, or stood somewhere else.</exception>
    internal byte[] Open(Entry entry)
    {
        try
        {
            return Personals.Replace(entry.Payload, Personals.Sealed, Personals.Plain, (value, place) => Open(value, AboutOf(entry, place)));
        }
        catch (Exception failure) when (failure is CryptographicException or FormatException)
        {
            throw new JournalDamagedException($"{entry.File}: a sealed value of entry {entry.Version} does not open");
        }
    }

    /// <summary>A chunk of an attached file, sealed in its place.</summary>
    internal byte[] Seal(ReadOnlySpan<byte> chunk, ChunkPlace place)
    {
        var box = new byte[LengthOf(chunk)];
        Seal(chunk, place.Bytes, box);
        return box;
    }

    /// <summary>Null where it was changed, or stood somewhere else.</summary>
    internal byte[]? Open(ReadOnlySpan<byte> chunk, ChunkPlace place)
    {
        try
        {
            return Unseal(chunk, place.Bytes);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private byte[] Seal(ReadOnlySpan<byte> value, byte[] about)
    {
        Span<byte> box = stackalloc byte[0];
        var length = LengthOf(value);
        box = length <= 1024 ? stackalloc byte[length] : new byte[length];
        Seal(value, about, box);
        return System.Buffers.Text.Base64Url.EncodeToUtf8(box);
    }

    private byte[] Open(ReadOnlySpan<byte> text, byte[] about) => Unseal(System.Buffers.Text.Base64Url.DecodeFromUtf8(text), about);

    /// <summary>A generation, a nonce, the ciphertext and a tag.</summary>
    private void Seal(ReadOnlySpan<byte> value, byte[] about, Span<byte> box)
    {
        box[0] = (byte)(Generations - 1);
        RandomNumberGenerator.Fill(box.Slice(1, Nonce));
        using var cipher = new AesGcm(_keys.AsSpan(^KeyBytes..), Tag);
        cipher.Encrypt(box.Slice(1, Nonce), value, box[(1 + Nonce)..^Tag], box[^Tag..], about);
    }

    private byte[] Unseal(ReadOnlySpan<byte> box, byte[] about)
    {
        if (box.Length < 1 + Nonce + Tag || box[0] >= Generations) throw new CryptographicException("Not sealed by a key of this file.");
        var value = new byte[box.Length - 1 - Nonce - Tag];
        using var cipher = new AesGcm(_keys.AsSpan(box[0] * KeyBytes, KeyBytes), Tag);
        cipher.Decrypt(box.Slice(1, Nonce), box[(1 + Nonce)..^Tag], box[^Tag..], value, about);
        return value;
    }

    private static int LengthOf(ReadOnlySpan<byte> value) => 1 + Nonce + value.Length + Tag;

    private static int Nonce => AesGcm.NonceByteSizes.MaxSize;

    private static int Tag => AesGcm.TagByteSizes.MaxSize;

    // None of these can hold the separator but the subject, which is last but for numbers and a name of ours.
    private static byte[] AboutOf(Entry entry, int place) =>
        Encoding.UTF8.GetBytes(FormattableString.Invariant($"consent-sealed/1\n{entry.File.Operator}\n{entry.Version}\n{entry.Kind}\n{place}\n{entry.File.Subject}"));
}
