using System.Globalization;
using System.Text;
using Consent.Bench.Bare;
using Consent.Bench.Data;

namespace Consent.Bench.Load;

/// <summary>One check a request; <paramref name="path"/> makes the address of a subject by its index.</summary>
internal sealed class HotChecks(Subjects subjects, string key, Func<int, string> path) : Workload
{
    private readonly byte[][] _requests = [.. Enumerable.Range(0, subjects.Hot).Select(i => Requests.Get(path(subjects.HotAt(i)), key))];

    public override int Write(long sequence, Span<byte> buffer) => _requests[sequence % _requests.Length].CopyTo(buffer);

    public override void Verify(long sequence, int status, ReadOnlySpan<byte> body) => CheckAnswers.Verify(subjects.HotAt(sequence % _requests.Length), status, body);

    public static string OfService(int index) => $"/v1/check?subject={Subjects.Name(index)}&purpose={Stories.Of(index).Purpose}";

    public static string OfBare(int index) => $"{BareRoutes.Check(index % Stories.All.Length)}?subject={Subjects.Name(index)}&purpose={Stories.Of(index).Purpose}";

    public static string OfBareRead(int index) => $"{BareRoutes.Read}?subject={Subjects.Name(index)}&purpose={Stories.Of(index).Purpose}";
}

/// <summary>Each file not yet open is asked of once.</summary>
internal sealed class ColdChecks(Subjects subjects, string key, Func<int, string> path) : Workload
{
    private readonly NumberedRequest[] _requests =
        [.. Stories.All.Select((_, story) => new NumberedRequest(Requests.Get(path(story).Replace(Subjects.Name(story), Subjects.Name(0), StringComparison.Ordinal), key), Subjects.Name(0)))];

    public override long Limit => subjects.Cold;

    public override int Write(long sequence, Span<byte> buffer)
    {
        var index = subjects.ColdAt(sequence);
        return _requests[index % _requests.Length].Write(index, buffer);
    }

    public override void Verify(long sequence, int status, ReadOnlySpan<byte> body) => CheckAnswers.Verify(subjects.ColdAt(sequence), status, body);
}

/// <summary>A hundred checks of hot files a request.</summary>
internal sealed class CheckBatches : Workload
{
    public const int Size = 100;

    private static readonly byte[][] Ids = [.. Enumerable.Range(0, Size).Select(i => Encoding.ASCII.GetBytes(Id(i)))];

    private readonly int[][] _indexes;
    private readonly byte[][] _requests;

    public CheckBatches(Subjects subjects, string key, string path)
    {
        // Every batch has its stories in the same order, so that the bare server's hundred answers are the right ones for each.
        var byStory = Enumerable.Range(0, subjects.Hot).Select(i => subjects.HotAt(i)).ToLookup(index => index % Stories.All.Length);
        _indexes = [.. Enumerable.Range(0, Math.Min(100, subjects.Hot / Size)).Select(batch => Enumerable.Range(0, Size).Select(i =>
        {
            var (own, place) = (byStory[i % Stories.All.Length].ToArray(), (batch * Size / Stories.All.Length) + (i / Stories.All.Length));
            return own[place % own.Length];
        }).ToArray())];
        _requests = [.. _indexes.Select(batch => Requests.Post(path, key, Body(batch)))];
    }

    public static string Id(int place) => place.ToString(CultureInfo.InvariantCulture);

    public override int Write(long sequence, Span<byte> buffer) => _requests[sequence % _requests.Length].CopyTo(buffer);

    public override void Verify(long sequence, int status, ReadOnlySpan<byte> body)
    {
        if (status != 200 || !body.StartsWith("{\"results\":["u8)) throw WrongAnswerException.Of("results", status, body);
        var results = body["{\"results\":["u8.Length..];
        var batch = _indexes[sequence % _indexes.Length];
        for (var i = 0; i < Size; i++) CheckAnswers.VerifyItem(batch[i], Ids[i], ref results);
        if (!results.SequenceEqual("]}"u8)) throw WrongAnswerException.Of("the end of the results", status, results);
    }

    private static string Body(int[] batch) =>
        $$"""{"checks":[{{string.Join(',', batch.Select((index, i) => $$"""{"id":"{{Id(i)}}","subject":"{{Subjects.Name(index)}}","purpose":"{{Stories.Of(index).Purpose}}"}"""))}}]}""";
}
