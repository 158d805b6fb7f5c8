using System.Buffers;

namespace Consent.Domain;

/// <summary>What may name a subject, so that addresses, logs and keys stay impersonal.</summary>
public static class SubjectNames
{
    private const int RussianPhoneDigits = 11;
    private static readonly SearchValues<char> Allowed = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._:-");
    private static readonly SearchValues<char> OfPhones = SearchValues.Create("0123456789+-() ._:");

    public enum Verdict { Fit, Malformed, LooksPersonal }

    /// <summary>1–128 of <c>A–Z a–z 0–9 . _ : -</c>; what looks like an e-mail address or a phone number is told apart.</summary>
    public static Verdict Judge(ReadOnlySpan<char> text) =>
        text.Length is 0 or > SubjectId.MaxLength ? Verdict.Malformed
        : LooksLikeEmail(text) || LooksLikePhone(text) ? Verdict.LooksPersonal
        : text.ContainsAnyExcept(Allowed) || text is "." or ".." ? Verdict.Malformed
        : Verdict.Fit;

    private static bool LooksLikeEmail(ReadOnlySpan<char> text) => text.IndexOf('@') is > 0 and var at && at < text.Length - 1;

    // +7 916 123-45-67, 8(916)1234567, 79161234567, 9161234567; other all-digit names are customer numbers.
    private static bool LooksLikePhone(ReadOnlySpan<char> text)
    {
        if (text.ContainsAnyExcept(OfPhones)) return false;
        var (digits, first) = (0, ' ');
        foreach (var c in text)
            if (char.IsAsciiDigit(c) && digits++ == 0) first = c;
        return (text[0] == '+' && digits is >= 10 and <= 15)
            || (digits == RussianPhoneDigits && first is '7' or '8')
            || (digits == RussianPhoneDigits - 1 && first == '9');
    }
}
