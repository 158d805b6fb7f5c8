using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Consent.Faults.Tests;

/// <summary>R14: ten times the clients it can serve at once, half of them writing, for a few seconds; then one client again.</summary>
[Collection("others")]
public sealed class OverloadTests
{
    private const int Ordinary = 64;
    private const int Flood = 10 * Ordinary;
    private const int MostCalls = 100_000;
    private const int MostMemory = 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_flood_loses_nothing_acknowledged_and_leaves_a_service_that_answers()
    {
        var run = await RunAsync(null);
        Scoreboard.Add(new Score(
            "R14", "flood of 640 clients", run.Calls, run.Broken.Count, 0,
            $"{run.Written} acknowledged writes, {run.Refused} refused, {run.Calls / run.Seconds:0}/s against {run.Before:0}/s from {Ordinary} clients, "
            + $"memory {run.Memory.Start} → {run.Memory.Peak} MB, one write answered {run.Recovery.TotalMilliseconds:0} ms after"));
        Assert.Empty(run.Broken);
        Assert.True(run.Written > 0);
        Assert.InRange(run.Memory.Peak, 0, run.Memory.Start + MostMemory);
    }

    [Fact]
    public async Task A_service_that_drops_writes_under_pressure_is_caught()
    {
        var run = await RunAsync(Host.Sabotage.DropUnderPressure);
        var isCaught = run.Broken.Any(broken => broken.Contains("was acknowledged and is lost", StringComparison.Ordinal));
        Scoreboard.Add(Score.Control("R14", Host.Sabotage.DropUnderPressure, run.Calls, isCaught, $"{run.Broken.Count} of {run.Written} writes lost"));
        Assert.True(isCaught, string.Join('\n', run.Broken));
    }

    private sealed record Run(
        int Calls, List<string> Broken, int Written, int Refused, double Before, double Seconds, (int Start, int Peak) Memory, TimeSpan Recovery);

    private static async Task<Run> RunAsync(string? sabotage)
    {
        using var folder = new TempFolder();
        var audit = new Audit(folder.Path);
        var broken = new List<string>();
        using var service = await Service.StartAsync(folder.Path, sabotage);
        using var client = new Client(service.Address, await Shop.OpenAsync(service.Address));
        await audit.BeginAsync();

        var known = NewConsent("known");
        await known.SendAsync(client);
        var ordinary = await CallAsync(client, "ordinary", Ordinary, TimeSpan.FromSeconds(1));
        var start = service.Memory.Now;
        var running = Stopwatch.StartNew();
        var flood = await CallAsync(client, "flood", Flood, TimeSpan.FromSeconds(Settings.FloodSeconds));
        var seconds = running.Elapsed.TotalSeconds;

        var after = Stopwatch.StartNew();
        var single = NewConsent("after");
        await single.SendAsync(client).WaitAsync(Patience);
        var recovery = after.Elapsed;
        if (single.State != DeedState.Acknowledged) broken.Add("after the flood a write is not answered");
        await Answers.AskAsync(client, [("s-known", "news", true), ("s-after", "news", true), ("s-nobody", "news", false)], broken);
        var memory = (start, service.Memory.Peak);
        await service.StopAsync();

        Deed[] deeds = [known, single, .. ordinary.Deeds, .. flood.Deeds];
        broken.AddRange([.. ordinary.Broken, .. flood.Broken, .. await audit.ExamineAsync(deeds)]);
        return new Run(
            flood.Calls, broken, deeds.Count(deed => deed.State == DeedState.Acknowledged), deeds.Count(deed => deed.State == DeedState.Refused),
            ordinary.Calls, seconds, memory, recovery);
    }

    private static async Task<(int Calls, ConcurrentQueue<Deed> Deeds, ConcurrentQueue<string> Broken)> CallAsync(
        Client client, string name, int clients, TimeSpan duration)
    {
        var (deeds, broken, calls, until) = (new ConcurrentQueue<Deed>(), new ConcurrentQueue<string>(), 0, Stopwatch.StartNew());
        await Task.WhenAll(Enumerable.Range(0, clients).Select(async i =>
        {
            while (until.Elapsed < duration && Interlocked.Increment(ref calls) is var call and < MostCalls)
            {
                if (i % 2 == 0) await WriteAsync(client, string.Create(CultureInfo.InvariantCulture, $"{name}-{call}"), deeds, broken);
                else await CheckAsync(client, broken);
            }
        }));
        return (calls, deeds, broken);
    }

    private static async Task WriteAsync(Client client, string name, ConcurrentQueue<Deed> deeds, ConcurrentQueue<string> broken)
    {
        var deed = NewConsent(name);
        deeds.Enqueue(deed);
        var reply = await deed.SendAsync(client);
        if (deed.State == DeedState.Unknown && reply?.Status is not (429 or 503)) broken.Enqueue($"{deed.Key} was answered {reply?.Status}: {reply?.Body}");
    }

    private static async Task CheckAsync(Client client, ConcurrentQueue<string> broken)
    {
        var reply = await client.GetAsync("/v1/check?subject=s-known&purpose=news");
        if (reply.Status is 429 or 503) return;
        if (!reply.IsDone || !reply.Body.GetProperty("allowed").GetBoolean()) broken.Enqueue($"the check was answered {reply.Status}: {reply.Body}");
    }

    private static Deed NewConsent(string name) => new(DeedKind.Consent, name, "s-" + name, ["news"]);
}
