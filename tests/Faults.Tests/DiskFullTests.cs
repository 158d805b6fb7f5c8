using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace Consent.Faults.Tests;

/// <summary>R5: the disk of the data folder fills up while four write, and is freed again; the service is not restarted.</summary>
[Collection("others")]
public sealed class DiskFullTests
{
    private const int Writers = 4;
    private const int RoundsOfADisk = 10;
    private const int MostWritesOfARound = 400;
    private const long Room = 200 * 1024;
    private static readonly TimeSpan Resumption = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task A_full_disk_refuses_writes_loses_none_and_takes_them_again_when_there_is_space()
    {
        var run = await RunAsync(null, broken => broken.Count > 0);
        Scoreboard.Add(new Score(
            "R5", "disk full under 4 writers", run.Rounds, run.Broken.Count, 0,
            $"{run.Acknowledged} acknowledged writes, {run.Refused} refused with 503, {run.Checks} checks on a full disk, resumed within {run.Slowest.TotalMilliseconds:0} ms"));
        Assert.Empty(run.Broken);
    }

    [Fact]
    public async Task A_service_that_hides_the_error_is_caught()
    {
        static bool IsCaught(List<string> broken) => broken.Any(promise => promise.Contains("was acknowledged and is lost", StringComparison.Ordinal));
        var run = await RunAsync(Host.Sabotage.SwallowStorageError, IsCaught);
        var isCaught = IsCaught(run.Broken);
        Scoreboard.Add(Score.Control("R5", Host.Sabotage.SwallowStorageError, run.Rounds, isCaught, $"{run.Broken.Count} broken"));
        Assert.True(isCaught, string.Join('\n', run.Broken));
    }

    private sealed record Run(int Rounds, List<string> Broken, int Acknowledged, int Refused, int Checks, TimeSpan Slowest);

    private static async Task<Run> RunAsync(string? sabotage, Predicate<List<string>> isEnough)
    {
        var total = new Run(0, [], 0, 0, 0, TimeSpan.Zero);
        while (total.Rounds < Settings.Fillings && !isEnough(total.Broken))
        {
            using var disk = Tmpfs.TryMount("size=8m", out var whyNot);
            if (disk is null) Assert.Skip($"Cannot mount a small disk: {whyNot}");
            var run = await RunAsync(disk, sabotage, Math.Min(RoundsOfADisk, Settings.Fillings - total.Rounds), Settings.Seed + total.Rounds);
            total = new Run(
                total.Rounds + run.Rounds, [.. total.Broken, .. run.Broken], total.Acknowledged + run.Acknowledged, total.Refused + run.Refused,
                total.Checks + run.Checks, run.Slowest > total.Slowest ? run.Slowest : total.Slowest);
        }

        return total;
    }

    private static async Task<Run> RunAsync(Tmpfs disk, string? sabotage, int rounds, int seed)
    {
        var random = new Random(seed);
        var writers = Enumerable.Range(0, Writers).Select(i => new Writer(FormattableString.Invariant($"w{i}"), random.Next())).ToList();
        var broken = new List<string>();
        var (done, refused, checks, slowest) = (0, 0, 0, TimeSpan.Zero);
        var audit = new Audit(disk.Path);
        using var service = await Service.StartAsync(disk.Path, sabotage);
        using var client = new Client(service.Address, await Shop.OpenAsync(service.Address));
        await audit.BeginAsync();
        while (done < rounds && broken.Count == 0)
        {
            var ballast = disk.In("ballast");
            await File.WriteAllBytesAsync(ballast, new byte[Math.Max(0, disk.Free - Room)]);
            refused += await WriteUntilRefusedAsync(client, writers, broken);
            checks += await ReadAsync(client, writers, broken);
            broken.AddRange(await audit.ExamineAsync(writers.SelectMany(writer => writer.Taken())));
            File.Delete(ballast);
            var resumed = await ResumeAsync(client, writers, broken);
            if (resumed > slowest) slowest = resumed;
            done++;
        }

        await service.StopAsync();
        broken.AddRange(await audit.ExamineAsync(writers.SelectMany(writer => writer.Taken())));
        if (broken.Count == 0) broken.AddRange(await audit.ExamineAllAsync(areNumbersDense: false));
        if (Integrity(disk.In(DataCopy.FileName)) is not "ok" and var damage) broken.Add($"integrity_check: {damage}");
        return new Run(done, broken, audit.Acknowledged, refused, checks, slowest);
    }

    private static async Task<int> WriteUntilRefusedAsync(Client client, List<Writer> writers, List<string> broken)
    {
        var refused = await Task.WhenAll(writers.Select(async writer =>
        {
            for (var i = 0; i < MostWritesOfARound; i++)
            {
                if (await writer.StepAsync(client) is { IsDone: true }) continue;
                if (writer.Pending!.State == DeedState.Refused && writer.LastReply!.RetryAfter is not null) return true;
                lock (broken) broken.Add($"{writer.Pending.Key} was answered {writer.LastReply?.Status} on a full disk: {writer.LastReply?.Body}");
                return false;
            }

            return false;
        }));
        if (!refused.Contains(true)) broken.Add("the disk never refused a write");
        return refused.Count(was => was);
    }

    private static async Task<int> ReadAsync(Client client, List<Writer> writers, List<string> broken)
    {
        // A writer whose last write was refused knows what stands: nothing of it was written.
        var answers = await Answers.AskAsync(client, [.. writers.SelectMany(writer => writer.Expected(20))], broken);
        foreach (var path in (string[])["/health/live", "/health/ready", "/v1/purposes"])
            if (await client.GetAsync(path) is { Status: not 200 and var status }) broken.Add($"{path} on a full disk: {status}");
        // A reading that cannot be recorded is not shown; where the last bytes hold its entry, it is.
        if (await client.GetAsync("/v1/requests?limit=5") is { Status: not (200 or 503) and var shown }) broken.Add($"a list on a full disk: {shown}");
        return answers;
    }

    private static async Task<TimeSpan> ResumeAsync(Client client, List<Writer> writers, List<string> broken)
    {
        var freed = Stopwatch.StartNew();
        await Task.WhenAll(writers.Select(async writer =>
        {
            while (await writer.StepAsync(client) is not { IsDone: true })
            {
                if (freed.Elapsed > Resumption)
                {
                    lock (broken) broken.Add($"{writer.Pending?.Key} is still refused {Resumption.TotalSeconds} s after space returned: {writer.LastReply?.Body}");
                    return;
                }

                await Task.Delay(20);
            }
        }));
        return freed.Elapsed;
    }

    private static string Integrity(string database)
    {
        using var connection = new SqliteConnection($"Data Source={database};Pooling=False");
        connection.Open();
        using var check = connection.CreateCommand();
        check.CommandText = "PRAGMA integrity_check";
        return (string)check.ExecuteScalar()!;
    }
}
