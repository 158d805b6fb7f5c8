using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Consent.Domain;
using Consent.Storage;

namespace Consent.Grains.Journal;

/// <summary>The journal in whatever storage the cluster keeps its grains' state: a log per operator commits, a state per file is read.</summary>
public sealed class GrainJournal : IJournal, IFileKeys, IAsyncDisposable
{
    // A follower in this process hears of the commits of others within this time.
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(500);
    private const int ReadAtOnce = 16;

    private readonly JournalStore _store;
    private readonly TimeProvider _clock;
    private readonly Carrier _carrier;
    private readonly ConcurrentDictionary<OperatorId, OperatorQueue> _operators = new();
    private readonly FeedEnds _ends = new();
    private bool _isClosed;

    public GrainJournal(JournalStore store, IRegisterWriter register, TimeProvider clock)
    {
        (_store, _clock) = (store, clock);
        _carrier = new Carrier(store, register);
    }

    public long Position => _ends.Sum;

    public async ValueTask<IReadOnlyList<Entry>> ReadAsync(FileKey file, CancellationToken cancellationToken)
    {
        await Of(file.Operator).Log.SeeAsync(file.Subject);
        var (entries, state) = await FileAsync(file);
        return Chain.Verified(file, entries, state.Version, state.Hash is { Length: > 0 } hash ? hash : null);
    }

    public Task<AppendResult> TryAppendAsync(Append append, CancellationToken cancellationToken) =>
        Volatile.Read(ref _isClosed) ? throw new StorageUnavailableException("The journal is closing.") : Of(append.File.Operator).AppendAsync(append);

    public async ValueTask<CommandRecord?> FindCommandAsync(OperatorId operatorId, string key, CancellationToken cancellationToken)
    {
        var held = await _store.CommandAsync(operatorId, key);
        return held.IsRemembered(_clock.GetUtcNow()) && held.State is var known
            ? new CommandRecord(key, known.BodySha256, new FileKey(operatorId, new SubjectId(known.Subject)), known.From, known.To)
            : null;
    }

    public async ValueTask<IReadOnlyList<(OperatorId Operator, long Version)>> CatalogueVersionsAsync(CancellationToken cancellationToken) =>
        [.. (await _store.CataloguesAsync()).State.Versions.Select(row => (new OperatorId(row.Key), row.Value))];

    public async ValueTask<IReadOnlyList<Entry>> ReadFeedAsync(OperatorId operatorId, long after, int limit, CancellationToken cancellationToken)
    {
        _ends.Follow(operatorId);
        var places = await PlacesAsync(operatorId, after, limit);
        var files = new ConcurrentDictionary<SubjectId, IReadOnlyList<Entry>>();
        await Parallel.ForEachAsync(
            places.Select(place => place.Subject).Distinct(), new ParallelOptions { MaxDegreeOfParallelism = ReadAtOnce, CancellationToken = cancellationToken },
            async (subject, _) => files[subject] = (await FileAsync(new FileKey(operatorId, subject))).Entries);
        return [.. places.Select((place, i) => files[place.Subject].FirstOrDefault(entry => entry.Version == place.Version) is { } entry
            ? entry with { Position = Math.Max(after, 0) + i + 1 }
            : throw new JournalDamagedException($"{operatorId}/{place.Subject}: entry {place.Version} is missing"))];
    }

    public async ValueTask<KeptKey?> ReadKeyAsync(FileKey file, CancellationToken cancellationToken)
    {
        await Of(file.Operator).Log.SeeAsync(file.Subject);
        return Kept((await _store.FileAsync(file)).State);
    }

    public async Task<bool> TrySetKeyAsync(FileKey file, byte[]? expected, byte[] wrapped, CancellationToken cancellationToken)
    {
        await Of(file.Operator).Log.SeeAsync(file.Subject);
        for (var held = await _store.FileAsync(file); ; await held.ReadAsync())
        {
            var (state, kept) = (held.State, Kept(held.State));
            var isExpected = kept is null ? expected is null : expected is not null && kept.Wrapped.AsSpan().SequenceEqual(expected);
            if (!isExpected) return false;
            var next = new FileState { Version = state.Version, Hash = state.Hash, Pages = state.Pages, Entries = state.Entries, Key = wrapped };
            if (await held.TryWriteAsync(next)) return true;
        }
    }

    public async IAsyncEnumerable<SubjectId> FilesAsync(OperatorId operatorId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var after = 0L;
        while (await PlacesAsync(operatorId, after, FeedState.Places) is { Count: > 0 } places)
        {
            cancellationToken.ThrowIfCancellationRequested();
            // Each file has one first entry.
            foreach (var (version, subject) in places)
                if (version == 1) yield return subject;
            after += places.Count;
        }
    }

    public async Task<IReadOnlyList<SubjectId>> DestroyedAsync(OperatorId operatorId, CancellationToken cancellationToken) =>
        [.. (await Task.WhenAll(Enumerable.Range(0, DestroyedState.Parts).Select(part => _store.DestroyedAsync(operatorId, part))))
            .SelectMany(part => part.State.Subjects).Order(StringComparer.Ordinal).Select(subject => new SubjectId(subject))];

    public async Task WaitForMoreAsync(long after, CancellationToken cancellationToken)
    {
        while (Position <= after)
        {
            try
            {
                await _ends.WaitAsync(after, cancellationToken).WaitAsync(LookEvery, cancellationToken);
            }
            catch (TimeoutException)
            {
                await _ends.LookAsync(LookAsync);
            }
        }
    }

    /// <summary>Carries to files and register what a process that is gone has committed and not carried; once a while in every process.</summary>
    /// <exception cref="StorageUnavailableException">The storage does not answer: what is left is carried the next time.</exception>
    public async Task SweepAsync()
    {
        foreach (var queue in _operators.Values) await queue.Log.SweepAsync();
    }

    public async ValueTask DisposeAsync()
    {
        Volatile.Write(ref _isClosed, true);
        foreach (var queue in _operators.Values) await queue.CloseAsync();
    }

    private OperatorQueue Of(OperatorId operatorId) =>
        _operators.GetOrAdd(operatorId, id => new OperatorQueue(new OperatorLog(id, _store, _carrier, _clock, _ends.Reach)));

    private static KeptKey? Kept(FileState state) => state.KeyDestroyed ? KeptKey.Destroyed : state.Key is { Length: > 0 } key ? new KeptKey(key) : null;

    private async Task<(IReadOnlyList<Entry> Entries, FileState State)> FileAsync(FileKey file)
    {
        var state = (await _store.FileAsync(file)).State;
        var pages = await Task.WhenAll(Enumerable.Range(0, state.Pages).Select(page => _store.PageAsync(file, page)));
        return ([.. pages.SelectMany(page => page.State.Entries).Concat(state.Entries).Select(entry => entry.Of(file))], state);
    }

    private async Task<List<(long Version, SubjectId Subject)>> PlacesAsync(OperatorId operatorId, long after, int limit)
    {
        var (places, position) = (new List<(long, SubjectId)>(), Math.Max(after, 0));
        while (places.Count < limit)
        {
            var page = (await _store.FeedAsync(operatorId, FeedPlaces.PageOf(position + 1))).State.Entries;
            var fresh = page.Skip(FeedPlaces.PlaceOf(position + 1)).Take(limit - places.Count).Select(FeedPlaces.Read).ToList();
            places.AddRange(fresh);
            position += fresh.Count;
            if (fresh.Count == 0 || FeedPlaces.PlaceOf(position + 1) != 0) break;
        }

        if (places.Count > 0) _ends.Reach(operatorId, position);
        return places;
    }

    private async Task LookAsync(OperatorId operatorId, long known)
    {
        var page = (await _store.FeedAsync(operatorId, FeedPlaces.PageOf(known + 1))).State.Entries.Count;
        if (page > FeedPlaces.PlaceOf(known + 1)) _ends.Reach(operatorId, (FeedPlaces.PageOf(known + 1) * FeedState.Places) + page);
    }
}
