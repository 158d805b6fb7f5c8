using Consent.Domain;
using Consent.Storage;

namespace Consent.Api;

/// <summary>What <c>/desk</c> shows; every number leads to its list.</summary>
public sealed record TodayModel(IReadOnlyList<Figure> Figures, IReadOnlyList<DeskRow> Burning, IReadOnlyList<StripDay> Strip, int? MissingYear, IReadOnlyList<ChartWeek> Weeks, IReadOnlyList<OwnDuty> Own);

/// <summary>A number, the key of its words, where it leads, and how urgent it is.</summary>
public sealed record Figure(long Count, string Key, string Path, string Heat);

/// <summary>A day of the strip.</summary>
public sealed record StripDay(DateOnly Day, bool IsWorking, bool IsFirst, long Due);

/// <summary>Demands received in one week, by what became of them.</summary>
public sealed record ChartWeek(DateOnly Monday, long Done, long Late, long Open)
{
    public long All => Done + Late + Open;

    public static IReadOnlyList<ChartWeek> Of(DateOnly first, int weeks, IEnumerable<DemandDay> days)
    {
        var byWeek = days.ToLookup(day => (day.Day.DayNumber - first.DayNumber) / 7);
        return [.. Enumerable.Range(0, weeks).Select(week => new ChartWeek(
            first.AddDays(week * 7), byWeek[week].Sum(day => day.Done), byWeek[week].Sum(day => day.Late), byWeek[week].Sum(day => day.Open)))];
    }
}

/// <summary>What a file owes that no letter asked for.</summary>
public sealed record OwnDuty(string Duty, string Article, string? Subject, Clock Clock)
{
    public static OwnDuty Of(ObligationRow row, DateTimeOffset now, Rules rules) => new(
        Texts.Get("Duty." + Words.Of(row.Duty)), row.Article, row.Subject.IsNamedByOperator ? row.Subject.Value : null,
        Clock.Of(row.Due, row.EndsAt, row.RunsFrom ?? now, now, rules));
}
