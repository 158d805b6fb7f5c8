using System.Collections.Immutable;

namespace Consent.Domain;

/// <summary>An order to a file; carries the instant it is given, because the rules never ask the time.</summary>
public abstract record FileCommand(DateTimeOffset At);

/// <summary>A fact of a file, in effect from <paramref name="At"/>.</summary>
public abstract record FileEvent(DateTimeOffset At);

/// <summary>How a refusal is answered: against a rule (422), against the state (409), or decided on a version since changed (412).</summary>
public enum RefusalKind { Rule, State, Stale }

/// <summary>A reason to say no, with its article where the law speaks and the field where one is at fault.</summary>
public abstract record Refusal(string? Article = null, string? Field = null, RefusalKind Kind = RefusalKind.Rule)
{
    /// <summary>What may be done instead, where the state is in the way; null where that says nothing.</summary>
    public IReadOnlyList<string>? Permitted { get; init; }
}

/// <summary>What the rules answer to a command: events, a refusal, or nothing where repeating does no harm.</summary>
public abstract record Decision
{
    private Decision() { }

    public sealed record Accepted(ImmutableArray<FileEvent> Events) : Decision;

    public sealed record Refused(Refusal Refusal) : Decision;

    public static readonly Decision Nothing = new Accepted([]);

    public static Decision Of(IEnumerable<FileEvent> events) => new Accepted([.. events]);

    public static implicit operator Decision(FileEvent happened) => new Accepted([happened]);

    public static implicit operator Decision(Refusal refusal) => new Refused(refusal);
}

/// <summary>What a rule may look at besides the file: the operator's catalogue, the calendar and the operator's time zone.</summary>
public sealed record Rules(OperatorCatalogue Catalogue, WorkingCalendar Calendar, TimeZoneInfo Zone)
{
    /// <summary>The day an instant falls on at the operator's place (t0 of every term).</summary>
    public DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, Zone).DateTime);

    /// <summary>0:00 of the day at the operator's place.</summary>
    public DateTimeOffset StartOf(DateOnly day) => EndOf(day.AddDays(-1));

    /// <summary>24:00 of the day at the operator's place (ГК ст. 194): from this instant on it is late.</summary>
    public DateTimeOffset EndOf(DateOnly day)
    {
        var midnight = day.AddDays(1).ToDateTime(TimeOnly.MinValue);
        while (Zone.IsInvalidTime(midnight)) midnight = midnight.AddMinutes(1);
        // Where the clock goes back over midnight there are two: the day ends at the first.
        var offset = Zone.IsAmbiguousTime(midnight) ? Zone.GetAmbiguousTimeOffsets(midnight).Max() : Zone.GetUtcOffset(midnight);
        return new DateTimeOffset(midnight, offset).ToUniversalTime();
    }
}
