namespace Consent.Api.Tests.Hosting;

/// <summary>How much of a long test is run: so much by default, more where the environment asks.</summary>
internal static class Amount
{
    public static int Of(string variable, int fallback) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var amount) && amount > 0 ? amount : fallback;

    /// <summary>Puts the numbers of a run into the test's output.</summary>
    public static void Report(string line) => TestContext.Current.TestOutputHelper?.WriteLine(line);
}
