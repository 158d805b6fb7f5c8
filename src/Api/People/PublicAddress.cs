using Microsoft.Extensions.Options;

namespace Consent.Api;

/// <summary>Where browsers reach the service, and whether secrets may go that way.</summary>
public sealed class PublicAddress(IOptions<ConsentOptions> options, IConfiguration configuration)
{
    private readonly string? _told = options.Value.PublicUrl?.TrimEnd('/');

    public bool IsToldHttps => _told?.StartsWith("https://", StringComparison.OrdinalIgnoreCase) == true;

    public string Of(HttpRequest request) => _told ?? $"{request.Scheme}://{request.Host}";

    /// <summary>Before anybody called: what it was told, or where it listens.</summary>
    public string AtStart => _told ?? (configuration["urls"] ?? "http://localhost:5000").Split(';')[0].Replace("://+", "://localhost", StringComparison.Ordinal).Replace("://*", "://localhost", StringComparison.Ordinal).TrimEnd('/');

    /// <summary>By TLS, or on this machine.</summary>
    public static bool MayCarrySecrets(HttpRequest request) => request.IsHttps || request.Host.Host is "localhost" or "127.0.0.1" or "[::1]";
}
