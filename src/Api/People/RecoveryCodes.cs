using System.Security.Cryptography;

namespace Consent.Api;

/// <summary>Ten codes for who has lost the authenticator: each works once, 128 bits, kept as SHA-256.</summary>
internal static class RecoveryCodes
{
    private const int Count = 10;

    /// <summary>As they are shown: <c>ABCD-EFGH-IJKL-MNOP-QRST-UVWX-YZ</c>.</summary>
    public static string[] New() => [.. Enumerable.Range(0, Count).Select(_ => string.Join('-', Totp.Base32(RandomNumberGenerator.GetBytes(16)).Chunk(4).Select(part => new string(part))))];

    public static string Hash(string? code) => OneTimeTokens.Hash((code ?? "").Replace("-", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant());
}
