using Consent.Bench.Load;

namespace Consent.Bench.Pages;

/// <summary>A page asked again and again, or each of many in turn; every answer must be a whole page with what it is known to hold.</summary>
internal sealed class PageLoad(string name, IReadOnlyList<byte[]> requests, byte[] mark, int times) : Workload
{
    public override int Write(long sequence, Span<byte> buffer) => requests[(int)(sequence % requests.Count)].CopyTo(buffer);

    public override void Verify(long sequence, int status, ReadOnlySpan<byte> body)
    {
        if (status != 200 || body.IndexOf("</html>"u8) < 0 || body.Count(mark) < times) throw WrongAnswerException.Of($"{times} × {System.Text.Encoding.UTF8.GetString(mark)} on {name}", status, body);
    }
}
