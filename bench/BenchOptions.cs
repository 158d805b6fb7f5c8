using System.Globalization;

namespace Consent.Bench;

/// <summary>How large and how long a run is; the defaults are the ones the goals are stated for.</summary>
internal sealed record BenchOptions
{
    public int Files { get; private init; } = 1_000_000;

    public int Rounds { get; private init; } = 5;

    public double Seconds { get; init; } = 4;

    public int Connections { get; init; } = 64;

    /// <summary>How many files the memory measure opens.</summary>
    public int FilesToOpen => Math.Min(200_000, Files / 2);

    /// <summary>Names of measures to run, all where empty.</summary>
    public IReadOnlyList<string> Only { get; private init; } = [];

    /// <summary>Leave the data folder, and take the one an earlier run left.</summary>
    public bool Keep { get; private init; }

    /// <summary>Of the pages only those whose names hold this.</summary>
    public string? Page { get; private init; }

    public bool Wants(string measure) => Only.Count == 0 || Only.Contains(measure);

    /// <summary>Null, with the usage printed, for arguments that are not ours.</summary>
    public static BenchOptions? Read(string[] args)
    {
        var options = new BenchOptions();
        for (var i = 0; i < args.Length; i++)
        {
            var value = i + 1 < args.Length ? args[i + 1] : "";
            BenchOptions? next = args[i] switch
            {
                "--quick" => options with { Files = 20_000, Rounds = 2, Seconds = 1 },
                "--keep" => options with { Keep = true },
                "--only" when value.Length > 0 => options with { Only = value.Split(',') },
                "--page" when value.Length > 0 => options with { Page = value },
                "--files" when Number(value) is { } files and >= 1000 => options with { Files = (int)files / Data.Subjects.Block * Data.Subjects.Block },
                "--rounds" when Number(value) is { } rounds and >= 1 => options with { Rounds = (int)rounds },
                "--seconds" when Number(value) is { } seconds and > 0 => options with { Seconds = seconds },
                "--connections" when Number(value) is { } connections and >= 1 => options with { Connections = (int)connections },
                _ => null,
            };
            if (next is null)
            {
                Console.Error.WriteLine(
                    $"bench: '{args[i]} {value}' is not understood. Options: --quick, --files N (1000 or more), --rounds N, --seconds S, --connections N, "
                    + $"--only {string.Join(',', BenchRun.MeasureNames)}, --page NAME, --keep.");
                return null;
            }

            options = next;
            if (args[i] is not ("--quick" or "--keep")) i++;
        }

        return options;
    }

    private static double? Number(string text) => double.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : null;
}
