using Consent.Storage;

namespace Consent.Grains.Journal;

/// <summary>The appends of one operator on their way to its log: in the order they came, many in one commit.</summary>
internal sealed class OperatorQueue(OperatorLog log)
{
    private const int MaxWaiting = 8192;
    private const int MaxBatch = 64;
    private const int MaxBatchBytes = 400_000;

    private readonly Queue<(Append Append, TaskCompletionSource<AppendResult> Done)> _waiting = new();
    private readonly Lock _turn = new();
    private Task _writing = Task.CompletedTask;
    private bool _isClosed;

    public OperatorLog Log => log;

    /// <exception cref="StorageUnavailableException">Too many wait already, it is more than a document holds, or the journal is closing: nothing was written.</exception>
    public Task<AppendResult> AppendAsync(Append append)
    {
        if (OperatorLog.IsTooLong(append)) throw new StorageUnavailableException($"{append.File}: one write is larger than a document may be.");
        var done = new TaskCompletionSource<AppendResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_turn)
        {
            if (_isClosed) throw new StorageUnavailableException("The journal is closing.");
            if (_waiting.Count >= MaxWaiting) throw new StorageUnavailableException("Too many writes are waiting.");
            _waiting.Enqueue((append, done));
            // Outside the scheduler of whichever grain asks: its turn must not be held, nor lend itself.
            if (_writing.IsCompleted) _writing = Task.Run(WriteAllAsync);
        }

        return done.Task;
    }

    /// <summary>Finishes what has been accepted.</summary>
    public Task CloseAsync()
    {
        lock (_turn)
        {
            _isClosed = true;
            return _writing;
        }
    }

    private async Task WriteAllAsync()
    {
        while (Take() is { Count: > 0 } batch)
        {
            try
            {
                var results = await log.WriteAsync([.. batch.Select(waiting => waiting.Append)]);
                for (var i = 0; i < results.Length; i++) batch[i].Done.SetResult(results[i]);
            }
            catch (Exception failure)
            {
                foreach (var (_, done) in batch) done.SetException(failure);
            }
        }
    }

    private List<(Append Append, TaskCompletionSource<AppendResult> Done)> Take()
    {
        lock (_turn)
        {
            var (batch, bytes) = (new List<(Append, TaskCompletionSource<AppendResult>)>(), 0);
            while (batch.Count < MaxBatch && bytes < MaxBatchBytes && _waiting.TryPeek(out var next))
            {
                bytes += next.Append.Entries.Sum(entry => entry.Payload.Length);
                if (batch.Count > 0 && bytes > MaxBatchBytes) break;
                batch.Add(_waiting.Dequeue());
            }

            // Said under the lock: whoever comes next must begin a new writing.
            if (batch.Count == 0) _writing = Task.CompletedTask;
            return batch;
        }
    }
}
