using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Consent.Domain;

namespace Consent.Api;

/// <summary>Keys: <c>ck_{id}_{secret}</c>, 32 random bytes of secret; kept as SHA-256, compared in constant time.</summary>
public static class Keys
{
    /// <summary>The id of a first key that the installer chose, which may be of any shape.</summary>
    public const string BootstrapId = "bootstrap";

    private const string Prefix = "ck_";
    private const int IdLength = 12;

    /// <summary>A new key; the same <paramref name="seed"/> of the same installation makes the same one again, so that a repeated call can be answered.</summary>
    public static (string Id, string Token) New(byte[]? seed = null)
    {
        var bytes = seed ?? RandomNumberGenerator.GetBytes(SHA512.HashSizeInBytes);
        var id = Convert.ToHexStringLower(bytes.AsSpan(32, IdLength / 2));
        return (id, $"{Prefix}{id}_{Base64Url.EncodeToString(bytes.AsSpan(0, 32))}");
    }

    public static string IdOf(string token) =>
        token.StartsWith(Prefix, StringComparison.Ordinal) && token.Length > Prefix.Length + IdLength && token[Prefix.Length + IdLength] == '_'
            ? token.Substring(Prefix.Length, IdLength)
            : BootstrapId;

    public static string Hash(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    public static bool Fits(ApiKey key, string token)
    {
        Span<byte> actual = stackalloc byte[SHA256.HashSizeInBytes];
        Span<byte> expected = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(token), actual);
        Convert.FromHexString(key.SecretSha256, expected, out _, out _);
        return CryptographicOperations.FixedTimeEquals(actual, expected);
    }
}
