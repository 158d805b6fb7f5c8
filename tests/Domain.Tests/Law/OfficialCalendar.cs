using System.Globalization;
using System.Text.Json;

namespace Consent.Domain.Tests;

/// <summary>The production calendars as published: every day off by its date, ordinary weekends included.</summary>
internal static class OfficialCalendar
{
    public sealed record Year(string Decree, int WorkingDays, HashSet<DateOnly> Off, DateOnly[] WorkedWeekends);

    public static IReadOnlyDictionary<int, Year> Years { get; } = Read();

    private static Dictionary<int, Year> Read()
    {
        using var stream = typeof(OfficialCalendar).Assembly.GetManifestResourceStream("calendar.json")!;
        using var document = JsonDocument.Parse(stream);
        return document.RootElement.GetProperty("years").EnumerateObject().ToDictionary(
            year => int.Parse(year.Name, CultureInfo.InvariantCulture),
            year => new Year(
                year.Value.GetProperty("decree").GetString()!,
                year.Value.GetProperty("workingDays").GetInt32(),
                [.. Days(year.Value.GetProperty("nonWorkingDays"))],
                [.. Days(year.Value.GetProperty("workingWeekends"))]));
    }

    private static IEnumerable<DateOnly> Days(JsonElement list) =>
        list.EnumerateArray().Select(day => DateOnly.ParseExact(day.GetString()!, "yyyy-MM-dd", CultureInfo.InvariantCulture));
}
