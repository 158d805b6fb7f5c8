using System.Buffers;

namespace Consent.Storage;

/// <summary>Finds personal data in a payload by the only form it has there, an object of one string; inside any other string the quotes would be escaped.</summary>
internal static class Personals
{
    public static ReadOnlySpan<byte> Plain => "{\"plain\":\""u8;

    public static ReadOnlySpan<byte> Sealed => "{\"sealed\":\""u8;

    public delegate byte[] Change(ReadOnlySpan<byte> value, int place);

    public static bool HasPlain(ReadOnlySpan<byte> payload) => payload.IndexOf(Plain) >= 0;

    public static bool HasSealed(ReadOnlySpan<byte> payload) => payload.IndexOf(Sealed) >= 0;

    /// <summary>The payload with each value of one form replaced by one of the other; the value goes as it stands between its quotes.</summary>
    public static byte[] Replace(byte[] payload, ReadOnlySpan<byte> form, ReadOnlySpan<byte> other, Change change)
    {
        var rest = payload.AsSpan();
        var found = rest.IndexOf(form);
        if (found < 0) return payload;
        var written = new ArrayBufferWriter<byte>(payload.Length * 2);
        for (var place = 0; found >= 0; place++)
        {
            written.Write(rest[..found]);
            rest = rest[(found + form.Length)..];
            var length = EndOf(rest);
            written.Write(other);
            written.Write(change(rest[..length], place));
            rest = rest[length..];
            found = rest.IndexOf(form);
        }

        written.Write(rest);
        return written.WrittenSpan.ToArray();
    }

    /// <summary>The payload in which each sealed value says that it is destroyed.</summary>
    public static byte[] Destroyed(byte[] payload)
    {
        var rest = payload.AsSpan();
        var written = new ArrayBufferWriter<byte>(payload.Length);
        for (var found = rest.IndexOf(Sealed); found >= 0; found = rest.IndexOf(Sealed))
        {
            written.Write(rest[..found]);
            written.Write("{\"destroyed\":true"u8);
            rest = rest[(found + Sealed.Length)..];
            rest = rest[(EndOf(rest) + 1)..];
        }

        written.Write(rest);
        return written.WrittenSpan.ToArray();
    }

    private static int EndOf(ReadOnlySpan<byte> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\') i++;
            else if (text[i] == '"') return i;
        }

        throw new FormatException("A string without an end.");
    }
}
