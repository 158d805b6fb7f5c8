namespace Consent.Bench.Load;

/// <summary>A request in which only the digits of one name change: the name is written over its place.</summary>
internal sealed class NumberedRequest
{
    private readonly byte[] _bytes;
    private readonly int _digitsAt;
    private readonly int _digits;

    /// <param name="zero">The name with all its digits zero, as it stands in the request once.</param>
    public NumberedRequest(byte[] bytes, string zero)
    {
        _bytes = bytes;
        _digits = zero.Count(char.IsAsciiDigit);
        _digitsAt = bytes.AsSpan().IndexOf(System.Text.Encoding.ASCII.GetBytes(zero)) + zero.Length - _digits;
    }

    public int Write(long number, Span<byte> buffer)
    {
        _bytes.CopyTo(buffer);
        for (var i = _digitsAt + _digits - 1; i >= _digitsAt; i--, number /= 10) buffer[i] = (byte)('0' + (number % 10));
        return _bytes.Length;
    }
}
