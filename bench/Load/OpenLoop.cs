using System.Diagnostics;
using System.Threading.Channels;

namespace Consent.Bench.Load;

/// <summary>Requests come at a steady rate whether or not the server keeps up; a latency counts from the instant the request was due.</summary>
internal static class OpenLoop
{
    public static async Task<LoadResult> RunAsync(Workload workload, int port, int connections, long first, double perSecond, TimeSpan duration)
    {
        var open = await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => HttpConnection.OpenAsync(port)));
        var due = Channel.CreateUnbounded<(long Sequence, long At)>(new UnboundedChannelOptions { SingleWriter = true, AllowSynchronousContinuations = true });
        var latencies = new Histogram();
        try
        {
            var watch = Stopwatch.StartNew();
            var workers = open.Select(connection => Task.Run(() => WorkAsync(connection))).ToArray();
            var count = await Task.Factory.StartNew(
                () => Schedule(due.Writer, first, perSecond, duration), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            foreach (var one in await Task.WhenAll(workers)) latencies.Add(one);
            return new LoadResult(latencies.Count, watch.Elapsed, latencies, first + count);
        }
        finally
        {
            foreach (var connection in open) connection.Dispose();
        }

        async Task<Histogram> WorkAsync(HttpConnection connection)
        {
            var own = new Histogram();
            await foreach (var (sequence, at) in due.Reader.ReadAllAsync())
            {
                await connection.AskAsync(workload, sequence);
                own.Add((long)Stopwatch.GetElapsedTime(at).TotalMicroseconds);
            }

            return own;
        }
    }

    // A thread of its own that sleeps a millisecond at a time: late by about one, for either server alike.
    private static long Schedule(ChannelWriter<(long, long)> due, long first, double perSecond, TimeSpan duration)
    {
        var (count, step) = ((long)(perSecond * duration.TotalSeconds), Stopwatch.Frequency / perSecond);
        var start = Stopwatch.GetTimestamp();
        for (long sent = 0; sent < count;)
        {
            var now = Stopwatch.GetTimestamp();
            for (; sent < count && start + (long)(sent * step) is var at && at <= now; sent++) due.TryWrite((first + sent, at));
            Thread.Sleep(1);
        }

        due.Complete();
        return count;
    }
}
