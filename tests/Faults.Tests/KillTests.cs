namespace Consent.Faults.Tests;

/// <summary>R1: kill -9 at a random moment under sixteen writers, and a start on what is left. R2: the same, and the disk forgets what was not synced.</summary>
[Collection("kills")]
public sealed class KillTests
{
    private const int Writers = 16;

    [Fact]
    public async Task Nothing_acknowledged_is_lost_and_nothing_is_half_written_when_the_service_is_killed()
    {
        var run = await RunAsync(null, Settings.Kills, Settings.Seed);
        Scoreboard.Add(new Score("R1", "kill -9 under 16 writers", run.Kills, run.Broken.Count, 0, $"{run.Acknowledged} acknowledged writes, {run.Unanswered} repeated, {run.Checks} checks"));
        Assert.Empty(run.Broken);
        Assert.True(run.Acknowledged > run.Kills, "Too few writes were acknowledged for the kills to mean anything.");
    }

    [Theory]
    [InlineData(Host.Sabotage.AckBeforeCommit, "was acknowledged and is lost")]
    [InlineData(Host.Sabotage.HalfWrite, "by half")]
    public async Task A_service_without_the_defence_is_caught(string sabotage, string how)
    {
        // Caught for another reason is not caught: then again, on a fresh folder.
        var (kills, isCaught, broken) = (0, false, new List<string>());
        while (kills < Settings.Kills && !isCaught)
        {
            var run = await RunAsync(sabotage, Settings.Kills - kills, Settings.Seed + kills);
            kills += run.Kills;
            broken.AddRange(run.Broken);
            isCaught = run.Broken.Any(promise => promise.Contains(how, StringComparison.Ordinal));
        }

        Scoreboard.Add(Score.Control("R1", sabotage, kills, isCaught, $"{broken.Count} broken"));
        Assert.True(isCaught, string.Join('\n', broken));
    }

    [Fact]
    public async Task Nothing_acknowledged_is_lost_when_the_power_is_cut_and_what_was_not_synced_is_gone()
    {
        var missing = PowerCut.Missing();
        Assert.SkipWhen(missing is not null, missing ?? "");
        var (run, takenBack) = await CutAsync(lies: false, Settings.Cuts, Settings.Seed);
        Scoreboard.Add(new Score("R2", "power cut under 16 writers", run.Kills, run.Broken.Count, 0, $"{run.Acknowledged} acknowledged writes, {takenBack} writes to the disk taken back"));
        Assert.Empty(run.Broken);
        Assert.NotEqual(0, takenBack);
    }

    [Fact]
    public async Task A_disk_whose_syncs_do_nothing_is_caught()
    {
        var missing = PowerCut.Missing();
        Assert.SkipWhen(missing is not null, missing ?? "");
        var (kills, isCaught) = (0, false);
        while (kills < Settings.Cuts && !isCaught)
        {
            var (run, _) = await CutAsync(lies: true, Settings.Cuts - kills, Settings.Seed + kills);
            kills += Math.Max(run.Kills, 1);
            isCaught = run.Broken.Count > 0;
        }

        Scoreboard.Add(Score.Control("R2", "a disk that lies", kills, isCaught, ""));
        Assert.True(isCaught);
    }

    private static async Task<(Run Run, int TakenBack)> CutAsync(bool lies, int cuts, int seed)
    {
        using var folder = new TempFolder();
        using var power = new PowerCut(folder.Path, lies, new Random(seed));
        try
        {
            return (await RunAsync(null, cuts, seed, folder, power), power.TakenBack);
        }
        catch (Exception refused) when (lies && refused is InvalidOperationException or Consent.Storage.DatabaseRefusedException)
        {
            // The service finds the database in pieces and does not start: caught too.
            return (new Run(1, [refused.Message], 0, 0, 0), power.TakenBack);
        }
    }

    private sealed record Run(int Kills, List<string> Broken, int Acknowledged, int Unanswered, int Checks);

    /// <summary>Kills and examines until the count is reached or a promise is broken.</summary>
    private static async Task<Run> RunAsync(string? sabotage, int kills, int seed)
    {
        using var folder = new TempFolder();
        return await RunAsync(sabotage, kills, seed, folder, power: null);
    }

    private static async Task<Run> RunAsync(string? sabotage, int kills, int seed, TempFolder folder, PowerCut? power)
    {
        var more = power?.Settings ?? [];
        var random = new Random(seed);
        var writers = Enumerable.Range(0, Writers).Select(i => new Writer(FormattableString.Invariant($"w{i}"), random.Next())).ToList();
        var audit = new Audit(folder.Path);
        var broken = new List<string>();
        var (killed, unanswered, checks) = (0, 0, 0);

        var service = await Service.StartAsync(folder.Path, sabotage, null, more);
        try
        {
            var key = await Shop.OpenAsync(service.Address);
            await audit.BeginAsync();
            while (killed < kills && broken.Count == 0)
            {
                await WriteUntilKilledAsync(service, key, writers, random.Next(20, 300), broken);
                killed++;
                unanswered += writers.Count(writer => writer.Pending is not null);
                service.Dispose();
                power?.Cut();
                var sent = writers.SelectMany(writer => writer.Taken()).ToList();

                // One kill in ten comes while the service is starting on what the last one left.
                if (killed % 10 == 0)
                {
                    using (Service.Launch(folder.Path, sabotage, null, more)) await Task.Delay(random.Next(50, 500));
                    power?.Cut();
                    killed++;
                }

                broken.AddRange(await audit.ExamineAsync(sent));
                service = await Service.StartAsync(folder.Path, sabotage, null, more);
                checks += await RepeatAndCheckAsync(service, key, writers, broken);
            }

            if (broken.Count == 0) broken.AddRange(await FinishAsync(service, key, writers, audit, folder.Path));
        }
        finally
        {
            service.Dispose();
        }

        return new Run(killed, broken, audit.Acknowledged, unanswered, checks);
    }

    private static async Task WriteUntilKilledAsync(ServiceProcess service, string key, List<Writer> writers, int milliseconds, List<string> broken)
    {
        using var client = new Client(service.Address, key);
        var writing = writers.Select(async writer =>
        {
            while (await writer.StepAsync(client) is { } reply)
            {
                if (reply.IsDone) continue;
                lock (broken) broken.Add($"{writer.Pending?.Key} was answered {reply.Status}: {reply.Body}");
                return;
            }
        }).ToList();
        await Task.Delay(milliseconds);
        service.Kill();
        await Task.WhenAll(writing);
    }

    // What was not answered is sent again with its key; then the answers must be what the acknowledged writes make them.
    private static async Task<int> RepeatAndCheckAsync(ServiceProcess service, string key, List<Writer> writers, List<string> broken)
    {
        using var client = new Client(service.Address, key);
        await Task.WhenAll(writers.Where(writer => writer.Pending is not null).Select(async writer =>
        {
            var (deed, reply) = (writer.Pending!, await writer.StepAsync(client));
            if (reply is not { IsDone: true })
                lock (broken) broken.Add($"{deed.Key}, repeated, was answered {reply?.Status}: {reply?.Body}");
        }));

        return await Answers.AskAsync(client, [.. writers.SelectMany(writer => writer.Expected(30))], broken);
    }

    // The numbers that kills left free go to the next requests; then the whole database is examined.
    private static async Task<List<string>> FinishAsync(ServiceProcess service, string key, List<Writer> writers, Audit audit, string data)
    {
        using (var client = new Client(service.Address, key))
            for (var i = 0; i < 400; i++) await writers[i % Writers].StepAsync(client);
        var code = await service.StopAsync();
        if (code != 0 || File.Exists(Path.Combine(data, DataCopy.FileName + "-wal"))) return [$"a clean stop ended with {code} or left a log beside the database"];
        return [.. await audit.ExamineAsync(writers.SelectMany(writer => writer.Taken())), .. await audit.ExamineAllAsync(areNumbersDense: true)];
    }
}
