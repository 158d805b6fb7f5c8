namespace Consent.Domain;

/// <summary>A line of the file is not what stands at its place: the decree after «# », the names of the columns, or a day.</summary>
public sealed record CalendarLineUnreadable(string At, string Expected) : Refusal(null, At);

public sealed record CalendarKindUnknown(string At) : Refusal(null, At);

/// <summary>A day of another year than the one that is loaded.</summary>
public sealed record CalendarDayOfAnotherYear(string At, DateOnly Day, int Year) : Refusal(null, At);

public sealed record CalendarDayRepeated(string At, DateOnly Day) : Refusal(null, At);

/// <summary>A decree makes weekends worked; a weekday is worked without it.</summary>
public sealed record WorkedDayIsNoWeekend(string At, DateOnly Day) : Refusal("ТК ст. 112 ч. 5", At);

/// <summary>A holiday of the Labour Code is no day off in the file: it is cut short, or of another country.</summary>
public sealed record HolidayMissing(string At, DateOnly Day) : Refusal("ТК ст. 112 ч. 1", At);
