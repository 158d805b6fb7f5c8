using System.Collections.Frozen;
using System.Globalization;

namespace Consent.Domain;

/// <summary>No production calendar is published or loaded for the year: the term cannot be counted and is not guessed.</summary>
public sealed class CalendarMissingException(int year) : Exception($"No production calendar for {year}.")
{
    public int Year { get; } = year;
}

/// <summary>Working days by ТК ст. 112 and the Government's decrees on transferred days off, and by an operator's own days where it has them.</summary>
public sealed class WorkingCalendar
{
    private readonly FrozenDictionary<int, CountedYear> _years;

    private WorkingCalendar(IEnumerable<CountedYear> years) => _years = years.ToFrozenDictionary(year => year.Number);

    /// <summary>The five-day week of Russia, every year whose decree is embedded.</summary>
    public static WorkingCalendar Russia { get; } = new(Embedded().Select(Read));

    public IEnumerable<int> Years => _years.Keys.Order();

    /// <summary>The calendar with a year that was loaded, in the place of the one there was.</summary>
    public WorkingCalendar With(CalendarYear loaded) =>
        new(_years.Values.Where(year => year.Number != loaded.Year).Append(CountedYear.Loaded(loaded, Russia.Find(loaded.Year))));

    /// <summary>The calendar with an operator's own days on top of the years there are (counting.md, 14); a year that comes later is to be given first.</summary>
    public WorkingCalendar With(IReadOnlyCollection<CalendarDay> overrides) => overrides.Count == 0
        ? this
        : new(_years.Values.Select(year => overrides.Any(day => day.Date.Year == year.Number) ? year.With(overrides.Where(day => day.Date.Year == year.Number)) : year));

    /// <summary>The year as it is counted; null where it has no calendar.</summary>
    public CountedYear? Find(int year) => _years.GetValueOrDefault(year);

    /// <exception cref="CalendarMissingException">The year has no calendar.</exception>
    public bool IsWorking(DateOnly day) => Of(day).IsWorking(day);

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
    public string DecreesFor(DateOnly from, DateOnly to) => DecreesFor(from.Year, to.Year);

    /// <summary>Whether a term with these decrees is counted by this calendar; one that was counted without any never is.</summary>
    public bool Knows(string decrees) =>
        _years.Keys.Any(from => Enumerable.Range(from, _years.Count).TakeWhile(_years.ContainsKey).Any(to => DecreesFor(from, to) == decrees));

    private string DecreesFor(int from, int to) =>
        string.Join("; ", Enumerable.Range(from, to - from + 1).Select(year => Of(new DateOnly(year, 1, 1)).Label));

    private CountedYear Of(DateOnly day) => _years.TryGetValue(day.Year, out var year) ? year : throw new CalendarMissingException(day.Year);

    private static IEnumerable<string> Embedded() =>
        typeof(WorkingCalendar).Assembly.GetManifestResourceNames().Where(name => name.EndsWith(".csv", StringComparison.Ordinal));

    private static CountedYear Read(string resource)
    {
        using var reader = new StreamReader(typeof(WorkingCalendar).Assembly.GetManifestResourceStream(resource)!);
        var number = int.Parse(Path.GetFileNameWithoutExtension(resource), CultureInfo.InvariantCulture);
        return CalendarFile.TryRead(number, reader.ReadToEnd(), out var calendar, out var fault)
            ? CountedYear.Embedded(calendar)
            : throw new InvalidOperationException($"{resource}: {fault}.");
    }
}
