using Microsoft.Playwright;
using System.Diagnostics;
using Consent.Api;
using Microsoft.Extensions.DependencyInjection;

namespace Consent.Pages.Tests.Desk;

/// <summary>The request journal taken away, given to somebody by many, kept as views.</summary>
public sealed class RequestToolsTests(OpenDesk desk)
{
    private const string TextOfPdf = "/usr/bin/pdftotext";

    [Theory]
    [InlineData("xlsx")]
    [InlineData("csv")]
    public async Task The_journal_is_downloaded_as_the_api_tells_it(string format)
    {
        await using var screen = await desk.OpenAsync("/desk/requests", script: false);
        await screen.Of("summary", "Выгрузить журнал…").ClickAsync();
        await screen.Of("#format").SelectOptionAsync(format);
        var taken = await screen.Page.RunAndWaitForDownloadAsync(() => screen.Of("button", "Скачать").ClickAsync());
        Assert.Equal($"requests-orbita-2026-01-01-2026-11-23.{format}", taken.SuggestedFilename);
        var bytes = await File.ReadAllBytesAsync(await taken.PathAsync(), TestContext.Current.CancellationToken);
        Assert.Equal(format == "csv" ? [0xEF, 0xBB, 0xBF] : "PK\u0003"u8.ToArray(), bytes[..3]);
        if (format == "csv") Assert.True(Encoding.UTF8.GetString(bytes).Split("\r\n").Length > 5);
    }

    [Fact]
    public async Task The_journal_of_a_day_is_printed_and_names_its_requests()
    {
        Assert.SkipUnless(desk.Service.Services.GetRequiredService<PdfPrinter>().IsAvailable, "There is nothing to print with.");
        var lines = (await (await desk.Service.DemoAsync("orbita", "dpo")).GetAsync("/v1/requests?sort=receivedOn&limit=100")).Must(200).Json["items"]!.AsArray();
        var day = lines[0]!["receivedOn"]!.ToString();
        var (own, others) = (NumbersOf(line => line == day), NumbersOf(line => line != day));
        await using var screen = await desk.OpenAsync("/desk/requests", script: false);
        await screen.Of("summary", "Выгрузить журнал…").ClickAsync();
        foreach (var field in (string[])["#from", "#to"]) await screen.Of(field).FillAsync(day);
        await screen.Of("#format").SelectOptionAsync("pdf");
        var taken = await screen.Page.RunAndWaitForDownloadAsync(() => screen.Of("button", "Скачать").ClickAsync(), new() { Timeout = 40_000 });
        Assert.Equal($"requests-orbita-{day}-{day}.pdf", taken.SuggestedFilename);
        Assert.Equal("%PDF-"u8.ToArray(), (await File.ReadAllBytesAsync(await taken.PathAsync(), TestContext.Current.CancellationToken))[..5]);

        Assert.SkipUnless(File.Exists(TextOfPdf), "The text of a PDF is read by pdftotext. On Debian: apt-get install poppler-utils");
        using var reading = Process.Start(new ProcessStartInfo(TextOfPdf, ["-layout", await taken.PathAsync(), "-"]) { RedirectStandardOutput = true })!;
        var text = await reading.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        Assert.All(own, number => Assert.Contains(number, text, StringComparison.Ordinal));
        Assert.All(others, number => Assert.DoesNotContain(number, text, StringComparison.Ordinal));

        string[] NumbersOf(Func<string, bool> which) => [.. lines.Where(line => which(line!["receivedOn"]!.ToString())).Select(line => line!["number"]!.ToString())];
    }

    [Fact]
    public async Task What_is_done_with_the_list_speaks_english_by_the_switch_and_by_the_browser()
    {
        await using var screen = await desk.OpenAsync("/desk/requests?status=open");
        await screen.Of("button[value=en]").ClickAsync();
        Assert.EndsWith("/desk/requests?status=open", screen.Page.Url, StringComparison.Ordinal);
        await MustBeEnglishAsync();
        await screen.Of("summary", "Export the journal…").ClickAsync();
        await screen.Of("#to").FillAsync("2025-01-01");
        await screen.Of("button", "Download").ClickAsync();
        await MustBeEnglishAsync(".problem");
        await screen.Of("summary", "Assign…").ClickAsync();
        await screen.Of("#assign button").ClickAsync();
        await MustBeEnglishAsync(".problem");
        await screen.Of("summary", "Save the view…").ClickAsync();
        await screen.Of("button", "Save").ClickAsync();
        await MustBeEnglishAsync(".problem");
        await screen.MustBeSoundAsync("requests-tools-en");
        await using var abroad = await desk.OpenAsync("/desk/requests?status=open", locale: "en-GB");
        Assert.Equal(await screen.Of("summary").AllTextContentsAsync(), await abroad.Of("summary").AllTextContentsAsync());

        async Task MustBeEnglishAsync(string more = "h1")
        {
            Assert.Equal("en", await screen.Of("html").GetAttributeAsync("lang"));
            foreach (var part in (string[])[".list-tools", ".filters", ".list thead", ".keys", more])
                Assert.DoesNotMatch("[А-Яа-яЁё]", await screen.Of(part).First.TextContentAsync());
        }
    }

    [Fact]
    public async Task An_export_is_taken_twice_from_one_page_and_only_a_reason_shows_names()
    {
        await using var screen = await desk.OpenAsync("/desk/requests");
        await screen.Of("summary", "Выгрузить журнал…").ClickAsync();
        await screen.Of("#format").SelectOptionAsync("csv");
        Assert.Contains("•••", await TakeAsync(), StringComparison.Ordinal);
        await screen.Of("#reason").FillAsync("проверка по жалобе");
        Assert.DoesNotContain("•••", await TakeAsync(), StringComparison.Ordinal);
        screen.NothingWrong();
        await screen.GoAsync("/desk/journal/access");
        Assert.Contains("requests/export", (await (await desk.Service.DemoAsync("orbita", "dpo")).GetAsync("/v1/access?limit=200")).Must(200).Body, StringComparison.Ordinal);

        async Task<string> TakeAsync()
        {
            var taken = await screen.Page.RunAndWaitForDownloadAsync(() => screen.Of("button", "Скачать").ClickAsync());
            return await File.ReadAllTextAsync(await taken.PathAsync(), TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task A_period_that_ends_before_it_begins_is_told_with_the_form_as_it_was()
    {
        await using var screen = await desk.OpenAsync("/desk/requests?status=open");
        await screen.Of("summary", "Выгрузить журнал…").ClickAsync();
        await screen.Of("#to").FillAsync("2025-01-01");
        await screen.Of("button", "Скачать").ClickAsync();
        Assert.Equal(1, await screen.Of(".problem a[href='#to']").CountAsync());
        Assert.Equal("2025-01-01", await screen.Of("#to").InputValueAsync());
        Assert.Equal("open", await screen.Of("select[name=status]").InputValueAsync());
        await screen.MustBeSoundAsync("requests-export");
    }

    [Theory]
    [InlineData("ru-RU")]
    [InlineData("en-US")]
    public async Task Those_marked_are_assigned_and_the_refused_say_why(string locale)
    {
        var dpo = await desk.Service.DemoAsync("orbita", "dpo");
        var open = (await dpo.GetAsync("/v1/requests?status=open&limit=1&sort=-receivedAt")).Must(200).Field("items.0.number")!;
        await using var screen = await desk.OpenAsync("/desk/requests?sort=-receivedAt", locale: locale);
        var closed = (await screen.Of("tbody tr:has(.badge) a.number").First.TextContentAsync())!;
        foreach (var number in (string[])[open, closed]) await screen.Of($"input[name=numbers][value='{number}']").CheckAsync();
        await screen.Of(".list-tools summary").First.ClickAsync();
        await screen.Of("#assign-to").FillAsync("Ольга Журнальная");
        await screen.Of("#assign button").ClickAsync();
        var told = await screen.Of("#assigned-told").TextContentAsync();
        Assert.Contains(locale == "ru-RU" ? "Назначено обращений: 1 из 2" : "Requests assigned: 1 of 2", told, StringComparison.Ordinal);
        Assert.Equal([closed], await screen.Of("#assigned-told li a").AllTextContentsAsync());
        Assert.Contains("Ольга Журнальная", await screen.Of($"tr[data-href$='{open}']").TextContentAsync(), StringComparison.Ordinal);
        Assert.Equal("Ольга Журнальная", (await dpo.GetAsync($"/v1/requests/{open}")).Must(200).Field("assignedTo"));
        await screen.MustBeSoundAsync("requests-assigned-" + locale[..2]);
    }

    [Fact]
    public async Task To_assign_nothing_to_nobody_is_told_field_by_field_without_a_script_too()
    {
        await using var screen = await desk.OpenAsync("/desk/requests?status=open", script: false);
        await screen.Of("input[name=numbers]").First.CheckAsync();
        await screen.Of("summary", "Назначить…").ClickAsync();
        await screen.Of("#assign button").ClickAsync();
        Assert.Equal(1, await screen.Of(".problem a[href='#assign-to']").CountAsync());
        Assert.True(await screen.Of("input[name=numbers]").First.IsCheckedAsync());
        await screen.Of("input[name=numbers]").First.UncheckAsync();
        await screen.Of("#assign-to").FillAsync("Анна");
        await screen.Of("#assign button").ClickAsync();
        Assert.Equal(1, await screen.Of(".problem a[href='#assign-numbers']").CountAsync());
        Assert.Equal("Анна", await screen.Of("#assign-to").InputValueAsync());
    }

    [Fact]
    public async Task A_view_is_saved_followed_arranged_anew_and_removed()
    {
        await using var screen = await desk.OpenAsync("/desk/requests");
        Assert.Equal(0, await screen.Of("summary", "Сохранить отбор…").CountAsync());
        await SaveAsync("/desk/requests?due=overdue&assigned=Анна+%26+Ко", "Горит у Анны");
        Assert.Equal("Горит у Анны", await screen.Of(".views a[aria-current=page]").TextContentAsync());
        await SaveAsync("/desk/requests?status=closed", "Закрытые");
        await screen.Of(".views a", "Горит у Анны").ClickAsync();
        Assert.Equal("Анна & Ко", await screen.Of("#assigned").InputValueAsync());
        await screen.MustBeSoundAsync("requests-views");
        await SaveAsync("/desk/requests?status=open", "Закрытые");
        Assert.Equal(2, await screen.Of(".views li").CountAsync());
        await screen.Of(".views a", "Закрытые").ClickAsync();
        Assert.EndsWith("?status=open", screen.Page.Url, StringComparison.Ordinal);
        for (var left = 2; left > 0; left--)
        {
            await screen.Of(".views button").First.ClickAsync();
            Assert.Equal(left - 1, await screen.Of(".views li").CountAsync());
            Assert.EndsWith("?status=open", screen.Page.Url, StringComparison.Ordinal);
        }

        async Task SaveAsync(string path, string name)
        {
            await screen.GoAsync(path);
            await screen.Of("summary", "Сохранить отбор…").ClickAsync();
            await screen.Of("#name").FillAsync(name);
            await screen.Of("button", "Сохранить").ClickAsync();
            await screen.Of(".views a", name).WaitForAsync();
        }
    }

    [Fact]
    public async Task A_view_without_a_name_is_told()
    {
        await using var screen = await desk.OpenAsync("/desk/requests?status=open");
        await screen.Of("summary", "Сохранить отбор…").ClickAsync();
        await screen.Of("button", "Сохранить").ClickAsync();
        Assert.Equal(1, await screen.Of(".problem a[href='#name']").CountAsync());
        Assert.Equal(0, await screen.Of(".views li").CountAsync());
    }

    [Fact]
    public async Task An_auditor_takes_it_away_masked_and_assigns_nothing()
    {
        await using var screen = await desk.OpenAsync("/desk/requests?status=open", role: "auditor");
        Assert.Equal(0, await screen.Of("input[name=numbers], #assign, #reason").CountAsync());
        await screen.Of("summary", "Выгрузить журнал…").ClickAsync();
        await screen.Of("#format").SelectOptionAsync("csv");
        var taken = await screen.Page.RunAndWaitForDownloadAsync(() => screen.Of("button", "Скачать").ClickAsync());
        Assert.Contains("•••", await File.ReadAllTextAsync(await taken.PathAsync(), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        // With the proof of a form of its own, and yet there is no such page. Not from the page that has just become a download: there the browser may take this for the end of that.
        await screen.GoAsync("/desk/requests?status=open");
        await screen.Page.RunAndWaitForResponseAsync(
            () => screen.Page.EvaluateAsync("() => { const form = document.querySelector('.list-tools form'); form.action = '/desk/requests/assign'; form.submit(); }"), "**/requests/assign");
        await Assertions.Expect(screen.Of("main")).ToContainTextAsync("Такой страницы нет");
    }

    [Fact]
    public async Task A_form_that_is_not_ours_does_nothing()
    {
        await using var screen = await desk.OpenAsync("/desk/requests?status=open");
        // Waited for from before it is sent: what comes at once is not missed.
        await screen.Page.RunAndWaitForResponseAsync(
            () => screen.Page.EvaluateAsync("() => { const form = document.querySelector('#assign'); form.querySelector('input[type=hidden]').remove(); form.submit(); }"), "**/requests/assign*");
        await Assertions.Expect(screen.Of("#assign")).ToHaveCountAsync(0);
    }
}
