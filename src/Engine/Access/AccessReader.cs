using Consent.Domain;
using Consent.Storage;

namespace Consent.Engine;

/// <summary>Where an entry of the access journal stands: the newest first, as they were recorded; node and version break ties.</summary>
public readonly record struct AccessPlace(DateOnly Day, DateTimeOffset At, string Node, long Version);

/// <summary>One entry of the access journal with its place: the day and the node of its file.</summary>
public sealed record AccessEntry(DateOnly Day, string Node, Entry Entry, AccessRecorded Access)
{
    public AccessPlace Place => new(Day, Entry.At, Node, Entry.Version);
}

/// <summary>Reads what <see cref="AccessJournal"/> has written, of every node.</summary>
public sealed class AccessReader(IJournal journal, Sealing sealing)
{
    private const int Months = 12;

    /// <summary>Entries from the newest to the oldest, of the days from one to another, both included; no more of a day is read than is asked for.</summary>
    /// <param name="isOpen">With their personal data: for whoever may be shown it.</param>
    /// <param name="after">Only what comes after this place.</param>
    /// <exception cref="JournalDamagedException">A part of a file cannot be trusted: nothing is answered from it.</exception>
    public async IAsyncEnumerable<AccessEntry> ReadAsync(
        OperatorId operatorId, DateOnly from, DateOnly to, bool isOpen, AccessPlace? after, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var listed = (await journal.ReadAsync(AccessFiles.ListOf(operatorId), cancellationToken)).Select(entry => entry.Event).OfType<AccessFileOpened>();
        foreach (var day in listed.Where(file => file.Day >= from && file.Day <= to).GroupBy(file => file.Day).OrderByDescending(day => day.Key))
        {
            if (day.Key > after?.Day) continue;
            var place = day.Key == after?.Day ? after : null;
            var tails = new List<Tail>();
            foreach (var node in day.Select(file => file.Node).Distinct(StringComparer.Ordinal))
            {
                var tail = new Tail(journal, sealing, AccessFiles.OfDay(operatorId, day.Key, node), node, isOpen, place);
                if (await tail.NextAsync(cancellationToken)) tails.Add(tail);
            }

            while (tails.OrderByDescending(tail => tail.Current.At).ThenByDescending(tail => tail.Node, StringComparer.Ordinal).FirstOrDefault() is { } newest)
            {
                if (newest.Current.Event is AccessRecorded access) yield return new AccessEntry(day.Key, newest.Node, newest.Current, access);
                if (!await newest.NextAsync(cancellationToken)) tails.Remove(newest);
            }
        }
    }

    /// <summary>A file of one node from its end, a part at a time.</summary>
    private sealed class Tail(IJournal journal, Sealing sealing, FileKey file, string node, bool isOpen, AccessPlace? after)
    {
        private const int PartSize = 100;

        private readonly Stack<Entry> _part = new();
        private long _before = after is { } place && place.Node == node ? place.Version : long.MaxValue;

        public string Node => node;

        public Entry Current { get; private set; } = null!;

        public async ValueTask<bool> NextAsync(CancellationToken cancellationToken)
        {
            do
            {
                if (_part.Count == 0)
                {
                    var part = await journal.ReadLastAsync(file, _before, PartSize, cancellationToken);
                    if (isOpen) part = await sealing.OpenAsync(file, part, cancellationToken);
                    foreach (var entry in part) _part.Push(entry);
                    if (part.Count == 0) return false;
                    _before = part[0].Version;
                }

                Current = _part.Pop();
            }
            while (!IsAfter(Current));
            return true;
        }

        private bool IsAfter(Entry entry) => after is not { } place || place.Node == node || entry.At < place.At || (entry.At == place.At && string.CompareOrdinal(node, place.Node) < 0);
    }

    /// <summary>Notices from the newest to the oldest, each with its version.</summary>
    public async Task<IReadOnlyList<(long Version, UnusualAccessNoticed Notice)>> NoticesAsync(OperatorId operatorId, CancellationToken cancellationToken) =>
        [.. (await journal.ReadAsync(AccessFiles.NoticesOf(operatorId), cancellationToken)).Reverse()
            .Where(entry => entry.Event is UnusualAccessNoticed).Select(entry => (entry.Version, (UnusualAccessNoticed)entry.Event))];

    /// <summary>When each of the keys was last used, as noted by any node within a year; those of which nothing is noted are left out.</summary>
    public async Task<IReadOnlyDictionary<string, DateTimeOffset>> LastUsesAsync(OperatorId operatorId, IReadOnlyCollection<string> keys, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (uses, month) = (new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal), DateOnly.FromDateTime(now.UtcDateTime));
        for (var i = 0; i < Months && uses.Count < keys.Count; i++, month = month.AddMonths(-1))
            foreach (var use in (await journal.ReadAsync(AccessFiles.KeysOf(operatorId, month), cancellationToken)).Select(entry => entry.Event).OfType<KeysUsed>().SelectMany(used => used.Keys))
                if (keys.Contains(use.Key) && (!uses.TryGetValue(use.Key, out var known) || known < use.At)) uses[use.Key] = use.At;
        return uses;
    }
}
