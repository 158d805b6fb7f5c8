using System.Collections.Immutable;
using Consent.Domain;
using Consent.Storage;

namespace Consent.Engine;

/// <summary>A file that the service writes itself: chained, exported and verified like every other, but decided by nobody. One writer at a time is its holder's business.</summary>
/// <param name="sealing">None for files without personal data.</param>
internal sealed class ReservedFile(FileKey key, IJournal journal, Sealing? sealing)
{
    private const int Tries = 8;

    private (long Version, byte[] Hash)? _head;
    private FileSeal? _seal;

    public FileKey Key { get; } = key;

    /// <summary>Appends the events in order, all or none.</summary>
    /// <exception cref="StorageUnavailableException">Nothing was written, or that is not known.</exception>
    public async Task AppendAsync(IReadOnlyList<(string Actor, FileEvent Event)> events, DateTimeOffset now)
    {
        WrittenEvent[] written = [.. events.Select(pair => WrittenEvent.Of(pair.Event))];
        var isPersonal = sealing is not null && Array.Exists(written, one => one.IsPersonal);
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            var (version, hash) = _head ?? await ReadAsync();
            var (seal, newKey) = !isPersonal || _seal is not null ? (_seal, null) : await sealing!.ForWritingAsync(Key, version == 0, CancellationToken.None);
            // Until the end of the append is known, it is not known where the file ends.
            _head = null;
            var entries = ImmutableArray.CreateBuilder<Entry>(events.Count);
            var last = hash;
            for (var i = 0; i < events.Count; i++)
            {
                var entry = Entry.After(last, Key, version + entries.Count + 1, now, events[i].Actor, written[i], seal);
                entries.Add(entry);
                last = entry.Hash;
            }

            if (await journal.TryAppendAsync(new Append(Key, version, entries.MoveToImmutable(), RegisterRows.None) { NewKey = newKey }, CancellationToken.None) != AppendResult.Written) continue;
            _seal = seal ?? _seal;
            _head = (version + events.Count, last);
            return;
        }

        throw new StorageUnavailableException($"{Key} changes faster than it can be written.");
    }

    /// <summary>The entries that are there; the place after them is remembered.</summary>
    /// <exception cref="JournalDamagedException">The file cannot be trusted, and nothing is added to it.</exception>
    public async Task<IReadOnlyList<Entry>> OpenAsync()
    {
        var entries = await journal.ReadAsync(Key, CancellationToken.None);
        if (sealing is not null) entries = await sealing.OpenAsync(Key, entries, CancellationToken.None);
        _head = entries.Count == 0 ? (0, Entry.Genesis) : (entries[^1].Version, entries[^1].Hash);
        return entries;
    }

    /// <summary>The last entries, those recorded since an instant and so many at most; the place after them is remembered. However long the file is, no more of it is read.</summary>
    /// <exception cref="JournalDamagedException">The end of the file cannot be trusted, and nothing is added to it.</exception>
    public async Task<IReadOnlyList<Entry>> OpenLastAsync(DateTimeOffset since, int most)
    {
        const int PartSize = 1000;
        var (parts, count, before) = (new Stack<IReadOnlyList<Entry>>(), 0, long.MaxValue);
        (long, byte[])? head = null;
        do
        {
            var part = await journal.ReadLastAsync(Key, before, Math.Min(PartSize, most - count), CancellationToken.None);
            head ??= part is [.., var last] ? (last.Version, last.Hash) : (0, Entry.Genesis);
            if (part.Count == 0) break;
            parts.Push(sealing is null ? part : await sealing.OpenAsync(Key, part, CancellationToken.None));
            (count, before) = (count + part.Count, part[0].Version);
        }
        while (count < most && parts.Peek()[0].At >= since);
        _head = head;
        return [.. parts.SelectMany(part => part).SkipWhile(entry => entry.At < since)];
    }

    // The end is checked against the entry before it and against the head of the file.
    private async Task<(long Version, byte[] Hash)> ReadAsync() =>
        (_head = await journal.ReadLastAsync(Key, long.MaxValue, 1, CancellationToken.None) is [var last] ? (last.Version, last.Hash) : (0, Entry.Genesis)).Value;
}
