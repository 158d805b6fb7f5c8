using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Consent.Domain;

/// <summary>A calendar as a file: «# decree», the names of the columns, then a line for each day; what is wrong is told by the number of its line.</summary>
public static class CalendarFile
{
    private const string Decree = "# Постановление Правительства РФ от 17.09.2026 № 1187";
    private const string Columns = "date,kind,title";
    private const string Row = "2027-02-20,working,Рабочая суббота";
    private const int LongestDecree = 300;
    private const int LongestTitle = 200;

    public static bool TryRead(int year, string text, [NotNullWhen(true)] out CalendarYear? calendar, [NotNullWhen(false)] out Refusal? fault)
    {
        calendar = null;
        var lines = text.TrimStart('\uFEFF').Split('\n').Select((line, index) => (Number: index + 1, Text: line.Trim())).Where(line => line.Text.Length > 0).ToArray();
        if (lines is not [{ Text: ['#', .. var decree] }, ..] || !IsWords(decree.Trim(), LongestDecree)) return Unreadable(1, Decree, out fault);
        if (lines is not [_, { Text: Columns }, ..]) return Unreadable(2, Columns, out fault);

        var rows = lines[2..];
        var days = ImmutableArray.CreateBuilder<CalendarDay>(rows.Length);
        foreach (var (number, line) in rows)
        {
            if (line.Split(',', 3) is not [var date, var kind, var title]
                || !DateOnly.TryParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
                || !IsWords(Unquoted(title), LongestTitle))
                return Unreadable(number, Row, out fault);
            if (KindOf(kind) is not { } known)
            {
                fault = new CalendarKindUnknown(Line(number));
                return false;
            }

            days.Add(new CalendarDay(day, known, Unquoted(title)));
        }

        var read = new CalendarYear(year, decree.Trim(), days.ToImmutable());
        fault = CalendarChecks.Fault(read, index => Line(rows[index].Number), "body");
        if (fault is null) calendar = read;
        return fault is null;
    }

    private static DayKind? KindOf(string word) => word switch
    {
        "day-off" => DayKind.DayOff,
        "working" => DayKind.Working,
        "edict" => DayKind.Edict,
        _ => null,
    };

    // A spreadsheet puts a title with a comma into quotes.
    private static string Unquoted(string title) => title is ['"', .. var inner, '"'] ? inner.Replace("\"\"", "\"", StringComparison.Ordinal) : title;

    private static bool IsWords(string text, int longest) => !string.IsNullOrWhiteSpace(text) && text.Length <= longest && !text.Any(char.IsControl);

    private static bool Unreadable(int line, string expected, out Refusal fault)
    {
        fault = new CalendarLineUnreadable(Line(line), expected);
        return false;
    }

    private static string Line(int number) => FormattableString.Invariant($"line[{number}]");
}
