using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json;

namespace Consent.Faults.Tests;

/// <summary>R1 for files: kill -9 while files are on their way, and a start on what is left.</summary>
[Collection("kills")]
public sealed class AttachmentKillTests
{
    private const int Uploaders = 4;
    private const int Kills = 8;
    private const int Size = 700_000;

    [Fact]
    public async Task A_file_is_there_whole_or_not_at_all_when_the_service_is_killed()
    {
        var run = await RunAsync(null);
        Scoreboard.Add(new Score("R1", "kill -9 while files are on their way", run.Kills, run.Broken.Count, 0, $"{run.Acknowledged} acknowledged files, {run.Shown} shown"));
        Assert.Empty(run.Broken);
        Assert.True(run.Acknowledged > run.Kills, $"Only {run.Acknowledged} files were acknowledged.");
    }

    [Fact]
    public async Task A_service_that_tells_of_bytes_before_they_are_stored_is_caught()
    {
        var run = await RunAsync(Host.Sabotage.EventBeforeBytes);
        Scoreboard.Add(Score.Control("R1", Host.Sabotage.EventBeforeBytes, run.Kills, run.Broken.Count > 0, $"{run.Broken.Count} broken"));
        Assert.NotEmpty(run.Broken);
    }

    private sealed record Run(int Kills, List<string> Broken, int Acknowledged, int Shown);

    /// <summary>Kills and looks until the count is reached or a promise is broken.</summary>
    private static async Task<Run> RunAsync(string? sabotage)
    {
        using var folder = new TempFolder();
        var (random, kills, acknowledged, shown) = (new Random(Settings.Seed), 0, 0, 0);
        var broken = new List<string>();
        var service = await Service.StartAsync(folder.Path, sabotage);
        try
        {
            var key = await Shop.OpenAsync(service.Address);
            for (; kills < Kills && broken.Count == 0; kills++)
            {
                var (sent, numbers) = (new List<string>(), new List<string>());
                using (var http = Connect(service, key))
                {
                    for (var i = 0; i < Uploaders; i++) numbers.Add(await NumberAsync(http));
                    var sending = numbers.Select(number => SendUntilItEndsAsync(http, number, sent)).ToList();
                    await Task.Delay(random.Next(30, 400), TestContext.Current.CancellationToken);
                    service.Kill();
                    await Task.WhenAll(sending);
                }

                service.Dispose();
                service = await Service.StartAsync(folder.Path, sabotage);
                using var after = Connect(service, key);
                var found = new HashSet<string>();
                foreach (var number in numbers)
                    foreach (var file in (await JsonAsync(after, $"/v1/requests/{number}/attachments")).GetProperty("items").EnumerateArray())
                    {
                        // Whatever is told of is there to the last byte.
                        var id = file.GetProperty("id").GetString()!;
                        if (!await IsWholeAsync(after, $"/v1/requests/{number}/attachments/{id}?reason=x", file.GetProperty("sha256").GetString()!)) broken.Add($"{id} of {number} is told of and not whole");
                        found.Add(id);
                    }

                broken.AddRange(sent.Where(id => !found.Contains(id)).Select(id => $"{id} was acknowledged and is lost"));
                (acknowledged, shown) = (acknowledged + sent.Count, shown + found.Count);
            }
        }
        finally
        {
            service.Dispose();
        }

        return new Run(kills, broken, acknowledged, shown);
    }

    private static async Task<bool> IsWholeAsync(HttpClient http, string path, string sha256)
    {
        try
        {
            var bytes = await http.GetByteArrayAsync(new Uri(path, UriKind.Relative));
            return bytes.Length == Size && Convert.ToHexStringLower(SHA256.HashData(bytes)) == sha256;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static HttpClient Connect(ServiceProcess service, string key) => new(new SocketsHttpHandler { UseProxy = false })
    {
        BaseAddress = service.Address, DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", key) },
    };

    private static async Task<string> NumberAsync(HttpClient http)
    {
        using var body = new StringContent("""{"demands": [{"kind": "access"}], "channel": "email", "applicant": {"name": "Иванова"}}""", null, "application/json");
        using var answer = await http.PostAsync(new Uri("/v1/requests", UriKind.Relative), body);
        return JsonSerializer.Deserialize<JsonElement>(await answer.Content.ReadAsByteArrayAsync()).GetProperty("number").GetString()!;
    }

    private static async Task SendUntilItEndsAsync(HttpClient http, string number, List<string> sent)
    {
        for (var i = 0; i < 20; i++)
        {
            try
            {
                using var form = new MultipartFormDataContent { { new ByteArrayContent([.. "%PDF-1.7 "u8, .. RandomNumberGenerator.GetBytes(Size - 9)]), "file", "a.pdf" } };
                using var answer = await http.PostAsync(new Uri($"/v1/requests/{number}/attachments", UriKind.Relative), form);
                if (!answer.IsSuccessStatusCode) continue;
                var id = JsonSerializer.Deserialize<JsonElement>(await answer.Content.ReadAsByteArrayAsync()).GetProperty("id").GetString()!;
                lock (sent) sent.Add(id);
            }
            catch (HttpRequestException)
            {
                // Killed.
                return;
            }
        }
    }

    private static async Task<JsonElement> JsonAsync(HttpClient http, string path) =>
        JsonSerializer.Deserialize<JsonElement>(await http.GetByteArrayAsync(new Uri(path, UriKind.Relative)));
}
