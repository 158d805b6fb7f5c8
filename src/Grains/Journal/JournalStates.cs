namespace Consent.Grains.Journal;

/// <summary>An operator's log: where its journal ends, and the appends of late that may not be everywhere yet. Writing it is the commit.</summary>
public sealed class LogState
{
    /// <summary>The place of the last entry in the operator's feed.</summary>
    public long Position { get; set; }

    /// <summary>How many times the log was committed to.</summary>
    public long Commit { get; set; }

    /// <summary>Who made the last commit: a name of that one commit, by which its writer knows it again.</summary>
    public string By { get; set; } = "";

    public List<PendingAppend> Pending { get; set; } = [];
}

/// <summary>An append that is committed: all that the file, the feed, the commands, the numbers and the register are told of it.</summary>
public sealed class PendingAppend
{
    public long Commit { get; set; }

    public string Subject { get; set; } = "";

    public List<KeptEntry> Entries { get; set; } = [];

    public CommandState? Command { get; set; }

    /// <summary>The wrapped key of the file, where this is the first append that needs one.</summary>
    public byte[]? NewKey { get; set; }

    public bool DestroysKey { get; set; }

    /// <summary>The rows of the register as JSON.</summary>
    public string Rows { get; set; } = "";

    public int Size() => Entries.Sum(entry => entry.Size()) + (Rows.Length * 2) + 1024;
}

/// <summary>A subject's file: its head and its last entries. Those before stand in pages that never change again.</summary>
public sealed class FileState
{
    public long Version { get; set; }

    public byte[] Hash { get; set; } = [];

    public int Pages { get; set; }

    public List<KeptEntry> Entries { get; set; } = [];

    /// <summary>The wrapped key of the file.</summary>
    public byte[]? Key { get; set; }

    /// <summary>The key was thrown away, and no other comes.</summary>
    public bool KeyDestroyed { get; set; }
}

/// <summary>A full page of a file.</summary>
public sealed class PageState
{
    public List<KeptEntry> Entries { get; set; } = [];
}

/// <summary>A page of an operator's feed: which version of which file stands at each place.</summary>
public sealed class FeedState
{
    public const int Places = 256;

    /// <summary>The version, a space, the subject; empty where the place was lost.</summary>
    public List<string> Entries { get; set; } = [];
}

/// <summary>How far the catalogue of every operator is: few, and written seldom.</summary>
public sealed class CataloguesState
{
    public Dictionary<string, long> Versions { get; set; } = [];
}

/// <summary>A client's command that had its effect.</summary>
public sealed class CommandState
{
    public string Key { get; set; } = "";

    public byte[] BodySha256 { get; set; } = [];

    public string Subject { get; set; } = "";

    public long From { get; set; }

    public long To { get; set; }

    public long At { get; set; }
}

/// <summary>Whose a request's number is.</summary>
public sealed class NumberState
{
    public string Subject { get; set; } = "";
}

/// <summary>A piece of what proves the journal.</summary>
public sealed class ProofState
{
    public long Version { get; set; }

    public byte[] Value { get; set; } = [];
}

/// <summary>Files of an operator whose keys were thrown away: one part of several.</summary>
public sealed class DestroyedState
{
    public const int Parts = 16;

    public List<string> Subjects { get; set; } = [];
}

/// <summary>The key ring, and who is making a key of it.</summary>
public sealed class RingState
{
    public List<string> Elements { get; set; } = [];

    public string By { get; set; } = "";

    public long Until { get; set; }
}

/// <summary>A chunk of an attached file, sealed.</summary>
public sealed class ChunkState
{
    public byte[] Sealed { get; set; } = [];
}

/// <summary>The attached files of a subject's file, to be gone with it.</summary>
public sealed class AttachmentsState
{
    public List<string> Ids { get; set; } = [];
}

/// <summary>Attached files that the journal does not tell of yet: one part of several.</summary>
public sealed class LooseState
{
    public const int Parts = 16;

    public List<LooseFile> Files { get; set; } = [];

    internal LooseFile? Find(Domain.FileKey file, string id) => Files.Find(loose => loose.Id == id && loose.File == file.ToString());
}

/// <summary>One of them: whose it is and when it was begun.</summary>
public sealed class LooseFile
{
    public string File { get; set; } = "";

    public string Id { get; set; } = "";

    public long Begun { get; set; }
}
