using Consent.Engine.Proof;
using Consent.Storage;
using Consent.Storage.Proof;

namespace Consent.Api;

/// <summary>An entry of the journal as it is listed: who recorded what and when, and what ties it to the others. What it says is in its file, masked there.</summary>
public sealed record JournalLine(long Seq, DateTimeOffset At, string Actor, string Kind, string File, long Version, string? Request, string Hash, string Prev)
{
    internal static JournalLine Of(LoggedEntry logged) => new(
        logged.Seq, logged.Entry.At, logged.Entry.Actor, logged.Entry.Name, logged.Entry.File.Subject.Value, logged.Entry.Version, logged.Entry.Request,
        Convert.ToHexStringLower(logged.Entry.Hash), Convert.ToHexStringLower(logged.Previous));
}

/// <summary>A signed head: <c>checkpoint</c> is the note as it is signed.</summary>
public sealed record CheckpointAnswer(long Number, long Size, string Root, DateTimeOffset At, string Checkpoint);

/// <summary>The last head a witness took, and why it took none since, if so.</summary>
public sealed record WitnessAnswer(string Name, long? Size, DateTimeOffset? At, string? Problem);

public sealed record CheckpointsAnswer(IReadOnlyList<CheckpointAnswer> Items, string? NextCursor, IReadOnlyList<WitnessAnswer> Witnesses, IReadOnlyList<string> Keys);

/// <summary>The path from an entry to the root that is signed (RFC 9162), from the leaf up; the leaf is SHA-256 of a zero byte and the entry's hash.</summary>
public sealed record ProofAnswer(long Seq, string Hash, long Size, IReadOnlyList<string> Path, string Root, string Checkpoint)
{
    internal static ProofAnswer Of(EntryProof proof) => new(
        proof.Seq, Convert.ToHexStringLower(proof.Hash), proof.Checkpoint.Head.Size, [.. proof.Path.Select(Convert.ToHexStringLower)],
        Convert.ToHexStringLower(proof.Checkpoint.Head.Root), proof.Checkpoint.ToString());
}

/// <summary>What proves that the log at the second size begins with the log at the first (RFC 9162).</summary>
public sealed record ConsistencyAnswer(long From, string FromRoot, long To, string ToRoot, IReadOnlyList<string> Path);

/// <summary>A line of the check of the live journal: how far it is; the last one says whether it is whole.</summary>
public sealed record VerifyLine(long Checked, long Of, bool? Whole, long? Seq, string? File, string? Fault, string? Text);

/// <summary>What the author of a request holds: its number and day, and the proof that both are on the journal.</summary>
public sealed record RequestReceiptAnswer(
    string Number, DateTimeOffset ReceivedAt, DateOnly ReceivedOn, string Channel, IReadOnlyList<string> Demands, string JournalHash, ProofAnswer? Proof);
