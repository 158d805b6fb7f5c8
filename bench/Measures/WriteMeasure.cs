using System.Globalization;
using Consent.Bench.Bare;
using Consent.Bench.Hosts;
using Consent.Bench.Load;

namespace Consent.Bench.Measures;

/// <summary>Durable consents against a bare insert, and whether what was acknowledged is there: at once, and after kill -9.</summary>
internal sealed class WriteMeasure(Stand stand, ServerProcess service, ServerProcess bare, BenchOptions options)
{
    private const double SteadyPerSecond = 1000;
    private const int Samples = 5000;
    private const long Stride = 7919;

    public async Task<IReadOnlyList<Row>> RunAsync()
    {
        // Persons that no earlier run over a kept folder can have written of.
        var first = DateTimeOffset.UtcNow.ToUnixTimeSeconds() * 10_000;
        var (ours, its) = (new Side(service, new ConsentWrites(stand.Key), first), new Side(bare, new BareInserts(stand.Key)));
        var throughput = await Comparison.ThroughputAsync("(c) POST /v1/consents, durable", 0.40, ours, its, options, warmUp: 2000);
        await VerifyAsync(service, first, ours.Next);

        // The same rows of persons go on, on the same connections' worth of load, only at their own pace.
        var (ourPace, itsPace) = (ours.Steady(), its.Steady());
        var steady = await Comparison.SteadyAsync($"(c) the same at a steady {SteadyPerSecond}/s", SteadyPerSecond, 10, ourPace, itsPace, options);
        await VerifyAsync(service, first, ourPace.Next);
        await VerifyRowsAsync(itsPace.Next);

        await service.KillAsync();
        await using var again = await stand.StartServiceAsync();
        await VerifyAsync(again, first, ourPace.Next);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {ourPace.Next - first:#,0} consents acknowledged; {Math.Min(Samples, ourPace.Next - first):#,0} asked back after kill -9, all there"));
        return [throughput, steady];
    }

    private async Task VerifyAsync(ServerProcess server, long first, long next)
    {
        var acknowledged = next - first;
        // The last ones are the likeliest to be lost: half of the sample is the tail.
        var tail = Math.Min(acknowledged, Samples / 2);
        var checks = new AcknowledgedChecks(stand.Key, sequence => sequence < tail ? next - 1 - sequence : first + (sequence * Stride % acknowledged));
        await ClosedLoop.RunAsync(checks, server.Port, options.Connections, 0, TimeSpan.MaxValue, Math.Min(Samples, acknowledged));
    }

    private async Task VerifyRowsAsync(long acknowledged)
    {
        using var http = new HttpClient { BaseAddress = bare.Address };
        var rows = long.Parse(await http.GetStringAsync(BareRoutes.Inserts), CultureInfo.InvariantCulture);
        if (rows < acknowledged) throw new WrongAnswerException($"The bare server acknowledged {acknowledged} rows and has {rows}.");
    }
}
