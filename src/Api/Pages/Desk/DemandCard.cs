using Consent.Domain;

namespace Consent.Api;

/// <summary>A demand with its clocks and what may be decided of it now.</summary>
public sealed record DemandCard(DemandAnswer Demand, IReadOnlyList<DemandClock> Clocks, IReadOnlyList<ConflictAnswer> Conflicts, bool MayAnswer, bool MayRefuse, bool MayExtend)
{
    public static DemandCard Of(DemandAnswer demand, RequestAnswer request, DateTimeOffset now, Rules rules)
    {
        var own = request.Obligations.Where(owed => owed.Demand == demand.Id).ToList();
        var isOpen = demand.Status == "open";
        return new DemandCard(
            demand,
            [.. own.Select(owed => DemandClock.Of(owed, now, rules))],
            [.. request.Conflicts.Where(conflict => conflict.Demand == demand.Id)],
            isOpen && request.Actions.Contains("answer"),
            demand.MayBeRefusedBy is { Count: > 0 } && request.Actions.Contains("refuse"),
            own.Any(owed => owed.Extendable));
    }
}

/// <summary>One obligation as a clock: while it runs how much is left, and the days that were counted.</summary>
public sealed record DemandClock(ObligationAnswer Owed, Clock? Clock, IReadOnlyList<DateOnly> Days)
{
    /// <summary>Still to be done, in time or late.</summary>
    public bool IsOutstanding => Owed is { Status: "open" } or { Status: "missed", DoneAt: null };

    public static DemandClock Of(ObligationAnswer owed, DateTimeOffset now, Rules rules)
    {
        var endsAt = owed.DueAt ?? rules.EndOf(owed.Due);
        var clock = owed is { Status: "open" } or { Status: "missed", DoneAt: null } ? Clock.Of(owed.Due, endsAt, rules.StartOf(owed.From), now, rules) : null;
        try
        {
            return new DemandClock(owed, clock, [.. rules.Calendar.CountedDays(owed.From, owed.Term)]);
        }
        catch (CalendarMissingException)
        {
            return new DemandClock(owed, clock, []);
        }
    }
}
