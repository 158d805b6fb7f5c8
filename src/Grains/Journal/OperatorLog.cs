using Consent.Domain;
using Consent.Storage;

namespace Consent.Grains.Journal;

#pragma warning disable CA1001 // The semaphore holds nothing of the system's: nobody asks for its handle. Reading goes on after the journal is closed.
/// <summary>The log of one operator as one process writes it. One write of the log's state is the commit of a whole batch: of entries of many files, of
/// clients' keys and of numbers. Then it is carried to where it is read, and only then acknowledged; what a dead process left is carried by the next.</summary>
internal sealed class OperatorLog(OperatorId operatorId, JournalStore store, Carrier carrier, TimeProvider clock, Action<OperatorId, long> reached)
#pragma warning restore CA1001
{
    // A document of Cosmos DB holds two million bytes.
    private const int MaxDocument = 1_800_000;
    private const int Tries = 50;

    private readonly SemaphoreSlim _turn = new(1, 1);

    // The log as last read or written; null where another process has written it since.
    private Held<LogState>? _held;

    // A write of ours may still be under way: whoever reads must first make sure that it has come or never will.
    private volatile bool _inDoubt;

    // Everything up to this commit stands where it is read.
    private long _carried;
    private long _seen;

    /// <summary>Whether an append is more than a document can hold.</summary>
    public static bool IsTooLong(Append append) => PendingOf(append, 0, append.Entries, 0).Size() > MaxDocument;

    /// <summary>Commits what can be committed; the others learn why not.</summary>
    /// <exception cref="StorageUnavailableException">Nothing of the batch was written, or, where the message says so, that is not known.</exception>
    public async Task<AppendResult[]> WriteAsync(IReadOnlyList<Append> batch)
    {
        await _turn.WaitAsync();
        try
        {
            if (_inDoubt) await SettleAsync();
            for (var attempt = 0; attempt < Tries; attempt++)
            {
                var log = _held ??= await store.LogAsync(operatorId);
                if (await TryWriteAsync(log, batch) is { } results) return results;
                _held = null;
                // Two that write at once must not keep step.
                await Task.Delay(Random.Shared.Next(1, 5 + (5 * attempt)));
            }
        }
        finally
        {
            _turn.Release();
        }

        throw new StorageUnavailableException($"The journal of {operatorId} changes faster than it can be written.");
    }

    /// <summary>Makes sure that what is committed of a file stands in it, whoever committed it.</summary>
    public async Task SeeAsync(SubjectId subject)
    {
        if (!_inDoubt)
        {
            var log = await store.LogAsync(operatorId);
            if (!log.State.Pending.Exists(append => append.Commit > Volatile.Read(ref _carried) && append.Subject == subject.Value)) return;
        }

        await CarryAsync();
    }

    /// <summary>Carries what was committed and not carried since the last look: its writer has had its time.</summary>
    public async Task SweepAsync()
    {
        var last = (await store.LogAsync(operatorId)).State.Commit;
        if (last > Volatile.Read(ref _carried) && last == _seen) await CarryAsync();
        _seen = last;
    }

    private async Task CarryAsync()
    {
        await _turn.WaitAsync();
        try
        {
            if (_inDoubt) await SettleAsync();
            else _held = await store.LogAsync(operatorId);
            await CarryAsync(_held!.State);
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task<AppendResult[]?> TryWriteAsync(Held<LogState> log, IReadOnlyList<Append> batch)
    {
        var waiting = log.State.Pending.Where(append => append.Commit > _carried).ToList();
        var view = await FilesOf.ReadAsync(operatorId, store, clock, batch);
        var decided = view.Begin(log.State.Position, waiting);
        var results = batch.Select(decided.Decide).ToArray();
        if (decided.Accepted.Count == 0) return results;

        var next = Next(log.State, waiting, decided);
        if (next.Pending.Sum(append => append.Size()) > MaxDocument && waiting.Count > 0)
        {
            await CarryAsync(log.State);
            next = Next(log.State, [], decided);
        }

        if (!await TryCommitAsync(log, next)) return null;
        await CarryAsync(next);
        return results;
    }

    private async Task<bool> TryCommitAsync(Held<LogState> log, LogState next)
    {
        try
        {
            if (await log.TryWriteAsync(next)) return true;
        }
        catch (StorageUnavailableException)
        {
            _inDoubt = true;
            await SettleAsync();
            if (_held!.State.By == next.By) return true;
            if (_held.State.Commit >= next.Commit) throw;
            throw new StorageUnavailableException("The storage of grains did not take a write: nothing was written.");
        }

        // A client of the storage that tries again by itself meets its own write.
        _held = await store.LogAsync(operatorId);
        return _held.State.By == next.By;
    }

    // A log written again as it was has a new tag: a write still under way with the old one comes to nothing.
    private async Task SettleAsync()
    {
        var log = await store.LogAsync(operatorId);
        while (!await log.TryWriteAsync(log.State)) await log.ReadAsync();
        (_held, _inDoubt) = (log, false);
    }

    private async Task CarryAsync(LogState log)
    {
        var waiting = log.Pending.Where(append => append.Commit > _carried).ToList();
        if (waiting.Count > 0) await carrier.CarryAsync(operatorId, waiting);
        Volatile.Write(ref _carried, log.Commit);
        reached(operatorId, log.Position);
    }

    private LogState Next(LogState log, IReadOnlyList<PendingAppend> waiting, AppendBatch decided)
    {
        var (now, next, taken) = (Microseconds.Of(clock.GetUtcNow()), log.Commit + 1, 0);
        var appends = new List<PendingAppend>(waiting);
        foreach (var append in decided.Accepted)
        {
            appends.Add(PendingOf(append, next, decided.Entries.Skip(taken).Take(append.Entries.Length), now));
            taken += append.Entries.Length;
        }

        return new LogState { Position = decided.Position, Commit = next, By = Guid.NewGuid().ToString("N"), Pending = appends };
    }

    private static PendingAppend PendingOf(Append append, long commit, IEnumerable<Entry> entries, long now) => new()
    {
        Commit = commit,
        Subject = append.File.Subject.Value,
        Entries = [.. entries.Select(KeptEntry.Of)],
        Rows = RowsJson.Write(append.Register),
        NewKey = append.NewKey,
        DestroysKey = append.DestroysKey,
        Command = append.Command is { } command
            ? new CommandState
            {
                Key = command.Key, BodySha256 = command.BodySha256, Subject = command.File.Subject.Value, From = command.FromVersion, To = command.ToVersion, At = now,
            }
            : null,
    };
}
