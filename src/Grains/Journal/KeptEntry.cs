using System.IO.Compression;
using Consent.Domain;
using Consent.Storage;

namespace Consent.Grains.Journal;

/// <summary>An entry as a grain's state keeps it, whatever serializer the provider has.</summary>
public sealed class KeptEntry
{
    // A text of markup grows sixfold when escaped and shrinks again when packed: a document has to hold it.
    private const int PackFrom = 16 * 1024;

    // What a document holds besides the payload: names, numbers, the hash in base64.
    private const int Overhead = 400;

    public long Version { get; set; }

    public long At { get; set; }

    public string Actor { get; set; } = "";

    public string Kind { get; set; } = "";

    public string? Request { get; set; }

    public byte[] Payload { get; set; } = [];

    public bool Packed { get; set; }

    public byte[] Hash { get; set; } = [];

    public long Position { get; set; }

    /// <summary>About how many bytes of a document it takes.</summary>
    public int Size() => Overhead + (Payload.Length * 4 / 3);

    public static KeptEntry Of(Entry entry)
    {
        var packed = entry.Payload.Length >= PackFrom;
        return new KeptEntry
        {
            Version = entry.Version, At = Microseconds.Of(entry.At), Actor = entry.Actor, Kind = entry.Kind, Request = entry.Request,
            Payload = packed ? Pack(entry.Payload) : entry.Payload, Packed = packed, Hash = entry.Hash, Position = entry.Position,
        };
    }

    /// <exception cref="JournalDamagedException">What was packed does not unpack.</exception>
    public Entry Of(FileKey file) => new(file, Version, Microseconds.ToInstant(At), Actor, Kind, Request, Packed ? Unpack(file) : Payload, Hash, Position);

    private static byte[] Pack(byte[] payload)
    {
        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.Fastest)) brotli.Write(payload);
        return packed.ToArray();
    }

    private byte[] Unpack(FileKey file)
    {
        try
        {
            using var brotli = new BrotliStream(new MemoryStream(Payload), CompressionMode.Decompress);
            using var payload = new MemoryStream();
            brotli.CopyTo(payload);
            return payload.ToArray();
        }
        catch (Exception failure) when (failure is InvalidOperationException or InvalidDataException or IOException)
        {
            throw new JournalDamagedException($"{file}: entry {Version} was changed");
        }
    }
}
