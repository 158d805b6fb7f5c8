using System.Text.Json;
using System.Text.Json.Serialization;
using Consent.Domain;

namespace Consent.Api;

/// <summary><c>PUT /v1/admin/operators/{id}</c>.</summary>
public sealed record OperatorBody(
    string? Name, string? TimeZone, string? LegalName, string? Address, string? Contacts, string? Dpo,
    IReadOnlyList<ContractTermBody?>? ContractTerms, IReadOnlyList<string?>? Bans, IReadOnlyList<CalendarDayBody?>? Calendar,
    string? Measures, string? Rights, string? Deputy, string? Inn, string? Ogrn, BrandBody? Brand);

/// <summary>How the pages for subjects look: a colour as <c>#1a56b0</c>, a logo as <c>data:image/png;base64,…</c>.</summary>
public sealed record BrandBody(string? Accent, string? Logo);

public sealed record ContractTermBody(string? Duty, int? Amount, string? Unit, string? Clause);

public sealed record OperatorAnswer(
    string Id, string Name, string TimeZone, string LegalName, string Address, string Contacts, string Dpo,
    IReadOnlyList<ContractTermBody> ContractTerms, IReadOnlyList<string> Bans, IReadOnlyList<CalendarDayBody> Calendar, IReadOnlyList<ContractConflict> Conflicts,
    string? Measures, string? Rights, string? Deputy, string? Inn, string? Ogrn, BrandBody? Brand);

/// <summary>A contract that promises longer than the law allows: the law governs. <paramref name="LawDuty"/> and <paramref name="Row"/> name the
/// duty of the law that would be late, another than the promised one where a processor destroys.</summary>
public sealed record ContractConflict(string Duty, string Clause, Term Contract, Term Law, string Article, string LawDuty, string Row);

public sealed record LocalTextBody(string? Ru, string? En);

/// <summary>A retention rule: words alone, or <c>{rule, article}</c>.</summary>
[JsonConverter(typeof(RetentionBodyJson))]
public sealed record RetentionBody(string? Rule, string? Article);

/// <summary>The long form of a retention rule.</summary>
public sealed record RetentionRuleBody(string? Rule, string? Article);

public sealed class RetentionBodyJson : JsonConverter<RetentionBody>
{
    public override RetentionBody? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String) return new RetentionBody(reader.GetString(), null);
        try
        {
            return JsonSerializer.Deserialize(ref reader, ApiJson.Wire.RetentionRuleBody) is { } body ? new RetentionBody(body.Rule, body.Article) : null;
        }
        catch (JsonException wrong) when (wrong.Path is { Length: > 0 } path)
        {
            // The path of the inner value begins anew; the client's begins at the body.
            throw new JsonException(wrong.Message, "$.retention" + path[1..], wrong.LineNumber, wrong.BytePositionInLine, wrong);
        }
    }

    public override void Write(Utf8JsonWriter writer, RetentionBody value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteString("rule", value.Rule);
        writer.WriteString("article", value.Article);
        writer.WriteEndObject();
    }
}

public sealed record ProcessorBody(string? Name, string? Address);

public sealed record CrossBorderBody(string? Country, string? Recipient);

/// <summary><c>PUT /v1/purposes/{code}</c>.</summary>
public sealed record PurposeBody(
    LocalTextBody? Title, string? Basis, string? Article, IReadOnlyList<string?>? Categories, IReadOnlyList<string?>? Actions,
    IReadOnlyList<string?>? Recipients, RetentionBody? Retention, bool? WrittenForm, bool? Advertising, bool? Distribution,
    IReadOnlyList<ProcessorBody?>? Processors, IReadOnlyList<CrossBorderBody?>? CrossBorder, string? Methods, string? Source);

public sealed record PurposeAnswer(
    string Code, LocalText Title, string Basis, string Article, IReadOnlyList<string> Categories, IReadOnlyList<string> Actions,
    IReadOnlyList<string> Recipients, RetentionRule? Retention, bool WrittenForm, bool Advertising, bool Distribution,
    IReadOnlyList<Processor>? Processors, IReadOnlyList<CrossBorderTransfer>? CrossBorder, string? Methods, string? Source)
{
    public static PurposeAnswer Of(Purpose purpose) => new(
        purpose.Code.Value, purpose.Title, Storage.Words.Of(purpose.Basis), purpose.Article, purpose.Categories, purpose.Actions,
        purpose.Recipients, purpose.Retention, purpose.WrittenForm, purpose.Advertising, purpose.Distribution,
        purpose.Processors, purpose.CrossBorder, purpose.Methods is { } methods ? Storage.Words.Of(methods) : null, purpose.Source);
}

/// <summary><c>POST /v1/texts</c>.</summary>
public sealed record TextBody(
    string? Code, TextVersion? Version, IReadOnlyList<string?>? Purposes, string? Locale, string? Body, string? EffectiveFrom, string? Reconsent);

public sealed record TextAnswer(string Code, TextVersion Version, string Sha256);

/// <summary>A page of a list; <paramref name="NextCursor"/> is null on the last one.</summary>
public sealed record Page<T>(IReadOnlyList<T> Items, string? NextCursor);
