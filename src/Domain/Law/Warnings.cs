namespace Consent.Domain;

/// <summary>When an open term is told of before its end: at its half, when little is left (three working days or a quarter), on its last safe
/// day. A null instant is not told of.</summary>
public sealed record Warnings(DateTimeOffset? Half, DateTimeOffset? Soon, DateTimeOffset? Today)
{
    private const int WorkingDaysLeft = 3;
    private const int Quarter = 4;

    /// <summary>The warnings of a term from an instant, in order and never before the instant itself; null for what is due at once.</summary>
    public static Warnings? Of(Rules rules, DateTimeOffset from, Term term, Deadline deadline)
    {
        from = from.ToUniversalTime();
        if (term is Immediately or Before) return null;
        var ends = term is Hours ? deadline.EndsAt : rules.EndOf(deadline.SafeDue);
        var half = from + ((ends - from) / 2);
        var quarter = ends - ((ends - from) / Quarter);
        if (term is Hours) return new Warnings(half, quarter, null);

        // Never back over the day of receipt: what lies before it may be in a year without a calendar.
        var received = rules.DayOf(from);
        var day = deadline.SafeDue;
        for (var left = WorkingDaysLeft; left > 0 && day > received;)
            if (rules.Calendar.IsWorking(day = day.AddDays(-1))) left--;
        var soon = rules.StartOf(day) > half ? rules.StartOf(day) : quarter;
        var today = rules.StartOf(deadline.SafeDue);
        // In order: the last safe day of a short term begins before its half is over.
        if (today > from) (soon, half) = (Earlier(soon, today), Earlier(half, today));
        return new Warnings(After(half), After(soon), After(today));

        static DateTimeOffset Earlier(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;

        DateTimeOffset? After(DateTimeOffset instant) => instant > from ? instant : null;
    }
}
