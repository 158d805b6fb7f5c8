using System.Globalization;

namespace Consent.Storage.Proof;

/// <summary>An operator's log as of an instant: how many entries it has and the root of the tree over them.</summary>
/// <param name="Origin">Whose log: the installation and the operator.</param>
public sealed record TreeHead(string Origin, long Size, byte[] Root, DateTimeOffset At)
{
    private const string AtLine = "at ";

    /// <summary>The text of a C2SP tlog-checkpoint, with the instant as a line of extension.</summary>
    public string Text => string.Create(CultureInfo.InvariantCulture, $"{Origin}\n{Size}\n{Convert.ToBase64String(Root)}\n{AtLine}{UtcJson.Write(At)}\n");

    public bool Says(TreeHead other) => Size == other.Size && Root.AsSpan().SequenceEqual(other.Root) && Origin == other.Origin;

    internal static TreeHead? TryParse(string text)
    {
        var lines = text.Split('\n');
        var root = new byte[Merkle.HashSize + 1];
        if (lines is not [{ Length: > 0 } origin, var size, var hash, var at, ""] || !at.StartsWith(AtLine, StringComparison.Ordinal)
            || !long.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            || !Convert.TryFromBase64String(hash, root, out var length) || length != Merkle.HashSize
            || !DateTimeOffset.TryParse(at[AtLine.Length..], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var instant)) return null;
        var head = new TreeHead(origin, count, root[..length], instant);
        return head.Text == text ? head : null;
    }
}

/// <summary>A signed head: whoever keeps one can tell later whether anything before it was changed.</summary>
public sealed record Checkpoint(TreeHead Head, SignedNote Note)
{
    public override string ToString() => Note.ToString();

    public static Checkpoint Sign(TreeHead head, NoteSigner signer) => new(head, signer.Sign(head.Text));

    /// <summary>Null for anything but a checkpoint, to the byte. Whether the signature is good is the key's to say.</summary>
    public static Checkpoint? TryParse(string note) =>
        SignedNote.TryParse(note) is { } signed && TreeHead.TryParse(signed.Text) is { } head
        // The name of the signer is not signed itself: it is the beginning of what is.
        && head.Origin.StartsWith(signed.Signer + "/", StringComparison.Ordinal) ? new Checkpoint(head, signed) : null;
}
