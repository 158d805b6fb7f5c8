using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using Consent.Domain;
using Consent.Storage;

namespace Consent.Api;

/// <summary>Reads the fields of one request and gathers everything that is wrong with them, so that the client mends all at once.</summary>
internal sealed class Fields
{
    private const int CodeLength = 64;
    private static readonly DateTimeOffset Earliest = new(1990, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Latest = new(2150, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly SearchValues<char> CodeCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-");

    private SortedDictionary<string, List<string>>? _errors;

    public void Wrong(string field, string key, params object[] arguments)
    {
        _errors ??= new SortedDictionary<string, List<string>>(StringComparer.Ordinal);
        if (!_errors.TryGetValue(field, out var list)) _errors[field] = list = [];
        list.Add(Texts.Get(key, arguments));
    }

    /// <exception cref="InvalidRequestException">Something was wrong.</exception>
    public void ThrowIfWrong()
    {
        if (_errors is not null) throw new InvalidRequestException(_errors.ToDictionary(pair => pair.Key, pair => pair.Value.ToArray()));
    }

    public T Required<T>(T? value, string field) where T : class
    {
        if (value is null) Wrong(field, "FieldRequired");
        return value!;
    }

    /// <summary>Text of 1 to <paramref name="max"/> characters; control characters are refused, but line ends and tabs where asked.</summary>
    public string Text(string? value, string field, int max, bool lines = false)
    {
        if (string.IsNullOrWhiteSpace(value)) Wrong(field, "FieldRequired");
        else OptionalText(value, field, max, lines);
        return value ?? "";
    }

    public string? OptionalText(string? value, string field, int max, bool lines = false)
    {
        if (value is null) return null;
        if (value.Length > max) Wrong(field, "FieldTooLong", max);
        if (HasControl(value, lines)) Wrong(field, "FieldControlCharacters");
        return value;
    }

    /// <summary>Text that may be left out; blank is left out too.</summary>
    public string? Told(string? value, string field, int max, bool lines = false) => OptionalText(value, field, max, lines) is { } text && !string.IsNullOrWhiteSpace(text) ? text : null;

    /// <summary>A number of the state's registers: digits of one of two lengths; may be left out.</summary>
    public string? Digits(string? value, string field, int length, int other)
    {
        if (Told(value, field, other) is not { } digits) return null;
        if ((digits.Length != length && digits.Length != other) || !digits.All(char.IsAsciiDigit)) Wrong(field, "FieldNotDigits", length, other);
        return digits;
    }

    private static bool HasControl(string value, bool lines)
    {
        foreach (var c in value)
            if (char.IsControl(c) && !(lines && c is '\n' or '\r' or '\t')) return true;
        return false;
    }

    public Personal? Personal(string? value, string field, int max, bool lines = false) => Domain.Personal.Of(OptionalText(value, field, max, lines));

    public Personal RequiredPersonal(string? value, string field, int max) => new(Text(value, field, max));

    /// <summary>1–64 of letters, digits and <c>. _ -</c>.</summary>
    public string Code(string? value, string field)
    {
        if (string.IsNullOrEmpty(value)) Wrong(field, "FieldRequired");
        else if (value.Length > CodeLength || value.AsSpan().ContainsAnyExcept(CodeCharacters)) Wrong(field, "FieldNotCode", CodeLength);
        return value ?? "";
    }

    public PurposeCode Purpose(string? value, string field) => new(string.Intern(Code(value, field)));

    /// <summary>Purposes without repetition; null and empty mean all of them.</summary>
    public ImmutableArray<PurposeCode> Purposes(IReadOnlyList<string?>? values, string field)
    {
        if (values?.Count > 200) Wrong(field, "FieldTooMany", 200);
        return [.. (values ?? []).Select((value, i) => Purpose(value, $"{field}[{i}]")).Distinct()];
    }

    public SubjectId Subject(string? value, string field)
    {
        var verdict = SubjectNames.Judge(value);
        if (value is null) Wrong(field, "FieldRequired");
        else if (verdict == SubjectNames.Verdict.LooksPersonal) throw new RefusedException(new SubjectLooksPersonal(field));
        else if (verdict == SubjectNames.Verdict.Malformed) Wrong(field, "FieldNotSubject", SubjectId.MaxLength);
        return new SubjectId(value ?? "");
    }

    public T Word<T>(string? value, string field) where T : struct, Enum
    {
        if (value is null) Wrong(field, "FieldRequired");
        return OptionalWord<T>(value, field) ?? default;
    }

    public T? OptionalWord<T>(string? value, string field) where T : struct, Enum
    {
        if (value is null) return null;
        var word = Words.Find<T>(value);
        if (word is null) Wrong(field, "FieldNotWord", string.Join(", ", Words.All<T>()));
        return word;
    }

    /// <summary>An instant between 1990 and 2150; absurd ones are a fault of the client's clock.</summary>
    public DateTimeOffset? Instant(DateTimeOffset? value, string field)
    {
        if (value is not { } instant) return null;
        if (instant < Earliest || instant > Latest) Wrong(field, "FieldAbsurdDate");
        return Microseconds.Round(instant);
    }

    /// <summary>RFC 3339 with an offset.</summary>
    public DateTimeOffset? Instant(string? value, string field)
    {
        if (value is null) return null;
        if (Instants.TryParse(value, out var instant)) return Instant(instant, field);
        Wrong(field, "FieldNotInstant");
        return null;
    }

    /// <summary>An instant, or a date that means its beginning (or, for an end, its last moment) at the operator's place.</summary>
    public DateTimeOffset? InstantOrDate(string? value, string field, Rules rules, bool isEnd)
    {
        if (!DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return Instant(value, field);
        if (day.Year is >= 1990 and <= 2149) return rules.EndOf(isEnd ? day : day.AddDays(-1));
        Wrong(field, "FieldAbsurdDate");
        return null;
    }

    /// <summary>A day as <c>2026-11-24</c>, between 1990 and 2149; null where none is given.</summary>
    public DateOnly? Date(string? value, string field)
    {
        if (value is null) return null;
        if (!DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) Wrong(field, "FieldNotDate");
        else if (day.Year is < 1990 or > 2149) Wrong(field, "FieldAbsurdDate");
        else return day;
        return null;
    }

    /// <summary>The number of a demand or an obligation, from 1; null where none is given.</summary>
    public int? Id(int? value, string field)
    {
        if (value < 1) Wrong(field, "FieldNotNumber", 1, int.MaxValue);
        return value;
    }

    /// <summary>Says that a number is missing, and stands in for it.</summary>
    public int Missing(string field)
    {
        Wrong(field, "FieldRequired");
        return 1;
    }

    /// <summary>A day that must be given.</summary>
    public DateOnly Day(string? value, string field)
    {
        if (value is null) Wrong(field, "FieldRequired");
        return Date(value, field) ?? default;
    }

    /// <summary>Whose requests are asked for; null for everybody's.</summary>
    public string? Assigned(string? value) => value is null ? null : Text(value, "assigned", 200);

    /// <summary>Days of a calendar; no more than a year has.</summary>
    public ImmutableArray<CalendarDay> Days(IReadOnlyList<CalendarDayBody?>? days, string field)
    {
        if (days?.Count > 366) Wrong(field, "FieldTooMany", 366);
        return [.. (days ?? []).Take(366).Select((day, i) => new CalendarDay(
            Day(day?.Date, $"{field}[{i}].date"), Word<DayKind>(day?.Kind, $"{field}[{i}].kind"), Text(day?.Title, $"{field}[{i}].title", 200)))];
    }

    public int Number(string? value, string field, int fallback, int min, int max)
    {
        if (value is null) return fallback;
        if (int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max) return number;
        Wrong(field, "FieldNotNumber", min, max);
        return fallback;
    }

    public long? Long(string? value, string field)
    {
        if (value is null) return null;
        if (long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return number;
        Wrong(field, "FieldNotNumber", 0, long.MaxValue);
        return null;
    }
}

/// <summary>Instants as clients write them: RFC 3339 with an offset, never a bare local time.</summary>
internal static class Instants
{
    private static readonly string[] Formats =
        [.. from seconds in (string[])["ss", "ss.FFFFFFF"] from zone in (string[])["'Z'", "zzz"] select $"yyyy-MM-dd'T'HH:mm:{seconds}{zone}"];

    public static bool TryParse(string? text, out DateTimeOffset instant) =>
        DateTimeOffset.TryParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out instant);
}
