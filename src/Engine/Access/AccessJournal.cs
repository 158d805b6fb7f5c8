using System.Collections.Concurrent;
using System.Threading.Channels;
using Consent.Domain;
using Consent.Storage;
using Microsoft.Extensions.Logging;

namespace Consent.Engine;

/// <summary>Who looked at personal data, as entries of the journal itself: in one file a day and a node, many readings in one append. What cannot be noted
/// is not shown; a refusal is noted if it can be, and counted in any case.</summary>
/// <param name="node">Names this process among those that share the database.</param>
public sealed partial class AccessJournal(IJournal journal, Sealing? sealing, Catalogues catalogues, TimeProvider clock, string node, ILogger<AccessJournal> log) : IAsyncDisposable
{
    private const int MaxWaiting = 10_000;
    private const int MaxBatch = 500;

    /// <summary>How long a reading waits for its entry.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Channel<Waiting> _waiting = System.Threading.Channels.Channel.CreateBounded<Waiting>(new BoundedChannelOptions(MaxWaiting) { SingleReader = true });
    private readonly ConcurrentDictionary<OperatorId, OfOperator> _operators = new();
    private readonly Lock _starting = new();
    private Task? _loop;
    private long _refused;
    private bool _isSilent;

    private sealed record Waiting(OperatorId Operator, string Actor, AccessRecorded Access, TaskCompletionSource? Done);

    /// <summary>How many refused attempts this process has seen, noted or not.</summary>
    public long RefusedCount => Interlocked.Read(ref _refused);

    /// <summary>How many entries this process has written into files of the access journal.</summary>
    public long WrittenCount => _operators.Values.Sum(own => own.Written);

    /// <summary>Returns when the reading is on record.</summary>
    /// <exception cref="StorageUnavailableException">It is not: nothing may be shown.</exception>
    public async Task RecordAsync(OperatorId operatorId, string actor, AccessRecorded access)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!Put(new Waiting(operatorId, actor, access, done))) throw new StorageUnavailableException("Too many readings wait to be recorded.");
        try
        {
            await done.Task.WaitAsync(Patience);
        }
        catch (TimeoutException)
        {
            throw new StorageUnavailableException("The access journal does not answer.");
        }
    }

    /// <summary>Notes a refused attempt if that can be done; whoever was refused does not wait for it.</summary>
    public void Refused(OperatorId operatorId, string actor, AccessRecorded access)
    {
        Interlocked.Increment(ref _refused);
        Put(new Waiting(operatorId, actor, access, null));
    }

    /// <summary>Writes what has been accepted.</summary>
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        if (_loop is { } loop) await loop;
    }

    private bool Put(Waiting waiting)
    {
        if (_loop is null)
            lock (_starting) _loop ??= Task.Run(RunAsync);
        return _waiting.Writer.TryWrite(waiting);
    }

    private async Task RunAsync()
    {
        var batch = new List<Waiting>(MaxBatch);
        while (await _waiting.Reader.WaitToReadAsync())
        {
            batch.Clear();
            while (batch.Count < MaxBatch && _waiting.Reader.TryRead(out var next)) batch.Add(next);
            await Task.WhenAll(batch.GroupBy(waiting => waiting.Operator).Select(group => WriteAsync(group.Key, [.. group])));
        }
    }

    private async Task WriteAsync(OperatorId operatorId, List<Waiting> batch)
    {
        try
        {
            var own = _operators.GetOrAdd(operatorId, id => new OfOperator(id, journal, sealing, node));
            var rules = catalogues.For(operatorId);
            foreach (var day in batch.GroupBy(waiting => DayOf(waiting.Access.At, rules)))
                await own.WriteAsync(day.Key, Together(day), clock.GetUtcNow(), rules?.Zone ?? TimeZoneInfo.Utc);
            foreach (var waiting in batch) waiting.Done?.TrySetResult();
            _isSilent = false;
        }
        catch (Exception failure)
        {
            // Whatever it is, the readings are not on record. The message of another's exception may quote what was asked.
            if (!_isSilent) LogNotRecorded(log, operatorId.Value, failure is StorageUnavailableException or JournalDamagedException ? failure.Message : failure.GetType().FullName!);
            _isSilent = true;
            var told = failure is StorageUnavailableException or JournalDamagedException ? failure : new StorageUnavailableException("The access journal failed.", failure);
            foreach (var waiting in batch) waiting.Done?.TrySetException(told);
        }
    }

    private static DateOnly DayOf(DateTimeOffset at, Rules? rules) => rules?.DayOf(at) ?? DateOnly.FromDateTime(at.UtcDateTime);

    // Equal refusals that wait together are one entry: who knocks a thousand times does not fill the disk a thousand times.
    private static List<(string Actor, AccessRecorded Access)> Together(IEnumerable<Waiting> batch)
    {
        var (together, places) = (new List<(string Actor, AccessRecorded Access)>(), new Dictionary<(string, AccessRecorded), int>());
        foreach (var waiting in batch)
        {
            var same = (waiting.Actor, waiting.Access with { At = default });
            if (waiting.Done is null && places.TryGetValue(same, out var place))
            {
                together[place] = together[place] with { Access = together[place].Access with { Times = together[place].Access.Times + 1 } };
                continue;
            }

            if (waiting.Done is null) places[same] = together.Count;
            together.Add((waiting.Actor, waiting.Access));
        }

        return together;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Readings of {Operator} cannot be recorded, so nothing is shown: {Reason}")]
    private static partial void LogNotRecorded(ILogger log, string @operator, string reason);

    /// <summary>The files of one operator that this process writes to; one batch at a time.</summary>
    private sealed class OfOperator(OperatorId id, IJournal journal, Sealing? sealing, string node)
    {
        // Of a whole day nothing more is needed, and nobody may be shown anything until this is done.
        private const int MostRemembered = 20_000;

        private readonly UnusualReadings _unusual = new();
        private readonly ReservedFile _notices = new(AccessFiles.NoticesOf(id), journal, sealing);
        private ReservedFile? _file;
        private DateOnly _day;
        private long _written;

        public long Written => Interlocked.Read(ref _written);

        public async Task WriteAsync(DateOnly day, List<(string Actor, AccessRecorded Access)> batch, DateTimeOffset now, TimeZoneInfo zone)
        {
            if (_file is null || _day != day) await OpenAsync(day, now, zone);
            await AppendAsync(_file!, [.. batch.Select(row => (row.Actor, (FileEvent)row.Access))], now);
            var noticed = batch.SelectMany(row => _unusual.Look(row.Actor, row.Access, zone)).ToList();
            if (noticed.Count > 0) await AppendAsync(_notices, [.. noticed.Select(notice => ("access", (FileEvent)notice))], now);
        }

        private async Task AppendAsync(ReservedFile file, IReadOnlyList<(string Actor, FileEvent Event)> events, DateTimeOffset now)
        {
            await file.AppendAsync(events, now);
            Interlocked.Add(ref _written, events.Count);
        }

        // What this process' forerunner of the same name has noted of late counts on, and what was noticed is not noticed again.
        private async Task OpenAsync(DateOnly day, DateTimeOffset now, TimeZoneInfo zone)
        {
            var file = new ReservedFile(AccessFiles.OfDay(id, day, node), journal, sealing);
            var entries = await file.OpenLastAsync(now - UnusualReadings.Memory, MostRemembered);
            if (entries.Count == 0) await ListAsync(day, now);
            foreach (var entry in entries)
                if (entry.Event is AccessRecorded access) _unusual.Look(entry.Actor, access, zone);
            foreach (var entry in await _notices.OpenAsync())
                if (entry.Event is UnusualAccessNoticed notice) _unusual.Know(notice);
            (_file, _day) = (file, day);
        }

        // Listed first: what is in a file that nobody lists would not be found.
        private async Task ListAsync(DateOnly day, DateTimeOffset now)
        {
            var list = new ReservedFile(AccessFiles.ListOf(id), journal, null);
            var listed = (await list.OpenAsync()).Any(entry => entry.Event is AccessFileOpened opened && opened.Day == day && opened.Node == node);
            if (!listed) await AppendAsync(list, [("access", new AccessFileOpened(now, day, node))], now);
        }
    }
}
