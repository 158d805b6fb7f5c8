using Consent.Domain;
using Consent.Storage;

namespace Consent.Engine;

/// <summary>One entry of the access journal with its place: the day and the node of its file.</summary>
public sealed record AccessEntry(DateOnly Day, string Node, Entry Entry, AccessRecorded Access)
{
    /// <summary>Newest first: by day, then by instant; node and version break ties.</summary>
    public (DateOnly, DateTimeOffset, string, long) Place => (Day, Access.At, Node, Entry.Version);
}

/// <summary>Reads what <see cref="AccessJournal"/> has written, of every node.</summary>
public sealed class AccessReader(IJournal journal, Sealing sealing)
{
    private const int Months = 12;

    /// <summary>Entries from the newest to the oldest, of the days from one to another, both included.</summary>
    /// <param name="isOpen">With their personal data: for whoever may be shown it.</param>
    /// <exception cref="JournalDamagedException">A file cannot be trusted: nothing is answered from it.</exception>
    public async IAsyncEnumerable<AccessEntry> ReadAsync(
        OperatorId operatorId, DateOnly from, DateOnly to, bool isOpen, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var listed = (await journal.ReadAsync(AccessFiles.ListOf(operatorId), cancellationToken)).Select(entry => entry.Event).OfType<AccessFileOpened>();
        foreach (var day in listed.Where(file => file.Day >= from && file.Day <= to).GroupBy(file => file.Day).OrderByDescending(day => day.Key))
        {
            var entries = new List<AccessEntry>();
            foreach (var node in day.Select(file => file.Node).Distinct())
                entries.AddRange(
                    from entry in await ReadAsync(AccessFiles.OfDay(operatorId, day.Key, node), isOpen, cancellationToken)
                    let access = entry.Event as AccessRecorded
                    where access is not null
                    select new AccessEntry(day.Key, node, entry, access));
            foreach (var entry in entries.OrderByDescending(entry => entry.Place)) yield return entry;
        }
    }

    private async ValueTask<IReadOnlyList<Entry>> ReadAsync(FileKey file, bool isOpen, CancellationToken cancellationToken)
    {
        var entries = await journal.ReadAsync(file, cancellationToken);
        return isOpen ? await sealing.OpenAsync(file, entries, cancellationToken) : entries;
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
