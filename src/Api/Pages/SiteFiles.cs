using System.Collections.Frozen;
using System.Reflection;
using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace Consent.Api;

/// <summary>The style sheet and the script of the pages, served by us: their address names their content, so that a browser keeps them for a year.</summary>
public static class SiteFiles
{
    private const string Prefix = "Consent.Api.Assets.";

    private static readonly FrozenDictionary<string, Asset> All = typeof(SiteFiles).Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
        .ToFrozenDictionary(name => name[Prefix.Length..], Read, StringComparer.Ordinal);

    /// <summary>Where a page finds <paramref name="name"/>.</summary>
    public static string Of(string name) => $"/assets/{name}?v={All[name].Hash}";

    internal static void Map(RouteGroupBuilder pages) => pages.MapGet("/assets/{name}", (string name, HttpContext context) =>
    {
        if (!All.TryGetValue(name, out var asset)) return Problems.NotFound();
        var isNamed = context.Request.Query["v"] == asset.Hash;
        context.Response.Headers.CacheControl = isNamed ? "public, max-age=31536000, immutable" : "public, max-age=300";
        return TypedResults.Bytes(asset.Content, asset.Type, entityTag: new EntityTagHeaderValue($"\"{asset.Hash}\""));
    });

    private static Asset Read(string resource)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)!;
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        var content = copy.ToArray();
        var type = resource.EndsWith(".js", StringComparison.Ordinal) ? "text/javascript; charset=utf-8" : "text/css; charset=utf-8";
        return new Asset(content, type, Convert.ToHexStringLower(SHA256.HashData(content))[..16]);
    }

    private sealed record Asset(byte[] Content, string Type, string Hash);
}
