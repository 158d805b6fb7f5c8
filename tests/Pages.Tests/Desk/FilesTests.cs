namespace Consent.Pages.Tests.Desk;

/// <summary>Files on the card of a request: brought, marked, taken with a reason; and a signature that comes as a file.</summary>
public sealed class FilesTests(OpenDesk desk)
{
    private const string Request = "/desk/requests/2026-000004";

    private static readonly FilePayload Pdf = new() { Name = "договор Ивановой.pdf", MimeType = "application/pdf", Buffer = "%PDF-1.7 договор"u8.ToArray() };

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_file_is_attached_marked_and_taken_with_a_reason(bool script)
    {
        await using var screen = await desk.OpenAsync(script ? Request : "/desk/requests/2026-000005", script: script);
        Assert.Contains("ничего не приложено", await screen.Of("#files").InnerTextAsync(), StringComparison.Ordinal);
        await screen.Of("#files summary", "Приложить файл").ClickAsync();
        if (script) await screen.Of("#files input[name=public]").CheckAsync();
        await screen.Of("#attachments-file").SetInputFilesAsync(Pdf);
        await screen.Of("#files button", "Приложить").ClickAsync();

        var card = await screen.Of("#files .files li").InnerTextAsync();
        Assert.Contains("Файл PDF", card, StringComparison.Ordinal);
        Assert.Contains("от сотрудника", card, StringComparison.Ordinal);
        Assert.Contains(script ? "видит субъект" : "внутренний", card, StringComparison.Ordinal);
        Assert.Contains("Приложен файл", await screen.Of(script ? ".timeline-public" : ".timeline-internal").First.InnerTextAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain("договор Ивановой", await screen.Page.ContentAsync(), StringComparison.Ordinal);
        if (script) await screen.MustBeSoundAsync("request-files");

        await screen.Of("#files li summary", "Скачать").ClickAsync();
        await screen.Of("#files li input[name=reason]").FillAsync("готовлю ответ");
        var taken = await screen.Page.RunAndWaitForDownloadAsync(() => screen.Of("#files li button", "Скачать").ClickAsync());
        Assert.Equal("договор Ивановой.pdf", taken.SuggestedFilename);
        Assert.Equal(Pdf.Buffer, await File.ReadAllBytesAsync(await taken.PathAsync(), TestContext.Current.CancellationToken));

        await screen.GoAsync(screen.Page.Url.Split('#')[0]);
        await screen.Of("summary", "Показать персональные данные").ClickAsync();
        await screen.Of("#reveal-reason").FillAsync("проверяю");
        await screen.Of(".sheet-right form[action$=reveal] button").ClickAsync();
        Assert.Contains("договор Ивановой.pdf", await screen.Of("#files").InnerTextAsync(), StringComparison.Ordinal);
        screen.NothingWrong();
    }

    [Fact]
    public async Task What_is_not_taken_is_told_beside_the_field()
    {
        await using var screen = await desk.OpenAsync("/desk/requests/2026-000006");
        await screen.Of("#files summary", "Приложить файл").ClickAsync();
        await screen.Of("#attachments-file").SetInputFilesAsync(new FilePayload { Name = "a.pdf", MimeType = "application/pdf", Buffer = "MZ"u8.ToArray() });
        await screen.Of("#files button", "Приложить").ClickAsync();
        Assert.Contains("содержимое должно отвечать имени", await screen.Of("#attachments-file-fault").InnerTextAsync(), StringComparison.Ordinal);
        // To its end, for the page to be seen: twelve megabytes.
        await screen.Of("#attachments-file").SetInputFilesAsync(new FilePayload { Name = "a.pdf", MimeType = "application/pdf", Buffer = [.. "%PDF-"u8, .. new byte[12 * 1024 * 1024]] });
        await screen.Of("#files button", "Приложить").ClickAsync();
        Assert.Contains("не более 10 МБ", await screen.Of("#attachments-file-fault").InnerTextAsync(), StringComparison.Ordinal);
        screen.NothingWrong();
    }

    [Fact]
    public async Task A_detached_signature_is_checked_and_told_of()
    {
        await using var screen = await desk.OpenAsync("/desk/requests/2026-000006");
        await screen.Of("#files summary", "Проверить электронную подпись").ClickAsync();
        await screen.Of("#signature-content").SetInputFilesAsync(new FilePayload { Name = "письмо.txt", MimeType = "text/plain", Buffer = "Прошу сообщить."u8.ToArray() });
        await screen.Of("#signature-cms").SetInputFilesAsync(new FilePayload { Name = "письмо.sig", MimeType = "application/octet-stream", Buffer = "MIIB\nAAAA"u8.ToArray() });
        await screen.Of("#files button", "Проверить и записать").ClickAsync();
        Assert.Contains("подпись не читается", await screen.Of(".timeline li", "Проверена подпись").InnerTextAsync(), StringComparison.Ordinal);
        screen.NothingWrong();
    }

    [Fact]
    public async Task An_auditor_sees_that_there_are_files_and_takes_none()
    {
        await using (var screen = await desk.OpenAsync("/desk/requests/2026-000007"))
        {
            await screen.Of("#files summary", "Приложить файл").ClickAsync();
            await screen.Of("#attachments-file").SetInputFilesAsync(Pdf);
            await screen.Of("#files button", "Приложить").ClickAsync();
        }

        await using var auditor = await desk.OpenAsync("/desk/requests/2026-000007", "auditor");
        Assert.Contains("Файл PDF", await auditor.Of("#files").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal(0, await auditor.Of("#files form").CountAsync());
    }

    [Fact]
    public async Task The_scan_is_attached_right_after_a_letter_is_registered()
    {
        await using var screen = await desk.OpenAsync("/desk/register");
        await screen.Of("input[value=access]").CheckAsync();
        await screen.Of("[id='applicant.name']").FillAsync("Петрова Мария Ильинична");
        await screen.Of("button", "Показать сроки").ClickAsync();
        await screen.Of("button", "Зарегистрировать").ClickAsync();
        await screen.Of("a", "Приложить скан письма").ClickAsync();
        await screen.Of("#attachments-file").SetInputFilesAsync(Pdf);
        await screen.Of("#files button", "Приложить").ClickAsync();
        Assert.Contains("Файл PDF", await screen.Of("#files").InnerTextAsync(), StringComparison.Ordinal);
        screen.NothingWrong();
    }
}
