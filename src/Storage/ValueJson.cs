using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Consent.Domain;

namespace Consent.Storage;

/// <summary>Codes repeat in millions of events and are few: one string each.</summary>
public sealed class PurposeCodeJson : JsonConverter<PurposeCode>
{
    public override PurposeCode Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(Codes.Read(ref reader));

    public override void Write(Utf8JsonWriter writer, PurposeCode value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}

public sealed class OperatorIdJson : JsonConverter<OperatorId>
{
    public override OperatorId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(Codes.Read(ref reader));

    public override void Write(Utf8JsonWriter writer, OperatorId value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}

public sealed class SubjectIdJson : JsonConverter<SubjectId>
{
    public override SubjectId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetString()!);

    public override void Write(Utf8JsonWriter writer, SubjectId value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}

/// <summary>A version as its publisher wrote it: a number stays a number.</summary>
public sealed class TextVersionJson : JsonConverter<TextVersion>
{
    public override TextVersion Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.Number when reader.TryGetInt64(out var number) => new(string.Intern(number.ToString(CultureInfo.InvariantCulture)), IsNumber: true),
        JsonTokenType.String => new(Codes.Read(ref reader)),
        _ => throw new JsonException("A version is a whole number or a string."),
    };

    public override void Write(Utf8JsonWriter writer, TextVersion value, JsonSerializerOptions options)
    {
        if (value.IsNumber) writer.WriteRawValue(value.Value);
        else writer.WriteStringValue(value.Value);
    }
}

/// <summary><c>{"amount": 10, "unit": "workingDays"}</c>.</summary>
public sealed class TermJson : JsonConverter<Term>
{
    private static readonly (string Unit, Type Type, Func<int, Term> Make)[] Units =
    [
        ("workingDays", typeof(WorkingDays), amount => new WorkingDays(amount)),
        ("calendarDays", typeof(CalendarDays), amount => new CalendarDays(amount)),
        ("hours", typeof(Hours), amount => new Hours(amount)),
        ("months", typeof(Months), amount => new Months(amount)),
        ("dayOfNextMonth", typeof(DayOfNextMonth), amount => new DayOfNextMonth(amount)),
        ("immediately", typeof(Immediately), _ => new Immediately()),
        ("before", typeof(Before), _ => new Before()),
        ("unstated", typeof(Unstated), _ => new Unstated()),
    ];

    /// <summary>Every unit, in the order of the law.</summary>
    public static IEnumerable<string> UnitNames => Units.Select(row => row.Unit);

    /// <summary>The units a contract may promise in: what is only said to precede an event, or is left unsaid, is no promise of time.</summary>
    public static IEnumerable<string> PromisedUnitNames => Units.Where(row => row.Type != typeof(Before) && row.Type != typeof(Unstated)).Select(row => row.Unit);

    public static string UnitOf(Term term) => Array.Find(Units, row => row.Type == term.GetType()).Unit;

    /// <summary>Null where there is no such unit.</summary>
    public static Term? Make(string? unit, int amount) => Array.Find(Units, row => row.Unit == unit).Make?.Invoke(amount);

    public override bool CanConvert(Type typeToConvert) => typeof(Term).IsAssignableFrom(typeToConvert);

    public override Term Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return Make(document.RootElement.GetProperty("unit").GetString(), document.RootElement.GetProperty("amount").GetInt32())
            ?? throw new JsonException("No such unit.");
    }

    public override void Write(Utf8JsonWriter writer, Term value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteNumber("amount", value.Amount);
        writer.WriteString("unit", UnitOf(value));
        writer.WriteEndObject();
    }
}

/// <summary><c>{"plain": "…"}</c> on its way, <c>{"sealed": "…"}</c> in the journal; a bare string is what was written before it was known to be personal.</summary>
public sealed class PersonalJson : JsonConverter<Personal>
{
    // A generation, a nonce and a tag in base64url: there is no shorter seal.
    private const int ShortestSeal = 38;

    public override Personal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String) return new Personal(reader.GetString()!);
        reader.Read();
        var isSealed = reader.ValueTextEquals("sealed"u8);
        var isDestroyed = !isSealed && reader.ValueTextEquals("destroyed"u8);
        if (!isSealed && !isDestroyed && !reader.ValueTextEquals("plain"u8)) throw new JsonException("Unknown form of personal data.");
        reader.Read();
        var personal = isDestroyed ? Personal.Destroyed : Of(reader.GetString()!, isSealed);
        reader.Read();
        return personal;
    }

    public override void Write(Utf8JsonWriter writer, Personal value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        if (value.IsDestroyed) writer.WriteBoolean("destroyed"u8, true);
        else if (value.Seal is { } seal) writer.WriteString("sealed"u8, seal);
        else writer.WriteString("plain"u8, value.Value);
        writer.WriteEndObject();
    }

    private static Personal Of(string text, bool isSealed) =>
        !isSealed ? new Personal(text) : text.Length >= ShortestSeal ? Personal.OfSeal(text) : throw new JsonException("No seal is so short.");
}

/// <summary>Instants leave as UTC with a Z, whatever offset they came with; an instant without an offset is refused.</summary>
public sealed class UtcJson : JsonConverter<DateTimeOffset>
{
    private const string Format = "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'";

    public static string Write(DateTimeOffset value) => value.ToUniversalTime().ToString(Format, CultureInfo.InvariantCulture);

    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && reader.TryGetDateTimeOffset(out var instant) && HasOffset(reader.ValueSpan)
            ? instant.ToUniversalTime()
            : throw new JsonException("An instant is RFC 3339 with an offset, such as 2026-11-24T09:00:00Z.");

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options)
    {
        // "2026-11-22T10:00:00.0000000" by the framework's fast path; then the zeros of the fraction go and a Z comes.
        Span<byte> text = stackalloc byte[32];
        value.UtcDateTime.TryFormat(text, out var length, "O", CultureInfo.InvariantCulture);
        length = text[..(length - 1)].TrimEnd((byte)'0').Length;
        if (text[length - 1] == '.') length--;
        text[length++] = (byte)'Z';
        writer.WriteStringValue(text[..length]);
    }

    // After the "T" of the time there is a Z, a + or a -.
    private static bool HasOffset(ReadOnlySpan<byte> text) => text.Length > 11 && text[11..].IndexOfAny("Z+-z"u8) >= 0;
}

internal static class Codes
{
    /// <summary>One string for each code met, however often: what the operator's catalogue names is a small closed set.</summary>
    public static string Read(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.String) throw new JsonException("A code is a string.");
        return string.Intern(reader.GetString()!);
    }
}
