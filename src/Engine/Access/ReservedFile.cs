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

    private async Task<(long Version, byte[] Hash)> ReadAsync()
    {
        await OpenAsync();
        return _head!.Value;
    }
}
