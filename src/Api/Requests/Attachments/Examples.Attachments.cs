namespace Consent.Api;

public static partial class Examples
{
    public const string Attachment = """
        {"id": "5e2a1f0c9b7d4e63", "at": "2026-11-24T23:40:00Z", "name": "•••", "type": "application/pdf", "size": 183442,
         "sha256": "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae", "by": "applicant", "public": true}
        """;

    public const string AttachmentForm = """{"public": true, "file": "%PDF-1.7 …"}""";

    public const string Attachments = $$"""{"items": [{{Attachment}}], "nextCursor": null}""";

    public const string AttachmentBytes = "%PDF-1.7 …";
}
