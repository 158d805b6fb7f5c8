namespace Consent.Pages.Tests.Desk;

/// <summary>The journal, what proves it, and who looked.</summary>
public sealed class JournalTests(OpenDesk desk)
{
    [Fact]
    public async Task Entries_are_found_by_filters_that_are_the_address()
    {
        await using var screen = await desk.OpenAsync("/desk/journal");
        Assert.Equal(50, await screen.Of("tbody tr").CountAsync());
        await screen.MustBeSoundAsync("journal");
        await screen.Of("#kind").SelectOptionAsync("request-received");
        await screen.Of(".filters button").ClickAsync();
        Assert.Equal("?kind=request-received", new Uri(screen.Page.Url).Query);
        Assert.All(await screen.Of("tbody tr").AllTextContentsAsync(), row => Assert.Contains("Обращение получено", row, StringComparison.Ordinal));
        var number = await screen.Of("tbody tr a.nowrap").First.TextContentAsync();
        await screen.GoAsync($"/desk/journal?request={number}");
        Assert.All(await screen.Of("tbody tr a.nowrap").AllTextContentsAsync(), other => Assert.Equal(number, other));
        await screen.GoAsync("/desk/journal?kind=text-published&from=2031-01-01");
        Assert.Equal(1, await screen.Of(".empty").CountAsync());
        await screen.MustBeSoundAsync("journal-empty");
    }

    [Fact]
    public async Task A_mistake_in_a_filter_is_named()
    {
        await using var screen = await desk.OpenAsync("/desk/journal?request=abc&from=yesterday");
        Assert.Equal(2, await screen.Of("#problem li").CountAsync());
        screen.NothingWrong();
    }

    [Theory]
    [InlineData("")]
    [InlineData("from=2026-11-23&to=2026-11-30")]
    [InlineData("kind=request-received")]
    public async Task From_the_newest_back_the_pages_hold_what_the_api_tells_from_the_oldest_on(string query)
    {
        await using var screen = await desk.OpenAsync("/desk");
        var (dpo, told, seen) = (await desk.Service.DemoAsync("orbita", "dpo"), new List<int>(), new List<int>());
        for (var cursor = ""; ;)
        {
            var page = (await dpo.GetAsync($"/v1/journal?limit=200&{query}{cursor}".Replace("&&", "&", StringComparison.Ordinal).TrimEnd('&'))).Must(200);
            told.AddRange(page.Json["items"]!.AsArray().Select(line => (int)line!["seq"]!));
            if (page.Field("nextCursor") is not { } next) break;
            cursor = "&cursor=" + next;
        }

        await screen.GoAsync("/desk/journal?" + (query.Contains("kind=", StringComparison.Ordinal) ? query : query + "&kind=any"));
        while (true)
        {
            seen.AddRange((await screen.Of("td.number").AllTextContentsAsync()).Select(number => int.Parse(number, CultureInfo.InvariantCulture)));
            if (await screen.Of("a[rel=next]").CountAsync() == 0) break;
            await screen.GoAsync((await screen.Of("a[rel=next]").GetAttributeAsync("href"))!);
        }

        // What has been recorded since stands before them.
        Assert.NotEmpty(told);
        told.Reverse();
        Assert.Equal(told, seen.Where(seq => seq <= told[0]));
    }

    [Fact]
    public async Task Readings_stand_among_the_entries_only_where_they_are_asked_for()
    {
        await using var screen = await desk.OpenAsync("/desk/journal");
        Assert.NotEqual(0, await screen.Of("tbody tr").CountAsync());
        Assert.Equal(0, await screen.Of("tbody tr", "Чтение данных").CountAsync());
        await screen.Of("[name=kind]").SelectOptionAsync("any");
        await screen.Of("form.filters button[type=submit], .filters button").First.ClickAsync();
        await Assertions.Expect(screen.Of("tbody tr", "Чтение данных").First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task An_entry_brings_its_proof()
    {
        await using var screen = await desk.OpenAsync("/desk/journal");
        await screen.Of("tbody tr summary").First.ClickAsync();
        var taken = await screen.Page.RunAndWaitForDownloadAsync(() => screen.Of("tbody tr a[download]").First.ClickAsync());
        Assert.Contains("\"path\"", await File.ReadAllTextAsync(await taken.PathAsync(), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_journal_is_verified_with_a_script_and_without(bool script)
    {
        await using var screen = await desk.OpenAsync("/desk/journal/proof", role: "auditor", script: script);
        await screen.Of("form[data-verify] button").ClickAsync();
        await screen.Of("#verdict .told.good").WaitForAsync();
        Assert.Contains("Журнал цел", await screen.Of("#verdict").TextContentAsync(), StringComparison.Ordinal);
        Assert.EndsWith(script ? "/proof" : "/verify", new Uri(screen.Page.Url).AbsolutePath, StringComparison.Ordinal);
        if (script) await screen.MustBeSoundAsync("journal-proof");
    }

    [Fact]
    public async Task Export_and_keys_are_taken_away()
    {
        await using var screen = await desk.OpenAsync("/desk/journal/proof");
        var export = await screen.Page.RunAndWaitForDownloadAsync(() => screen.Of("a[href*='format=jsonl']").ClickAsync());
        Assert.EndsWith(".jsonl", export.SuggestedFilename, StringComparison.Ordinal);
        var key = await screen.Page.RunAndWaitForDownloadAsync(() => screen.Of("a[href='/v1/checkpoints/key']").ClickAsync());
        Assert.StartsWith("-----BEGIN PUBLIC KEY-----", await File.ReadAllTextAsync(await key.PathAsync(), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_looked_is_masked_until_somebody_says_why()
    {
        await using var screen = await desk.OpenAsync("/desk/requests?q=ivan");
        await screen.GoAsync("/desk/journal/access?from=2026-11-20&to=2026-12-31");
        Assert.Contains("•••", await screen.Of("tbody").TextContentAsync(), StringComparison.Ordinal);
        await screen.MustBeSoundAsync("journal-access");
        await screen.Of("#reason").FillAsync("проверка по жалобе");
        await screen.Of(".filters button").ClickAsync();
        Assert.Contains("127.0.0.1", await screen.Of("tbody").TextContentAsync(), StringComparison.Ordinal);

        await using var auditor = await desk.OpenAsync("/desk/journal/access", role: "auditor");
        Assert.Equal(0, await auditor.Of("#reason").CountAsync());
    }

    [Fact]
    public async Task The_journal_is_closed_to_whoever_only_keeps_the_settings()
    {
        await using var screen = await desk.OpenAsync("/desk/journal", role: "admin");
        Assert.Contains("Такой страницы нет", await screen.Of("main").TextContentAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_english_for_who_wants_it()
    {
        await using var screen = await desk.OpenAsync("/desk/journal");
        await screen.Of("button[value=en]").ClickAsync();
        Assert.Equal("Event", await screen.Of("label[for=kind]").TextContentAsync());
        screen.NothingWrong();
    }
}
