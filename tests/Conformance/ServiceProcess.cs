using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;

namespace Consent.Conformance;

/// <summary>A host as a process of its own on a free port of this machine.</summary>
public sealed class ServiceProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(10);

    private readonly Process _process;
    private int _isDisposed;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _errors = new();

    private ServiceProcess(Process process, Uri address)
    {
        _process = process;
        Address = address;
        process.OutputDataReceived += (_, line) => Append(_output, line.Data);
        process.ErrorDataReceived += (_, line) => Append(_errors, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public Uri Address { get; }

    public string Errors => Text(_errors);

    public string Output => Text(_output);

    public int ExitCode => _process.ExitCode;

    public bool HasExited => _process.HasExited;

    /// <summary>Memory of the process now and at its highest, in MB.</summary>
    public (int Now, int Peak) Memory
    {
        get
        {
            var status = File.ReadAllLines(string.Create(CultureInfo.InvariantCulture, $"/proc/{_process.Id}/status"));
            int Of(string name) => int.Parse(
                status.Single(line => line.StartsWith(name, StringComparison.Ordinal)).Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1],
                CultureInfo.InvariantCulture) / 1024;
            return (Of("VmRSS:"), Of("VmHWM:"));
        }
    }

    /// <summary>Starts it and does not wait.</summary>
    /// <param name="program">A host that lies beside the tests.</param>
    /// <param name="settings">Environment variables beside those that every host of a test has.</param>
    public static ServiceProcess Launch(string program, params (string Name, string? Value)[] settings)
    {
        var address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{Loopback.FreePort()}"));
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [Path.Combine(AppContext.BaseDirectory, program)])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = AppContext.BaseDirectory,
            Environment =
            {
                ["Consent__Limits__PerCredential"] = "0",
                ["ASPNETCORE_URLS"] = address.OriginalString,
                ["ASPNETCORE_ENVIRONMENT"] = "Production",
                ["Logging__LogLevel__Default"] = "Warning",
                ["LANG"] = "C.UTF-8",
            },
        };
        foreach (var (name, value) in settings) start.Environment[name] = value;
        return new ServiceProcess(Process.Start(start)!, address);
    }

    public async Task ReadyAsync()
    {
        using var client = new HttpClient { BaseAddress = Address };
        var waiting = Stopwatch.StartNew();
        while (true)
        {
            if (HasExited) throw new InvalidOperationException($"The service ended with {ExitCode}: {Errors}{Output}");
            try
            {
                using var answer = await client.GetAsync(new Uri("/health/ready", UriKind.Relative));
                if (answer.StatusCode == HttpStatusCode.OK) return;
            }
            catch (HttpRequestException) when (waiting.Elapsed < Patience)
            {
                // It does not listen yet.
            }

            if (waiting.Elapsed > Patience) throw new TimeoutException($"The service is not ready: {Errors}{Output}");
            await Task.Delay(LookAgain);
        }
    }

    /// <summary>SIGKILL: nothing of the process runs after it.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    /// <summary>SIGTERM, and its end.</summary>
    public async Task<int> StopAsync()
    {
        using var term = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        return await ExitAsync();
    }

    public async Task<int> ExitAsync()
    {
        using var limit = new CancellationTokenSource(Patience);
        await _process.WaitForExitAsync(limit.Token);
        return ExitCode;
    }

    public void Dispose()
    {
        // Also a second time, by whoever holds it while its successor does not start.
        if (Interlocked.Exchange(ref _isDisposed, 1) == 1) return;
        if (!_process.HasExited) Kill();
        _process.Dispose();
    }

    private static void Append(StringBuilder text, string? line)
    {
        lock (text)
            if (line is not null) text.AppendLine(line);
    }

    private static string Text(StringBuilder text)
    {
        lock (text) return text.ToString();
    }
}
