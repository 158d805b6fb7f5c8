using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;
using Consent.Domain;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace Consent.Api;

/// <summary>The public keys of operators' identity providers: given in the setting, or fetched and kept. An unknown key of a token has them fetched again,
/// but seldom: whoever sends tokens of unknown keys does not make us call.</summary>
public sealed partial class ProviderKeys(ProviderHttp http, IOptions<TokenOptions> options, TimeProvider clock, ILogger<ProviderKeys> log)
{
    private const int SmallestRsa = 2048;

    // A provider that is away for a day has time to come back; one that took a key away is believed within an hour.
    private static readonly TimeSpan Fresh = TimeSpan.FromHours(1);
    private static readonly TimeSpan Usable = TimeSpan.FromHours(24);

    private readonly ConcurrentDictionary<OperatorId, Held> _held = new();

    private TimeSpan Seldom => TimeSpan.FromSeconds(options.Value.RefreshSeconds);

    /// <summary>The keys a token of this issuer may be signed by; none where they cannot be had.</summary>
    public async ValueTask<IReadOnlyList<SecurityKey>> OfAsync(OperatorId operatorId, IssuerTrust trust, string? kid, CancellationToken cancellationToken)
    {
        if (!_held.TryGetValue(operatorId, out var held) || !ReferenceEquals(held.Trust, trust)) held = _held[operatorId] = new Held(trust);
        if (trust.Keys is { } given) return held.Keys ??= [.. given.Select(Parse).OfType<SecurityKey>()];

        if (NeedsFetching(held, kid)) await FetchAsync(held, kid, cancellationToken);
        return held.Keys is { } keys && clock.GetElapsedTime(held.FetchedAt) < Usable ? keys : [];
    }

    /// <summary>A public key in PEM that is strong enough; null for anything else, a private key above all.</summary>
    public static SecurityKey? Parse(string pem)
    {
        if (pem.Contains("PRIVATE", StringComparison.Ordinal)) return null;
        try
        {
            var rsa = RSA.Create();
            rsa.ImportFromPem(pem);
            return rsa.KeySize >= SmallestRsa ? new RsaSecurityKey(rsa.ExportParameters(includePrivateParameters: false)) : null;
        }
        catch (Exception notRsa) when (notRsa is ArgumentException or CryptographicException)
        {
            // Perhaps an elliptic one.
        }

        try
        {
            var ec = ECDsa.Create();
            ec.ImportFromPem(pem);
            return new ECDsaSecurityKey(ec);
        }
        catch (Exception neither) when (neither is ArgumentException or CryptographicException)
        {
            return null;
        }
    }

    private bool NeedsFetching(Held held, string? kid)
    {
        if (held.TriedAt is { } tried && clock.GetElapsedTime(tried) < Seldom) return false;
        return held.Keys is null || clock.GetElapsedTime(held.FetchedAt) > Fresh || (kid is not null && held.Keys.All(key => key.KeyId != kid));
    }

    private async Task FetchAsync(Held held, string? kid, CancellationToken cancellationToken)
    {
        await held.Turn.WaitAsync(cancellationToken);
        try
        {
            if (!NeedsFetching(held, kid)) return;
            held.TriedAt = clock.GetTimestamp();
            var address = held.Trust.KeysAt ?? await DiscoverAsync(held.Trust);
            held.Keys = [.. new JsonWebKeySet(await http.GetAsync(address)).GetSigningKeys().Where(IsFit)];
            held.FetchedAt = clock.GetTimestamp();
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException or JsonException or ArgumentException or InvalidOperationException or IOException or KeyNotFoundException)
        {
            // Those that are held go on for a day.
            LogUnavailable(log, held.Trust.Issuer, failure.GetType().Name);
        }
        finally
        {
            held.Turn.Release();
        }
    }

    // What the metadata says of itself must be what the operator trusts.
    private async Task<string> DiscoverAsync(IssuerTrust trust)
    {
        using var metadata = JsonDocument.Parse(await http.GetAsync(trust.Metadata!));
        if (metadata.RootElement.GetProperty("issuer").GetString() != trust.Issuer) throw new InvalidOperationException("The metadata are of another issuer.");
        return metadata.RootElement.GetProperty("jwks_uri").GetString() ?? throw new InvalidOperationException("The metadata name no keys.");
    }

    private static bool IsFit(SecurityKey key) => key switch
    {
        RsaSecurityKey rsa => rsa.KeySize >= SmallestRsa,
        ECDsaSecurityKey => true,
        JsonWebKey { Kty: JsonWebAlgorithmsKeyTypes.RSA } rsa => rsa.KeySize >= SmallestRsa,
        JsonWebKey { Kty: JsonWebAlgorithmsKeyTypes.EllipticCurve } => true,
        X509SecurityKey => false,
        _ => false,
    };

    [LoggerMessage(Level = LogLevel.Warning, Message = "The keys of {Issuer} cannot be fetched: {Why}")]
    private static partial void LogUnavailable(ILogger log, string issuer, string why);

    private sealed class Held(IssuerTrust trust)
    {
        public IssuerTrust Trust { get; } = trust;

        public SemaphoreSlim Turn { get; } = new(1, 1);

        public IReadOnlyList<SecurityKey>? Keys { get; set; }

        public long FetchedAt { get; set; }

        public long? TriedAt { get; set; }
    }
}
