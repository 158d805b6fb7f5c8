using System.Text.Json;
using System.Text.Json.Serialization;
using Consent.Domain;

namespace Consent.Api;

public sealed record TextRefBody(string? Code, TextVersion? Version);

public sealed record RepresentativeEvidenceBody(string? Name, string? Authority);

public sealed record ShownBoxBody(string? Purpose, bool? TickedByDefault);

public sealed record ShownBody(string? TextSha256, IReadOnlyList<ShownBoxBody?>? Boxes, bool? Separate);

public sealed record EvidenceBody(
    string? Channel, string? Ip, string? UserAgent, string? Page, string? Signature, RepresentativeEvidenceBody? Representative, ShownBody? Shown, string? Document);

/// <summary><c>POST /v1/consents</c>; <paramref name="Decision"/> is <c>given</c> (by default) or <c>refused</c>.</summary>
public sealed record ConsentBody(
    string? Subject, string? Purpose, TextRefBody? Text, string? Decision, DateTimeOffset? GivenAt, DateTimeOffset? ExpiresAt, EvidenceBody? Evidence);

public sealed record ConsentAnswer(
    string Id, string Status, string Subject, string Purpose, TextRef Text, DateTimeOffset GivenAt, DateTimeOffset? ExpiresAt, string? Receipt);

/// <summary><c>POST /v1/withdrawals</c>.</summary>
public sealed record WithdrawalBody(string? Subject, PurposesOrAll? Purposes, string? Channel, string? ReceivedAt);

/// <summary>A list of codes, or the word <c>"all"</c> (then <paramref name="Codes"/> is null).</summary>
[JsonConverter(typeof(PurposesOrAllJson))]
public sealed record PurposesOrAll(IReadOnlyList<string?>? Codes);

public sealed class PurposesOrAllJson : JsonConverter<PurposesOrAll>
{
    public override PurposesOrAll Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String && reader.ValueTextEquals("all")) return new PurposesOrAll(Codes: null);
        if (reader.TokenType != JsonTokenType.StartArray) throw new JsonException();
        var codes = new List<string?>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            codes.Add(reader.TokenType == JsonTokenType.String ? reader.GetString() : throw new JsonException());
        return new PurposesOrAll(codes);
    }

    public override void Write(Utf8JsonWriter writer, PurposesOrAll value, JsonSerializerOptions options)
    {
        if (value.Codes is null)
        {
            writer.WriteStringValue("all");
            return;
        }

        writer.WriteStartArray();
        foreach (var code in value.Codes) writer.WriteStringValue(code);
        writer.WriteEndArray();
    }
}

/// <summary><c>POST /v1/grounds</c>; <paramref name="From"/> and <paramref name="Until"/> are instants or dates at the operator's place, both inclusive.</summary>
public sealed record GroundBody(string? Subject, string? Purpose, string? Basis, string? Reference, string? From, string? Until);

public sealed record GroundAnswer(string Id, string Subject, string Purpose, string Basis, string Article, DateTimeOffset From, DateTimeOffset? Until);
