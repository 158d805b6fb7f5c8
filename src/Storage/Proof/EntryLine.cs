using System.Buffers;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Unicode;
using Consent.Domain;

namespace Consent.Storage.Proof;

/// <summary>An entry with its place in the operator's log and the hash of the entry before it in its file.</summary>
public sealed record LoggedEntry(long Seq, Entry Entry, byte[] Previous);

/// <summary>An entry as one line of JSON, the payload to the byte as it is hashed.</summary>
public static class EntryLine
{
    private const int MaxDepth = 60;

    public static void Write(Utf8JsonWriter json, LoggedEntry logged)
    {
        var entry = logged.Entry;
        json.WriteStartObject();
        json.WriteNumber("seq", logged.Seq);
        json.WriteString("at", UtcJson.Write(entry.At));
        json.WriteString("actor", entry.Actor);
        json.WriteString("kind", entry.Kind);
        json.WriteString("file", entry.File.Subject.Value);
        json.WriteNumber("version", entry.Version);
        if (entry.Request is not null) json.WriteString("request", entry.Request);
        if (CanStandInLine(entry.Payload))
        {
            json.WritePropertyName("payload");
            json.WriteRawValue(entry.Payload, skipInputValidation: true);
        }
        else
        {
            json.WriteBase64String("payloadBase64", entry.Payload);
        }

        json.WriteString("hash", Convert.ToHexStringLower(entry.Hash));
        json.WriteString("prev", Convert.ToHexStringLower(logged.Previous));
        json.WriteEndObject();
    }

    /// <exception cref="FormatException">It is no such line.</exception>
    public static LoggedEntry Read(JsonElement line, OperatorId operatorId)
    {
        var payload = line.TryGetProperty("payload", out var raw) ? JsonMarshal.GetRawUtf8Value(raw).ToArray() : line.GetProperty("payloadBase64").GetBytesFromBase64();
        var entry = new Entry(
            new FileKey(operatorId, new SubjectId(Text(line, "file"))),
            line.GetProperty("version").GetInt64(),
            DateTimeOffset.Parse(Text(line, "at"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal),
            Text(line, "actor"),
            Text(line, "kind"),
            line.TryGetProperty("request", out var request) ? request.GetString() : null,
            payload,
            Convert.FromHexString(Text(line, "hash")));
        return new LoggedEntry(line.GetProperty("seq").GetInt64(), entry, Convert.FromHexString(Text(line, "prev")));
    }

    private static string Text(JsonElement line, string name) => line.GetProperty(name).GetString() ?? throw new FormatException();

    // What is not JSON on one line, in one piece, goes as base64.
    private static bool CanStandInLine(byte[] payload)
    {
        if (payload.Length == 0 || payload[0] <= ' ' || payload[^1] <= ' ' || payload.AsSpan().IndexOfAnyInRange((byte)0, (byte)0x1F) >= 0 || !Utf8.IsValid(payload)) return false;
        try
        {
            var reader = new Utf8JsonReader(payload, new JsonReaderOptions { MaxDepth = MaxDepth });
            while (reader.Read()) { }
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
