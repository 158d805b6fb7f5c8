using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Consent.Domain;

/// <summary>Why a piece of data may be another person's.</summary>
public enum ThirdPersonSign { Email, Phone, Category }

/// <summary>Data in an answer that may be another person's: a person looks before it is sent.</summary>
public sealed record ThirdPersonHint(string System, string Category, ThirdPersonSign Why);

/// <summary>Points out what may be of other persons among the data to be given (ст. 14 ч. 2). It refuses nothing: there may be lawful grounds to disclose it.</summary>
public static partial class ThirdPersons
{
    public static ImmutableArray<ThirdPersonHint> In(IEnumerable<(string System, ProvidedItem Item)> items, Personal? applicantContact)
    {
        var held = items.Where(pair => pair.Item.IsHeld).ToArray();
        var own = held.Where(pair => !IsOfAnother(pair.Item.Category) && OwnContact().IsMatch(pair.Item.Category))
            .Select(pair => pair.Item.Value!.Value).Append(applicantContact?.Value ?? "")
            .SelectMany(text => Emails(text).Concat(Phones(text))).ToHashSet(StringComparer.Ordinal);
        return [.. held.SelectMany(pair => Signs(pair.Item, own).Select(sign => new ThirdPersonHint(pair.System, pair.Item.Category, sign))).Distinct()];
    }

    private static IEnumerable<ThirdPersonSign> Signs(ProvidedItem item, HashSet<string> own)
    {
        if (IsOfAnother(item.Category)) yield return ThirdPersonSign.Category;
        if (Emails(item.Value!.Value).Any(address => !own.Contains(address))) yield return ThirdPersonSign.Email;
        // Ten digits in a row may as well be a passport or a tax number, where the category says so.
        if (!Document().IsMatch(item.Category) && Phones(item.Value!.Value).Any(number => !own.Contains(number))) yield return ThirdPersonSign.Phone;
    }

    private static bool IsOfAnother(string category) => Another().IsMatch(category);

    private static IEnumerable<string> Emails(string text) => Email().Matches(text).Select(match => match.Value.ToLowerInvariant());

    // By the ten digits after the country: +7, 7, 8 and nothing before them are the same number.
    private static IEnumerable<string> Phones(string text) => Phone().Matches(text).Select(match => string.Concat(match.Value.Where(char.IsAsciiDigit))[^10..]);

    [GeneratedRegex(@"[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,8}")]
    private static partial Regex Email();

    // With +7, 7 or 8 any Russian number, without them a mobile one; separators as people write them.
    [GeneratedRegex(@"(?<!\d)(?:(?:\+7|[78])[\s()\-–]{0,3}(?=[3489])(?:\d[\s()\-–]{0,3}){9}\d|9\d\d\)?[\s\-–]?\d{3}[\s\-–]?\d\d[\s\-–]?\d\d)(?!\d)")]
    private static partial Regex Phone();

    [GeneratedRegex(@"паспорт|документ|инн\b|снилс|огрн|сч[её]т|\bкарт", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Document();

    [GeneratedRegex(@"контактн\w*\s+лиц|родственн|родител|супруг|представител|опекун|попечител|поручител|наследник|доверенн\w*\s+лиц|треть\w*\s+лиц|ребён|ребен|\bдет(?:и|ей|ям)\b|\bмать|матер|\bотец|\bотц|\bмуж[ау]?\b|\bжен[аыу]\b|\bбрат|\bсестр", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Another();

    [GeneratedRegex(@"почт|телефон|контакт|мобильн|e-?mail|phone|contact", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex OwnContact();
}
