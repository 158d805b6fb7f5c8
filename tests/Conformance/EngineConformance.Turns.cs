using System.Collections.Concurrent;
using Consent.Domain;
using Consent.Engine;
using Consent.Storage;

namespace Consent.Conformance;

/// <summary>One command at a time per file, many files at once, and readers who never look back.</summary>
public abstract partial class EngineConformance
{
    [Fact]
    public async Task Of_two_simultaneous_withdrawals_one_is_recorded()
    {
        for (var round = 0; round < 50; round++)
        {
            var subject = $"subject-{round}";
            await DoneAsync(subject, Demo.Give(Now));
            var both = await AtOnceAsync(2, _ => DoneAsync(subject, Demo.Withdraw(Now)));

            Assert.Single(both.SelectMany(done => done.Events).OfType<ConsentWithdrawn>());
            Assert.Single((await Installation.EventsAsync(Demo.File(subject))).OfType<ConsentWithdrawn>());
            Assert.Single(both, done => done.Events.OfType<RequestReceived>().Single().NothingToWithdraw is [1]);
        }
    }

    [Fact]
    public async Task Of_many_identical_consents_at_once_one_is_recorded()
    {
        var outcomes = await AtOnceAsync(32, _ => DoneAsync("anna", Demo.Give(Now)));
        Assert.Single(outcomes.SelectMany(done => done.Events));
        Assert.All(outcomes, done => Assert.Equal(1, done.Version));
        Assert.Single(await Installation.EventsAsync(Demo.File("anna")));
    }

    [Fact]
    public async Task Commands_on_one_file_run_one_at_a_time()
    {
        var (now, most) = (new ConcurrentDictionary<FileKey, int>(), 0);
        Installation.Journal.Before = async append =>
        {
            InterlockedMax(ref most, now.AddOrUpdate(append.File, 1, (_, running) => running + 1));
            await Task.Delay(1);
        };
        Installation.Journal.After = append =>
        {
            now.AddOrUpdate(append.File, 0, (_, running) => running - 1);
            return Task.CompletedTask;
        };

        var outcomes = await AtOnceAsync(40, _ => DoneAsync("anna", Demo.AskForAccess(Now)));
        Assert.Equal(Enumerable.Range(1, 40).Select(version => (long)version), outcomes.Select(done => done.Version).Order());
        Assert.Equal(1, most);
    }

    [Fact]
    public async Task Commands_on_many_files_run_at_once_and_all_succeed()
    {
        var (now, most) = (0, 0);
        Installation.Journal.Before = async _ =>
        {
            InterlockedMax(ref most, Interlocked.Increment(ref now));
            await Task.Delay(5);
            Interlocked.Decrement(ref now);
        };

        var outcomes = await AtOnceAsync(200, i => DoneAsync($"subject-{i}", Demo.Give(Now)));
        Assert.All(outcomes, done => Assert.Equal(1, done.Version));
        Assert.True(most > 1, "No two files were written at the same time.");
    }

    [Fact]
    public async Task A_check_does_not_wait_for_a_write_and_sees_the_old_file_until_it_is_durable()
    {
        await DoneAsync("anna", Demo.Give(Now));
        var (reached, release) = (NewSignal(), NewSignal());
        Installation.Journal.Before = _ =>
        {
            reached.TrySetResult();
            return release.Task;
        };

        var writing = Task.Run(() => DoneAsync("anna", Demo.Withdraw(Now)), Cancel);
        await reached.Task;
        Assert.Equal((true, 1L), await CheckAsync("anna").WaitAsync(TimeSpan.FromSeconds(10), Cancel) is var during ? (during.Allowed, during.Version) : default);

        release.SetResult();
        var done = await writing;
        Assert.Equal((CheckReason.Withdrawn, done.Version), await CheckAsync("anna") is var after ? (after.Reason, after.Version) : default);
    }

    [Fact]
    public async Task A_slow_reading_does_not_bring_back_the_file_as_it_was_before_a_write()
    {
        var (reached, release) = (NewSignal(), NewSignal());
        Installation.Journal.AfterRead = _ => reached.TrySetResult() ? release.Task : Task.CompletedTask;

        var checking = Task.Run(() => CheckAsync("anna"), Cancel);
        await reached.Task;
        var writing = Task.Run(() => DoneAsync("anna", Demo.Give(Now)), Cancel);

        // Time for the write to overtake the reading, where an engine would let it.
        await Task.WhenAny(writing, Task.Delay(100, Cancel));
        release.SetResult();
        await checking;
        await writing;
        Assert.Equal((true, 1L), await CheckAsync("anna") is var answer ? (answer.Allowed, answer.Version) : default);
    }

    [Fact]
    public async Task A_check_while_others_write_never_goes_back()
    {
        Installation.Journal.Before = _ => Task.Delay(3);
        Installation.Journal.After = _ => Task.Delay(3);
        long acknowledged = 0;
        using var end = new CancellationTokenSource();
        var readers = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            var last = 0L;
            do
            {
                var floor = Math.Max(last, Interlocked.Read(ref acknowledged));
                var answer = await CheckAsync("anna");
                Assert.True(answer.Version >= floor, $"Version {answer.Version} after {floor}.");

                // One event a command: the consent stands after every odd one.
                Assert.Equal(answer.Version % 2 == 1, answer.Allowed);
                last = answer.Version;
                await Task.Yield();
            }
            while (!end.IsCancellationRequested);
        })).ToArray();

        for (var i = 1; i <= 40; i++)
        {
            var at = Now.AddSeconds(i);
            Installation.Clock.Now = at;
            FileCommand command = i % 2 == 1 ? Demo.Give(at) : Demo.Refuse(at);
            Interlocked.Exchange(ref acknowledged, (await DoneAsync("anna", command)).Version);
        }

        await end.CancelAsync();
        await Task.WhenAll(readers);
    }

    private static Task<T[]> AtOnceAsync<T>(int count, Func<int, Task<T>> run) =>
        Task.WhenAll(Enumerable.Range(0, count).Select(i => Task.Run(() => run(i))));

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static void InterlockedMax(ref int most, int value)
    {
        for (var seen = Volatile.Read(ref most); value > seen;)
        {
            var before = Interlocked.CompareExchange(ref most, value, seen);
            if (before == seen) return;
            seen = before;
        }
    }
}
