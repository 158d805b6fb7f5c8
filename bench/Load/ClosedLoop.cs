using System.Diagnostics;

namespace Consent.Bench.Load;

/// <summary>What a stretch of load gave.</summary>
/// <param name="Next">The number of the first request not sent.</param>
internal sealed record LoadResult(long Answers, TimeSpan Elapsed, Histogram Latencies, long Next)
{
    public double PerSecond => Answers / Elapsed.TotalSeconds;
}

/// <summary>Each connection asks again as soon as it is answered: as fast as both sides can.</summary>
internal static class ClosedLoop
{
    /// <summary>Runs for the time given or until the requests end; every request sent is waited for and checked.</summary>
    public static async Task<LoadResult> RunAsync(Workload workload, int port, int connections, long first, TimeSpan duration, long? most = null)
    {
        var last = Math.Min(workload.Limit, most is { } count ? first + count : long.MaxValue);
        var next = first - 1;
        var open = await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => HttpConnection.OpenAsync(port)));
        var latencies = new Histogram();
        try
        {
            var watch = Stopwatch.StartNew();
            foreach (var one in await Task.WhenAll(open.Select(connection => Task.Run(() => LoopAsync(connection))))) latencies.Add(one);
            return new LoadResult(latencies.Count, watch.Elapsed, latencies, Math.Min(Interlocked.Read(ref next) + 1, last));

            async Task<Histogram> LoopAsync(HttpConnection connection)
            {
                var own = new Histogram();
                while (watch.Elapsed < duration)
                {
                    var sequence = Interlocked.Increment(ref next);
                    if (sequence >= last) break;
                    var started = Stopwatch.GetTimestamp();
                    await connection.AskAsync(workload, sequence);
                    own.Add((long)Stopwatch.GetElapsedTime(started).TotalMicroseconds);
                }

                return own;
            }
        }
        finally
        {
            foreach (var connection in open) connection.Dispose();
        }
    }
}
