using Consent.Api;
using Consent.Domain;
using Consent.Storage;

namespace Consent.Pages.Tests.Desk;

/// <summary>The duties of the law, the calculator and the calendars.</summary>
public sealed class TermsTests(OpenDesk desk)
{
    [Fact]
    public async Task The_calculator_shows_what_the_api_counts_day_by_day()
    {
        await using var screen = await desk.OpenAsync("/desk/terms");
        await screen.Of("#what").SelectOptionAsync("access");
        await screen.Of("#on").FillAsync("2026-04-30");
        await screen.Of("#calculator button").ClickAsync();
        Assert.Contains("what=access&on=2026-04-30", screen.Page.Url, StringComparison.Ordinal);
        var answer = (await (await desk.Service.DemoAsync("orbita", "dpo")).GetAsync("/v1/terms?duty=answer-access&receivedAt=2026-04-29T21:00:00Z")).Must(200);
        Assert.Equal("2026-05-18", answer.Field("due"));
        var result = screen.Of(".results > li").First;
        Assert.Contains("до 18 мая 2026 (пн)", await result.TextContentAsync(), StringComparison.Ordinal);
        Assert.Contains("с продлением".ToUpperInvariant(), (await result.TextContentAsync())!.ToUpperInvariant(), StringComparison.Ordinal);
        Assert.Contains("оферта п. 8.9.1", await result.TextContentAsync(), StringComparison.Ordinal);
        await result.Locator("summary").ClickAsync();
        Assert.Equal(10, await result.Locator("td sup").CountAsync());
        Assert.StartsWith("18", await result.Locator("td.last").TextContentAsync(), StringComparison.Ordinal);
        await screen.MustBeSoundAsync("terms");
    }

    [Fact]
    public async Task Hours_are_counted_from_the_minute_and_what_has_no_term_says_where_to_look()
    {
        await using var screen = await desk.OpenAsync("/desk/terms?what=incident&on=2027-01-02&at=03:40");
        Assert.Contains("03.01.2027, 03:40", await screen.Of(".results > li").First.TextContentAsync(), StringComparison.Ordinal);
        Assert.Contains("05.01.2027, 03:40", await screen.Of(".results > li").Last.TextContentAsync(), StringComparison.Ordinal);
        await screen.GoAsync("/desk/terms?what=D57&on=2026-11-23");
        Assert.Equal(1, await screen.Of(".results .told.warn").CountAsync());
        await screen.GoAsync("/desk/terms?what=D31&on=2027-12-27");
        Assert.Contains("2028", await screen.Of(".results .told.warn").TextContentAsync(), StringComparison.Ordinal);
        screen.NothingWrong();
    }

    [Fact]
    public async Task A_mistake_in_the_address_is_named()
    {
        await using var screen = await desk.OpenAsync("/desk/terms?what=nothing&on=tomorrow&at=noon");
        Assert.Equal(3, await screen.Of("#problem li").CountAsync());
        screen.NothingWrong();
    }

    [Fact]
    public async Task It_counts_without_a_script_and_in_english()
    {
        await using var screen = await desk.OpenAsync("/desk/terms", role: "auditor", script: false);
        await screen.Of("button[value=en]").ClickAsync();
        Assert.Equal("Terms", await screen.Of("h1").TextContentAsync());
        await screen.Of("#what").SelectOptionAsync("D31");
        await screen.Of("#on").FillAsync("2026-10-12");
        await screen.Of("#calculator button").ClickAsync();
        Assert.Contains("26 October 2026", await screen.Of(".results > li").First.TextContentAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Clauses_later_than_the_law_are_told()
    {
        await using var screen = await desk.OpenAsync("/desk/terms#conflicts");
        Assert.Contains("оферта п. 8.9.1", await screen.Of("#conflicts").TextContentAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_year_is_a_picture_with_its_decree()
    {
        await using var screen = await desk.OpenAsync("/desk/terms/calendar?year=2027");
        Assert.Equal(12, await screen.Of(".month").CountAsync());
        Assert.Contains("№ 1187", await screen.Of("main").TextContentAsync(), StringComparison.Ordinal);
        Assert.StartsWith("20", await screen.Of("td.worked").TextContentAsync(), StringComparison.Ordinal);
        Assert.Equal(0, await screen.Of("main .badge-warn").CountAsync());
        await screen.MustBeSoundAsync("calendar");
        await screen.GoAsync("/desk/terms/calendar?year=2040");
        Assert.Equal(1, await screen.Of(".empty").CountAsync());
    }

    [Fact]
    public async Task Whoever_runs_the_installation_loads_a_calendar_and_nobody_else()
    {
        await using var other = await desk.OpenAsync("/desk/calendars", role: "admin");
        Assert.Equal(0, await other.Of("table").CountAsync());

        await using var screen = await desk.OpenAsync("/desk/calendars", role: "installation");
        await LoadAsync(screen, "# Проект постановления\ndate,kind,title\n2029-01-01,day-off,Новый год\n");
        Assert.Contains("2029-01-02", await screen.Of("#problem").TextContentAsync(), StringComparison.Ordinal);
        var days = string.Concat(((string[])["01-01", "01-02", "01-03", "01-04", "01-05", "01-06", "01-07", "01-08", "02-23", "03-08", "05-01", "05-09", "06-12", "11-04"])
            .Select(day => $"2029-{day},day-off,Праздник\n"));
        await LoadAsync(screen, $"# Проект постановления\ndate,kind,title\n{days}");
        Assert.Equal("/desk/calendars?year=2029", new Uri(screen.Page.Url).PathAndQuery);
        Assert.Equal(12, await screen.Of("#picture .month").CountAsync());
        Assert.Equal(1, await screen.Of("table.cards .badge-warn").CountAsync());
        await screen.MustBeSoundAsync("calendars");
    }

    [Fact]
    public void What_is_not_read_in_the_law_is_marked_as_the_documentation_marks_it()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Consent.sln"))) folder = folder.Parent;
        var told = from line in File.ReadLines(Path.Combine(folder.FullName, "docs", "law.md"))
                   where line.StartsWith("| D", StringComparison.Ordinal)
                   let cells = line.Split('|')
                   select $"{cells[1].Trim()} {cells[2].Trim().Trim('`')} {(cells[6].Contains("[M]", StringComparison.Ordinal) ? SourceMark.FromMemory : cells[6].Contains("[вывод]", StringComparison.Ordinal) ? SourceMark.Conclusion : SourceMark.Read)}";
        Assert.Equal(told.Order(StringComparer.Ordinal), Deadlines.All.Select(row => $"{row.No} {Words.Of(row.Duty)} {SourceMarks.Of(row)}").Order(StringComparer.Ordinal));
    }

    private static async Task LoadAsync(Screen screen, string file)
    {
        await screen.Of("#year").FillAsync("2029");
        await screen.Of("#file").SetInputFilesAsync(new FilePayload { Name = "2029.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(file) });
        await screen.Of("main form button").ClickAsync();
    }
}
