using System.Globalization;

namespace Consent.Domain.Tests;

/// <summary>Random terms, instants and time zones, counted by the code and by an oracle that shares nothing with it.</summary>
public sealed class CountingOracleTests(ITestOutputHelper output)
{
    private const int Seed = 20261122;
    private const int CasesOfControl = 20_000;

    private static readonly CountingOracle Oracle = new();

    // Without daylight saving, with it, with midnights that do not exist or happen twice, with halves and quarters of an hour.
    private static readonly TimeZoneInfo[] Zones =
    [
        .. new[]
        {
            "Europe/Moscow", "Europe/Kaliningrad", "Asia/Vladivostok", "Asia/Kamchatka", "UTC", "Europe/Berlin", "America/New_York",
            "America/Santiago", "America/Havana", "Africa/Cairo", "Asia/Beirut", "Atlantic/Azores", "Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Kiritimati",
        }.Select(TimeZoneInfo.FindSystemTimeZoneById),
    ];

    // Contracts promise what the law does not: lengths that end on days off.
    private static readonly string[] UnitsOfContracts = ["working", "calendar", "months", "hours", "at once", "day of next month", "before"];

    public static TheoryData<string> Mistakes => new(BrokenCounters.All.Keys);

    private static int Cases =>
        Environment.GetEnvironmentVariable("CONSENT_R7_CASES") is { Length: > 0 } number ? int.Parse(number, CultureInfo.InvariantCulture) : 100_000;

    [Fact]
    public void Random_terms_are_counted_as_the_oracle_counts_them()
    {
        var (differences, refused, first) = Compare(CountByDomain, Cases);
        output.WriteLine($"R7: seed {Seed}, {Cases} cases, {refused} refused for want of a calendar, {differences} differences (0 of n: below {3.0 / Cases:P4} at 95 %)");

        Assert.True(differences == 0, first);
        Assert.InRange(refused, 1, Cases / 5);
    }

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_counter_with_one_mistake_is_caught(string mistake)
    {
        var differences = Compare(BrokenCounters.All[mistake].Count, CasesOfControl).Differences;
        output.WriteLine($"R7 control: {mistake}: {differences} differences in {CasesOfControl} cases");

        Assert.True(differences > 0, $"Not caught: {mistake}.");
    }

    [Fact]
    public void The_comparison_finds_nothing_where_there_is_nothing() => Assert.Equal(0, Compare(new CountingOracle().Count, CasesOfControl).Differences);

    private static (int Differences, int Refused, string? First) Compare(Func<CountingCase, Counted?> counter, int cases)
    {
        var random = new Random(Seed);
        var (differences, refused, first) = (0, 0, default(string));
        for (var n = 0; n < cases; n++)
        {
            var question = Draw(random);
            var (expected, counted) = (Oracle.Count(question), counter(question));
            if (expected is null) refused++;
            if (counted == expected) continue;
            differences++;
            first ??= $"case {n}, seed {Seed}: {question}: expected {Tell(expected)}, counted {Tell(counted)}";
        }

        return (differences, refused, first);
    }

    private static Counted? CountByDomain(CountingCase question)
    {
        var rules = new Rules(OperatorCatalogue.Empty, WorkingCalendar.Russia, question.Zone);
        var row = question.Row;
        try
        {
            var deadline =
                question.ByContract ? rules.ByContract(question.From, LawTable.TermOf(row.Unit, row.Amount))
                : question.Named is { } day ? rules.On(question.From, day)
                : question.Extended ? rules.ByLaw(question.From, row.InCode.Extended())
                : rules.ByLaw(question.From, row.InCode);
            return new Counted(deadline.Due, deadline.SafeDue, deadline.EndsAt.UtcDateTime, deadline.Calendar);
        }
        catch (CalendarMissingException)
        {
            return null;
        }
    }

    private static CountingCase Draw(Random random)
    {
        var zone = Zones[random.Next(Zones.Length)];
        var row = LawTable.Rows[random.Next(LawTable.Rows.Length)];
        var byContract = random.Next(4) == 0;
        if (byContract)
        {
            var unit = UnitsOfContracts[random.Next(UnitsOfContracts.Length)];
            var most = unit switch { "months" => 12, "hours" => 200, "at once" or "before" => 0, "day of next month" => 28, _ => 60 };
            row = row with { No = "contract", Unit = unit, Amount = most == 0 ? 0 : random.Next(1, most + 1), Extension = null, Bound = Bound.Latest };
        }

        var from = DrawInstant(random, zone);
        // Where the law has no number, an order names a day.
        DateOnly? named = row.Unit == "unstated" ? DateOnly.FromDateTime(from.UtcDateTime).AddDays(random.Next(2, 90)) : null;
        return new CountingCase(from, zone, row, !byContract && row.Extension is not null && random.Next(2) == 0, byContract, named);
    }

    // Half of the instants lie within a second of a local midnight, where the day of receipt is decided.
    private static DateTimeOffset DrawInstant(Random random, TimeZoneInfo zone)
    {
        var start = new DateTime(2022, 12, 31, 0, 0, 0, DateTimeKind.Utc);
        var instant = start.AddTicks(random.NextInt64((new DateTime(2028, 1, 2, 0, 0, 0, DateTimeKind.Utc) - start).Ticks));
        if (random.Next(2) == 0) instant = instant.Date - zone.GetUtcOffset(instant) + TimeSpan.FromTicks(random.NextInt64(-10_000_000, 10_000_000));
        // The offset an instant is written with means nothing.
        return new DateTimeOffset(DateTime.SpecifyKind(instant, DateTimeKind.Utc)).ToOffset(TimeSpan.FromHours(random.Next(-12, 15)));
    }

    private static string Tell(Counted? counted) => counted?.ToString() ?? "a refusal";
}
