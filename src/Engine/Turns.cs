namespace Consent.Engine;

/// <summary>A turn per key out of a fixed number of locks: memory does not grow with keys, and two keys seldom share one.</summary>
internal sealed class Turns(int count)
{
    private readonly SemaphoreSlim[] _locks = [.. Enumerable.Range(0, count).Select(_ => new SemaphoreSlim(1, 1))];

    public async ValueTask<Turn> TakeAsync(int hash, CancellationToken cancellationToken)
    {
        var turn = _locks[(uint)hash % (uint)_locks.Length];
        await turn.WaitAsync(cancellationToken);
        return new Turn(turn);
    }

    public readonly struct Turn(SemaphoreSlim held) : IDisposable
    {
        public void Dispose() => held.Release();
    }
}
