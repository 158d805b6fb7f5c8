using System.Text;
using System.Text.RegularExpressions;

namespace Consent.Domain;

/// <summary>By what a person can be looked up.</summary>
public enum ContactKind { Email, Phone, Document, Name }

/// <summary>An address, a phone, a document or a word of a name in the one form in which two of them compare.</summary>
public sealed record Contact(ContactKind Kind, string Value)
{
    private const int MostWords = 12;

    /// <summary>Null for what is no address.</summary>
    public static Contact? Email(string text) =>
        text.Trim() is { Length: <= 254 } address && address.IndexOf('@', StringComparison.Ordinal) is > 0 and var at && at < address.Length - 1 && !address.Any(char.IsWhiteSpace)
            ? new(ContactKind.Email, address.Normalize(NormalizationForm.FormKC).ToLowerInvariant())
            : null;

    /// <summary>E.164: +7, 7, 8 and nothing before ten digits are the same Russian number. Null for what is no phone.</summary>
    public static Contact? Phone(string text)
    {
        var digits = string.Concat(text.Where(char.IsAsciiDigit));
        var isWorldwide = text.TrimStart().StartsWith('+');
        return (digits.Length, isWorldwide) switch
        {
            (10, false) => new(ContactKind.Phone, "+7" + digits),
            (11, false) when digits[0] is '7' or '8' => new(ContactKind.Phone, "+7" + digits[1..]),
            ( >= 8 and <= 15, true) => new(ContactKind.Phone, "+" + digits),
            _ => null,
        };
    }

    /// <summary>Letters and digits of the number alone. Null where there are fewer than four.</summary>
    public static Contact? Document(string text)
    {
        // The sign of a number first: normalised, it would become two letters.
        var number = string.Concat(text.Where(char.IsLetterOrDigit)).Normalize(NormalizationForm.FormKC).ToUpperInvariant();
        return number.Length >= 4 ? new(ContactKind.Document, number) : null;
    }

    /// <summary>Each word of a name by itself, in lower case and with ё as е. Initials are no words, and nobody has more than a dozen.</summary>
    public static IEnumerable<Contact> Name(string text)
    {
        var plain = text.Normalize(NormalizationForm.FormKC).ToLowerInvariant().Replace('ё', 'е');
        return string.Concat(plain.Select(c => char.IsLetter(c) ? c : ' ')).Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Where(word => word.Length > 1).Distinct(StringComparer.Ordinal).Take(MostWords).Select(word => new Contact(ContactKind.Name, word));
    }
}

/// <summary>What a letter says by which its author can be found again.</summary>
public static partial class Contacts
{
    public static IEnumerable<Contact> Of(FileEvent happened) =>
        happened is RequestReceived { Applicant: { } applicant }
            ? In(applicant.Contact?.Value ?? "")
                .Concat(applicant.Document is { } document && Contact.Document(document.Number.Value) is { } number ? [number] : [])
                .Concat(Contact.Name(applicant.Name.Value)).Concat(Contact.Name(applicant.Representative?.Name.Value ?? "")).Distinct()
            : [];

    /// <summary>The addresses and phones that stand in a line, in whatever order a person wrote them.</summary>
    public static IEnumerable<Contact> In(string text) =>
        Emails().Matches(text).Select(match => Contact.Email(match.Value)).Concat(Phones().Matches(text).Select(match => Contact.Phone(match.Value))).OfType<Contact>();

    /// <summary>The words of a name that stand beside them.</summary>
    public static IEnumerable<Contact> NamesIn(string text) => Contact.Name(Emails().Replace(text, " "));

    [GeneratedRegex(@"[^\s,;<>()]{1,64}@[^\s,;<>()]{1,189}")]
    private static partial Regex Emails();

    [GeneratedRegex(@"(?<![\w@.])\+?\d(?:[\s()\-–]{0,3}\d){7,14}(?![\w@])")]
    private static partial Regex Phones();
}
