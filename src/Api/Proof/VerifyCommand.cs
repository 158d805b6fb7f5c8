using System.Globalization;
using System.IO.Compression;
using System.Text;
using Consent.Domain;
using Consent.Engine;
using Consent.Engine.Proof;
using Consent.Storage;
using Consent.Storage.Proof;
using Microsoft.Extensions.Options;

namespace Consent.Api;

/// <summary><c>consent verify</c>: checks an export or an evidence package without the service, or the live database. 0: whole; 1: not; 2: could not be told.</summary>
public static class VerifyCommand
{
    public const string Name = "verify";

    private const int Whole = 0;
    private const int Broken = 1;
    private const int Unknown = 2;

    // A page of an export that is longer than this tells how far it is.
    private const long ProgressFrom = 50_000;

    /// <param name="args">What follows the name of the command.</param>
    /// <param name="open">Makes the service for a look at the live database.</param>
    public static async Task<int> RunAsync(string[] args, TextWriter output, Func<string[], WebApplication> open, CancellationToken cancellationToken)
    {
        Texts.Speak([CultureInfo.CurrentUICulture.Name]);
        var (files, options) = (new List<string>(), new Dictionary<string, string>(StringComparer.Ordinal));
        for (var i = 0; i < args.Length; i++)
        {
            if (args[i] is "--key" or "--against" && i + 1 < args.Length) options[args[i]] = args[++i];
            else if (args[i] == "--live") options[args[i]] = "";
            else if (args[i].StartsWith("--", StringComparison.Ordinal)) return await UsageAsync(output);
            else files.Add(args[i]);
        }

        try
        {
            if (options.ContainsKey("--live") && files.Count == 0 && options.Count == 1) return await LiveAsync(open([]), output, cancellationToken);
            if (files is not [var file] || options.ContainsKey("--live")) return await UsageAsync(output);
            var keys = options.TryGetValue("--key", out var pem) ? PublicKey.TryParse(await File.ReadAllTextAsync(pem, cancellationToken)) : null;
            if (pem is not null && keys is null) return await SayAsync(output, Unknown, "Verify.noKey", pem);
            var older = options.TryGetValue("--against", out var known) ? HeadsOf(await File.ReadAllTextAsync(known, cancellationToken)) : [];
            if (known is not null && older.Count == 0) return await SayAsync(output, Unknown, "Verify.noHead", known);
            await using var export = File.OpenRead(file);
            return await IsPackageAsync(export, cancellationToken)
                ? await PackageAsync(export, keys, older, output, cancellationToken)
                : await ReportAsync(await CheckAsync(export, keys, older, output, cancellationToken), older, output);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            return await SayAsync(output, Unknown, "Verify.unreadable", failure.Message);
        }
        catch (Exception failure) when (failure is DatabaseRefusedException or StorageUnavailableException or OptionsValidationException)
        {
            return await SayAsync(output, Unknown, "Verify.noDatabase", failure.Message);
        }
        catch (JournalDamagedException damaged)
        {
            return await SayAsync(output, Broken, "Verify.damaged", damaged.What);
        }
    }

    private static Task<ExportReport> CheckAsync(
        Stream export, IReadOnlyList<PublicKey>? keys, IReadOnlyList<Checkpoint> older, TextWriter output, CancellationToken cancellationToken) =>
        new ExportCheck(keys, older).RunAsync(export, new Teller(output), cancellationToken);

    private static async Task<int> PackageAsync(
        Stream package, IReadOnlyList<PublicKey>? keys, IReadOnlyList<Checkpoint> older, TextWriter output, CancellationToken cancellationToken)
    {
        using var zip = new ZipArchive(package, ZipArchiveMode.Read, leaveOpen: true);
        var files = new List<(string Name, byte[] Bytes)>();
        foreach (var entry in zip.Entries)
        {
            using var bytes = new MemoryStream();
            await using (var content = await entry.OpenAsync(cancellationToken)) await content.CopyToAsync(bytes, cancellationToken);
            files.Add((entry.FullName, bytes.ToArray()));
        }

        if (files.FirstOrDefault(file => file.Name == Manifest.LogName).Bytes is not { } log || files.FirstOrDefault(file => file.Name == Manifest.FileName).Bytes is not { } list
            || SignedNote.TryParse(Encoding.UTF8.GetString(list)) is not { } manifest) return await SayAsync(output, Broken, "Verify.noPackage");
        using var lines = new MemoryStream(log);
        var report = await CheckAsync(lines, keys, older, output, cancellationToken);
        if (report is { Fault: null, Head: { } head, Signer: { } signer })
        {
            var difference = Manifest.FirstDifference(manifest, head.Origin, [.. files.Where(file => file.Name != Manifest.FileName)]);
            if (!signer.Fits(manifest)) report = report with { Fault = new Fault(FaultKind.SignatureWrong, head.Size, Manifest.FileName) };
            else if (difference is not null) report = report with { Fault = new Fault(FaultKind.FileDiffers, 0, difference) };
        }

        return await ReportAsync(report, older, output);
    }

    private static async Task<int> ReportAsync(ExportReport report, IReadOnlyList<Checkpoint> older, TextWriter output)
    {
        if (report.Fault is { } fault)
        {
            await output.WriteLineAsync(Texts.Get("Verify.broken"));
            return await SayAsync(output, Broken, FaultWords.Of(fault));
        }

        var head = report.Head!;
        await SayAsync(output, Whole, report.IsWhole ? "Verify.whole" : "Verify.wholePart", report.Entries, head.Size, head.Origin, UtcJson.Write(head.At));
        await SayAsync(output, Whole, "Verify.root", Convert.ToHexStringLower(head.Root));
        await SayAsync(output, Whole, report.IsKeyOwn ? "Verify.ownKey" : "Verify.key", report.Signer!.Fingerprint);
        if (older.Count > report.Unsettled.Count) await SayAsync(output, Whole, "Verify.continues", older.Count - report.Unsettled.Count);
        var untold = report.Unsettled.Where(other => other.Origin == head.Origin || older.All(known => known.Head.Origin != head.Origin)).ToList();
        if (untold.Count == 0) return Whole;
        return await SayAsync(output, Unknown, "Verify.unsettled", untold.Count, untold[0].Size);
    }

    private static async Task<int> LiveAsync(WebApplication service, TextWriter output, CancellationToken cancellationToken)
    {
        await using (service)
        {
            var services = service.Services;
            var catalogues = services.GetRequiredService<Catalogues>();
            services.GetRequiredService<InstallationSecret>().Open();
            await catalogues.LoadAsync(cancellationToken);
            var result = Whole;
            foreach (var operatorId in catalogues.Installation.Operators.Prepend(OperatorId.Installation))
            {
                var teller = new Teller(output);
                var report = await services.GetRequiredService<LiveCheck>().RunAsync(operatorId, far =>
                {
                    teller.Report(far.Entries);
                    return Task.CompletedTask;
                }, cancellationToken);
                if (report.Fault is { } fault) result = await SayAsync(output, Broken, "Verify.operatorBroken", operatorId.Value, FaultWords.Of(fault));
                else await SayAsync(output, Whole, "Verify.operatorWhole", operatorId.Value, report.Entries, report.Head?.Size ?? 0);
            }

            return result;
        }
    }

    // A note by itself, or a witness's file with one a line.
    private static IReadOnlyList<Checkpoint> HeadsOf(string text) =>
        Checkpoint.TryParse(text) is { } one ? [one] : [.. text.Split('\n').Select(WitnessLine.TryRead).OfType<Checkpoint>()];

    private static async Task<bool> IsPackageAsync(FileStream file, CancellationToken cancellationToken)
    {
        var start = new byte[2];
        var read = await file.ReadAtLeastAsync(start, 2, throwOnEndOfStream: false, cancellationToken);
        file.Position = 0;
        return read == 2 && start is [(byte)'P', (byte)'K'];
    }

    private static async Task<int> UsageAsync(TextWriter output) => await SayAsync(output, Unknown, "Verify.usage");

    private static async Task<int> SayAsync(TextWriter output, int code, string text, params object[] arguments)
    {
        await output.WriteLineAsync(Texts.Find(text, arguments) ?? text);
        return code;
    }

    private sealed class Teller(TextWriter output) : IProgress<long>
    {
        private long _told;

        public void Report(long value)
        {
            if (value - _told < ProgressFrom) return;
            _told = value;
            output.WriteLine(Texts.Get("Verify.progress", value));
        }
    }
}
