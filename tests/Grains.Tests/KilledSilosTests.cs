using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Consent.Conformance;
using Consent.Conformance.Storage;

namespace Consent.Grains.Tests;

/// <summary>Two silos as processes on one PostgreSQL server; one of them gets SIGKILL under load, again and again. How often, and for how long each time,
/// may be said by CONSENT_TEST_KILLS and CONSENT_TEST_KILL_SECONDS.</summary>
public sealed class KilledSilosTests(PostgresServer server) : IDisposable
{
    private const int Writers = 8;

    private static readonly int Kills = Setting("CONSENT_TEST_KILLS", 2);
    private static readonly TimeSpan Apart = TimeSpan.FromSeconds(Setting("CONSENT_TEST_KILL_SECONDS", 4));

    private static readonly DateTime Far = new(2100, 1, 1);

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("consent-killed-");
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(40) };
    private readonly ServiceProcess?[] _silos = new ServiceProcess?[2];
    private readonly ConcurrentBag<Deed> _acknowledged = [];
    private readonly ConcurrentDictionary<string, bool> _allowed = new();
    private string _postgres = "";
    private string _key = "";
    private int _checks;
    private int _unanswered;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        foreach (var silo in _silos) silo?.Dispose();
        _http.Dispose();
        _data.Delete(recursive: true);
    }

    [Fact]
    public async Task What_was_acknowledged_outlives_a_silo_that_is_killed_again_and_again()
    {
        _postgres = await server.NewDatabaseAsync();
        for (var i = 0; i < _silos.Length; i++) await StartAsync(i);
        await DescribeAsync();

        using var end = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var writers = Enumerable.Range(0, Writers).Select(writer => Task.Run(() => WriteAsync(writer, end.Token), Cancel)).ToList();
        for (var kill = 0; kill < Kills; kill++)
        {
            await Task.Delay(Apart / 2, Cancel);
            _silos[1]!.Kill();
            await Task.Delay(Apart / 2, Cancel);
            await StartAsync(1);
        }

        await end.CancelAsync();
        await Task.WhenAll(writers).WaitAsync(TimeSpan.FromSeconds(60), Cancel);
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{Kills} kills, {_acknowledged.Count} writes acknowledged, {_checks} checks answered, {_unanswered} not answered while a silo was gone"));
        await EverythingIsThereAsync();
    }

    // Gives, gives longer, gives longer, takes back; each writer has people of its own, and asks after each.
    private async Task WriteAsync(int writer, CancellationToken end)
    {
        for (var i = 0; !end.IsCancellationRequested; i++)
        {
            var subject = $"c-{writer}-{i / 4 % 10}";
            var isGiven = i % 4 < 3;
            var deed = new Deed(
                isGiven ? "/v1/consents" : "/v1/withdrawals",
                isGiven
                    ? $$$"""{"subject":"{{{subject}}}","purpose":"news","text":{"code":"news","version":1},"expiresAt":"{{{Far.AddMinutes(i):s}}}Z","evidence":{"channel":"web"}}"""
                    : $$"""{"subject":"{{subject}}","purposes":["news"],"channel":"web"}""",
                $"w-{writer}-{i}");
            _acknowledged.Add(deed with { Answer = await AcknowledgedAsync(deed) });
            _allowed[subject] = isGiven;
            if (await TryCheckAsync(subject) is { } allowed) Assert.Equal(isGiven, allowed);
        }
    }

    // Repeated with the same key through whichever silo until one of them has it.
    private async Task<string> AcknowledgedAsync(Deed deed)
    {
        while (true)
        {
            if (await TrySendAsync(HttpMethod.Post, deed.Path, deed.Body, deed.Key) is { } answer) return Told(answer);
            await Task.Delay(50, Cancel);
        }
    }

    private async Task<bool?> TryCheckAsync(string subject)
    {
        if (await TrySendAsync(HttpMethod.Get, $"/v1/check?subject={subject}&purpose=news") is { } answer)
        {
            Interlocked.Increment(ref _checks);
            return (bool)answer["allowed"]!;
        }

        Interlocked.Increment(ref _unanswered);
        return null;
    }

    // Null where nobody can say what became of it.
    private async Task<JsonNode?> TrySendAsync(HttpMethod method, string path, string? body = null, string? key = null)
    {
        var silo = _silos[Random.Shared.Next(_silos.Length)]!;
        using var request = SiloHost.Request(method, new Uri(silo.Address, path).ToString(), _key, body, key);
        try
        {
            using var response = await _http.SendAsync(request, Cancel);
            var answer = await response.Content.ReadAsStringAsync(Cancel);
            if (response.StatusCode == HttpStatusCode.ServiceUnavailable) return null;
            Assert.True(response.IsSuccessStatusCode, $"{path}: {response.StatusCode} {answer}\n{silo.Output}");
            return JsonNode.Parse(answer);
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    private async Task EverythingIsThereAsync()
    {
        Assert.NotEmpty(_acknowledged);
        // Repeated, each has the answer it had: it had its effect, and once.
        await Parallel.ForEachAsync(_acknowledged, Cancel, async (deed, _) => Assert.Equal(deed.Answer, await AcknowledgedAsync(deed)));
        foreach (var (subject, allowed) in _allowed) Assert.Equal(allowed, await TryCheckAsync(subject));
        var numbers = _acknowledged.Where(deed => deed.Path == "/v1/withdrawals").Select(deed => deed.Answer).ToList();
        Assert.Equal(numbers.Count, numbers.Distinct().Count());
    }

    private static string Told(JsonNode answer) => (string)(answer["number"] ?? answer["id"])!;

    private async Task StartAsync(int index)
    {
        _silos[index]?.Dispose();
        var silo = _silos[index] = ServiceProcess.Launch(
            "Consent.Silo.dll",
            ("Consent__Data", _data.FullName),
            ("Consent__BootstrapKey", SiloHost.RootKey),
            ("Consent__Storage", "postgres"),
            ("ConnectionStrings__Postgres", _postgres),
            ("Consent__Cluster__AdvertisedIp", "127.0.0.1"),
            ("Consent__Cluster__SiloPort", Loopback.FreePort().ToString(CultureInfo.InvariantCulture)));
        await silo.ReadyAsync();
    }

    private async Task DescribeAsync()
    {
        await MustAsync(HttpMethod.Put, "/v1/admin/operators/lavka", SiloHost.RootKey, Lavka.Operator);
        _key = (string)(await MustAsync(HttpMethod.Post, "/v1/admin/operators/lavka/keys", SiloHost.RootKey, Lavka.Key, HttpStatusCode.Created))["key"]!;
        await MustAsync(HttpMethod.Put, "/v1/purposes/news", _key, Lavka.Purpose);
        await MustAsync(HttpMethod.Post, "/v1/texts", _key, Lavka.Text, HttpStatusCode.Created);
    }

    private Task<JsonNode> MustAsync(HttpMethod method, string path, string key, string body, HttpStatusCode expected = HttpStatusCode.OK) =>
        SiloHost.SendAsync(_http, method, new Uri(_silos[0]!.Address, path).ToString(), key, body, expected);

    private static int Setting(string name, int usual) => int.TryParse(Environment.GetEnvironmentVariable(name), out var value) ? value : usual;

    private sealed record Deed(string Path, string Body, string Key, string Answer = "");
}
