using System.Threading.Channels;

namespace Consent.Storage;

/// <summary>Concurrent writers share one commit: while a batch is being made durable the next one gathers. The writing has a thread of
/// its own, because a disk that syncs holds whoever asked it.</summary>
/// <param name="writeBatch">Makes a batch durable and gives each item its result; if it throws, every item of the batch has failed.</param>
internal sealed class GroupCommit<TItem, TResult>(Func<IReadOnlyList<TItem>, Task<TResult[]>> writeBatch) : IAsyncDisposable
{
    private const int MaxWaiting = 8192;
    private const int MaxBatch = 512;

    private readonly Channel<(TItem Item, TaskCompletionSource<TResult> Done)> _waiting =
        Channel.CreateBounded<(TItem, TaskCompletionSource<TResult>)>(new BoundedChannelOptions(MaxWaiting) { SingleReader = true });

    private Task? _loop;

    public void Start() => _loop = Task.Factory.StartNew(Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    /// <exception cref="StorageUnavailableException">Too many wait already, or the store is closing: nothing was written.</exception>
    public Task<TResult> WriteAsync(TItem item)
    {
        var done = new TaskCompletionSource<TResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        return _waiting.Writer.TryWrite((item, done)) ? done.Task : throw new StorageUnavailableException("Too many writes are waiting.");
    }

    /// <summary>Finishes what has been accepted.</summary>
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        if (_loop is not null) await _loop;
    }

    private void Run()
    {
        var batch = new List<(TItem Item, TaskCompletionSource<TResult> Done)>(MaxBatch);
        while (_waiting.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            batch.Clear();
            while (batch.Count < MaxBatch && _waiting.Reader.TryRead(out var next)) batch.Add(next);
            try
            {
                var results = writeBatch([.. batch.Select(waiting => waiting.Item)]).GetAwaiter().GetResult();
                for (var i = 0; i < results.Length; i++) batch[i].Done.SetResult(results[i]);
            }
            catch (Exception failure)
            {
                foreach (var (_, done) in batch) done.SetException(failure);
            }
        }
    }
}
