using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Consent.Domain;

/// <summary>A year as its days are counted, under a label that terms keep: the same label means the same days.</summary>
public sealed class CountedYear
{
    private readonly FrozenSet<DateOnly> _daysOff;
    private readonly FrozenSet<DateOnly> _workedWeekends;

    private CountedYear(int number, string label, string decree, ImmutableArray<CalendarDay> days)
    {
        (Number, Label, Decree, Days) = (number, label, decree, [.. days.OrderBy(day => day.Date)]);
        // Beside the five-day week only what changes it counts.
        _daysOff = Days.Where(day => day.Kind == DayKind.DayOff && !IsWeekend(day.Date)).Select(day => day.Date).ToFrozenSet();
        _workedWeekends = Days.Where(day => day.Kind == DayKind.Working && IsWeekend(day.Date)).Select(day => day.Date).ToFrozenSet();
    }

    public int Number { get; }

    /// <summary>What a term counted by this year keeps of it: the decree and, where the days are not those the service came with, their hash.</summary>
    public string Label { get; }

    public string Decree { get; }

    /// <summary>The rows by date, an operator's own in the place of the decree's.</summary>
    public ImmutableArray<CalendarDay> Days { get; }

    public int WorkingDays => Enumerable.Range(0, Length).Count(i => IsWorking(new DateOnly(Number, 1, 1).AddDays(i)));

    public int WorkedWeekends => _workedWeekends.Count;

    public int Length => DateTime.IsLeapYear(Number) ? 366 : 365;

    public bool IsWorking(DateOnly day) => IsWeekend(day) ? _workedWeekends.Contains(day) : !_daysOff.Contains(day);

    /// <summary>A year that came with the service: the decree is its label.</summary>
    public static CountedYear Embedded(CalendarYear calendar) => new(calendar.Year, calendar.Decree, calendar.Decree, calendar.Days);

    /// <summary>A year loaded later; one that repeats what came with the service has its label.</summary>
    public static CountedYear Loaded(CalendarYear calendar, CountedYear? embedded)
    {
        var loaded = Embedded(calendar);
        return embedded is not null && embedded.Decree == loaded.Decree && embedded.CountsAs(loaded)
            ? loaded
            : new CountedYear(calendar.Year, $"{calendar.Decree} [{loaded.Hash()}]", calendar.Decree, calendar.Days);
    }

    /// <summary>The year with an operator's own days off and worked days on top (counting.md, 14); those that change nothing leave the label.</summary>
    public CountedYear With(IEnumerable<CalendarDay> overrides)
    {
        var own = overrides.ToDictionary(day => day.Date);
        var year = new CountedYear(Number, Label, Decree, [.. Days.Where(day => !own.ContainsKey(day.Date)), .. own.Values]);
        return CountsAs(year) ? year : new CountedYear(Number, $"{Label}, региональные дни [{year.Hash()}]", Decree, year.Days);
    }

    private bool CountsAs(CountedYear other) => _daysOff.SetEquals(other._daysOff) && _workedWeekends.SetEquals(other._workedWeekends);

    private string Hash()
    {
        var days = string.Join('\n', _daysOff.Concat(_workedWeekends).Order().Select(day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(days)).AsSpan(0, 4));
    }

    private static bool IsWeekend(DateOnly day) => day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;
}
