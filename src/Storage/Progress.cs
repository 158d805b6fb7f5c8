namespace Consent.Storage;

/// <summary>How far the journal is committed, and waking those who follow it when it goes further.</summary>
internal sealed class Progress(long position = 0)
{
    private readonly Lock _turn = new();
    private long _position = position;
    private TaskCompletionSource _further = New();

    public long Position => Volatile.Read(ref _position);

    /// <summary>Tells that all up to a position is committed; told by several in any order.</summary>
    public void Reach(long position)
    {
        TaskCompletionSource reached;
        lock (_turn)
        {
            if (position <= _position) return;
            Volatile.Write(ref _position, position);
            (reached, _further) = (_further, New());
        }

        reached.SetResult();
    }

    /// <summary>Completes when <see cref="Position"/> is beyond the given one.</summary>
    public async Task WaitAsync(long after, CancellationToken cancellationToken)
    {
        while (Next(after) is { } further) await further.WaitAsync(cancellationToken);
    }

    private Task? Next(long after)
    {
        lock (_turn) return _position > after ? null : _further.Task;
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
