using Consent.Bench.Bare;
using Consent.Bench.Data;

namespace Consent.Bench.Hosts;

/// <summary>The folder of a run, the database of the service and of the bare server, and how both are started.</summary>
internal sealed class Stand
{
    private const string BootstrapKey = "bench-bootstrap-key";

    private readonly string _folder;

    private Stand(string folder, string key, int entrySize) => (_folder, Key, EntrySize) = (folder, key, entrySize);

    public static string Root { get; } = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../../bench"));

    /// <summary>The key of the operator whose files the measures ask about.</summary>
    public string Key { get; }

    /// <summary>The mean size of a journal entry, bytes.</summary>
    public int EntrySize { get; }

    public string Database => Path.Combine(DataOf(_folder), "consent.db");

    private string BareDatabase => Path.Combine(_folder, "bare.db");

    private static string ApiAssembly { get; } =
        Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../Api", Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)), "Consent.Api.dll"));

    /// <summary>Makes the data, or takes what an earlier run of the same size left with <c>--keep</c>.</summary>
    public static async Task<Stand> PrepareAsync(BenchOptions options)
    {
        var folder = Path.Combine(Root, "data");
        var mark = Path.Combine(folder, $"ready-{options.Files}");
        if (options.Keep && File.Exists(mark) && File.ReadAllLines(mark) is [var key, var size])
            return new Stand(folder, key, int.Parse(size, System.Globalization.CultureInfo.InvariantCulture));

        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        Directory.CreateDirectory(DataOf(folder));
        await using (var service = await StartServiceAsync(folder)) key = await BenchCatalogue.CreateAsync(service.Address, BootstrapKey);
        var entrySize = await Seeder.WriteAsync(Path.Combine(DataOf(folder), "consent.db"), options.Files);
        var stand = new Stand(folder, key, entrySize);
        BareData.Write(stand.BareDatabase, options.Files, entrySize);
        await File.WriteAllLinesAsync(mark, [key, entrySize.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        return stand;
    }

    public Task<ServerProcess> StartServiceAsync() => StartServiceAsync(_folder);

    /// <summary>The service over a database that holds nobody.</summary>
    public Task<ServerProcess> StartEmptyServiceAsync() => StartServiceAsync(Directory.CreateDirectory(Path.Combine(_folder, "empty")).FullName);

    public string EmptyDatabase => Path.Combine(DataOf(Path.Combine(_folder, "empty")), "consent.db");

    public Task<ServerProcess> StartBareAsync() => ServerProcess.StartAsync(
        Path.Combine(AppContext.BaseDirectory, "Consent.Bench.dll"), BareRoutes.Ready, Path.Combine(Root, "bare.log"), ["bare", BareDatabase], []);

    public void Remove() => Directory.Delete(_folder, recursive: true);

    private static Task<ServerProcess> StartServiceAsync(string folder) => ServerProcess.StartAsync(
        ApiAssembly, "/health/ready", Path.Combine(Root, "service.log"), [],
        new Dictionary<string, string> { ["Consent__Data"] = DataOf(folder), ["Consent__BootstrapKey"] = BootstrapKey });

    private static string DataOf(string folder) => Path.Combine(folder, "service");
}
