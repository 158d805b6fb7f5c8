using System.Globalization;

namespace Consent.Bench.Bare;

/// <summary>Addresses of the bare server.</summary>
internal static class BareRoutes
{
    public const string Checks = "/checks";
    public const string Inserts = "/inserts";
    public const string Read = "/read";
    public const string Ready = "/ready";

    /// <summary>One fixed address for each story, so that the answer has the right size and nothing is looked up.</summary>
    public static string Check(int story) => string.Create(CultureInfo.InvariantCulture, $"/check/{story}");
}
