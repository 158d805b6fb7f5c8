namespace Consent.Pages.Tests.Subjects;

/// <summary>A person brings a document to a request of its own, without a script, and the DPO has it.</summary>
public sealed class OwnFilesTests(OpenCounter counter)
{
    private static readonly FilePayload Pdf = new() { Name = "доверенность.pdf", MimeType = "application/pdf", Buffer = [.. "%PDF-1.7 "u8, .. new byte[700_000]] };

    [Fact]
    public async Task A_document_goes_from_ones_own_request_to_the_desk()
    {
        var number = await counter.Shop.RegisterAsync(Shop.Request("files-1"));
        await using var screen = await counter.SignInAsync("files-1");
        await screen.GoAsync($"/me/requests/{number}");
        await screen.Of("#file").SetInputFilesAsync(Pdf);
        await screen.Page.GetByRole(AriaRole.Button, new() { Name = "Приложить документ" }).ClickAsync();
        Assert.EndsWith($"/me/requests/{number}#files", screen.Page.Url, StringComparison.Ordinal);
        var own = await screen.Page.RunAndWaitForDownloadAsync(() => screen.Page.GetByRole(AriaRole.Link, new() { Name = "доверенность.pdf" }).ClickAsync());
        Assert.Equal(Pdf.Buffer, await File.ReadAllBytesAsync(await own.PathAsync(), TestContext.Current.CancellationToken));
        Assert.Contains("Приложен файл — доверенность.pdf", await screen.Of(".story").InnerTextAsync(), StringComparison.Ordinal);

        var dpo = await (await DeskPerson.EnrolAsync(counter.Service, "lavka", "files@lavka.example")).SignInAsync();
        await using var desk = await counter.OpenAsync("/o/lavka");
        await desk.Page.Context.AddCookiesAsync(dpo.Cookies.Select(cookie => new Cookie { Name = cookie.Key, Value = cookie.Value, Url = counter.Service.Http.BaseAddress!.ToString() }));
        await desk.GoAsync($"/desk/requests/{number}");
        var card = await desk.Of("#files .files li").InnerTextAsync();
        Assert.Contains("от заявителя", card, StringComparison.Ordinal);
        Assert.Contains("видит субъект", card, StringComparison.Ordinal);
        await desk.Of("#files li summary").ClickAsync();
        await desk.Of("#files li input[name=reason]").FillAsync("сверяю полномочия");
        var taken = await desk.Page.RunAndWaitForDownloadAsync(() => desk.Of("#files li button").ClickAsync());
        Assert.Equal("доверенность.pdf", taken.SuggestedFilename);
        Assert.Equal(Pdf.Buffer, await File.ReadAllBytesAsync(await taken.PathAsync(), TestContext.Current.CancellationToken));
        screen.NothingWrong();
        desk.NothingWrong();
    }

    [Fact]
    public async Task What_is_not_taken_is_told_in_plain_words_and_the_page_is_sound()
    {
        var number = await counter.Shop.RegisterAsync(Shop.Request("files-2"));
        await using var screen = await counter.SignInAsync("files-2", script: true);
        await screen.GoAsync($"/me/requests/{number}");
        foreach (var name in (string[])["a.pdf", "очень-длинное-имя-файла-без-единого-пробела-которое-должно-переноситься-на-узком-экране.pdf"])
        {
            await screen.Of("#file").SetInputFilesAsync(new FilePayload { Name = name, MimeType = "application/pdf", Buffer = Pdf.Buffer });
            await screen.Page.GetByRole(AriaRole.Button, new() { Name = "Приложить документ" }).ClickAsync();
            await screen.Of(".files li", name).WaitForAsync();
        }

        await screen.Of("#file").SetInputFilesAsync(new FilePayload { Name = "вирус.exe", MimeType = "application/octet-stream", Buffer = "MZ"u8.ToArray() });
        await screen.Page.GetByRole(AriaRole.Button, new() { Name = "Приложить документ" }).ClickAsync();
        Assert.Contains("Такой файл не принимается", await screen.Of("#problem").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Contains("Принимаются .pdf", await screen.Of("#file-fault").InnerTextAsync(), StringComparison.Ordinal);
        await screen.MustBeSoundAsync("subject-files");
    }

    [Fact]
    public async Task A_file_from_elsewhere_than_our_page_is_not_taken()
    {
        var number = await counter.Shop.RegisterAsync(Shop.Request("files-3"));
        await using var screen = await counter.SignInAsync("files-3", script: true);
        await screen.GoAsync($"/me/requests/{number}");
        await screen.Of("form[enctype] input[type=hidden]").First.EvaluateAsync("field => field.value = 'another'");
        await screen.Of("#file").SetInputFilesAsync(Pdf);
        await screen.Page.GetByRole(AriaRole.Button, new() { Name = "Приложить документ" }).ClickAsync();
        Assert.Contains("устарела", await screen.Of("main").InnerTextAsync(), StringComparison.OrdinalIgnoreCase);
        Assert.Empty((await counter.Shop.Dpo.GetAsync($"/v1/requests/{number}/attachments")).Must(200).Json["items"]!.AsArray());
    }
}
