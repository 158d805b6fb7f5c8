using System.Text.RegularExpressions;

namespace Consent.Api;

/// <summary>A calendar is confirmed by the act it names: a decree of the Government with its day and number.</summary>
public static partial class Decrees
{
    public static bool IsNamed(string decree) => Named().IsMatch(decree);

    [GeneratedRegex(@"^(?!.*проект).*от \d{1,2}\.\d{2}\.\d{4} № ?\d+", RegexOptions.IgnoreCase)]
    private static partial Regex Named();
}
