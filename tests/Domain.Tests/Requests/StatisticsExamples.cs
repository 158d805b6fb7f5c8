namespace Consent.Domain.Tests;

/// <summary>The yearly summary, counted by hand.</summary>
public sealed class StatisticsExamples : Examples
{
    [Fact]
    public void A_quarter_of_a_small_shop_counted_by_hand()
    {
        // 2 March 2026 is a Monday; Monday 9 March is a day off for Sunday 8 March.
        DemandGroup[] groups =
        [
            Group("2026-03-02", "2026-03-02", count: 3),                                                              // 0 days
            Group("2026-03-06", "2026-03-10", count: 2),                                                              // 1: 7, 8 and 9 March do not count
            Group("2026-03-02", "2026-03-13", DemandStatus.Refused),                                                  // 8
            Group("2026-03-02", "2026-03-16", DemandStatus.PartlySatisfied, isExtended: true),                        // 9
            Group("2026-03-02", "2026-03-20", isLate: true),                                                          // 13
            Group("2026-03-07", "2026-03-08", DemandStatus.Open, kind: DemandKind.StopMarketing, channel: Channel.Web), // done and closed without an answer: 0
            Group("2026-03-02", "2026-03-04", DemandStatus.Withdrawn),                                                // not the operator's decision
            Group("2026-03-30", null, DemandStatus.Open, count: 4),
            Group("2026-03-02", null, DemandStatus.Open, isLate: true),
        ];

        var statistics = Statistics.Of(groups, WorkingCalendar.Russia);

        // Days of the nine decided: 0 0 0 0 1 1 8 9 13; the fifth is the median, the ninth the 95th percentile.
        Assert.Equal(
            new DemandCounts(Received: 15, Met: 8, Late: 2, Refused: 1, Partly: 1, Extended: 1, Withdrawn: 1, Open: 5, MedianWorkingDays: 1, P95WorkingDays: 13),
            statistics.All);
        Assert.Equal(
            [
                (DemandKind.Access, new DemandCounts(14, 7, 2, 1, 1, 1, 1, 5, 1, 13)),
                (DemandKind.StopMarketing, new DemandCounts(1, 1, 0, 0, 0, 0, 0, 0, 0, 0)),
            ],
            statistics.ByKind);
        Assert.Equal([Channel.Web, Channel.Email], statistics.ByChannel.Select(line => line.Channel));
    }

    [Theory]
    //          received      decided       days  because
    [InlineData("2026-03-06", "2026-03-06", 0, "the day of receipt is not counted")]
    [InlineData("2026-03-06", "2026-03-09", 0, "only days off between")]
    [InlineData("2026-03-06", "2026-03-10", 1, "the day of decision is")]
    [InlineData("2025-10-31", "2025-11-01", 1, "Saturday 1 November 2025 is worked")]
    [InlineData("2025-12-30", "2026-01-12", 1, "over the New Year the first working day is 12 January")]
    public void Working_days_run_from_the_day_after_receipt_to_the_day_of_decision(string received, string decided, int days, string because) =>
        Assert.Equal((days, because), (Statistics.Of([Group(received, decided)], WorkingCalendar.Russia).All.MedianWorkingDays!.Value, because));

    [Theory]
    //          demands of 0 days, of 1, of 2      median  p95
    [InlineData(1, 0, 0, 0, 0)]
    [InlineData(1, 1, 0, 0, 1)]
    [InlineData(1, 2, 0, 1, 1)]
    [InlineData(19, 1, 0, 0, 0)]
    [InlineData(18, 2, 0, 0, 1)]
    [InlineData(94, 1, 5, 0, 1)]
    [InlineData(94, 0, 6, 0, 2)]
    public void Percentiles_are_of_the_nearest_rank(int zero, int one, int two, int median, int p95)
    {
        DemandGroup[] groups = [Group("2026-03-02", "2026-03-04", count: two), Group("2026-03-02", "2026-03-02", count: zero), Group("2026-03-02", "2026-03-03", count: one)];
        var all = Statistics.Of([.. groups.Where(group => group.Count > 0)], WorkingCalendar.Russia).All;
        Assert.Equal((median, p95), (all.MedianWorkingDays!.Value, all.P95WorkingDays!.Value));
    }

    [Fact]
    public void Without_decided_demands_there_is_no_median()
    {
        Assert.Equal(new DemandCounts(0, 0, 0, 0, 0, 0, 0, 0, null, null), Statistics.Of([], WorkingCalendar.Russia).All);
        Assert.Null(Statistics.Of([Group("2026-03-02", null, DemandStatus.Open)], WorkingCalendar.Russia).All.MedianWorkingDays);
    }

    [Fact]
    public void A_year_without_a_calendar_is_not_guessed() =>
        Assert.Throws<CalendarMissingException>(() => Statistics.Of([Group("2035-03-02", "2035-03-05")], WorkingCalendar.Russia));

    private static DemandGroup Group(
        string received, string? decided, DemandStatus status = DemandStatus.Answered, bool isLate = false, bool isExtended = false, long count = 1,
        DemandKind kind = DemandKind.Access, Channel channel = Channel.Email) =>
        new(kind, channel, Day(received), decided is null ? null : Day(decided), status, isLate, isExtended, count);
}
