using System.Text;
using Consent.Domain;
using Consent.Storage.Proof;

namespace Consent.Storage.Tests.Proof;

/// <summary>An operator's log of so many entries in a dozen files, and the export of it.</summary>
internal sealed class SampleExport
{
    public static readonly OperatorId Operator = new("shop");
    public const string Origin = "consent/0123456789abcdef/shop";

    private static readonly DateTimeOffset Noon = new(2026, 11, 24, 9, 0, 0, TimeSpan.Zero);

    public NoteSigner Signer { get; } = new("consent/0123456789abcdef", Enumerable.Range(1, 64).Select(i => (byte)i).ToArray());

    public List<LoggedEntry> Entries { get; } = [];

    public static SampleExport Of(int count)
    {
        var sample = new SampleExport();
        for (var i = 0; i < count; i++) sample.Append($"c-{i * i % 13}", new RequestNoted(Noon, "2026-000001", new Personal($"Объект «Ёлка» 🌲 {i}"), IsPublic: i % 2 == 0));
        return sample;
    }

    public void Append(string subject, FileEvent said)
    {
        var last = Entries.FindLast(logged => logged.Entry.File.Subject.Value == subject)?.Entry;
        var previous = last?.Hash ?? Entry.Genesis;
        var entry = Entry.After(previous, new FileKey(Operator, new SubjectId(subject)), (last?.Version ?? 0) + 1, Noon.AddSeconds(Entries.Count), "anna", said);
        Entries.Add(new LoggedEntry(Entries.Count + 1, entry, previous));
    }

    /// <summary>The head over the first so many entries.</summary>
    public Checkpoint Head(int size, NoteSigner? signer = null) =>
        Checkpoint.Sign(new TreeHead(Origin, size, RootOf(Entries.Take(size)), Noon.AddSeconds(size)), signer ?? Signer);

    public static byte[] RootOf(IEnumerable<LoggedEntry> entries)
    {
        var tree = new Frontier();
        foreach (var logged in entries) tree.Add(Merkle.Leaf(logged.Entry.Hash));
        return tree.Root();
    }

    /// <summary>The lines with their ends.</summary>
    public List<byte[]> Lines(IEnumerable<LoggedEntry>? entries = null, Checkpoint? head = null) =>
    [
        new ExportLine.Begin(Operator, Origin).ToBytes(),
        .. (entries ?? Entries).Select(logged => new ExportLine.Logged(logged).ToBytes()),
        new ExportLine.End(head ?? Head(Entries.Count), [Signer.Public]).ToBytes(),
    ];

    public Task<ExportReport> CheckAsync(IEnumerable<byte[]> lines, params Checkpoint[] older) => CheckAsync(lines, [Signer.Public], older);

    public static async Task<ExportReport> CheckAsync(IEnumerable<byte[]> lines, IReadOnlyList<PublicKey>? keys, params Checkpoint[] older)
    {
        using var export = new MemoryStream([.. lines.SelectMany(line => line)]);
        return await new ExportCheck(keys, older).RunAsync(export, null, TestContext.Current.CancellationToken);
    }

    /// <summary>The whole log written anew by somebody who can: every hash, every link and every place made to fit again.</summary>
    public static List<LoggedEntry> Rechained(IEnumerable<Entry> entries)
    {
        var (again, last) = (new List<LoggedEntry>(), new Dictionary<SubjectId, Entry>());
        foreach (var entry in entries)
        {
            var previous = last.GetValueOrDefault(entry.File.Subject);
            var fresh = entry with { Version = (previous?.Version ?? 0) + 1 };
            fresh = fresh with { Hash = fresh.HashAfter(previous?.Hash ?? Entry.Genesis) };
            again.Add(new LoggedEntry(again.Count + 1, fresh, previous?.Hash ?? Entry.Genesis));
            last[entry.File.Subject] = fresh;
        }

        return again;
    }

    public static Entry Edited(Entry entry, string text) => entry with
    {
        Payload = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(entry.Payload).Replace("Ёлка", text, StringComparison.Ordinal)),
    };
}
