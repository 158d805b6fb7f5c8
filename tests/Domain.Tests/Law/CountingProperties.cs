using System.Globalization;
using System.Reflection;
using System.Runtime.Loader;

namespace Consent.Domain.Tests;

/// <summary>What holds for every term, whatever the instant and the place.</summary>
public sealed class CountingProperties
{
    private const int Cases = 5_000;

    // Terms that are counted and to be in time for; an order names the day where the law has no number.
    private static readonly DutyRow[] Counted = [.. Deadlines.All.Where(row => row.Term is not Unstated)];
    private static readonly DutyRow[] InDays = [.. Counted.Where(row => row.Bound == Bound.Latest && row.Term is not (Immediately or Before or Hours))];

    private static readonly DateTimeOffset Start = Clocks.Msk("2023-01-09 00:00");

    private static readonly TimeZoneInfo[] Zones =
        [.. new[] { "Europe/Moscow", "Asia/Vladivostok", "Europe/Berlin", "America/New_York", "America/Havana", "Africa/Cairo" }.Select(TimeZoneInfo.FindSystemTimeZoneById)];

    [Fact]
    public void What_comes_later_is_never_due_earlier() => ForRandomInstants((random, rules, at) =>
    {
        var later = at + TimeSpan.FromTicks(random.NextInt64(TimeSpan.FromDays(3).Ticks));
        foreach (var row in Counted)
        {
            var (first, second) = (rules.ByLaw(at, row), rules.ByLaw(later, row));
            Assert.True(
                first.Due <= second.Due && first.EndsAt <= second.EndsAt && (!InDays.Contains(row) || first.SafeDue <= second.SafeDue),
                $"{row.Duty} in {rules.Zone.Id}: {at:O} gives {first}, {later:O} gives {second}");
        }
    });

    [Fact]
    public void The_safe_day_is_a_working_day_not_after_the_strict_one() => ForRandomInstants((_, rules, at) =>
    {
        foreach (var row in InDays)
        {
            var deadline = rules.ByLaw(at, row);
            Assert.True(deadline.SafeDue <= deadline.Due && rules.Calendar.IsWorking(deadline.SafeDue), $"{row.Duty} from {at:O}: {deadline}");
        }
    });

    [Fact]
    public void A_term_in_working_days_ends_on_a_working_day() => ForRandomInstants((_, rules, at) =>
    {
        foreach (var row in Deadlines.All.Where(row => row.Term is WorkingDays))
        {
            var deadline = rules.ByLaw(at, row.Term);
            Assert.True(rules.Calendar.IsWorking(deadline.Due) && deadline.Due == deadline.SafeDue, $"{row.Duty} from {at:O}: {deadline}");
            if (row.Extension is not null) Assert.True(rules.ByLaw(at, row.Extended()).Due > deadline.Due);
        }
    });

    [Fact]
    public void A_contracts_term_never_ends_on_a_day_off() => ForRandomInstants((random, rules, at) =>
    {
        var deadline = rules.ByContract(at, new CalendarDays(random.Next(1, 60)));
        Assert.True(rules.Calendar.IsWorking(deadline.Due), $"from {at:O}: {deadline}");
    });

    [Fact]
    public void The_counted_days_are_as_many_as_the_term_says_and_end_with_the_due_day() => ForRandomInstants((_, rules, at) =>
    {
        foreach (var row in Deadlines.All.Where(row => row.Term is WorkingDays or CalendarDays))
        {
            var days = rules.Calendar.CountedDays(rules.DayOf(at), row.Term).ToArray();
            Assert.Equal((row.Term.Amount, rules.ByLaw(at, row.Term).Due), (days.Length, days[^1]));
            Assert.True(days[0] > rules.DayOf(at) && days.SequenceEqual(days.Distinct().Order()));
        }
    });

    [Fact]
    public void A_day_ends_exactly_where_the_next_begins() => ForRandomInstants((_, rules, at) =>
    {
        var day = rules.DayOf(at);
        var end = rules.EndOf(day);
        Assert.True(at < end, $"{at:O} is {day} in {rules.Zone.Id}, which ended at {end:O}");
        Assert.Equal((day, day.AddDays(1)), (rules.DayOf(end.AddTicks(-1)), rules.DayOf(end)));
    });

    [Theory]
    [InlineData("ar-SA")]
    [InlineData("th-TH")]
    [InlineData("fa-IR")]
    [InlineData("ru-RU")]
    public void The_culture_of_the_process_changes_nothing(string culture)
    {
        var expected = AnswersOfFreshCopy(CultureInfo.InvariantCulture);
        Assert.Equal(expected, AnswersOfFreshCopy(CultureInfo.GetCultureInfo(culture)));
    }

    // A copy of the assembly loaded anew reads its calendars anew, under the culture at hand.
    private static string AnswersOfFreshCopy(CultureInfo culture)
    {
        var (before, context) = (CultureInfo.CurrentCulture, new AssemblyLoadContext(culture.Name, isCollectible: true));
        try
        {
            CultureInfo.CurrentCulture = culture;
            var copy = context.LoadFromAssemblyPath(typeof(WorkingCalendar).Assembly.Location);
            Type Type(string name) => copy.GetType($"Consent.Domain.{name}", throwOnError: true)!;

            var calendar = Type(nameof(WorkingCalendar)).GetProperty(nameof(WorkingCalendar.Russia))!.GetValue(null);
            Assert.NotSame(WorkingCalendar.Russia, calendar);
            var rules = Activator.CreateInstance(Type(nameof(Rules)), Type(nameof(OperatorCatalogue)).GetProperty("Empty")!.GetValue(null), calendar, Shop.Moscow);
            var count = Type(nameof(TermCounting)).GetMethod(nameof(TermCounting.ByLaw), [Type(nameof(Rules)), typeof(DateTimeOffset), Type(nameof(DutyRow))])!;
            var rows = ((IEnumerable<object>)Type(nameof(Deadlines)).GetProperty(nameof(Deadlines.All))!.GetValue(null)!).ToArray();
            return string.Join('\n',
                from row in rows
                from day in Enumerable.Range(0, 50)
                where row.GetType().GetProperty(nameof(DutyRow.Term))!.GetValue(row)!.GetType().Name != nameof(Unstated)
                select Structure.Of(count.Invoke(null, [rules, Start.AddDays(29 * day), row])));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
            context.Unload();
        }
    }

    private static void ForRandomInstants(Action<Random, Rules, DateTimeOffset> holds)
    {
        var random = new Random(7);
        for (var n = 0; n < Cases; n++)
        {
            // Up to May 2027: the longest term of the law then still ends within the calendars.
            var at = Start.AddTicks(random.NextInt64((Clocks.Msk("2027-05-01 00:00") - Start).Ticks));
            holds(random, Shop.Rules with { Zone = Zones[n % Zones.Length] }, at);
        }
    }
}

/// <summary>Alone in its turn: the zone of the machine belongs to the whole process.</summary>
[CollectionDefinition(nameof(MachineZone), DisableParallelization = true)]
public sealed class MachineZone;

[Collection(nameof(MachineZone))]
public sealed class MachineZoneTests
{
    [Theory]
    [InlineData("America/New_York")]
    [InlineData("Pacific/Kiritimati")]
    public void The_zone_of_the_machine_changes_nothing(string zone)
    {
        var before = Environment.GetEnvironmentVariable("TZ");
        var expected = Answers();
        try
        {
            Environment.SetEnvironmentVariable("TZ", zone);
            TimeZoneInfo.ClearCachedData();
            Assert.Equal(TimeZoneInfo.FindSystemTimeZoneById(zone).BaseUtcOffset, TimeZoneInfo.Local.BaseUtcOffset);
            Assert.Equal(expected, Answers());
        }
        finally
        {
            Environment.SetEnvironmentVariable("TZ", before);
            TimeZoneInfo.ClearCachedData();
        }
    }

    private static Deadline[] Answers() =>
    [
        .. from row in Deadlines.All
           where row.Term is not Unstated
           from hour in Enumerable.Range(0, 48)
           select Shop.Rules.ByLaw(Clocks.Msk("2026-12-23 00:00").AddHours(hour), row),
    ];
}
