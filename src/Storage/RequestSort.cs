namespace Consent.Storage;

/// <summary>The sort keys of the request journal, the same in every database.</summary>
public static class RequestSort
{
    /// <summary>Nothing burns: after everything that does.</summary>
    public const long Never = long.MaxValue;

    public static long KeyOf(RequestRow row, RequestOrder order) => order switch
    {
        RequestOrder.Due => row.EndsAt is { } ends ? Microseconds.Of(ends) : Never,
        RequestOrder.ReceivedOn => row.ReceivedOn.DayNumber,
        _ => -Microseconds.Of(row.ReceivedAt),
    };

    /// <summary>The day of a key of <see cref="RequestOrder.ReceivedOn"/>.</summary>
    public static DateOnly DayOf(long key) => DateOnly.FromDayNumber((int)Math.Clamp(key, DateOnly.MinValue.DayNumber, DateOnly.MaxValue.DayNumber));

    public static RequestCursor CursorOf(RequestRow row, RequestOrder order) => new(KeyOf(row, order), row.Number);
}
