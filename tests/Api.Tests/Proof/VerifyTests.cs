using System.IO.Compression;
using Consent.Domain;

namespace Consent.Api.Tests.Proof;

/// <summary><c>consent verify</c> as somebody outside runs it, on exports and on evidence packages.</summary>
public sealed class VerifyTests(OpenShop open) : IClassFixture<OpenShop>, IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("consent-verify-");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_whole_export_is_whole_with_the_key_and_a_changed_one_is_not()
    {
        (await open.Shop.Front.PostAsync("/v1/consents", Shop.Consent(Shop.NewSubject()))).Must(201);
        // An export signs a head; what is read meanwhile is in the next.
        await SaveAsync("/v1/journal/export", "earlier.jsonl");
        var head = In("head.txt");
        await File.WriteAllTextAsync(head, (await open.Shop.Dpo.GetAsync("/v1/checkpoints?limit=1")).Must(200).Field("items.0.checkpoint"), Cancel);
        var export = await SaveAsync("/v1/journal/export", "journal.jsonl");
        var key = await SaveAsync("/v1/checkpoints/key", "key.pem");
        var (code, said) = await VerifyAsync(export, "--key", key, "--against", head);
        Assert.True(code == 0, said);
        Assert.Contains("ЦЕЛО", said, StringComparison.Ordinal);
        Assert.Contains("взят из самой выгрузки", (await VerifyAsync(export)).Said, StringComparison.Ordinal);

        var lines = await File.ReadAllLinesAsync(export, Cancel);
        await File.WriteAllLinesAsync(In("cut.jsonl"), lines.Where((_, i) => i != 4), Cancel);
        (code, said) = await VerifyAsync(In("cut.jsonl"), "--key", key);
        Assert.Equal(1, code);
        Assert.Contains("Нет записи 4", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ru-RU", "Проверка журнала")]
    [InlineData("en-GB", "Checks the journal")]
    [InlineData("", "Проверка журнала")]
    public async Task It_speaks_the_language_of_the_machine_and_says_how_it_is_used(string culture, string words)
    {
        var before = CultureInfo.CurrentUICulture;
        try
        {
            CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(culture);
            foreach (var wrong in (string[][])[[], ["--what"], ["a", "b"], ["a", "--live"]])
            {
                var (code, said) = await VerifyAsync(wrong);
                Assert.Equal(2, code);
                Assert.Contains(words, said, StringComparison.Ordinal);
            }
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    [Fact]
    public async Task What_cannot_be_read_is_told_apart_from_what_is_broken()
    {
        Assert.Equal(2, (await VerifyAsync(In("nothing.jsonl"))).Code);
        await File.WriteAllTextAsync(In("empty"), "", Cancel);
        Assert.Equal(1, (await VerifyAsync(In("empty"))).Code);
        Assert.Equal(2, (await VerifyAsync(In("empty"), "--key", In("empty"))).Code);
        Assert.Equal(2, (await VerifyAsync(In("empty"), "--against", In("empty"))).Code);
    }

    [Fact]
    public async Task The_evidence_of_a_consent_is_checked_without_the_service_and_tells_of_nobody_else()
    {
        var (subject, other) = (Shop.NewSubject(), Shop.NewSubject());
        (await open.Shop.Front.PostAsync("/v1/consents", Shop.Consent(other, evidence: "\"channel\": \"web\", \"page\": \"CHUZHOE\""))).Must(201);
        var given = (await open.Shop.Front.PostAsync("/v1/consents", Shop.Consent(subject, evidence: "\"channel\": \"web\", \"page\": \"https://example.ru/form\""))).Must(201);
        (await open.Shop.Front.PostAsync("/v1/withdrawals", Shop.Withdrawal(subject))).Must(201);
        var package = await SaveAsync($"/v1/consents/{given.Field("id")}/evidence?reason=суд", "package.zip");
        var key = await SaveAsync("/v1/checkpoints/key", "key.pem");
        var (code, said) = await VerifyAsync(package, "--key", key);
        Assert.True(code == 0, said);

        var files = await UnpackAsync(package);
        Assert.Superset(new HashSet<string> { "README.txt", "evidence.html", "evidence.json", "journal.jsonl", "checkpoint.txt", "key.pem", "manifest.txt", "texts/form-1.txt" }, files.Keys.ToHashSet());
        Assert.Equal("Согласен.", files["texts/form-1.txt"]);
        Assert.Contains("https://example.ru/form", files["evidence.html"], StringComparison.Ordinal);
        Assert.Contains("consent-withdrawn", files["journal.jsonl"], StringComparison.Ordinal);
        Assert.Contains("text-published", files["journal.jsonl"], StringComparison.Ordinal);
        Assert.All(files.Values, text => Assert.DoesNotContain("CHUZHOE", text, StringComparison.Ordinal));
        Assert.All(files.Values, text => Assert.DoesNotContain($"\"{other}\"", text, StringComparison.Ordinal));
        Assert.DoesNotContain("https://example.ru/form", (await UnpackAsync(await SaveAsync($"/v1/consents/{given.Field("id")}/evidence", "masked.zip")))["evidence.html"], StringComparison.Ordinal);

        // Every file of it changed, taken away, and one added.
        foreach (var name in files.Keys)
        {
            Assert.True((await RepackAsync(files, change: name)).Code == 1, $"{name} changed");
            Assert.True((await RepackAsync(files, drop: name)).Code == 1, $"{name} dropped");
        }

        Assert.Equal(1, (await RepackAsync(files, add: "more.txt")).Code);
        Assert.Equal(0, (await RepackAsync(files)).Code);
    }

    [Fact]
    public async Task The_evidence_of_a_request_has_every_entry_of_it()
    {
        var number = await open.Shop.RegisterAsync(Shop.Request(Shop.NewSubject()));
        (await open.Shop.Dpo.PostAsync($"/v1/requests/{number}/answer", """{"demand": 1, "text": "Вот данные."}""")).Must(200);
        var package = await SaveAsync($"/v1/requests/{number}/evidence?reason=проверка", "request.zip");
        Assert.Equal(0, (await VerifyAsync(package)).Code);
        var files = await UnpackAsync(package);
        Assert.Contains("Вот данные.", files["evidence.json"], StringComparison.Ordinal);
        var kinds = JsonNode.Parse(files["evidence.json"])!["entries"]!.AsArray().Select(entry => entry!["kind"]!.ToString()).ToList();
        Assert.Contains("request-received", kinds);
        Assert.Contains("demand-answered", kinds);
        // The reading itself is on record before the package is made, and in it.
        Assert.Contains("personal-data-read", kinds);
        (await open.Neighbour[Scope.Dpo].GetAsync($"/v1/requests/{number}/evidence?pdf=maybe")).MustBe(400, "malformed", "pdf");
    }

    private string In(string name) => Path.Combine(_folder.FullName, name);

    private static async Task<(int Code, string Said)> VerifyAsync(params string[] args)
    {
        var said = new StringWriter();
        var code = await VerifyCommand.RunAsync(args, said, _ => throw new InvalidOperationException(), TestContext.Current.CancellationToken);
        return (code, said.ToString());
    }

    private async Task<string> SaveAsync(string path, string name)
    {
        await File.WriteAllBytesAsync(In(name), (await open.Shop.Dpo.GetAsync(path)).Must(200).Bytes);
        return In(name);
    }

    private static async Task<Dictionary<string, string>> UnpackAsync(string package)
    {
        var files = new Dictionary<string, string>();
        using var zip = await ZipFile.OpenReadAsync(package);
        foreach (var entry in zip.Entries)
        {
            using var reader = new StreamReader(await entry.OpenAsync());
            files[entry.FullName] = await reader.ReadToEndAsync();
        }

        return files;
    }

    private async Task<(int Code, string Said)> RepackAsync(Dictionary<string, string> files, string? change = null, string? drop = null, string? add = null)
    {
        var path = In(Route.NewWord() + ".zip");
        await using (var stream = File.Create(path))
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create))
            foreach (var (name, text) in files.Where(file => file.Key != drop).Append(new(add ?? "", "")))
            {
                if (name.Length == 0) continue;
                await using var entry = await zip.CreateEntry(name).OpenAsync();
                await entry.WriteAsync(Encoding.UTF8.GetBytes(name == change ? text + " " : text));
            }

        return await VerifyAsync(path);
    }
}
