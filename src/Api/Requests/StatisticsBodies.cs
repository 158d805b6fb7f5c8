using Consent.Domain;
using Consent.Storage;

namespace Consent.Api;

/// <summary><c>GET /v1/statistics</c>: letters and their demands received from one day to another.</summary>
public sealed record StatisticsAnswer(
    DateOnly From, DateOnly To, long Requests, long Demands, long Received, long Met, long Late, long Refused, long Partly, long Extended, long Withdrawn, long Open,
    int? MedianWorkingDays, int? P95WorkingDays, IReadOnlyList<StatisticsLine> ByKind, IReadOnlyList<StatisticsLine> ByChannel)
{
    public static StatisticsAnswer Of(DateOnly from, DateOnly to, long requests, Statistics statistics)
    {
        var all = statistics.All;
        return new StatisticsAnswer(
            from, to, requests, all.Received, all.Received, all.Met, all.Late, all.Refused, all.Partly, all.Extended, all.Withdrawn, all.Open,
            all.MedianWorkingDays, all.P95WorkingDays,
            [.. statistics.ByKind.Select(line => StatisticsLine.Of(Words.Of(line.Kind), null, line.Counts))],
            [.. statistics.ByChannel.Select(line => StatisticsLine.Of(null, Words.Of(line.Channel), line.Counts))]);
    }
}

/// <summary>The same of one kind of demand, or of one way it came.</summary>
public sealed record StatisticsLine(
    string? Kind, string? Channel, long Received, long Met, long Late, long Refused, long Partly, long Extended, long Withdrawn, long Open,
    int? MedianWorkingDays, int? P95WorkingDays)
{
    public static StatisticsLine Of(string? kind, string? channel, DemandCounts counts) => new(
        kind, channel, counts.Received, counts.Met, counts.Late, counts.Refused, counts.Partly, counts.Extended, counts.Withdrawn, counts.Open,
        counts.MedianWorkingDays, counts.P95WorkingDays);
}
