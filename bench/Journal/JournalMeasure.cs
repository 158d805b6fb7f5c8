using System.Globalization;
using Consent.Bench.Hosts;
using Consent.Bench.Measures;

namespace Consent.Bench.Journal;

/// <summary>Pages of the request journal against bare prepared statements, one caller at a time: how long one waits for a page.</summary>
internal static class JournalMeasure
{
    private const double GoalMilliseconds = 100;

    public static async Task<IReadOnlyList<Row>> RunAsync(BenchOptions options)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Preparing a request journal of {options.Files:#,0} letters …"));
        var (service, bare, key) = await Stand.StartJournalAsync(options);
        var rows = new List<Row>();
        await using (service)
        await using (bare)
            for (var i = 0; i < JournalQuestion.All.Length; i++) rows.Add(await AskAsync(i, service, bare, key, options with { Connections = 1 }));
        if (!options.Keep) Stand.RemoveJournal();
        return rows;
    }

    private static async Task<Row> AskAsync(int place, ServerProcess service, ServerProcess bare, string key, BenchOptions options)
    {
        var question = JournalQuestion.All[place];
        var ours = new Side(service, new JournalPages("/v1/requests" + question.Query, key, question.Answers));
        var its = new Side(bare, new JournalPages(JournalQuestion.Address(place), key, question.Answers));
        foreach (var side in (Side[])[ours, its]) await side.WarmUpAsync(options, atLeast: 20);
        await Comparison.TakeTurnsAsync(ours, its, options, side => side.RoundAsync(options));
        var ratios = ours.PerSecond.Zip(its.PerSecond, (mine, bareOnes) => mine / bareOnes).ToArray();
        return new Row($"(g) GET /v1/requests: {question.Measure}", Show(ours), Show(its), Over.Show(ratios, "0.00"), $"p99 ≤ {Over.Text(GoalMilliseconds, "0")} ms", Over.Median(ours.P99) <= GoalMilliseconds);
    }

    private static string Show(Side side) =>
        $"mean {Over.Text(1000 / Over.Median(side.PerSecond), "0.00")} ms, p99 {Over.Text(Over.Median(side.P99), "0.0")} ms, server CPU {Over.Text(Over.Median(side.Processor), "0")} µs";
}
