namespace Consent.Domain;

/// <summary>What may name a subject, so that addresses, logs and keys stay impersonal.</summary>
public static class SubjectNames
{
    private const int RussianPhoneDigits = 11;

    public enum Verdict { Fit, Malformed, LooksPersonal }

    /// <summary>1–128 of <c>A–Z a–z 0–9 . _ : -</c>; what looks like an e-mail address or a phone number is told apart.</summary>
    public static Verdict Judge(string? text) => text switch
    {
        { Length: > 0 and <= SubjectId.MaxLength } when LooksLikeEmail(text) || LooksLikePhone(text) => Verdict.LooksPersonal,
        { Length: > 0 and <= SubjectId.MaxLength } when text.All(IsAllowed) => Verdict.Fit,
        _ => Verdict.Malformed,
    };

    private static bool IsAllowed(char c) => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or ':' or '-';

    private static bool LooksLikeEmail(string text) => text.IndexOf('@', StringComparison.Ordinal) is > 0 and var at && at < text.Length - 1;

    // +7 916 123-45-67, 8(916)1234567, 79161234567, 9161234567; other all-digit names are customer numbers.
    private static bool LooksLikePhone(string text)
    {
        if (text.Any(c => !char.IsAsciiDigit(c) && c is not ('+' or '-' or '(' or ')' or ' ' or '.' or '_' or ':'))) return false;
        var digits = string.Concat(text.Where(char.IsAsciiDigit));
        return (text[0] == '+' && digits.Length is >= 10 and <= 15)
            || (digits.Length == RussianPhoneDigits && digits[0] is '7' or '8')
            || (digits.Length == RussianPhoneDigits - 1 && digits[0] == '9');
    }
}
