using Consent.Bench.Hosts;
using Consent.Bench.Load;

namespace Consent.Bench.Measures;

/// <summary>One side of a comparison: a server, what is asked of it, and where in the row of requests it stands.</summary>
internal sealed class Side(ServerProcess server, Workload workload, long first = 0)
{
    private long _next = first;

    public List<double> PerSecond { get; } = [];

    /// <summary>Processor time of the server per answer, microseconds: hardly moved by who else is on the machine.</summary>
    public List<double> Processor { get; } = [];

    public List<double> P50 { get; } = [];

    public List<double> P99 { get; } = [];

    public long Next => _next;

    /// <summary>Not counted: until the compiler is done and everything hot is open.</summary>
    public async Task WarmUpAsync(BenchOptions options, long atLeast)
    {
        _next = (await ClosedLoop.RunAsync(workload, server.Port, options.Connections, _next, TimeSpan.MaxValue, Math.Min(atLeast, workload.Limit))).Next;
        // A workload that is asked once only keeps its requests for the rounds.
        var most = workload.Limit == long.MaxValue ? (long?)null : workload.Limit / (options.Rounds + 2);
        _next = (await ClosedLoop.RunAsync(workload, server.Port, options.Connections, _next, TimeSpan.FromSeconds(options.Seconds), most)).Next;
    }

    public async Task RoundAsync(BenchOptions options)
    {
        var most = workload.Limit == long.MaxValue ? (long?)null : workload.Limit / (options.Rounds + 2);
        var before = server.ProcessorTime;
        var result = await ClosedLoop.RunAsync(workload, server.Port, options.Connections, _next, TimeSpan.FromSeconds(options.Seconds), most);
        Processor.Add((server.ProcessorTime - before).TotalMicroseconds / result.Answers);
        PerSecond.Add(result.PerSecond);
        P50.Add(result.Latencies.Quantile(0.5));
        P99.Add(result.Latencies.Quantile(0.99));
        _next = result.Next;
    }

    /// <summary>The same side, going on where it stands, with its numbers begun anew.</summary>
    public Side Steady() => new(server, workload, _next);

    /// <summary>Steady arrivals; latencies from the instant each was due.</summary>
    public async Task SteadyRoundAsync(BenchOptions options, double perSecond)
    {
        var result = await OpenLoop.RunAsync(workload, server.Port, options.Connections, _next, perSecond, TimeSpan.FromSeconds(options.Seconds));
        PerSecond.Add(result.PerSecond);
        P99.Add(result.Latencies.Quantile(0.99));
        _next = result.Next;
    }
}

/// <summary>Ours and bare in turn, round by round, so that what disturbs the machine disturbs both.</summary>
internal static class Comparison
{
    public static async Task<Row> ThroughputAsync(string measure, double goal, Side ours, Side bare, BenchOptions options, long warmUp)
    {
        await ours.WarmUpAsync(options, warmUp);
        await bare.WarmUpAsync(options, warmUp);
        await TakeTurnsAsync(ours, bare, options, side => side.RoundAsync(options));
        var ratios = ours.PerSecond.Zip(bare.PerSecond, (mine, its) => mine / its).ToArray();
        return new Row(measure, Show(ours), Show(bare), Over.Show(ratios, "0.00"), $"≥ {Over.Text(goal, "0.00")}", Over.Median(ratios) >= goal);
    }

    public static async Task<Row> SteadyAsync(string measure, double perSecond, double goalMilliseconds, Side ours, Side bare, BenchOptions options)
    {
        await TakeTurnsAsync(ours, bare, options, side => side.SteadyRoundAsync(options, perSecond));
        var more = ours.P99.Zip(bare.P99, (mine, its) => mine - its).ToArray();
        return new Row(
            measure, $"p99 {Over.Show(ours.P99, "0.0")} ms", $"p99 {Over.Show(bare.P99, "0.0")} ms", $"{Over.Show(more, "+0.0;-0.0")} ms", $"≤ +{Over.Text(goalMilliseconds, "0")} ms",
            Over.Median(more) <= goalMilliseconds);
    }

    /// <summary>Every round of both; who goes first changes, so that neither always inherits the other's heat.</summary>
    public static async Task TakeTurnsAsync(Side ours, Side its, BenchOptions options, Func<Side, Task> play)
    {
        for (var round = 0; round < options.Rounds; round++)
        {
            var order = round % 2 == 0 ? (Side[])[ours, its] : [its, ours];
            foreach (var side in order) await play(side);
        }
    }

    private static string Show(Side side) =>
        $"{Over.Text(Over.Median(side.PerSecond), "#,0")}/s, p99 {Over.Text(Over.Median(side.P99), "0.0")} ms, server CPU {Over.Text(Over.Median(side.Processor), "0.0")} µs";
}
