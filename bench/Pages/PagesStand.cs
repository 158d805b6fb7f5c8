using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Consent.Bench.Data;
using Consent.Bench.Hosts;

namespace Consent.Bench.Pages;

/// <summary>A service over as many letters as persons, with one of them who is signed in.</summary>
internal sealed class PagesStand : IAsyncDisposable
{
    public const string CommonName = "Иванов";
    public const string RareName = "Твардовская";
    public const string Email = "tvardovskaya@example.ru";
    public const string Rare = "h-rare";

    private const string Common = "h-common";

    private PagesStand(ServerProcess service, PageLetters letters, string deskKey) => (Service, Letters, DeskKey) = (service, letters, deskKey);

    public ServerProcess Service { get; }

    public PageLetters Letters { get; }

    public string DeskKey { get; }

    public string SubjectKey { get; private set; } = "";

    /// <summary>Whose letter that is.</summary>
    public string Person { get; } = FormattableString.Invariant($"h-{DateTime.UtcNow.Ticks}");

    public string OwnEmail => Person + "@example.ru";

    /// <summary>The number of the letter that went in over HTTP and was worked on.</summary>
    public string Own { get; private set; } = "";

    /// <summary>Makes the data, or takes what an earlier run of the same size left with <c>--keep</c>.</summary>
    public static async Task<PagesStand> StartAsync(string folder, int letters, bool keep)
    {
        var mark = Path.Combine(folder, $"ready-{letters}");
        if (!keep || !File.Exists(mark)) await MakeAsync(folder, letters, mark);
        var lines = await File.ReadAllLinesAsync(mark);
        var made = DateTimeOffset.Parse(lines[1], System.Globalization.CultureInfo.InvariantCulture);
        var stand = new PagesStand(await Stand.StartServiceAsync(folder), new PageLetters(letters, made), lines[0]);
        await stand.WriteOwnAsync();
        using var link = JsonDocument.Parse(await stand.PostAsync("/v1/subject-links", $$"""{"subject": "{{stand.Person}}"}"""));
        var token = link.RootElement.GetProperty("url").GetString()!.Split('/')[^1];
        using var session = JsonDocument.Parse(await stand.PostAsync("/v1/subject-sessions", $$"""{"token": "{{token}}"}"""));
        stand.SubjectKey = session.RootElement.GetProperty("token").GetString()!;
        return stand;
    }

    public static PageLoad Page(string name, IReadOnlyList<string> paths, string? key, string mark, int times) =>
        new(name, [.. paths.Select(path => Bytes($"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/html\r\n{Bearer(key)}\r\n"))], Encoding.UTF8.GetBytes(mark), times);

    public PageLoad Form(string name, string path, string form, string mark) => new(
        name, [Bytes($"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/html\r\n{Bearer(DeskKey)}Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {form.Length}\r\n\r\n{form}")],
        Encoding.UTF8.GetBytes(mark), 1);

    /// <summary>Some of the letters, far from one another.</summary>
    public IEnumerable<int> Some(int count) => Enumerable.Range(0, count).Select(i => (int)(i * 7919L * 131 % Letters.Count));

    public ValueTask DisposeAsync() => Service.DisposeAsync();

    private static async Task MakeAsync(string folder, int letters, string mark)
    {
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        Directory.CreateDirectory(Stand.DataOf(folder));
        var database = Path.Combine(Stand.DataOf(folder), "consent.db");
        var now = Storage.Microseconds.Round(DateTimeOffset.UtcNow);
        string key;
        await using (var service = await Stand.StartServiceAsync(folder)) key = await BenchCatalogue.CreateAsync(service.Address, Stand.BootstrapKey);
        await PagesSeeder.WriteAsync(database, new PageLetters(letters, now));

        await using (var service = await Stand.StartServiceAsync(folder))
        {
            var stand = new PagesStand(service, new PageLetters(letters, now), key);
            await stand.PostAsync("/v1/requests", Letter(Common, CommonName, "ivanov@example.ru"));
            await stand.PostAsync("/v1/requests", Letter(Rare, RareName, Email));
        }

        PagesSeeder.WriteNames(database, Common, Rare);
        await File.WriteAllLinesAsync(mark, [key, now.ToString("O")]);
    }

    // Of this run alone: every reading with a reason is an entry of the file, and files are read whole.
    private async Task WriteOwnAsync()
    {
        using var made = JsonDocument.Parse(await PostAsync("/v1/requests", Letter(Person, "Новосёлова", OwnEmail)));
        Own = made.RootElement.GetProperty("number").GetString()!;
        await PostAsync($"/v1/requests/{Own}/acknowledge", """{"by": "email"}""");
        await PostAsync($"/v1/requests/{Own}/assign", """{"to": "anna"}""");
        for (var i = 0; i < 10; i++) await PostAsync($"/v1/requests/{Own}/note", $$"""{"text": "Запрошены системы, {{i}}", "public": {{(i % 2 == 0 ? "true" : "false")}}}""");
    }

    private static string Letter(string subject, string name, string contact) => $$"""
        {"demands": [{"kind": "access"}, {"kind": "rectification", "details": "Неверный адрес"}], "subject": "{{subject}}", "channel": "web", "content": "Прошу сообщить, что обо мне хранится.",
         "applicant": {"name": "{{name}}", "contact": "{{contact}}"} }
        """;

    private async Task<string> PostAsync(string path, string body)
    {
        using var http = new HttpClient { BaseAddress = Service.Address };
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", DeskKey);
        using var response = await http.SendAsync(request);
        var answer = await response.Content.ReadAsStringAsync();
        return response.IsSuccessStatusCode ? answer : throw new WrongAnswerException($"POST {path} answered {(int)response.StatusCode} {answer}");
    }

    private static string Bearer(string? key) => key is null ? "" : $"Authorization: Bearer {key}\r\n";

    private static byte[] Bytes(string request) => Encoding.ASCII.GetBytes(request);
}
