using System.Collections.Frozen;
using System.Globalization;

namespace Consent.Domain;

/// <summary>No production calendar is published or loaded for the year: the term cannot be counted and is not guessed.</summary>
public sealed class CalendarMissingException(int year) : Exception($"No production calendar for {year}.")
{
    public int Year { get; } = year;
}

/// <summary>Working days by ТК ст. 112 and the Government's decrees on transferred days off.</summary>
public sealed class WorkingCalendar
{
    private readonly FrozenDictionary<int, Year> _years;

    private WorkingCalendar(IEnumerable<Year> years) => _years = years.ToFrozenDictionary(year => year.Number);

    private sealed record Year(int Number, string Decree, FrozenSet<DateOnly> DaysOff, FrozenSet<DateOnly> WorkedWeekends);

    /// <summary>The five-day week of Russia, every year whose decree is embedded.</summary>
    public static WorkingCalendar Russia { get; } = new(Embedded().Select(Read));

    public IEnumerable<int> Years => _years.Keys.Order();

    /// <exception cref="CalendarMissingException">The year has no calendar.</exception>
    public bool IsWorking(DateOnly day)
    {
        var year = Of(day);
        return day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? year.WorkedWeekends.Contains(day) : !year.DaysOff.Contains(day);
    }

    /// <exception cref="CalendarMissingException">The year has no calendar.</exception>
    public DateOnly NextWorking(DateOnly day)
    {
        do day = day.AddDays(1); while (!IsWorking(day));
        return day;
    }

    /// <summary>The day itself if it is working, else the nearest working day before it.</summary>
    /// <exception cref="CalendarMissingException">The year has no calendar.</exception>
    public DateOnly LastWorkingNotAfter(DateOnly day)
    {
        while (!IsWorking(day)) day = day.AddDays(-1);
        return day;
    }

    /// <summary>The last working day from <paramref name="start"/> to <paramref name="due"/>; where all are days off, <paramref name="due"/> itself.</summary>
    /// <exception cref="CalendarMissingException">The year has no calendar.</exception>
    public DateOnly SafeDay(DateOnly start, DateOnly due)
    {
        // Never back over the start: what lies before it may be in a year without a calendar.
        var day = due;
        while (day >= start && !IsWorking(day)) day = day.AddDays(-1);
        return day < start ? due : day;
    }

    /// <summary>The day itself if it is working, else the nearest working day after it (ГК ст. 193: contracts only).</summary>
    /// <exception cref="CalendarMissingException">The year has no calendar.</exception>
    public DateOnly FirstWorkingNotBefore(DateOnly day) => IsWorking(day) ? day : NextWorking(day);

    /// <summary>The decrees the days from <paramref name="from"/> to <paramref name="to"/> are counted by.</summary>
    /// <exception cref="CalendarMissingException">A year has no calendar.</exception>
    public string DecreesFor(DateOnly from, DateOnly to) =>
        string.Join("; ", Enumerable.Range(from.Year, to.Year - from.Year + 1).Select(year => Of(new DateOnly(year, 1, 1)).Decree));

    private Year Of(DateOnly day) => _years.TryGetValue(day.Year, out var year) ? year : throw new CalendarMissingException(day.Year);

    private static IEnumerable<string> Embedded() =>
        typeof(WorkingCalendar).Assembly.GetManifestResourceNames().Where(name => name.EndsWith(".csv", StringComparison.Ordinal));

    // First line: "# decree"; second: column names; then date,kind,title with kind "day-off" or "working".
    private static Year Read(string resource)
    {
        using var reader = new StreamReader(typeof(WorkingCalendar).Assembly.GetManifestResourceStream(resource)!);
        var lines = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var days = lines.Skip(2).Select(line => line.Split(',')).ToLookup(
            cells => cells[1],
            cells => DateOnly.ParseExact(cells[0], "yyyy-MM-dd", CultureInfo.InvariantCulture));
        return new Year(
            int.Parse(Path.GetFileNameWithoutExtension(resource), CultureInfo.InvariantCulture),
            lines[0].TrimStart('#', ' ').TrimEnd(),
            days["day-off"].ToFrozenSet(),
            days["working"].ToFrozenSet());
    }
}
