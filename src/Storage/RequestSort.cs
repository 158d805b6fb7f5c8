namespace Consent.Storage;

/// <summary>The sort keys of the request journal, the same in every database.</summary>
public static class RequestSort
{
    /// <summary>Nothing burns: after everything that does.</summary>
    public const long Never = long.MaxValue;

    public static long KeyOf(RequestRow row, RequestOrder order) => order switch
    {
        RequestOrder.Due => row.EndsAt is { } ends ? Microseconds.Of(ends) : Never,
        _ => -Microseconds.Of(row.ReceivedAt),
    };

    public static RequestCursor CursorOf(RequestRow row, RequestOrder order) => new(KeyOf(row, order), row.Number);
}
