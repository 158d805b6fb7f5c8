using System.Globalization;

namespace Consent.Api;

/// <summary>Sizes of files as the pages write them.</summary>
public static class Sizes
{
    private const double Kilo = 1024;

    /// <summary>«180 КБ», «1,4 МБ».</summary>
    public static string Of(long bytes) => bytes < Kilo * Kilo
        ? Texts.Get("Files.kilobytes", Math.Max(1, Math.Round(bytes / Kilo)).ToString(CultureInfo.InvariantCulture))
        : Texts.Get("Files.megabytes", (bytes / Kilo / Kilo).ToString("0.#", Texts.Culture));
}
