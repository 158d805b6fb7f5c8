using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Consent.Domain;

namespace Consent.Storage;

/// <summary>One entry of a file's journal: who recorded what and when, the event's JSON, and the hash that ties it to the entry before.
/// <paramref name="At"/> is the instant of recording in UTC, to the microsecond; <paramref name="Position"/> is its place in the whole
/// journal, in the order of commits, 0 until committed.</summary>
public sealed record Entry(
    FileKey File,
    long Version,
    DateTimeOffset At,
    string Actor,
    string Kind,
    string? Request,
    byte[] Payload,
    byte[] Hash,
    long Position = 0)
{
    /// <summary>What stands before the first entry of every file: 32 zero bytes.</summary>
    public static readonly byte[] Genesis = new byte[SHA256.HashSizeInBytes];

    /// <summary>A new entry tied to the one whose hash is given, its personal data under the seal of its file.</summary>
    /// <param name="seal">None where the event has no personal data; without one it would stand in the open.</param>
    public static Entry After(byte[] previous, FileKey file, long version, DateTimeOffset at, string actor, WrittenEvent written, FileSeal? seal)
    {
        var entry = new Entry(file, version, Microseconds.Round(at), actor, written.Kind, EventNames.RequestOf(written.Event), written.Payload, []);
        if (seal is not null) entry = entry with { Payload = seal.Seal(entry) };
        return entry with { Hash = entry.HashAfter(previous) };
    }

    /// <summary>A new entry with what it says in the open.</summary>
    public static Entry After(byte[] previous, FileKey file, long version, DateTimeOffset at, string actor, FileEvent happened) =>
        After(previous, file, version, at, actor, WrittenEvent.Of(happened), null);

    /// <summary>The payload with its personal data opened; only who may show it has it, and the hash is never of it.</summary>
    internal byte[]? Opened { get; init; }

    /// <summary>The name of the event without the number of its shape, as clients see it.</summary>
    public string Name => Kind[..Kind.IndexOf('/', StringComparison.Ordinal)];

    public FileEvent Event => EventNames.Read(Kind, Opened ?? Payload);

    /// <summary>SHA-256 of the previous hash and this entry's canonical bytes: each field by length (4 bytes, big-endian) and UTF-8,
    /// numbers as 8 bytes big-endian, an absent text as the length −1, in the order operator, subject, version, microseconds, actor, kind, request, payload.</summary>
    public byte[] HashAfter(byte[] previous)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(previous);
        Text(hash, File.Operator.Value);
        Text(hash, File.Subject.Value);
        Number(hash, Version);
        Number(hash, Microseconds.Of(At));
        Text(hash, Actor);
        Text(hash, Kind);
        Text(hash, Request);
        Bytes(hash, Payload);
        return hash.GetHashAndReset();
    }

    private static void Text(IncrementalHash hash, string? text)
    {
        if (text is null)
        {
            Length(hash, -1);
            return;
        }

        Span<byte> buffer = stackalloc byte[512];
        if (Encoding.UTF8.TryGetBytes(text, buffer, out var written)) Bytes(hash, buffer[..written]);
        else Bytes(hash, Encoding.UTF8.GetBytes(text));
    }

    private static void Bytes(IncrementalHash hash, ReadOnlySpan<byte> bytes)
    {
        Length(hash, bytes.Length);
        hash.AppendData(bytes);
    }

    private static void Length(IncrementalHash hash, int length)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(bytes, length);
        hash.AppendData(bytes);
    }

    private static void Number(IncrementalHash hash, long number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, number);
        hash.AppendData(bytes);
    }
}

/// <summary>Instants as both databases keep them: whole microseconds since 1970 in UTC.</summary>
public static class Microseconds
{
    public static long Of(DateTimeOffset instant) => (instant.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    public static DateTimeOffset ToInstant(long microseconds) => DateTimeOffset.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);

    public static DateTimeOffset Round(DateTimeOffset instant) => ToInstant(Of(instant));
}
