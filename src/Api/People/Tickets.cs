using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Consent.Api;

/// <summary>What a browser carries for us from one form to the next: sealed by the key ring, good for one purpose and for a while.</summary>
internal sealed class Tickets(IDataProtectionProvider protection, TimeProvider clock)
{
    private const char Between = '\n';

    public string Write(string purpose, TimeSpan life, params string[] parts)
    {
        var until = (clock.GetUtcNow() + life).ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        return For(purpose).Protect(string.Join(Between, [until, .. parts]));
    }

    /// <summary>Null where it is not ours, of another purpose, or too old.</summary>
    public string[]? Read(string purpose, string? ticket)
    {
        if (ticket is not { Length: > 0 and <= 4096 }) return null;
        try
        {
            var parts = For(purpose).Unprotect(ticket).Split(Between);
            return long.Parse(parts[0], CultureInfo.InvariantCulture) > clock.GetUtcNow().ToUnixTimeMilliseconds() ? parts[1..] : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private IDataProtector For(string purpose) => protection.CreateProtector("Consent.Tickets", purpose);
}
