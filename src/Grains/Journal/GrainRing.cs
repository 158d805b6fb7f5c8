using Consent.Storage;

namespace Consent.Grains.Journal;

/// <summary>The ring in the storage of grains, shared by all silos; the turn is a lease on it.</summary>
public sealed class GrainRing(JournalStore store) : IRingStore
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan TryAgain = TimeSpan.FromMilliseconds(100);

    public IReadOnlyList<string> Read() => Wait(async () => (IReadOnlyList<string>)(await store.RingAsync()).State.Elements);

    public void Add(string name, string element) => Wait(() => ChangeAsync(state => new RingState { Elements = [.. state.Elements, element], By = state.By, Until = state.Until }));

    public async Task<IAsyncDisposable> TakeTurnAsync(CancellationToken cancellationToken)
    {
        var own = Guid.NewGuid().ToString("N");
        while (!await ChangeAsync(state => state.By.Length > 0 && state.Until > Now ? null : new RingState { Elements = state.Elements, By = own, Until = Now + (long)Lease.TotalSeconds }))
            await Task.Delay(TryAgain, cancellationToken);
        return new Turn(() => ChangeAsync(state => state.By == own ? new RingState { Elements = state.Elements } : null));
    }

    private static long Now => TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();

    // False where there is nothing to change.
    private async Task<bool> ChangeAsync(Func<RingState, RingState?> change)
    {
        var held = await store.RingAsync();
        while (change(held.State) is { } next)
        {
            if (await held.TryWriteAsync(next)) return true;
            await held.ReadAsync();
        }

        return false;
    }

    // Data Protection asks without waiting; outside whichever scheduler it does.
    private static T Wait<T>(Func<Task<T>> ask) => Task.Run(ask).GetAwaiter().GetResult();

    private sealed class Turn(Func<Task> end) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await end();
    }
}
