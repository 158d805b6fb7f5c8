using System.Buffers;
using System.IO.Pipelines;
using Consent.Domain;

namespace Consent.Storage.Proof;

/// <summary>What an export was found to be.</summary>
/// <param name="Fault">The first thing that is wrong; null where all of it is whole.</param>
/// <param name="Entries">How many entries were read.</param>
/// <param name="Signer">The key the head is signed by.</param>
/// <param name="IsKeyOwn">The key was taken from the export itself: nobody else has vouched for it.</param>
/// <param name="Unsettled">Older heads that could not be compared: they were signed after this export, or lie within entries it leaves out.</param>
public sealed record ExportReport(Fault? Fault, long Entries, bool IsWhole, TreeHead? Head, PublicKey? Signer, bool IsKeyOwn, IReadOnlyList<TreeHead> Unsettled);

/// <summary>Checks an export offline, by itself and against what was known before: every hash, every link, every place, the root, the signature.</summary>
/// <param name="keys">The keys to trust; null to take those of the export.</param>
/// <param name="older">Heads that were signed before and kept elsewhere.</param>
public sealed class ExportCheck(IReadOnlyList<PublicKey>? keys, IReadOnlyList<Checkpoint> older)
{
    // A payload is a megabyte at most, and grows by a third as base64.
    private const int MaxLine = 8 * 1024 * 1024;

    private readonly LogCheck _log = new();
    private readonly Dictionary<long, byte[]> _rootsAt = [];
    private ExportLine.Begin? _begin;
    private ExportLine.End? _end;
    private long _entries;

    /// <param name="progress">Told now and then how many entries are read.</param>
    public async Task<ExportReport> RunAsync(Stream export, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        var reader = PipeReader.Create(export, new StreamPipeReaderOptions(bufferSize: 64 * 1024, leaveOpen: true));
        var fault = default(Fault);
        while (fault is null)
        {
            var read = await reader.ReadAsync(cancellationToken);
            var rest = read.Buffer;
            while (fault is null && rest.PositionOf((byte)'\n') is { } end)
            {
                fault = Take(rest.Slice(0, end).ToArray());
                rest = rest.Slice(rest.GetPosition(1, end));
                if (_entries % 10_000 == 0) progress?.Report(_entries);
            }

            if (fault is null && (rest.Length > MaxLine || (read.IsCompleted && !rest.IsEmpty))) fault = Unreadable();
            reader.AdvanceTo(rest.Start, rest.End);
            if (read.IsCompleted) break;
        }

        await reader.CompleteAsync();
        return Finish(fault);
    }

    /// <summary>What is found when there are no more lines.</summary>
    /// <param name="fault">What a line was found to be at fault for; null where none was.</param>
    public ExportReport Finish(Fault? fault)
    {
        fault ??= _end is null ? new Fault(FaultKind.NoCheckpoint, _log.Size + 1) : End(_end);
        var signer = _end is null ? null : SignerOf(_end);
        return new ExportReport(fault, _entries, _log.IsWhole, _end?.Checkpoint.Head, signer, keys is null, [.. Unsettled()]);
    }

    /// <summary>The next line, without its end; what is wrong with it, and then it is as if it had not been there.</summary>
    public Fault? Take(ReadOnlyMemory<byte> line)
    {
        if (_end is not null) return Unreadable();
        var read = ExportLine.TryRead(line, _begin?.Operator ?? default);
        switch (read)
        {
            case ExportLine.Begin begin when _begin is null:
                _begin = begin;
                NoteRoot();
                return null;
            case ExportLine.Logged logged when _begin is not null:
                if (_log.Add(logged.Entry) is { } fault) return fault;
                _entries++;
                NoteRoot();
                return null;
            case ExportLine.Skip skip when _begin is not null:
                if (_log.Skip(skip) is { } wrong) return wrong;
                NoteRoot();
                return null;
            case ExportLine.End end when _begin is not null:
                _end = end;
                return null;
            default:
                return Unreadable();
        }
    }

    private Fault? End(ExportLine.End end)
    {
        var head = end.Checkpoint.Head;
        if (head.Origin != _begin!.Origin || !head.Origin.EndsWith("/" + _begin.Operator.Value, StringComparison.Ordinal)) return new Fault(FaultKind.RootDiffers, head.Size);
        if (head.Size > _log.Size) return new Fault(FaultKind.Missing, _log.Size + 1);
        if (head.Size != _log.Size || !_log.Root().AsSpan().SequenceEqual(head.Root)) return new Fault(FaultKind.RootDiffers, head.Size);
        if (SignerOf(end) is not { } signer) return new Fault(FaultKind.KeyUnknown, head.Size);
        if (!signer.Fits(end.Checkpoint.Note)) return new Fault(FaultKind.SignatureWrong, head.Size);
        foreach (var known in Comparable())
        {
            var trusted = (keys ?? end.Keys).FirstOrDefault(key => key.Id.AsSpan().SequenceEqual(known.Note.KeyId));
            if (trusted?.Fits(known.Note) != true) return new Fault(FaultKind.SignatureWrong, known.Head.Size);
            if (known.Head.Size > head.Size && known.Head.At <= head.At) return new Fault(FaultKind.RolledBack, head.Size);
            if (_rootsAt.TryGetValue(known.Head.Size, out var root) && !root.AsSpan().SequenceEqual(known.Head.Root)) return new Fault(FaultKind.NotAContinuation, known.Head.Size);
        }

        return null;
    }

    // Heads of other operators and other installations say nothing of this log.
    private IEnumerable<Checkpoint> Comparable() => older.Where(known => known.Head.Origin == _begin?.Origin);

    private IEnumerable<TreeHead> Unsettled() => older.Where(known => known.Head.Origin != _begin?.Origin || !_rootsAt.ContainsKey(known.Head.Size)).Select(known => known.Head);

    private PublicKey? SignerOf(ExportLine.End end) => (keys ?? end.Keys).FirstOrDefault(key => key.Id.AsSpan().SequenceEqual(end.Checkpoint.Note.KeyId));

    private Fault Unreadable() => new(FaultKind.Unreadable, _log.Size + 1);

    private void NoteRoot()
    {
        if (older.Any(known => known.Head.Size == _log.Size)) _rootsAt[_log.Size] = _log.Root();
    }
}
