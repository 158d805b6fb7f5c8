using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Consent.Api;

/// <summary>Secrets that are given once and kept as their SHA-256: 256 random bits need no slow hash.</summary>
internal static class OneTimeTokens
{
    private const int Length = 32;

    /// <summary>A new secret; the same <paramref name="seed"/> of the same installation makes the same one again, so that a repeated call can be answered.</summary>
    public static string New(byte[]? seed = null) => Base64Url.EncodeToString(seed is null ? RandomNumberGenerator.GetBytes(Length) : seed.AsSpan(0, Length));

    public static string Hash(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    /// <summary>A short name of a person, a session, a link.</summary>
    public static string NewId(byte[]? seed = null) => Convert.ToHexStringLower(seed is null ? RandomNumberGenerator.GetBytes(8) : seed.AsSpan(Length, 8));
}
