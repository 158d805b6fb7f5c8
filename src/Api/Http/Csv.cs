using System.Text;

namespace Consent.Api;

/// <summary>A table that a Russian Excel opens by itself: UTF-8 with its mark, semicolons, CRLF; nothing in it can be taken for a formula.</summary>
internal static class Csv
{
    public static byte[] Mark => [.. Encoding.UTF8.Preamble];

    public static byte[] Line(IEnumerable<string> cells) => Encoding.UTF8.GetBytes(string.Join(';', cells.Select(Cell)) + "\r\n");

    private static string Cell(string text)
    {
        // The wide forms too: a spreadsheet may read them as the narrow ones. Space before a sign does not hide it.
        if (text.AsSpan().TrimStart() is { Length: > 0 } shown && "=+-@＝＋－＠".Contains(shown[0], StringComparison.Ordinal) || text is ['\t' or '\r' or '\n', ..]) text = "'" + text;
        return text.AsSpan().IndexOfAny(";\"\r\n") >= 0 ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }
}
