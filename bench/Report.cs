using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Consent.Bench;

/// <summary>One line of the table.</summary>
/// <param name="Met">Null for a line that has no goal.</param>
internal sealed record Row(string Measure, string Ours, string Bare, string Ratio, string Goal, bool? Met);

/// <summary>Numbers over rounds, as the table shows them.</summary>
internal static class Over
{
    public static double Median(IReadOnlyList<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
    }

    /// <summary>The median with the least and the greatest.</summary>
    public static string Show(IReadOnlyList<double> values, string format) => values.Count == 1
        ? Text(values[0], format)
        : $"{Text(Median(values), format)} ({Text(values.Min(), format)}–{Text(values.Max(), format)})";

    public static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}

/// <summary>The table of a run, on the screen as the rows come and in a file at the end.</summary>
internal sealed class Report(BenchOptions options)
{
    private readonly List<Row> _rows = [];

    public void Add(Row row)
    {
        _rows.Add(row);
        Console.WriteLine($"  {row.Measure}: {row.Ours}{(row.Bare.Length > 0 ? $" against {row.Bare}" : "")}; {row.Ratio}{(row.Met is { } met ? met ? ", goal met" : ", goal NOT met" : "")}");
    }

    public string Markdown()
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"{DateTime.UtcNow:yyyy-MM-dd HH:mm} UTC · {options.Files:N0} files · {options.Rounds} rounds of {options.Seconds} s, ours and bare in turn · {options.Connections} connections · {Machine()}");
        text.AppendLine();
        text.AppendLine("| measure | ours | bare | ratio: median (least–greatest) | goal | met |");
        text.AppendLine("|---|---|---|---|---|---|");
        foreach (var row in _rows)
            text.AppendLine(CultureInfo.InvariantCulture, $"| {row.Measure} | {row.Ours} | {row.Bare} | {row.Ratio} | {row.Goal} | {row.Met switch { true => "yes", false => "**no**", null => "" }} |");
        return text.ToString();
    }

    private static string Machine() =>
        $"{Environment.ProcessorCount} cores shared by client and servers, load average {File.ReadAllText("/proc/loadavg").Split(' ')[0]} at the end, {RuntimeInformation.FrameworkDescription}";
}
