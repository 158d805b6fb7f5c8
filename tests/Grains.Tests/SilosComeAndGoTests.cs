using System.Collections.Concurrent;
using Consent.Conformance;
using Consent.Domain;
using Consent.Engine;
using Consent.Storage;

namespace Consent.Grains.Tests;

/// <summary>Silos are killed and restarted under load: what was acknowledged is there, once, and no answer is older than it.</summary>
public sealed class SilosComeAndGoTests(ClusterDatabase database) : ClusterTest(database)
{
    private const int Writers = 8;

    private readonly ConcurrentDictionary<string, long> _acknowledged = new();
    private readonly ConcurrentBag<string> _numbers = [];
    private int _checks;

    [Fact]
    public async Task A_silo_killed_under_load_takes_nothing_with_it_and_checks_go_on()
    {
        var cluster = await StartAsync(3);
        await UnderLoadAsync(cluster, async () =>
        {
            await Task.Delay(500, Cancel);
            await cluster.KillAsync(cluster.Silos[1]);
            var checks = Volatile.Read(ref _checks);
            await Task.Delay(6000, Cancel);
            Assert.True(Volatile.Read(ref _checks) > checks + 100, "Checks have stopped.");
        });
        await EverythingIsThereAsync(cluster);
    }

    [Fact]
    public async Task Silos_restarted_one_after_the_other_under_load_lose_nothing()
    {
        var cluster = await StartAsync(2);
        await UnderLoadAsync(cluster, async () =>
        {
            for (var i = 0; i < 2; i++)
            {
                await Task.Delay(300, Cancel);
                await cluster.JoinAsync();
                await cluster.StopAsync(cluster.Silos[0]);
            }

            await Task.Delay(300, Cancel);
        });
        await EverythingIsThereAsync(cluster);
    }

    // Each writer has people of its own: it gives and refuses by turns, asks after each, and now and then sends a letter.
    private async Task UnderLoadAsync(TestCluster cluster, Func<Task> hurt)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var writers = Enumerable.Range(0, Writers).Select(writer => Task.Run(() => WriteAsync(cluster, writer, end.Token), Cancel)).ToList();
        await hurt();
        await end.CancelAsync();
        await Task.WhenAll(writers).WaitAsync(TimeSpan.FromSeconds(40), Cancel);
    }

    private async Task WriteAsync(TestCluster cluster, int writer, CancellationToken end)
    {
        for (var i = 0; !end.IsCancellationRequested; i++)
        {
            var subject = $"subject-{writer}-{i % 20}";
            var at = Now.AddSeconds(i);
            FileCommand command = i % 7 == 6 ? Demo.AskForAccess(Now) : i / 20 % 2 == 0 ? Demo.Give(at, at.AddYears(1)) : Demo.Refuse(at);
            var envelope = Demo.Keyed($"key-{writer}-{i}", command, $"body-{writer}-{i}");
            var done = Assert.IsType<Outcome.Done>(await UntilAcknowledgedAsync(cluster, Demo.File(subject), envelope, CancellationToken.None));
            _acknowledged[subject] = done.Version;
            foreach (var received in done.Events.OfType<RequestReceived>()) _numbers.Add(received.Number);
            await CheckAsync(cluster, subject, done.Version);
        }
    }

    private async Task CheckAsync(TestCluster cluster, string subject, long version)
    {
        try
        {
            var answer = await AnyOf(cluster).CheckAsync(Demo.File(subject), Demo.News, Now, CancellationToken.None);
            Assert.True(answer.Version >= version, $"{subject} was acknowledged at {version} and answered at {answer.Version}.");
            Interlocked.Increment(ref _checks);
        }
        catch (Exception failure) when (IsPassing(failure))
        {
            // No answer is no old answer.
        }
    }

    private async Task EverythingIsThereAsync(TestCluster cluster)
    {
        Assert.NotEmpty(_numbers);
        Assert.Equal(_numbers.Count, _numbers.Distinct().Count());
        foreach (var (subject, version) in _acknowledged)
        {
            // Reading verifies the chain: no entry twice, none lost.
            var entries = await Installation.Store.Journal.ReadAsync(Demo.File(subject), Cancel);
            Assert.Equal(version, entries.Count);
            await EventuallyAsync(
                async () =>
                {
                    try
                    {
                        return (await AnyOf(cluster).CheckAsync(Demo.File(subject), Demo.News, Now, Cancel)).Version == version;
                    }
                    catch (StorageUnavailableException)
                    {
                        return false;
                    }
                },
                $"{subject} answers at {version}");
        }

        // What was refused or given up has left no gap that the next letters do not fill.
        var (highest, missing) = await Installation.Register.NumbersAsync(Demo.Operator, Now.Year, Cancel);
        for (var i = 0; i < missing.Count; i++) await UntilAcknowledgedAsync(cluster, Demo.File("later"), Demo.By(Demo.AskForAccess(Now)), Cancel);
        Assert.Equal((highest, 0), await Installation.Register.NumbersAsync(Demo.Operator, Now.Year, Cancel) is var now ? (now.Highest, now.Missing.Count) : default);
        Assert.Equal(_numbers.Count + missing.Count, highest);
    }
}
