using Consent.Domain;

namespace Consent.Storage.Proof;

/// <summary>What is wrong with a log, by the first thing that is.</summary>
public enum FaultKind
{
    /// <summary>A line that no service has written.</summary>
    Unreadable,

    /// <summary>Entries are missing before it.</summary>
    Missing,

    /// <summary>It comes again, or before its place.</summary>
    OutOfOrder,

    /// <summary>It is not what was hashed.</summary>
    Changed,

    /// <summary>It does not follow the entry before it in its file.</summary>
    Unlinked,

    /// <summary>The hashes that stand for entries left out do not fit their places.</summary>
    SkipWrong,

    /// <summary>The file in the database is not whole.</summary>
    FileDamaged,

    /// <summary>The log is not the one that was signed.</summary>
    RootDiffers,

    /// <summary>The signature is not by the key.</summary>
    SignatureWrong,

    /// <summary>The head is signed by a key that was not given.</summary>
    KeyUnknown,

    /// <summary>There is no signed head at the end.</summary>
    NoCheckpoint,

    /// <summary>It is not a continuation of the older head.</summary>
    NotAContinuation,

    /// <summary>It is shorter than a head that was signed before.</summary>
    RolledBack,

    /// <summary>A file of the package is not the one that was signed.</summary>
    FileDiffers,
}

/// <summary>The first thing that does not fit: where in the operator's log and in which file.</summary>
public sealed record Fault(FaultKind Kind, long Seq, string? File = null);

/// <summary>Follows an operator's log from its beginning: every hash, every link, every place; entries may be left out where hashes stand for them.</summary>
public sealed class LogCheck
{
    private readonly Dictionary<SubjectId, (long Version, byte[] Hash)> _files = [];
    private readonly Frontier _tree = new();
    private bool _isWhole = true;

    /// <summary>How many entries were followed or stood for.</summary>
    public long Size => _tree.Size;

    public byte[] Root() => _tree.Root();

    /// <summary>Whether no entry was left out.</summary>
    public bool IsWhole => _isWhole;

    /// <summary>Every file met, with its last version.</summary>
    public IEnumerable<(SubjectId File, long Version, byte[] Hash)> Files => _files.Select(file => (file.Key, file.Value.Version, file.Value.Hash));

    /// <summary>The next entry as the journal has it, which does not tell the hash before.</summary>
    public Fault? Add(Entry entry) =>
        Add(new LoggedEntry(Size + 1, entry, _files.TryGetValue(entry.File.Subject, out var last) ? last.Hash : Entry.Genesis));

    public Fault? Add(LoggedEntry logged)
    {
        var (entry, file) = (logged.Entry, logged.Entry.File.Subject);
        if (logged.Seq != Size + 1) return new Fault(logged.Seq > Size + 1 ? FaultKind.Missing : FaultKind.OutOfOrder, logged.Seq > Size + 1 ? Size + 1 : logged.Seq, file.Value);
        if (entry.Hash.Length != Merkle.HashSize || !entry.HashAfter(logged.Previous).AsSpan().SequenceEqual(entry.Hash)) return new Fault(FaultKind.Changed, logged.Seq, file.Value);
        var last = _files.TryGetValue(file, out var known) ? known : (Version: 0, Hash: Entry.Genesis);
        var follows = entry.Version == last.Version + 1
            ? logged.Previous.AsSpan().SequenceEqual(last.Hash)
            : !_isWhole && entry.Version > last.Version + 1;
        if (!follows) return new Fault(FaultKind.Unlinked, logged.Seq, file.Value);
        _files[file] = (entry.Version, entry.Hash);
        _tree.Add(Merkle.Leaf(entry.Hash));
        return null;
    }

    /// <summary>Entries that are not shown.</summary>
    public Fault? Skip(ExportLine.Skip skip)
    {
        var wrong = new Fault(FaultKind.SkipWrong, Size + 1);
        if (skip.From != Size + 1 || skip.To < skip.From) return wrong;
        var parts = Merkle.Subtrees(new LeafRange(skip.From - 1, skip.To)).ToList();
        if (parts.Count != skip.Hashes.Count) return wrong;
        _isWhole = false;
        for (var i = 0; i < parts.Count; i++)
            if (skip.Hashes[i].Length != Merkle.HashSize || !_tree.Add(skip.Hashes[i], parts[i].Height)) return wrong;
        return null;
    }
}
