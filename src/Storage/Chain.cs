using Consent.Domain;

namespace Consent.Storage;

/// <summary>The chain of a file: every link is checked, not only the ends.</summary>
public static class Chain
{
    /// <summary>The entries themselves when they are whole.</summary>
    /// <exception cref="JournalDamagedException">Says which entry is the first that does not fit.</exception>
    public static IReadOnlyList<Entry> Verified(FileKey file, IReadOnlyList<Entry> entries, long headVersion, byte[]? headHash)
    {
        var previous = Entry.Genesis;
        for (var i = 0; i < entries.Count; i++)
        {
            if (entries[i].Version != i + 1) throw new JournalDamagedException($"{file}: entry {i + 1} is missing");
            if (!entries[i].HashAfter(previous).AsSpan().SequenceEqual(entries[i].Hash)) throw new JournalDamagedException($"{file}: entry {i + 1} was changed");
            previous = entries[i].Hash;
        }

        if (entries.Count != headVersion || (headHash is not null && !previous.AsSpan().SequenceEqual(headHash)))
            throw new JournalDamagedException($"{file}: has {entries.Count} entries, its head says {headVersion}");
        return entries;
    }
}
