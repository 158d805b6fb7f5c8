using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using Consent.Bench.Data;
using Consent.Bench.Hosts;
using Consent.Bench.Journal;
using Consent.Bench.Load;
using Consent.Bench.Measures;
using Consent.Bench.Pages;

namespace Consent.Bench;

/// <summary>One run: the data, the measures asked for, the table.</summary>
internal static class BenchRun
{
    public static readonly ImmutableArray<string> MeasureNames = ["hot", "cold", "batch", "write", "start", "memory", "silo", "journal", "pages"];

    public static async Task<int> RunAsync(BenchOptions options)
    {
        if (options.Only.Count > 0 && options.Only.All(name => name is "journal" or "pages")) return await RegisterAloneAsync(options);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Preparing {options.Files:#,0} subject files …"));
        var watch = Stopwatch.StartNew();
        Directory.CreateDirectory(Stand.Root);
        var stand = await Stand.PrepareAsync(options);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  ready in {watch.Elapsed.TotalSeconds:0} s, a journal entry is {stand.EntrySize} bytes"));

        var (report, subjects) = (new Report(options), new Subjects(options.Files));
        if (options.Wants("start") || options.Wants("memory"))
            foreach (var row in await StartMeasure.RunAsync(stand, options)) report.Add(row);
        if (options.Wants("memory"))
            foreach (var row in await MemoryMeasure.RunAsync(stand, subjects, options)) report.Add(row);
        await LoadAsync(stand, subjects, options, report);
        if (options.Wants("silo")) await SiloAsync(stand, subjects, options, report);
        await RegisterAsync(options, report);
        await WriteAsync(report);
        if (!options.Keep) stand.Remove();
        return 0;
    }

    // Have data of their own: the files of the others are not needed for them.
    private static async Task<int> RegisterAloneAsync(BenchOptions options)
    {
        Directory.CreateDirectory(Stand.Root);
        var report = new Report(options);
        await RegisterAsync(options, report);
        await WriteAsync(report);
        return 0;
    }

    private static async Task RegisterAsync(BenchOptions options, Report report)
    {
        if (options.Wants("journal"))
            foreach (var row in await JournalMeasure.RunAsync(options)) report.Add(row);
        if (options.Wants("pages")) await PagesMeasure.RunAsync(options, report.Add);
    }

    private static Task WriteAsync(Report report)
    {
        Console.WriteLine();
        Console.WriteLine(report.Markdown());
        return File.WriteAllTextAsync(Path.Combine(Stand.Root, "latest.md"), report.Markdown());
    }

    private static async Task LoadAsync(Stand stand, Subjects subjects, BenchOptions options, Report report)
    {
        if (!options.Wants("hot") && !options.Wants("cold") && !options.Wants("batch") && !options.Wants("write")) return;
        await using var service = await stand.StartServiceAsync();
        await using var bare = await stand.StartBareAsync();
        var key = stand.Key;
        if (options.Wants("hot"))
            report.Add(await Comparison.ThroughputAsync(
                "(a) GET /v1/check, open files", 0.90, new Side(service, new HotChecks(subjects, key, HotChecks.OfService)),
                new Side(bare, new HotChecks(subjects, key, HotChecks.OfBare)), options, warmUp: subjects.Hot));
        if (options.Wants("batch"))
            report.Add(await Comparison.ThroughputAsync(
                "(b) POST /v1/checks of 100", 0.50, new Side(service, new CheckBatches(subjects, key, "/v1/checks")),
                new Side(bare, new CheckBatches(subjects, key, Bare.BareRoutes.Checks)), options, warmUp: 200));
        if (options.Wants("cold"))
            report.Add(await Comparison.ThroughputAsync(
                "(a) GET /v1/check, files not open, against a bare point read", 0.50, new Side(service, new ColdChecks(subjects, key, HotChecks.OfService)),
                new Side(bare, new ColdChecks(subjects, key, HotChecks.OfBareRead)), options, warmUp: Math.Min(1000, subjects.Cold / 20)));
        if (options.Wants("write"))
            foreach (var row in await new WriteMeasure(stand, service, bare, options).RunAsync()) report.Add(row);
    }

    // The same code, the same data, the same questions; what differs is who holds the turn.
    private static async Task SiloAsync(Stand stand, Subjects subjects, BenchOptions options, Report report)
    {
        if (Stand.WhyNoSilo is { } why)
        {
            Console.WriteLine($"  (f) the co-hosted silo is left out: {why}");
            return;
        }

        await using var silo = await stand.StartSiloAsync();
        await using var embedded = await stand.StartServiceAsync();
        var key = stand.Key;
        report.Add(await Comparison.ThroughputAsync(
            "(f) GET /v1/check through a co-hosted silo, open files, against the embedded engine", 0.75, new Side(silo, new HotChecks(subjects, key, HotChecks.OfService)),
            new Side(embedded, new HotChecks(subjects, key, HotChecks.OfService)), options, warmUp: subjects.Hot));
        report.Add(await Comparison.ThroughputAsync(
            "(f) POST /v1/checks of 100, the same", 0.75, new Side(silo, new CheckBatches(subjects, key, "/v1/checks")),
            new Side(embedded, new CheckBatches(subjects, key, "/v1/checks")), options, warmUp: 200));
    }
}
