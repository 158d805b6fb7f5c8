using System.Text;
using System.Text.Json;
using Consent.Storage.Proof;

namespace Consent.Storage.Tests.Proof;

/// <summary>R10: an export of 1 000 entries with every byte changed, every entry dropped, repeated, swapped and inserted, one at a time; and rewritten
/// whole by somebody who can make every hash fit again.</summary>
public sealed class TamperedExportTests
{
    private const int Count = 1000;
    private const int Rewrites = 60;
    private readonly SampleExport _sample = SampleExport.Of(Count);
    private readonly Random _random = new(152);

    [Fact]
    public async Task An_export_as_it_was_written_is_whole()
    {
        var report = await _sample.CheckAsync(_sample.Lines(), _sample.Head(1), _sample.Head(400), _sample.Head(Count));
        Assert.Null(report.Fault);
        Assert.Equal((Count, true, Count, 0), (report.Entries, report.IsWhole, report.Head!.Size, report.Unsettled.Count));
    }

    [Fact]
    public async Task Every_byte_that_is_changed_is_found_and_every_entry_dropped_repeated_swapped_or_inserted()
    {
        var lines = _sample.Lines();
        var (flips, moves, unseen) = (0, 0, new List<string>());
        var check = new ExportCheck([_sample.Signer.Public], []);
        for (var i = 0; i < lines.Count; i++)
        {
            var line = lines[i];
            for (var at = 0; at < line.Length; at++, flips++)
            {
                var was = line[at];
                line[at] ^= (byte)(1 << _random.Next(8));
                if (!await IsSeenAsync(check, lines, i)) unseen.Add($"line {i}, byte {at}");
                line[at] = was;
            }

            if (i > 0 && i <= Count)
            {
                var other = i < Count ? lines[i + 1] : lines[i];
                moves += 3;
                // Without this line the next one does not follow; nor does the next one before it; nor one that says something else in its place.
                if (i < Count && check.Take(Body(other)) is null) unseen.Add($"entry {i} dropped or swapped");
                if (check.Take(Body(Forged(i))) is null) unseen.Add($"entry inserted at {i}");
            }

            Assert.Null(check.Take(Body(line)));
            if (i > 0 && i <= Count && check.Take(Body(line)) is null) unseen.Add($"entry {i} repeated");
        }

        Assert.Null(check.Finish(null).Fault);
        TestContext.Current.TestOutputHelper?.WriteLine($"R10: {flips} bytes changed, {moves} entries dropped, swapped, repeated or inserted, {unseen.Count} unseen");
        Assert.True(unseen.Count == 0, string.Join('\n', unseen.Take(20)));
        Assert.True(flips > 400_000 && moves >= 3 * (Count - 1), $"{flips}, {moves}");
    }

    [Fact]
    public async Task The_first_bad_entry_is_named()
    {
        var lines = _sample.Lines();
        Assert.Equal(new Fault(FaultKind.Missing, 500, _sample.Entries[500].Entry.File.Subject.Value), (await _sample.CheckAsync([.. lines[..500], .. lines[501..]])).Fault);
        Assert.Equal(FaultKind.OutOfOrder, (await _sample.CheckAsync([.. lines[..501], .. lines[500..]])).Fault!.Kind);
        Assert.Equal(new Fault(FaultKind.NoCheckpoint, Count + 1), (await _sample.CheckAsync(lines[..^1])).Fault);
        Assert.Equal(FaultKind.Missing, (await _sample.CheckAsync([.. lines[..900], lines[^1]])).Fault!.Kind);
        var edited = _sample.Entries[499] with { Entry = SampleExport.Edited(_sample.Entries[499].Entry, "Дуб") };
        lines[500] = new ExportLine.Logged(edited).ToBytes();
        Assert.Equal(new Fault(FaultKind.Changed, 500, edited.Entry.File.Subject.Value), (await _sample.CheckAsync(lines)).Fault);
        lines[500] = new ExportLine.Logged(edited with { Entry = edited.Entry with { Hash = edited.Entry.HashAfter(edited.Previous) } }).ToBytes();
        Assert.Equal(FaultKind.Unlinked, (await _sample.CheckAsync(lines)).Fault!.Kind);
    }

    [Fact]
    public async Task A_log_rewritten_whole_is_found_by_its_signature_and_with_a_stolen_key_by_any_head_kept_elsewhere()
    {
        var (thief, anchor) = (new NoteSigner(_sample.Signer.Name, new byte[64]), _sample.Head(Count));
        for (var i = 0; i < Rewrites; i++)
        {
            var (entries, what) = Rewritten();
            var again = SampleExport.Rechained(entries);
            var head = new TreeHead(SampleExport.Origin, again.Count, SampleExport.RootOf(again), anchor.Head.At.AddDays(1));

            // With the old head over it, with a key of the forger's own, and with the service's own key.
            Assert.NotNull((await _sample.CheckAsync(_sample.Lines(again, anchor))).Fault);
            Assert.Equal(FaultKind.KeyUnknown, (await _sample.CheckAsync(_sample.Lines(again, Checkpoint.Sign(head, thief)))).Fault?.Kind);
            var stolen = _sample.Lines(again, Checkpoint.Sign(head, _sample.Signer));
            Assert.True((await _sample.CheckAsync(stolen, anchor)).Fault?.Kind is FaultKind.NotAContinuation or FaultKind.RolledBack, what);

            // The control: without a head kept elsewhere nobody can tell.
            if (i < 10) Assert.Null((await _sample.CheckAsync(stolen)).Fault);
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"R10: {Rewrites} rewrites with every hash made to fit, 0 unseen");
    }

    [Fact]
    public async Task A_check_of_the_signature_alone_would_miss_what_is_changed()
    {
        // The control: the head is good, and the entries are somebody's.
        var lines = _sample.Lines();
        lines[500] = new ExportLine.Logged(_sample.Entries[499] with { Entry = SampleExport.Edited(_sample.Entries[499].Entry, "Дуб") }).ToBytes();
        var end = (ExportLine.End)ExportLine.TryRead(Body(lines[^1]), SampleExport.Operator)!;
        Assert.True(_sample.Signer.Public.Fits(end.Checkpoint.Note));
        Assert.NotNull((await _sample.CheckAsync(lines)).Fault);
    }

    [Fact]
    public async Task An_older_export_is_not_taken_for_a_log_that_was_set_back()
    {
        var older = SampleExport.Of(600);
        var report = await older.CheckAsync(older.Lines(), _sample.Head(Count));
        Assert.Null(report.Fault);
        Assert.Equal(Count, Assert.Single(report.Unsettled).Size);
        var late = Checkpoint.Sign(older.Head(600).Head with { At = _sample.Head(Count).Head.At.AddHours(1) }, _sample.Signer);
        Assert.Equal(FaultKind.RolledBack, (await _sample.CheckAsync(older.Lines(head: late), _sample.Head(Count))).Fault!.Kind);
    }

    [Fact]
    public async Task Some_entries_alone_are_proven_and_not_when_changed()
    {
        var shown = new HashSet<long> { 3, 4, 17, 512, 513, 999 };
        var lines = Partial(shown);
        var report = await _sample.CheckAsync(lines);
        Assert.Null(report.Fault);
        Assert.Equal((shown.Count, false, Count), (report.Entries, report.IsWhole, report.Head!.Size));
        for (var i = 1; i < lines.Count - 1; i++)
        {
            Assert.NotNull((await _sample.CheckAsync([.. lines[..i], .. lines[(i + 1)..]])).Fault);
            Assert.NotNull((await _sample.CheckAsync([.. lines[..i], lines[i], .. lines[i..]])).Fault);
            var at = Encoding.UTF8.GetString(lines[i]).LastIndexOf('"') - 3;
            lines[i][at] ^= 1;
            Assert.NotNull((await _sample.CheckAsync(lines)).Fault);
            lines[i][at] ^= 1;
        }
    }

    [Fact]
    public async Task Payloads_that_are_not_json_on_a_line_come_through_to_the_byte()
    {
        foreach (var payload in (byte[][])[[], [0xFF, 0xFE], [.. "{\"a\":\n1}"u8], [.. " {}"u8], [.. "{}{}"u8], [.. "{\"a\":1"u8], [.. "{\"a\" : \"\\u0041\"}"u8], [.. "\u0001"u8]])
        {
            var entry = _sample.Entries[0].Entry with { Payload = payload };
            var line = new ExportLine.Logged(new LoggedEntry(1, entry with { Hash = entry.HashAfter(Entry.Genesis) }, Entry.Genesis)).ToBytes();
            Assert.Equal(1, line.Count(b => b == (byte)'\n'));
            var read = Assert.IsType<ExportLine.Logged>(ExportLine.TryRead(Body(line), SampleExport.Operator));
            Assert.Equal(payload, read.Entry.Entry.Payload);
        }

        await Task.CompletedTask;
    }

    // A change that the line itself does not show would have to come out in the whole.
    private async Task<bool> IsSeenAsync(ExportCheck check, List<byte[]> lines, int i)
    {
        var line = lines[i];
        if (i > 0 && i < lines.Count - 1 && line[^1] == (byte)'\n' && !line.AsSpan(0, line.Length - 1).Contains((byte)'\n') && check.Take(Body(line)) is not null) return true;
        if (line[^1] == (byte)'\n' && ExportLine.TryRead(Body(line), SampleExport.Operator) is null) return true;
        return (await _sample.CheckAsync(lines)).Fault is not null;
    }

    private static ReadOnlyMemory<byte> Body(byte[] line) => line.AsMemory(0, line.Length - 1);

    // It says something else and has the hash of what stood there.
    private byte[] Forged(int seq) => new ExportLine.Logged(_sample.Entries[seq - 1] with { Entry = SampleExport.Edited(_sample.Entries[seq - 1].Entry, "Дуб") }).ToBytes();

    private (IEnumerable<Entry> Entries, string What) Rewritten()
    {
        var entries = _sample.Entries.Select(logged => logged.Entry).ToList();
        var at = _random.Next(entries.Count - 1);
        switch (_random.Next(4))
        {
            case 0:
                entries[at] = SampleExport.Edited(entries[at], "Дуб");
                return (entries, $"{at} edited");
            case 1:
                entries.RemoveAt(at);
                return (entries, $"{at} dropped");
            case 2:
                (entries[at], entries[at + 1]) = (entries[at + 1], entries[at]);
                return (entries, $"{at} swapped");
            default:
                entries.Insert(at, SampleExport.Edited(entries[at], "Дуб"));
                return (entries, $"{at} inserted");
        }
    }

    private List<byte[]> Partial(HashSet<long> shown)
    {
        var (lines, next) = (new List<byte[]> { _sample.Lines()[0] }, 1L);
        foreach (var logged in _sample.Entries.Where(logged => shown.Contains(logged.Seq)))
        {
            if (next < logged.Seq) lines.Add(Skip(next, logged.Seq - 1));
            lines.Add(new ExportLine.Logged(logged).ToBytes());
            next = logged.Seq + 1;
        }

        if (next <= Count) lines.Add(Skip(next, Count));
        lines.Add(_sample.Lines()[^1]);
        return lines;
    }

    private byte[] Skip(long from, long to) => new ExportLine.Skip(
        from, to, [.. Merkle.Subtrees(new LeafRange(from - 1, to)).Select(part => SampleExport.RootOf(_sample.Entries.Skip((int)part.From).Take(1 << part.Height)))]).ToBytes();
}
