using System.Text;
using Consent.Bench.Load;

namespace Consent.Bench.Journal;

/// <summary>One page of the journal, asked again and again; every answer must hold as many letters as there are to hold.</summary>
internal sealed class JournalPages(string path, string key, int letters) : Workload
{
    private readonly byte[] _request = Requests.Get(path, key);

    public override int Write(long sequence, Span<byte> buffer) => _request.CopyTo(buffer);

    public override void Verify(long sequence, int status, ReadOnlySpan<byte> body)
    {
        if (status != 200 || body.Count("\"number\":"u8) != letters) throw WrongAnswerException.Of($"{letters} letters of {path}", status, body);
    }
}
