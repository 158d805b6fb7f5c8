using System.Globalization;

namespace Consent.Faults.Tests;

/// <summary>How much is done in a run: small by default, larger by environment variables.</summary>
internal static class Settings
{
    /// <summary>The seed of the run; the same seed chooses the same moments and the same bits.</summary>
    public static int Seed { get; } = Number("CONSENT_FAULTS_SEED", Random.Shared.Next());

    public static int Kills { get; } = Number("CONSENT_R1_KILLS", 50);

    public static int Cuts { get; } = Number("CONSENT_R2_CUTS", 20);

    public static int AlarmKills { get; } = Number("CONSENT_R8_KILLS", 20);

    public static int Alarms { get; } = Number("CONSENT_R8_DEADLINES", 1_000);

    public static int Fillings { get; } = Number("CONSENT_R5_ROUNDS", 10);

    /// <summary>How many single bits of the database are flipped; null for as many as fit the time.</summary>
    public static int? Flips { get; } = Number("CONSENT_R9_FLIPS", 0) is > 0 and var flips ? flips : null;

    public static int FlipSeconds { get; } = Number("CONSENT_R9_SECONDS", 35);

    public static int FloodSeconds { get; } = Number("CONSENT_R14_SECONDS", 4);

    private static int Number(string variable, int fallback) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : fallback;
}
