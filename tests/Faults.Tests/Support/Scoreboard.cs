using System.Globalization;
using System.Reflection;

namespace Consent.Faults.Tests;

/// <summary>One row of the table of faults: how often it was tried, how often a promise broke, how often that went unseen.</summary>
internal sealed record Score(string Class, string Fault, long Attempts, long Violations, long Undetected, string Note)
{
    /// <summary>A run with a defence removed: it is there to be caught.</summary>
    public static Score Control(string @class, string sabotage, long attempts, bool isCaught, string note) => new(
        @class, $"control: {sabotage}", attempts, 0, isCaught ? 0 : 1, isCaught ? $"caught after {attempts}: {note}" : "not caught") { IsControl = true };

    private bool IsControl { get; init; }

    /// <summary>What 0 of n proves with 95 % confidence.</summary>
    public string Bound => IsControl || Violations + Undetected > 0 || Attempts < 3 ? "—" : string.Create(CultureInfo.InvariantCulture, $"< {3.0 / Attempts:0.####%}");
}

/// <summary>The table: to the output of the test, and to <c>artifacts/faults/latest.md</c> of the run.</summary>
internal static class Scoreboard
{
    private static readonly Lock Gate = new();
    private static bool _begun;

    public static void Add(Score score)
    {
        var row = string.Create(CultureInfo.InvariantCulture,
            $"| {score.Class} | {score.Fault} | {score.Attempts} | {score.Violations} | {score.Undetected} | {score.Bound} | {score.Note} |");
        TestContext.Current.TestOutputHelper?.WriteLine(row);
        lock (Gate)
        {
            var path = Path.Combine(Artifacts, "faults", "latest.md");
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            if (!_begun) File.WriteAllText(path, Heading);
            _begun = true;
            File.AppendAllText(path, row + "\n");
        }
    }

    private static string Heading => string.Create(CultureInfo.InvariantCulture, $"""
        # Faults, {DateTime.UtcNow:yyyy-MM-dd HH:mm} UTC, seed {Settings.Seed}

        A control is the same run with one defence removed: it scores by being caught. The bound is 3/n for 0 of n, at 95 %.

        | class | fault | attempts | violations | undetected | bound | note |
        |---|---|---:|---:|---:|---|---|

        """);

    private static string Artifacts =>
        Assembly.GetExecutingAssembly().GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "Artifacts").Value!;
}
