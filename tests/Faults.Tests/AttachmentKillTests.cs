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
        using var folder = new TempFolder();
        var (random, acknowledged, shown) = (new Random(Settings.Seed), 0, 0);
        var service = await Service.StartAsync(folder.Path);
        try
        {
            var key = await Shop.OpenAsync(service.Address);
            for (var kill = 0; kill < Kills; kill++)
            {
                var sent = new List<(string Number, string Id)>();
                var numbers = new List<string>();
                using (var http = Connect(service, key))
                {
                    for (var i = 0; i < Uploaders; i++) numbers.Add(await NumberAsync(http));
                    var sending = numbers.Select(number => SendUntilItEndsAsync(http, number, sent)).ToList();
                    await Task.Delay(random.Next(30, 400), TestContext.Current.CancellationToken);
                    service.Kill();
                    await Task.WhenAll(sending);
                }

                service.Dispose();
                service = await Service.StartAsync(folder.Path);
                using var after = Connect(service, key);
                var found = new List<string>();
                foreach (var number in numbers)
                    foreach (var file in (await JsonAsync(after, $"/v1/requests/{number}/attachments")).GetProperty("items").EnumerateArray())
                    {
                        // Whatever is told of is there to the last byte.
                        var id = file.GetProperty("id").GetString()!;
                        var bytes = await after.GetByteArrayAsync(new Uri($"/v1/requests/{number}/attachments/{id}?reason=x", UriKind.Relative), TestContext.Current.CancellationToken);
                        Assert.Equal((Size, file.GetProperty("sha256").GetString()), (bytes.Length, Convert.ToHexStringLower(SHA256.HashData(bytes))));
                        found.Add(id);
                    }

                Assert.Subset(found.ToHashSet(), sent.Select(one => one.Id).ToHashSet());
                (acknowledged, shown) = (acknowledged + sent.Count, shown + found.Count);
            }
        }
        finally
        {
            service.Dispose();
        }

        Scoreboard.Add(new Score("R1", "kill -9 while files are on their way", Kills, 0, 0, $"{acknowledged} acknowledged files, {shown} shown"));
        Assert.True(acknowledged > Kills, $"Only {acknowledged} files were acknowledged.");
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

    private static async Task SendUntilItEndsAsync(HttpClient http, string number, List<(string Number, string Id)> sent)
    {
        for (var i = 0; i < 20; i++)
        {
            try
            {
                using var form = new MultipartFormDataContent { { new ByteArrayContent([.. "%PDF-1.7 "u8, .. RandomNumberGenerator.GetBytes(Size - 9)]), "file", "a.pdf" } };
                using var answer = await http.PostAsync(new Uri($"/v1/requests/{number}/attachments", UriKind.Relative), form);
                if (!answer.IsSuccessStatusCode) continue;
                var id = JsonSerializer.Deserialize<JsonElement>(await answer.Content.ReadAsByteArrayAsync()).GetProperty("id").GetString()!;
                lock (sent) sent.Add((number, id));
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
