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

    /// <summary>The last of a file's entries before a version, when they are whole.</summary>
    /// <param name="entries">They, and the one before the first of them where there is one.</param>
    /// <exception cref="JournalDamagedException">Says which entry is the first that does not fit.</exception>
    public static IReadOnlyList<Entry> VerifiedLast(FileKey file, IReadOnlyList<Entry> entries, long headVersion, byte[]? headHash, long before, int count)
    {
        var last = Math.Min(before - 1, headVersion);
        var first = Math.Max(1, last - count + 1);
        var (previous, version) = (Entry.Genesis, 1L);
        if (first > 1 && entries is [var known, ..]) (previous, version) = (known.Hash, known.Version + 1);
        if (version != first) throw new JournalDamagedException($"{file}: entry {first - 1} is missing");
        var part = first > 1 ? entries.Skip(1).ToArray() : [.. entries];
        foreach (var entry in part)
        {
            if (entry.Version != version) throw new JournalDamagedException($"{file}: entry {version} is missing");
            if (!entry.HashAfter(previous).AsSpan().SequenceEqual(entry.Hash)) throw new JournalDamagedException($"{file}: entry {version} was changed");
            (previous, version) = (entry.Hash, version + 1);
        }

        if (version - 1 != Math.Max(last, 0) || (last == headVersion && headHash is not null && !previous.AsSpan().SequenceEqual(headHash)))
            throw new JournalDamagedException($"{file}: has {version - 1} entries, its head says {headVersion}");
        return part;
    }
}
