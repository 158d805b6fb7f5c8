using Consent.Bench.Bare;
using Consent.Bench.Data;
using Consent.Bench.Journal;

namespace Consent.Bench.Hosts;

/// <summary>The folder of a run, the database of the service and of the bare server, and how both are started.</summary>
internal sealed class Stand
{
    public const string BootstrapKey = "bench-bootstrap-key";

    private readonly string _folder;

    private Stand(string folder, string key, int entrySize) => (_folder, Key, EntrySize) = (folder, key, entrySize);

    /// <summary>Where the data and the table are; elsewhere by <c>CONSENT_BENCH</c>, where a disk has room.</summary>
    public static string Root { get; } = Environment.GetEnvironmentVariable("CONSENT_BENCH") ?? Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../../bench"));

    /// <summary>The key of the operator whose files the measures ask about.</summary>
    public string Key { get; }

    /// <summary>The mean size of a journal entry, bytes.</summary>
    public int EntrySize { get; }

    public string Database => Path.Combine(DataOf(_folder), "consent.db");

    private string BareDatabase => Path.Combine(_folder, "bare.db");

    private static string ApiAssembly { get; } = Built("Api", "Consent.Api.dll");

    // Not built with the bench, which is to build where the cluster's packages do not restore.
    private static string SiloAssembly { get; } = Built("Silo", "Consent.Silo.dll");

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

    /// <summary>Null where a silo of the same code as the service has been built.</summary>
    public static string? WhyNoSilo => !File.Exists(SiloAssembly) ? "build it with dotnet build -c Release src/Silo."
        : Same("Consent.Api.dll") && Same("Consent.Engine.dll") && Same("Consent.Domain.dll") ? null
        : "it was built from other sources than the service: dotnet build -c Release src/Silo.";

    /// <summary>A silo over a copy of the data: two processes do not share a SQLite file.</summary>
    public Task<ServerProcess> StartSiloAsync()
    {
        var (own, data) = (DataOf(_folder), Path.Combine(_folder, "silo", "service"));
        // With the key ring, which lies in a folder of its own.
        foreach (var path in Directory.EnumerateFiles(own, "*", SearchOption.AllDirectories).Where(path => !path.EndsWith(".lock", StringComparison.Ordinal)))
        {
            var copy = Path.Combine(data, Path.GetRelativePath(own, path));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(path, copy, overwrite: true);
        }

        return StartAsync(SiloAssembly, Path.Combine(_folder, "silo"), "silo.log");
    }

    /// <summary>A service and a bare server over the same request journal of so many letters; made anew, or taken from an earlier run with <c>--keep</c>.</summary>
    public static async Task<(ServerProcess Service, ServerProcess Bare, string Key)> StartJournalAsync(BenchOptions options)
    {
        var folder = Path.Combine(Root, "journal");
        var (mark, copy) = (Path.Combine(folder, $"ready-{options.Files}"), Path.Combine(folder, "bare.db"));
        if (!options.Keep || !File.Exists(mark))
        {
            if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
            Directory.CreateDirectory(DataOf(folder));
            var database = Path.Combine(DataOf(folder), "consent.db");
            string made;
            await using (var service = await StartServiceAsync(folder))
            {
                made = await BenchCatalogue.CreateAsync(service.Address, BootstrapKey);
                foreach (var letter in JournalSeeder.Letters) await BenchCatalogue.RegisterAsync(service.Address, made, letter);
            }

            JournalSeeder.Write(database, options.Files);
            JournalSeeder.CopyWithNames(database, copy);
            await File.WriteAllTextAsync(mark, made);
        }

        var key = await File.ReadAllTextAsync(mark);
        return (
            await StartServiceAsync(folder),
            await ServerProcess.StartAsync(Path.Combine(AppContext.BaseDirectory, "Consent.Bench.dll"), BareRoutes.Ready, Path.Combine(Root, "bare-journal.log"), ["bare-journal", copy], []),
            key);
    }

    public static void RemoveJournal() => Directory.Delete(Path.Combine(Root, "journal"), recursive: true);

    public void Remove() => Directory.Delete(_folder, recursive: true);

    /// <summary>The service over the data of a folder.</summary>
    public static Task<ServerProcess> StartServiceAsync(string folder) => StartAsync(ApiAssembly, folder, "service.log");

    private static Task<ServerProcess> StartAsync(string assembly, string folder, string log) => ServerProcess.StartAsync(
        assembly, "/health/ready", Path.Combine(Root, log), [],
        new Dictionary<string, string> { ["Consent__Data"] = DataOf(folder), ["Consent__BootstrapKey"] = BootstrapKey, ["Consent__Limits__PerCredential"] = "0", ["Consent__Limits__PerAddress"] = "0" });

    public static string DataOf(string folder) => Path.Combine(folder, "service");

    private static string Built(string project, string assembly) =>
        Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../..", project, Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)), assembly));

    private static bool Same(string assembly) =>
        File.ReadAllBytes(Path.Combine(Path.GetDirectoryName(ApiAssembly)!, assembly)).AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(Path.GetDirectoryName(SiloAssembly)!, assembly)));
}
