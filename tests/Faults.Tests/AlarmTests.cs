using System.Globalization;
using Consent.Domain;

namespace Consent.Faults.Tests;

/// <summary>R8: many terms end while the service is down, and it is killed again and again while it notes them.</summary>
[Collection("kills")]
public sealed class AlarmTests
{
    private const int Writers = 16;

    private static readonly DateTimeOffset Received = new(2026, 10, 12, 9, 0, 0, TimeSpan.Zero);

    // Ten working days end with 26 October.
    private static readonly DateTimeOffset Later = new(2026, 10, 27, 9, 0, 0, TimeSpan.Zero);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task What_fell_due_while_the_service_was_down_is_noted_once_however_often_it_is_killed()
    {
        var (missed, notNoted, twice, kills) = await RunAsync(null, Settings.Alarms, Settings.AlarmKills);
        Scoreboard.Add(new Score("R8", "kill -9 while terms that fell due are noted", kills, notNoted + twice, 0, $"{missed} terms noted"));
        Assert.Equal((0, 0), (notNoted, twice));
    }

    [Fact]
    public async Task A_service_that_keeps_its_alarms_in_memory_is_caught()
    {
        var (_, notNoted, _, _) = await RunAsync(Host.Sabotage.ForgetAlarms, 50, 1);
        Scoreboard.Add(Score.Control("R8", Host.Sabotage.ForgetAlarms, 1, notNoted > 0, $"{notNoted} of 50 never noted"));
        Assert.Equal(50, notNoted);
    }

    private static async Task<(int Missed, int NotNoted, int Twice, int Kills)> RunAsync(string? sabotage, int terms, int kills)
    {
        using var folder = new TempFolder();
        var random = new Random(Settings.Seed);
        using (var service = await Service.StartAsync(folder.Path, sabotage, Received))
        {
            await RegisterAsync(service, terms);
            await service.StopAsync();
        }

        for (var kill = 0; kill < kills; kill++)
        {
            using var firing = await Service.StartAsync(folder.Path, sabotage, Later);
            await Task.Delay(random.Next(0, 60));
            firing.Kill();
        }

        using (var service = await Service.StartAsync(folder.Path, sabotage, Later))
        {
            // Without alarms nothing will ever come: one look of the clock is enough to know.
            await QuietAsync(folder.Path, sabotage is null ? terms : 0);
            await service.StopAsync();
        }

        var noted = await NotedAsync(folder.Path);
        return (noted.Count, terms - noted.Count, noted.Values.Count(times => times > 1), kills);
    }

    private static async Task RegisterAsync(ServiceProcess service, int terms)
    {
        var key = await Shop.OpenAsync(service.Address);
        using var client = new Client(service.Address, key);
        await Parallel.ForEachAsync(Enumerable.Range(0, terms), new ParallelOptions { MaxDegreeOfParallelism = Writers }, async (i, _) =>
        {
            var body = string.Create(CultureInfo.InvariantCulture, $$"""{"demands": [{"kind": "access"}], "subject": "s-{{i}}", "channel": "email", "applicant": {"name": "Иванова"} }""");
            var reply = await client.PostAsync("/v1/requests", body);
            if (!reply.IsDone) throw new InvalidOperationException($"{reply.Status}: {reply.Body}");
        });
    }

    private static async Task QuietAsync(string data, int expected)
    {
        using var limit = new CancellationTokenSource(Patience);
        do await Task.Delay(TimeSpan.FromSeconds(2), limit.Token); while ((await NotedAsync(data)).Count < expected);
    }

    // How often each file's one term was noted as missed.
    private static async Task<Dictionary<FileKey, int>> NotedAsync(string data)
    {
        await using var copy = new DataCopy(data);
        return (await copy.FeedAsync(new OperatorId(Shop.Operator), 0)).Where(entry => entry.Event is ObligationMissed).CountBy(entry => entry.File).ToDictionary();
    }
}
