namespace Consent.Domain;

/// <summary>A file of a request without its name and its bytes: those are personal.</summary>
/// <param name="Sha256">Over the bytes as they were sent.</param>
/// <param name="ByApplicant">Who brought it: the applicant, or the operator's people.</param>
/// <param name="IsPublic">Whether the applicant sees it; its own it always does.</param>
public sealed record Attachment(string Id, string Type, long Size, string Sha256, bool ByApplicant, bool IsPublic);

/// <summary>A file has come for a request, checked and stored already; this puts it on the journal.</summary>
public sealed record AttachFile(DateTimeOffset At, string Number, Attachment File, Personal Name) : OnRequest(At, Number);

/// <summary>A file belongs to the request from now on: its hash proves the bytes, which lie sealed beside the journal.</summary>
public sealed record AttachmentAdded(DateTimeOffset At, string Number, Attachment File, Personal Name) : RequestEvent(At, Number);

/// <summary>Not of a type that is taken, by its name or by its first bytes.</summary>
public sealed record FileTypeNotTaken(string Types) : Refusal(null, "file");

public sealed record FileTooLarge(long Megabytes) : Refusal(null, "file")
{
    public static readonly FileTooLarge OfAll = new(AttachmentTypes.MaxBytes / 1024 / 1024);
}

public sealed record FileEmpty() : Refusal(null, "file");

/// <summary>The request has as many files as one may have.</summary>
public sealed record TooManyFiles(string Number, int Max) : Refusal(null, "file");

internal static class AttachmentDecider
{
    public static Decision Decide(SubjectRequest request, AttachFile attach) => attach.File switch
    {
        // What somebody sends it may look at.
        { ByApplicant: true, IsPublic: false } => throw new InvalidOperationException("The applicant sees its own files."),
        var file when WhyNot(request, file.Type, file.Size) is { } refusal => refusal,
        _ => new AttachmentAdded(attach.At, attach.Number, attach.File, attach.Name),
    };

    /// <summary>Null where nothing speaks against one more file.</summary>
    private static Refusal? WhyNot(SubjectRequest request, string type, long size) =>
        request.Attachments.Length >= AttachmentTypes.MaxPerRequest ? new TooManyFiles(request.Number, AttachmentTypes.MaxPerRequest)
        : size == 0 ? new FileEmpty()
        : size > AttachmentTypes.MaxBytes ? FileTooLarge.OfAll
        : AttachmentTypes.IsTaken(type) ? null
        : new FileTypeNotTaken(AttachmentTypes.Named);
}
