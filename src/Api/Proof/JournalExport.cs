using Consent.Domain;
using Consent.Engine.Proof;
using Consent.Storage;
using Consent.Storage.Proof;

namespace Consent.Api;

/// <summary>Writes an operator's log as lines that <c>verify</c> reads: entries, hashes for those left out, and the signed head at the end.</summary>
internal sealed class JournalExport(IJournal journal, Checkpoints checkpoints)
{
    private const int BatchSize = 256;

    /// <summary>Entries of a time, all of them where none is said, under the given head.</summary>
    public async IAsyncEnumerable<ExportLine> LinesAsync(
        OperatorId operatorId, Checkpoint head, DateTimeOffset? from, DateTimeOffset? to,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (size, next, seq, last) = (head.Head.Size, 1L, 1L, new Dictionary<SubjectId, (long Version, byte[] Hash)>());
        yield return new ExportLine.Begin(operatorId, head.Head.Origin);
        while ((seq = await checkpoints.Tree.SeekAsync(operatorId, seq, size, from, to, cancellationToken)) <= size)
        {
            // To the end of the tile, so that the next may be passed over.
            var take = (int)Math.Min(BatchSize - ((seq - 1) % BatchSize), size - seq + 1);
            var batch = await checkpoints.Tree.EntriesAsync(operatorId, seq, take, cancellationToken);
            if (batch.Count == 0) throw new JournalDamagedException($"{operatorId}: entry {seq} of the log is missing");
            foreach (var entry in batch)
            {
                if (!(entry.At < from) && !(entry.At >= to))
                {
                    if (next < seq) yield return await SkipAsync(operatorId, next, seq - 1, cancellationToken);
                    yield return new ExportLine.Logged(new LoggedEntry(seq, entry, await PreviousAsync(entry, last, cancellationToken)));
                    next = seq + 1;
                }

                last[entry.File.Subject] = (entry.Version, entry.Hash);
                seq++;
            }
        }

        if (next <= size) yield return await SkipAsync(operatorId, next, size, cancellationToken);
        yield return new ExportLine.End(head, await checkpoints.KeysAsync(cancellationToken));
    }

    /// <summary>Some entries alone, in the log's order, with what proves them.</summary>
    public async Task<byte[]> StoryAsync(OperatorId operatorId, IEnumerable<Entry> entries, Checkpoint head, CancellationToken cancellationToken)
    {
        var (lines, next) = (new MemoryStream(), 1L);
        lines.Write(new ExportLine.Begin(operatorId, head.Head.Origin).ToBytes());
        foreach (var entry in entries.OrderBy(entry => entry.Position))
        {
            var seq = await checkpoints.Tree.SeqOfAsync(operatorId, entry.Position, cancellationToken);
            if (next < seq) lines.Write((await SkipAsync(operatorId, next, seq - 1, cancellationToken)).ToBytes());
            lines.Write(new ExportLine.Logged(new LoggedEntry(seq, entry, await PreviousAsync(entry, [], cancellationToken))).ToBytes());
            next = seq + 1;
        }

        if (next <= head.Head.Size) lines.Write((await SkipAsync(operatorId, next, head.Head.Size, cancellationToken)).ToBytes());
        lines.Write(new ExportLine.End(head, await checkpoints.KeysAsync(cancellationToken)).ToBytes());
        return lines.ToArray();
    }

    private async Task<ExportLine> SkipAsync(OperatorId operatorId, long from, long to, CancellationToken cancellationToken) =>
        new ExportLine.Skip(from, to, await checkpoints.Tree.CoverAsync(operatorId, new LeafRange(from - 1, to), cancellationToken));

    private async Task<byte[]> PreviousAsync(Entry entry, Dictionary<SubjectId, (long Version, byte[] Hash)> last, CancellationToken cancellationToken)
    {
        if (entry.Version == 1) return Entry.Genesis;
        if (last.TryGetValue(entry.File.Subject, out var before) && before.Version == entry.Version - 1) return before.Hash;
        return (await journal.ReadAsync(entry.File, cancellationToken))[(int)entry.Version - 2].Hash;
    }
}
