using Consent.Domain;
using Consent.Storage;
using Consent.Storage.Proof;

namespace Consent.Engine.Proof;

/// <summary>What a look through the whole log of an operator found; no fault where it is whole.</summary>
public sealed record LiveReport(Fault? Fault, long Entries, long Of, TreeHead? Head);

/// <summary>Checks the live database: every entry, every link, every file against its head, and the tree at every head that was signed.</summary>
public sealed class LiveCheck(IJournal journal, Checkpoints checkpoints)
{
    private const int BatchSize = 1024;

    /// <param name="told">Called now and then, and at the end, with what is found so far.</param>
    public async Task<LiveReport> RunAsync(OperatorId operatorId, Func<LiveReport, Task> told, CancellationToken cancellationToken)
    {
        var (log, heads, position, size) = (new LogCheck(), new HeadsInOrder(operatorId, checkpoints), 0L, 0L);
        var (fault, head, keys) = ((Fault?)null, (TreeHead?)null, (IReadOnlyList<PublicKey>)[]);
        try
        {
            keys = await checkpoints.KeysAsync(cancellationToken);
            size = await checkpoints.Tree.CatchUpAsync(operatorId, cancellationToken);
            fault = await CheckHeadsAsync();
            while (fault is null && log.Size < size && await journal.ReadFeedAsync(operatorId, position, BatchSize, cancellationToken) is { Count: > 0 } batch)
            {
                foreach (var entry in batch)
                {
                    if (log.Size == size) break;
                    if ((fault = log.Add(entry) ?? await CheckHeadsAsync()) is not null) break;
                    position = entry.Position;
                }

                await told(new LiveReport(null, log.Size, size, head));
            }

            fault ??= log.Size < size ? new Fault(FaultKind.Missing, log.Size + 1) : null;
            fault ??= await heads.NextAsync(cancellationToken) is { } beyond && beyond.Head.Size > log.Size ? new Fault(FaultKind.RolledBack, log.Size) : null;
            foreach (var file in fault is null ? log.Files : []) await journal.ReadAsync(new FileKey(operatorId, file.File), cancellationToken);
        }
        catch (JournalDamagedException damaged)
        {
            fault = new Fault(FaultKind.FileDamaged, log.Size, damaged.What);
        }

        return new LiveReport(fault, log.Size, size, head);

        async Task<Fault?> CheckHeadsAsync()
        {
            while (await heads.NextAsync(cancellationToken) is { } next && next.Head.Size == log.Size)
            {
                if (!log.Root().AsSpan().SequenceEqual(next.Head.Root)) return new Fault(FaultKind.RootDiffers, log.Size);
                if (!keys.Any(key => key.Fits(next.Note))) return new Fault(FaultKind.SignatureWrong, log.Size);
                head = next.Head;
                heads.Take();
            }

            return null;
        }
    }

    // Heads one after another, some at a time.
    private sealed class HeadsInOrder(OperatorId operatorId, Checkpoints checkpoints)
    {
        private readonly Queue<Checkpoint> _read = new();
        private long _number = 1;
        private bool _isEnd;

        public async Task<Checkpoint?> NextAsync(CancellationToken cancellationToken)
        {
            if (_read.Count == 0 && !_isEnd)
            {
                var page = await checkpoints.ListAsync(operatorId, _number, 200, cancellationToken);
                foreach (var (number, checkpoint) in page)
                {
                    _read.Enqueue(checkpoint);
                    _number = number + 1;
                }

                _isEnd = page.Count == 0;
            }

            return _read.TryPeek(out var next) ? next : null;
        }

        public void Take() => _read.Dequeue();
    }
}
