namespace Consent.Api.Tests.Signatures;

/// <summary>Certificates and signatures that <c>vectors/make.sh</c> made with openssl; the keys are thrown away.</summary>
internal static class Vectors
{
    public const string Signer = "Иванова Мария Петровна";

    public static byte[] Content => Read("content.txt");

    public static byte[] Cms(string name) => Read(name + ".p7s");

    /// <summary>A root as a string of JSON holds it.</summary>
    public static string Root(string name) => Encoding.ASCII.GetString(Read(name + "-root.pem")).Replace("\n", "\\n", StringComparison.Ordinal);

    public static string Body(string cms, byte[]? content = null) => Body(Cms(cms), content);

    public static string Body(byte[] cms, byte[]? content = null) => $$"""{"content": "{{Convert.ToBase64String(content ?? Content)}}", "cms": "{{Convert.ToBase64String(cms)}}"}""";

    private static byte[] Read(string name)
    {
        using var resource = typeof(Vectors).Assembly.GetManifestResourceStream("vectors/" + name) ?? throw new InvalidOperationException($"No vector {name}.");
        using var copy = new MemoryStream();
        resource.CopyTo(copy);
        return copy.ToArray();
    }
}
