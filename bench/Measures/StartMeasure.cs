using Consent.Bench.Hosts;

namespace Consent.Bench.Measures;

/// <summary>From the start of the process to the first 200 of <c>/health/ready</c>, and the memory the process then has.</summary>
internal static class StartMeasure
{
    private const double GoalSeconds = 2;

    public static async Task<IReadOnlyList<Row>> RunAsync(Stand stand, BenchOptions options)
    {
        var (full, empty) = (new List<(double Seconds, double Bytes)>(), new List<(double Seconds, double Bytes)>());
        for (var round = 0; round < options.Rounds; round++)
        {
            await using (var service = await stand.StartEmptyServiceAsync()) empty.Add((service.ReadyAfter.TotalSeconds, service.OwnBytes()));
            await using (var service = await stand.StartServiceAsync()) full.Add((service.ReadyAfter.TotalSeconds, service.OwnBytes()));
        }

        var seconds = full.Select(start => start.Seconds).ToArray();
        return
        [
            new Row(
                "(e) start until ready", $"{Over.Show(seconds, "0.00")} s", $"{Over.Show([.. empty.Select(start => start.Seconds)], "0.00")} s with no files", "",
                $"≤ {Over.Text(GoalSeconds, "0")} s", Over.Median(seconds) <= GoalSeconds),
            new Row("(d) own memory (RssAnon) of the process just started", Megabytes(full), $"{Megabytes(empty)} with no files", "", "", null),
        ];
    }

    private static string Megabytes(List<(double Seconds, double Bytes)> starts) => $"{Over.Show([.. starts.Select(start => start.Bytes / 1048576)], "0.0")} MB";
}
