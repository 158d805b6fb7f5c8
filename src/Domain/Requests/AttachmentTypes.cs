namespace Consent.Domain;

/// <summary>What may be attached to a request: how many, how large, of which types; each known by the end of its name and by its first bytes.</summary>
public static class AttachmentTypes
{
    public const long MaxBytes = 10 * 1024 * 1024;
    public const int MaxPerRequest = 20;
    public const int MaxName = 200;

    private static readonly (string Type, string[] Ends, Func<ReadOnlySpan<byte>, bool> Begins)[] Table =
    [
        ("application/pdf", [".pdf"], head => head.StartsWith("%PDF-"u8)),
        ("image/png", [".png"], head => head.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])),
        ("image/jpeg", [".jpg", ".jpeg"], head => head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF])),
        ("image/tiff", [".tif", ".tiff"], head => head.StartsWith("II*\0"u8) || head.StartsWith("MM\0*"u8)),
        ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", [".docx"], IsZip),
        ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", [".xlsx"], IsZip),
        ("application/vnd.oasis.opendocument.text", [".odt"], head => IsZip(head) && head.Length > 30 && head[30..].StartsWith("mimetypeapplication/vnd.oasis.opendocument.text"u8)),
        ("text/plain", [".txt"], IsText),
        ("application/pkcs7-signature", [".sig", ".p7s"], IsSignature),
    ];

    /// <summary>The ends of names that are taken, as a form tells them to a browser.</summary>
    public static string Accepted { get; } = string.Join(',', Table.SelectMany(row => row.Ends));

    /// <summary>The same as a person reads them.</summary>
    public static string Named { get; } = string.Join(", ", Table.SelectMany(row => row.Ends));

    /// <summary>The media type; null where the name and the first bytes are not of one type that is taken.</summary>
    public static string? Find(string name, ReadOnlySpan<byte> head)
    {
        foreach (var (type, ends, begins) in Table)
            if (Array.Exists(ends, end => name.EndsWith(end, StringComparison.OrdinalIgnoreCase))) return begins(head) ? type : null;
        return null;
    }

    public static bool IsTaken(string type) => Array.Exists(Table, row => row.Type == type);

    /// <summary>How a file of the type ends where its own name is not to be shown.</summary>
    public static string EndOf(string type) => Array.Find(Table, row => row.Type == type).Ends?[0] ?? ".bin";

    private static bool IsZip(ReadOnlySpan<byte> head) => head.StartsWith("PK\u0003\u0004"u8);

    // CMS in DER or BER, or the same in PEM or base64.
    private static bool IsSignature(ReadOnlySpan<byte> head) =>
        head.Length > 2 && ((head[0] == 0x30 && head[1] is >= 0x80 and <= 0x84) || head.StartsWith("-----BEGIN "u8) || head.StartsWith("MI"u8));

    // Of whatever encoding: what is no text has control characters soon.
    private static bool IsText(ReadOnlySpan<byte> head)
    {
        foreach (var value in head)
            if (value < 0x20 && value is not ((byte)'\t' or (byte)'\n' or (byte)'\r' or (byte)'\f')) return false;
        return true;
    }
}
