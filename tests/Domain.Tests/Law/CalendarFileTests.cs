namespace Consent.Domain.Tests;

/// <summary>A calendar file is taken whole or refused by the line at fault.</summary>
public sealed class CalendarFileTests : Examples
{
    [Fact]
    public void A_file_is_read_with_its_decree_and_every_day()
    {
        var year = Year2028.Calendar;
        Assert.Equal((2028, Year2028.Decree, 16), (year.Year, year.Decree, year.Days.Length));
        Assert.Equal(new CalendarDay(Day("2028-02-19"), DayKind.Working, "Рабочая суббота"), year.Days[8]);
    }

    [Fact]
    public void A_file_as_a_spreadsheet_saves_it_is_the_same_file()
    {
        var saved = "\uFEFF" + Year2028.File.Replace("\n", "\r\n", StringComparison.Ordinal).Replace("Выходной (перенос)", "\"Выходной (перенос)\"", StringComparison.Ordinal) + "\r\n\r\n";
        Assert.Equal(Year2028.Calendar, Year2028.Read(saved));
        Assert.Equal("Выходной, \"перенос\"", Year2028.Read(Year2028.File.Replace("Выходной (перенос)", "\"Выходной, \"\"перенос\"\"\"", StringComparison.Ordinal)).Days[10].Title);
    }

    [Theory]
    //          what stands in the file                 what comes in its place              at         what the row shows
    [InlineData("# Постановление",                     "Постановление",                     "line[1]",  "the decree is not named")]
    [InlineData("# Постановление Правительства РФ от 01.09.2027 № 1", "#",                  "line[1]",  "nor by an empty line")]
    [InlineData("date,kind,title",                     "date;kind;title",                   "line[2]",  "columns of another file")]
    [InlineData("date,kind,title\n",                   "",                                  "line[2]",  "no columns")]
    [InlineData("2028-02-19,working,Рабочая суббота",  "19.02.2028,working,Рабочая суббота", "line[11]", "a date of another form")]
    [InlineData("2028-02-19,working,Рабочая суббота",  "2028-02-30,working,Рабочая суббота", "line[11]", "a day that is not")]
    [InlineData("2028-02-19,working,Рабочая суббота",  "2028-02-19,working",                "line[11]", "no title")]
    [InlineData("2028-02-19,working,Рабочая суббота",  "2028-02-19,working, ",              "line[11]", "an empty title")]
    [InlineData("2028-02-19,working,Рабочая суббота",  "2028-02-19,working,а\u0007б",       "line[11]", "a title no one can print")]
    [InlineData("2028-11-04,day-off,День народного единства", "мусор",                      "line[18]", "rubbish at the end")]
    public void A_line_that_is_none_is_refused_by_its_number(string old, string now, string at, string because) =>
        Assert.True(Refuses<CalendarLineUnreadable>(old, now).At == at, because);

    [Fact]
    public void A_kind_nobody_knows_is_refused() =>
        Assert.Equal("line[11]", Refuses<CalendarKindUnknown>("2028-02-19,working", "2028-02-19,holiday").Field);

    [Fact]
    public void A_day_of_another_year_is_refused() =>
        Assert.Equal(("line[11]", Day("2027-02-20")), (Refuses<CalendarDayOfAnotherYear>("2028-02-19", "2027-02-20").At, Refuses<CalendarDayOfAnotherYear>("2028-02-19", "2027-02-20").Day));

    [Fact]
    public void The_file_of_one_year_is_not_taken_for_another() =>
        Assert.Equal("line[3]", Assert.IsType<CalendarDayOfAnotherYear>(Fault(2029, Year2028.File)).At);

    [Fact]
    public void A_day_named_twice_is_refused() => Assert.Equal("line[11]", Refuses<CalendarDayRepeated>("2028-02-19,working", "2028-01-08,day-off").At);

    [Fact]
    public void A_weekday_needs_no_decree_to_be_worked() => Assert.Equal("line[11]", Refuses<WorkedDayIsNoWeekend>("2028-02-19", "2028-02-18").At);

    [Theory]
    [InlineData("2028-01-07,day-off,Рождество Христово\n", "", "2028-01-07")]
    [InlineData("\n2028-11-04,day-off,День народного единства", "", "2028-11-04")]
    [InlineData("2028-11-04,day-off", "2028-11-04,working", "2028-11-04")]
    [InlineData("2028-06-12,day-off", "2028-06-12,edict", "2028-06-12")]
    public void A_file_cut_short_misses_a_holiday_of_the_labour_code(string old, string now, string day) =>
        Assert.Equal(("body", Day(day)), (Refuses<HolidayMissing>(old, now).Field, Refuses<HolidayMissing>(old, now).Day));

    [Fact]
    public void An_empty_file_is_refused() => Assert.Equal("line[1]", Assert.IsType<CalendarLineUnreadable>(Fault(2028, "")).At);

    private static T Refuses<T>(string old, string now) where T : Refusal
    {
        Assert.Contains(old, Year2028.File, StringComparison.Ordinal);
        return Assert.IsType<T>(Fault(2028, Year2028.File.Replace(old, now, StringComparison.Ordinal)));
    }

    private static Refusal? Fault(int year, string text)
    {
        Assert.False(CalendarFile.TryRead(year, text, out _, out var fault));
        return fault;
    }
}
