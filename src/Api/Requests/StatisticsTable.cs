using System.Globalization;
using System.Text;

namespace Consent.Api;

/// <summary>The yearly summary as a table that a Russian Excel opens by itself: UTF-8 with its mark, semicolons, CRLF.</summary>
internal static class StatisticsTable
{
    private static readonly string[] Columns =
    [
        "section", "value", "requests", "received", "met", "late", "refused", "partly", "extended", "withdrawn", "open", "median", "p95",
    ];

    public static byte[] Csv(StatisticsAnswer answer)
    {
        var text = new StringBuilder();
        void Row(params IEnumerable<string> cells) => text.AppendJoin(';', cells).Append("\r\n");

        Row(Columns.Select(column => Texts.Get("Statistics." + column)));
        var all = new StatisticsLine(
            null, null, answer.Received, answer.Met, answer.Late, answer.Refused, answer.Partly, answer.Extended, answer.Withdrawn, answer.Open,
            answer.MedianWorkingDays, answer.P95WorkingDays);
        Row([Texts.Get("Statistics.all"), $"{Day(answer.From)} – {Day(answer.To)}", Number(answer.Requests), .. Numbers(all)]);
        foreach (var line in answer.ByKind) Row([Texts.Get("Statistics.byKind"), Texts.Get("Kind." + line.Kind), "", .. Numbers(line)]);
        foreach (var line in answer.ByChannel) Row([Texts.Get("Statistics.byChannel"), Texts.Get("Channel." + line.Channel), "", .. Numbers(line)]);
        return [.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(text.ToString())];
    }

    private static IEnumerable<string> Numbers(StatisticsLine line) =>
        new long?[] { line.Received, line.Met, line.Late, line.Refused, line.Partly, line.Extended, line.Withdrawn, line.Open, line.MedianWorkingDays, line.P95WorkingDays }.Select(Number);

    private static string Number(long? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";

    private static string Day(DateOnly day) => day.ToString("d", Texts.Culture);
}
