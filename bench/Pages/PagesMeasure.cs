using System.Globalization;
using Consent.Bench.Hosts;
using Consent.Bench.Measures;

namespace Consent.Bench.Pages;

/// <summary>How long one waits for each page of the desk and of the subject, one caller at a time, beside the same page of a service with a thousand letters and a
/// thousand persons: what the page costs by itself, and what the million adds.</summary>
internal static class PagesMeasure
{
    private const double GoalMilliseconds = 100;
    private const int Little = 1000;

    public static async Task RunAsync(BenchOptions options, Action<Row> tell)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Preparing {options.Files:#,0} letters of as many persons, and {Little:#,0} beside them …"));
        var folder = Path.Combine(Stand.Root, "pages");
        await using (var large = await PagesStand.StartAsync(Path.Combine(folder, "large"), options.Files, options.Keep))
        await using (var little = await PagesStand.StartAsync(Path.Combine(folder, "little"), Little, options.Keep))
            foreach (var question in PageQuestion.All)
            {
                if (options.Page is { } page && !question.Measure.Contains(page, StringComparison.OrdinalIgnoreCase)) continue;
                tell(await AskAsync(question, large, little, options with { Connections = 1 }));
            }

        if (!options.Keep) Directory.Delete(folder, recursive: true);
    }

    private static async Task<Row> AskAsync(PageQuestion question, PagesStand large, PagesStand little, BenchOptions options)
    {
        var ours = new Side(large.Service, question.Load(large));
        var its = new Side(little.Service, question.Load(little));
        foreach (var side in (Side[])[ours, its]) await side.WarmUpAsync(options with { Seconds = options.Seconds / 2 }, atLeast: 20);
        await Comparison.TakeTurnsAsync(ours, its, options, side => side.RoundAsync(options));
        var ratios = ours.P50.Zip(its.P50, (mine, other) => mine / other).ToArray();
        return new Row($"(h) {question.Measure}", Show(ours), Show(its), Over.Show(ratios, "0.0"), $"p99 ≤ {Over.Text(GoalMilliseconds, "0")} ms", Over.Median(ours.P99) <= GoalMilliseconds);
    }

    private static string Show(Side side) =>
        $"median {Over.Text(Over.Median(side.P50), "0.0")} ms, p99 {Over.Text(Over.Median(side.P99), "0.0")} ms, server CPU {Over.Text(Over.Median(side.Processor) / 1000, "0.0")} ms";
}
