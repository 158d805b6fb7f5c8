using System.Collections.Immutable;

namespace Consent.Domain;

/// <summary>Demands that statistics do not tell apart: received on one day by one way, of one kind, ended alike and on one day.</summary>
public sealed record DemandGroup(
    DemandKind Kind, Channel Channel, DateOnly ReceivedOn, DateOnly? DecidedOn, DemandStatus Status, bool IsLate, bool IsExtended, long Count)
{
    /// <summary>What goes on under another number is counted there.</summary>
    public bool IsCounted => Status != DemandStatus.Continued;
}

/// <summary>What became of demands: met (decided or done, and nothing late), late, still open, withdrawn by the author; refused, satisfied in
/// part and extended are counted besides. Working days run from the day after receipt to the day of decision, that day included: decided on the
/// day of receipt is 0. The median and the 95th percentile are by the nearest-rank method, of demands decided; null where there is none.</summary>
public sealed record DemandCounts(
    long Received, long Met, long Late, long Refused, long Partly, long Extended, long Withdrawn, long Open, int? MedianWorkingDays, int? P95WorkingDays);

/// <summary>The year's summary of requests: all demands, and the same by kind and by the way they came.</summary>
public sealed record Statistics(
    DemandCounts All, ImmutableArray<(DemandKind Kind, DemandCounts Counts)> ByKind, ImmutableArray<(Channel Channel, DemandCounts Counts)> ByChannel)
{
    private const int Median = 50;
    private const int Percentile95 = 95;

    /// <exception cref="CalendarMissingException">A demand was received or decided in a year without a calendar.</exception>
    public static Statistics Of(IReadOnlyCollection<DemandGroup> groups, WorkingCalendar calendar)
    {
        var worked = new WorkedDays(calendar);
        return new Statistics(
            Count(groups, worked),
            [.. groups.GroupBy(group => group.Kind).OrderBy(group => group.Key).Select(group => (group.Key, Count(group, worked)))],
            [.. groups.GroupBy(group => group.Channel).OrderBy(group => group.Key).Select(group => (group.Key, Count(group, worked)))]);
    }

    private static DemandCounts Count(IEnumerable<DemandGroup> groups, WorkedDays worked)
    {
        var (received, met, late, refused, partly, extended, withdrawn, open) = (0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L);
        var days = new SortedDictionary<int, long>();
        foreach (var group in groups.Where(group => group.IsCounted))
        {
            var isWithdrawn = group.Status == DemandStatus.Withdrawn;
            received += group.Count;
            if (group.IsLate) late += group.Count;
            if (group.Status == DemandStatus.Refused) refused += group.Count;
            if (group.Status == DemandStatus.PartlySatisfied) partly += group.Count;
            if (group.IsExtended) extended += group.Count;
            if (isWithdrawn) withdrawn += group.Count;
            if (group.DecidedOn is null) open += group.Count;
            if (group.DecidedOn is not { } decided || isWithdrawn) continue;

            // What its author took back the operator has not decided.
            if (!group.IsLate) met += group.Count;
            var taken = worked.Between(group.ReceivedOn, decided);
            days[taken] = days.GetValueOrDefault(taken) + group.Count;
        }

        return new DemandCounts(received, met, late, refused, partly, extended, withdrawn, open, Rank(days, Median), Rank(days, Percentile95));
    }

    // The smallest number of days that so many of a hundred demands, or more, have not exceeded.
    private static int? Rank(SortedDictionary<int, long> days, int percent)
    {
        var rank = ((days.Values.Sum() * percent) + 99) / 100;
        foreach (var (taken, count) in days)
            if ((rank -= count) <= 0) return taken;
        return null;
    }

    /// <summary>Working days counted once for each pair of days that is asked about, however many demands have it.</summary>
    private sealed class WorkedDays(WorkingCalendar calendar)
    {
        private readonly Dictionary<(DateOnly, DateOnly), int> _known = [];

        public int Between(DateOnly received, DateOnly decided)
        {
            if (_known.TryGetValue((received, decided), out var known)) return known;
            var count = 0;
            for (var day = received.AddDays(1); day <= decided; day = day.AddDays(1))
                if (calendar.IsWorking(day)) count++;
            return _known[(received, decided)] = count;
        }
    }
}
