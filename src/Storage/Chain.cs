using Consent.Domain;

namespace Consent.Storage;

/// <summary>The chain of a file: every link is checked, not only the ends.</summary>
public static class Chain
{
    /// <summary>The entries themselves when they are whole.</summary>
    /// <exception cref="JournalDamagedException">Says which entry is the first that does not fit.</exception>
    public static IReadOnlyList<Entry> Verified(FileKey file, IReadOnlyList<Entry> entries, long headVersion, byte[]? headHash)
    {
        var previous = Follow(file, entries, Entry.Genesis, first: 1);
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
        var known = first > 1 && entries.Count > 0 ? entries[0] : null;
        if ((known?.Version ?? 0) + 1 != first) throw new JournalDamagedException($"{file}: entry {first - 1} is missing");
        var part = first > 1 ? entries.Skip(1).ToArray() : [.. entries];
        var previous = Follow(file, part, known?.Hash ?? Entry.Genesis, first);
        var end = first - 1 + part.Length;
        if (end != Math.Max(last, 0) || (last == headVersion && headHash is not null && !previous.AsSpan().SequenceEqual(headHash)))
            throw new JournalDamagedException($"{file}: has {end} entries, its head says {headVersion}");
        return part;
    }

    // The hash of the last entry, each checked against the one before it.
    private static byte[] Follow(FileKey file, IReadOnlyList<Entry> entries, byte[] previous, long first)
    {
        for (var i = 0; i < entries.Count; i++)
        {
            var entry = entries[i];
            if (entry.Version != first) throw new JournalDamagedException($"{file}: entry {first} is missing");
            if (!entry.HashAfter(previous).AsSpan().SequenceEqual(entry.Hash)) throw new JournalDamagedException($"{file}: entry {first} was changed");
            (previous, first) = (entry.Hash, first + 1);
        }

        return previous;
    }
}
