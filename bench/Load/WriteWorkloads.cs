using System.Text;
using Consent.Bench.Bare;
using Consent.Bench.Data;

namespace Consent.Bench.Load;

/// <summary>The first consent of a new person, with the evidence of the API's example.</summary>
internal sealed class ConsentWrites(string key) : Workload
{
    private readonly NumberedRequest _request = new(Requests.Post("/v1/consents", key, Body), Subjects.NewName(0));
    private readonly NumberedRequest _expected = new(
        Encoding.ASCII.GetBytes($"{{\"id\":\"{Subjects.NewName(0)}~1\",\"status\":\"given\","), Subjects.NewName(0));

    public static readonly string Body =
        $$"""{"subject":"{{Subjects.NewName(0)}}","purpose":"{{BenchCatalogue.Newsletter}}","text":{"code":"{{BenchCatalogue.TextCode}}","version":1},"""
        + """ "evidence":{"channel":"web","ip":"203.0.113.7","userAgent":"Mozilla/5.0","page":"https://example.ru/news","signature":"simple","""
        + $$""" "shown":{"separate":true,"boxes":[{"purpose":"{{BenchCatalogue.Newsletter}}","tickedByDefault":false}]} } }""";

    public override int Write(long sequence, Span<byte> buffer) => _request.Write(sequence, buffer);

    public override void Verify(long sequence, int status, ReadOnlySpan<byte> body)
    {
        Span<byte> expected = stackalloc byte[64];
        expected = expected[.._expected.Write(sequence, expected)];
        if (status != 201 || !body.StartsWith(expected)) throw WrongAnswerException.Of($"a consent of {Subjects.NewName(sequence)}", status, body);
    }
}

/// <summary>The same bodies to the bare insert.</summary>
internal sealed class BareInserts(string key) : Workload
{
    private readonly NumberedRequest _request = new(Requests.Post(BareRoutes.Inserts, key, ConsentWrites.Body), Subjects.NewName(0));

    public override int Write(long sequence, Span<byte> buffer) => _request.Write(sequence, buffer);

    public override void Verify(long sequence, int status, ReadOnlySpan<byte> body)
    {
        if (status != 201 || !body.StartsWith("{\"id\":\"r-"u8)) throw WrongAnswerException.Of("a row", status, body);
    }
}

/// <summary>Asks the check of the persons whose consents were acknowledged.</summary>
internal sealed class AcknowledgedChecks(string key, Func<long, long> sample) : Workload
{
    private readonly NumberedRequest _request =
        new(Requests.Get($"/v1/check?subject={Subjects.NewName(0)}&purpose={BenchCatalogue.Newsletter}", key), Subjects.NewName(0));

    public override int Write(long sequence, Span<byte> buffer) => _request.Write(sample(sequence), buffer);

    public override void Verify(long sequence, int status, ReadOnlySpan<byte> body)
    {
        if (status != 200 || !body.StartsWith("{\"allowed\":true,\"reason\":\"consent-given\","u8) || !body.EndsWith("\"version\":1}"u8))
            throw WrongAnswerException.Of($"the acknowledged consent of {Subjects.NewName(sample(sequence))}", status, body);
    }
}
