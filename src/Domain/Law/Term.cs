namespace Consent.Domain;

/// <summary>A period as the law states it.</summary>
public abstract record Term
{
    private protected Term(int amount) => Amount = amount;

    /// <summary>How many units; 0 for <see cref="Immediately"/>.</summary>
    public int Amount { get; }
}

/// <summary>«Рабочих дней»: the day of the event is not counted, days off are not counted (ГК ст. 191, ТК ст. 112).</summary>
public sealed record WorkingDays(int Days) : Term(Days);

/// <summary>«Дней»: counted straight through holidays (ГК ст. 191).</summary>
public sealed record CalendarDays(int Days) : Term(Days);

/// <summary>Hours in a row from the instant, without rounding to days.</summary>
public sealed record Hours(int Count) : Term(Count);

/// <summary>Months; where the last month has no such day, its last day (ГК ст. 192 ч. 3).</summary>
public sealed record Months(int Count) : Term(Count);

/// <summary>«Не позднее N-го числа месяца, следующего за месяцем»: a fixed date, never moved.</summary>
public sealed record DayOfNextMonth(int Day) : Term(Day);

/// <summary>«Немедленно», «с момента»: due at the instant of the event itself.</summary>
public sealed record Immediately() : Term(0);

/// <summary>«До начала»: done before the event itself, at whatever time before.</summary>
public sealed record Before() : Term(0);

/// <summary>The law names the duty and no number: the term comes from a contract, an order or a demand.</summary>
public sealed record Unstated() : Term(0);

/// <summary>A counted term. <paramref name="Due"/> is the strict last day, <paramref name="SafeDue"/> the last working day not after it;
/// <paramref name="EndsAt"/> the instant from which it is late; <paramref name="Calendar"/> the decrees it was counted by; <paramref name="Warnings"/> when it is told of before its end.</summary>
public sealed record Deadline(DateOnly Due, DateOnly SafeDue, DateTimeOffset EndsAt, string Calendar, Warnings? Warnings = null);
