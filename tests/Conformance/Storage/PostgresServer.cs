using System.Diagnostics;
using System.Net.Sockets;
using System.Security.Cryptography;
using Npgsql;

namespace Consent.Conformance.Storage;

/// <summary>A real PostgreSQL server of this run, on loopback, in a temporary folder; where there can be none it says why.</summary>
public sealed class PostgresServer : IAsyncLifetime
{
    private const int Tries = 3;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string _password = Convert.ToHexString(RandomNumberGenerator.GetBytes(16));
    private Process? _process;
    private int _port;

    /// <summary>Why there is no server; null when there is one.</summary>
    public string? Missing { get; private set; }

    public int Port => _port;

    public async ValueTask InitializeAsync()
    {
        if (FindPrograms() is not { } programs)
        {
            Missing = "PostgreSQL is not installed: no /usr/lib/postgresql/*/bin/initdb and no initdb in PATH. On Debian: apt-get install postgresql";
            return;
        }

        for (var attempt = 0; attempt < Tries && _process is null; attempt++) await StartAsync(programs);
    }

    /// <summary>Makes an empty database and gives its connection string.</summary>
    public async Task<string> NewDatabaseAsync(string with = "")
    {
        Assert.SkipWhen(Missing is not null, Missing ?? "");
        var name = $"test_{Guid.NewGuid():N}";
        await ExecuteAsync(ConnectionString("postgres"), $"CREATE DATABASE {name} {with}");
        return ConnectionString(name);
    }

    public Task DropDatabaseAsync(string name) => ExecuteAsync(ConnectionString("postgres"), $"DROP DATABASE {name} WITH (FORCE)");

    public string ConnectionString(string database) => $"Host=127.0.0.1;Port={_port};Database={database};Username=consent;Password={_password}";

    public static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        await connection.OpenAsync();
#pragma warning disable CA2100 // The tests' own statements.
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is null) return;
        NpgsqlConnection.ClearAllPools();
        _process.StandardInput.Close();
        using var patience = new CancellationTokenSource(Patience);
        await _process.WaitForExitAsync(patience.Token);
        _process.Dispose();
    }

    private async Task StartAsync(string programs)
    {
        _port = Loopback.FreePort();
        var process = Process.Start(Script(programs))!;
        try
        {
            using var patience = new CancellationTokenSource(Patience);
            if (await process.StandardOutput.ReadLineAsync(patience.Token) == "ready")
            {
                (_process, Missing) = (process, null);
                return;
            }

            Missing = $"PostgreSQL of {programs} does not start: {(await process.StandardError.ReadToEndAsync(patience.Token)).Trim()}";
        }
        catch (OperationCanceledException)
        {
            process.StandardInput.Close();
            Missing = $"PostgreSQL of {programs} did not start within {Patience.TotalSeconds:0} seconds.";
        }

        process.Dispose();
    }

    private ProcessStartInfo Script(string programs)
    {
        using var text = new StreamReader(typeof(PostgresServer).Assembly.GetManifestResourceStream("PostgresServer.sh")!);
        string[] shell = ["sh", "-c", text.ReadToEnd(), "postgres-server", programs, $"{_port}"];
        // PostgreSQL does not run as root.
        string[] command = Environment.IsPrivilegedProcess ? ["runuser", "-u", ServerUser(), "--", .. shell] : shell;
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/",
        };
        start.Environment["CONSENT_TEST_PASSWORD"] = _password;
        // A folder of root's own is closed to that user.
        if (Environment.IsPrivilegedProcess) start.Environment.Remove("TMPDIR");
        return start;
    }

    private static string ServerUser() => File.ReadLines("/etc/passwd").Any(line => line.StartsWith("postgres:", StringComparison.Ordinal)) ? "postgres" : "nobody";

    // The newest of Debian's, or whatever the machine runs.
    private static string? FindPrograms()
    {
        const string Debian = "/usr/lib/postgresql";
        var installed = Directory.Exists(Debian)
            ? Directory.GetDirectories(Debian).OrderByDescending(folder => double.TryParse(Path.GetFileName(folder), out var version) ? version : 0).Select(folder => Path.Combine(folder, "bin"))
            : [];
        return installed.Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator))
            .FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "postgres")));
    }
}
