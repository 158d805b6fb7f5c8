namespace Consent.Api;

/// <summary>Days and instants as the pages write them.</summary>
public static class Dates
{
    /// <summary>«9 декабря (ср)»; another year than this one is named.</summary>
    public static string Day(DateOnly day, DateOnly today) => day.ToString(day.Year == today.Year ? "d MMMM (ddd)" : "d MMMM yyyy (ddd)", Texts.Culture);

    /// <summary>«09.12.2026».</summary>
    public static string Digits(DateOnly day) => day.ToString("dd.MM.yyyy", Texts.Culture);

    /// <summary>«09.12.2026, 14:05» where the operator is.</summary>
    public static string Instant(DateTimeOffset at, TimeZoneInfo zone) => TimeZoneInfo.ConvertTime(at, zone).ToString("dd.MM.yyyy, HH:mm", Texts.Culture);
}
