using System.Buffers.Text;
using System.Text;

namespace Consent.Api;

/// <summary>Pages by cursor: opaque to clients, the place after the last row to us.</summary>
internal static class Paging
{
    public const int DefaultLimit = 50;
    public const int MaxLimit = 200;

    /// <param name="items">One more than a page where there is a next one.</param>
    /// <param name="place">Where a row stands in the order.</param>
    public static Page<T> Of<T>(List<T> items, int limit, Func<T, string> place)
    {
        if (items.Count <= limit) return new Page<T>(items, null);
        items.RemoveRange(limit, items.Count - limit);
        return new Page<T>(items, Encode(place(items[^1])));
    }

    public static string Encode(string place) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(place));

    public static string? Decode(string? cursor, Fields fields)
    {
        if (cursor is null) return null;
        try
        {
            if (cursor.Length is > 0 and <= 1000) return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(Base64Url.DecodeFromChars(cursor));
        }
        catch (Exception garbage) when (garbage is FormatException or DecoderFallbackException)
        {
            // Answered below: a cursor is only ever one of ours.
        }

        fields.Wrong("cursor", "FieldNotCursor");
        return null;
    }
}
