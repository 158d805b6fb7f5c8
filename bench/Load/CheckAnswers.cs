using System.Text;
using Consent.Bench.Data;

namespace Consent.Bench.Load;

/// <summary>How the answer to a check must begin and end: all but the instant it was made and the article.</summary>
internal static class CheckAnswers
{
    private static readonly (byte[] Begin, byte[] End)[] Expected = [.. Stories.All.Select(story => (
        Encoding.UTF8.GetBytes($"\"allowed\":{(story.Allowed ? "true" : "false")},\"reason\":\"{story.Reason}\","),
        Encoding.UTF8.GetBytes($"\"version\":{story.Version}}}")))];

    /// <exception cref="WrongAnswerException">It is another answer.</exception>
    public static void Verify(int index, int status, ReadOnlySpan<byte> body)
    {
        var (begin, end) = Expected[index % Expected.Length];
        if (status == 200 && body.Length > begin.Length && body[0] == '{' && body[1..].StartsWith(begin) && body.EndsWith(end)) return;
        var story = Stories.Of(index);
        throw WrongAnswerException.Of($"{story.Reason}, version {story.Version} for {Subjects.Name(index)}", status, body);
    }

    /// <summary>One result of many: reads it off the front.</summary>
    /// <exception cref="WrongAnswerException">It is another answer.</exception>
    public static void VerifyItem(int index, ReadOnlySpan<byte> id, ref ReadOnlySpan<byte> results)
    {
        var (begin, end) = Expected[index % Expected.Length];
        var close = results.IndexOf((byte)'}');
        var isRight = close > 0 && results.StartsWith("{\"id\":\""u8) && results[7..].StartsWith(id) && results[(7 + id.Length + 2)..].StartsWith(begin)
            && results[..(close + 1)].EndsWith(end);
        if (!isRight) throw WrongAnswerException.Of($"{Stories.Of(index).Reason} for {Subjects.Name(index)}", 200, results);
        results = results[(close + 1)..];
        if (results.Length > 0 && results[0] == ',') results = results[1..];
    }
}
