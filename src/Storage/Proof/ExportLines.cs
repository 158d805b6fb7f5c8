using System.Buffers;
using System.Text.Json;
using Consent.Domain;

namespace Consent.Storage.Proof;

/// <summary>A line of an export of an operator's log. What is written back from what was read is the line itself, or it is refused.</summary>
public abstract record ExportLine
{
    private const string Format = "consent-journal/1";
    private static readonly JsonWriterOptions Writing = new() { Encoder = ReadableJson.Encoder, SkipValidation = true };

    private ExportLine() { }

    /// <summary>The first: whose log it is.</summary>
    public sealed record Begin(OperatorId Operator, string Origin) : ExportLine;

    public sealed record Logged(LoggedEntry Entry) : ExportLine;

    /// <summary>Entries that are not shown: the roots of the parts of the tree they make up.</summary>
    public sealed record Skip(long From, long To, IReadOnlyList<byte[]> Hashes) : ExportLine;

    /// <summary>The last: the signed head over all of it, and the service's public keys.</summary>
    public sealed record End(Checkpoint Checkpoint, IReadOnlyList<PublicKey> Keys) : ExportLine;

    /// <summary>The line with its end.</summary>
    public byte[] ToBytes()
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer, Writing)) Write(json);
        buffer.Write("\n"u8);
        return buffer.WrittenSpan.ToArray();
    }

    /// <param name="line">Without its end.</param>
    /// <returns>Null for anything that this class would not have written so, to the byte.</returns>
    public static ExportLine? TryRead(ReadOnlyMemory<byte> line, OperatorId operatorId)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            var read = Read(document.RootElement, operatorId);
            return read?.ToBytes().AsSpan()[..^1].SequenceEqual(line.Span) == true ? read : null;
        }
        catch (Exception wrong) when (wrong is JsonException or FormatException or KeyNotFoundException or InvalidOperationException or ArgumentException)
        {
            return null;
        }
    }

    private static ExportLine? Read(JsonElement line, OperatorId operatorId)
    {
        if (line.TryGetProperty("seq", out _)) return new Logged(EntryLine.Read(line, operatorId));
        if (line.TryGetProperty("journal", out var format) && format.ValueEquals(Format))
            return new Begin(new OperatorId(line.GetProperty("operator").GetString()!), line.GetProperty("origin").GetString()!);
        if (line.TryGetProperty("skip", out var skip))
            return new Skip(
                skip.GetProperty("from").GetInt64(), skip.GetProperty("to").GetInt64(),
                [.. line.GetProperty("hashes").EnumerateArray().Select(hash => Convert.FromHexString(hash.GetString()!))]);
        return Checkpoint.TryParse(line.GetProperty("checkpoint").GetString()!) is { } checkpoint
            && PublicKey.TryParse(string.Concat(line.GetProperty("keys").EnumerateArray().Select(key => key.GetString()))) is { } keys
            ? new End(checkpoint, keys)
            : null;
    }

    private void Write(Utf8JsonWriter json)
    {
        if (this is Logged logged)
        {
            EntryLine.Write(json, logged.Entry);
            return;
        }

        json.WriteStartObject();
        switch (this)
        {
            case Begin begin:
                json.WriteString("journal", Format);
                json.WriteString("operator", begin.Operator.Value);
                json.WriteString("origin", begin.Origin);
                break;
            case Skip skip:
                json.WriteStartObject("skip");
                json.WriteNumber("from", skip.From);
                json.WriteNumber("to", skip.To);
                json.WriteEndObject();
                json.WriteStartArray("hashes");
                foreach (var hash in skip.Hashes) json.WriteStringValue(Convert.ToHexStringLower(hash));
                json.WriteEndArray();
                break;
            case End end:
                json.WriteString("checkpoint", end.Checkpoint.ToString());
                json.WriteStartArray("keys");
                foreach (var key in end.Keys) json.WriteStringValue(key.Pem);
                json.WriteEndArray();
                break;
        }

        json.WriteEndObject();
    }
}
