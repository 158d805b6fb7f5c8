using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Consent.Bench.Hosts;

/// <summary>A server in a process of its own, on a free loopback port.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Process _process;
    private readonly Task _log;

    private ServerProcess(Process process, int port, Task log) => (_process, Port, _log) = (process, port, log);

    public int Port { get; }

    public Uri Address => new($"http://127.0.0.1:{Port}");

    /// <summary>From the start of the process to the first 200 of its readiness address.</summary>
    public TimeSpan ReadyAfter { get; private set; }

    /// <summary>Processor time used so far, of all threads.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Memory that is the process's own, not of files it reads.</summary>
    public long OwnBytes()
    {
        var line = File.ReadLines($"/proc/{_process.Id}/status").First(line => line.StartsWith("RssAnon:", StringComparison.Ordinal));
        return 1024 * long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], System.Globalization.CultureInfo.InvariantCulture);
    }

    public static async Task<ServerProcess> StartAsync(string assembly, string readyPath, string logFile, string[] arguments, Dictionary<string, string> environment)
    {
        var port = FreePort();
        var start = new ProcessStartInfo("dotnet", [assembly, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetDirectoryName(assembly)!,
        };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("DOTNET_SYSTEM_NET_SOCKETS", StringComparison.Ordinal)).ToArray())
            start.Environment.Remove(name);
        start.Environment["ASPNETCORE_URLS"] = $"http://127.0.0.1:{port}";
        start.Environment["DOTNET_ENVIRONMENT"] = "Production";
        foreach (var (name, value) in environment) start.Environment[name] = value;

        var watch = Stopwatch.StartNew();
        var process = Process.Start(start)!;
        var server = new ServerProcess(process, port, CopyAsync(process, logFile));
        try
        {
            await server.WaitUntilReadyAsync(readyPath);
        }
        catch
        {
            process.Kill();
            throw;
        }

        server.ReadyAfter = watch.Elapsed;
        return server;
    }

    /// <summary>The end that no program can prepare for.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Asks the process to stop and waits.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            using var term = Process.Start("kill", ["-TERM", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
            using var patience = new CancellationTokenSource(Patience);
            await _process.WaitForExitAsync(patience.Token);
        }

        await _log;
        _process.Dispose();
    }

    private async Task WaitUntilReadyAsync(string path)
    {
        using var http = new HttpClient { BaseAddress = Address };
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < Patience && !_process.HasExited; await Task.Delay(5))
        {
            try
            {
                using var answer = await http.GetAsync(path);
                if (answer.IsSuccessStatusCode) return;
            }
            catch (HttpRequestException)
            {
                // It does not listen yet.
            }
        }

        throw new InvalidOperationException($"{_process.StartInfo.ArgumentList[0]} did not become ready; see the logs beside the data.");
    }

    private static async Task CopyAsync(Process process, string logFile)
    {
        await using var log = TextWriter.Synchronized(new StreamWriter(logFile, append: true) { AutoFlush = true });
        await Task.WhenAll(LinesAsync(process.StandardOutput), LinesAsync(process.StandardError));

        async Task LinesAsync(StreamReader reader)
        {
            while (await reader.ReadLineAsync() is { } line) await log.WriteLineAsync(line);
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
