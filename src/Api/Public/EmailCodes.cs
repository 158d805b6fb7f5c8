using System.Globalization;
using System.Net.Mail;
using System.Security.Cryptography;
using Consent.Domain;

namespace Consent.Api;

/// <summary>Codes to an e-mail address, carried by the browser in a ticket: eight digits, ten minutes, five tries, a few letters for each address.</summary>
internal sealed class EmailCodes(Tickets tickets, Mailer mailer, TimeProvider clock)
{
    private const string Purpose = "email-code";
    private const int Digits = 100_000_000;
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(10);

    private readonly Quota _tries = new(clock, most: 5, Life);
    private readonly Quota _letters = new(clock, most: 3, Life);

    /// <summary>The ticket and its end. A letter goes only where the address has not had too many; the answer does not tell.</summary>
    public (string Ticket, DateTimeOffset ExpiresAt) Send(OperatorId operatorId, string email, string operatorName)
    {
        var (id, code) = (OneTimeTokens.NewId(), RandomNumberGenerator.GetInt32(Digits).ToString("D8", CultureInfo.InvariantCulture));
        if (_letters.TryTake($"{operatorId}\n{email.ToLowerInvariant()}"))
            mailer.Post(new MailText(email, Texts.Get("Mail.code.subject"), Texts.Get("Mail.code.body", $"{code[..4]} {code[4..]}", operatorName)));
        return (tickets.Write(Purpose, Life, operatorId.Value, email, id, OneTimeTokens.Hash(id + code)), clock.GetUtcNow() + Life);
    }

    /// <summary>The address the code was sent to, and the name of the code; null where it is not the code, too late, or tried too often.</summary>
    public (string Email, string Id)? Confirm(OperatorId operatorId, string? ticket, string? code)
    {
        if (tickets.Read(Purpose, ticket) is not [var own, var email, var id, var hash] || own != operatorId.Value || !_tries.TryTake(id)) return null;
        var typed = OneTimeTokens.Hash(id + (code ?? "").Replace(" ", "", StringComparison.Ordinal));
        return CryptographicOperations.FixedTimeEquals(Convert.FromHexString(typed), Convert.FromHexString(hash)) ? (email, id) : null;
    }

    public static bool IsAddress(string text) => text.Length <= 254 && !text.Any(char.IsControl) && MailAddress.TryCreate(text, out var parsed) && parsed.Address == text;
}

/// <summary>The code is wrong, too old, or was used; which of them is not told.</summary>
public sealed record CodeNotGood() : Refusal("ст. 14 ч. 3", "code.code");
