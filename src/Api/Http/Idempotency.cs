using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Consent.Domain;
using Consent.Engine;

namespace Consent.Api;

/// <summary>The client's <c>Idempotency-Key</c>: the same key and the same body have one effect and one answer.</summary>
/// <param name="secret">Of the installation: a body has names and phones, which a bare hash of it would let somebody guess.</param>
public sealed class Idempotency(string? key, string route, InstallationSecret secret)
{
    public const string Header = "Idempotency-Key";

    private const int MaxLength = 255;

    public string? Key => key;

    /// <summary>The same call under another key, or under none.</summary>
    public Idempotency Under(string? other) => new(other, route, secret);

    /// <summary>An envelope of the caller's command, tied to what was sent where a key was given.</summary>
    public Envelope Envelope<TBody>(string actor, FileCommand command, TBody body) =>
        key is null ? new Envelope(actor, command) : new Envelope(actor, command, key, HashOf(body));

    /// <summary>A keyed SHA-256 over the route and the body as we understood it: spaces and the order of fields do not matter.</summary>
    public byte[] HashOf<TBody>(TBody body)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, secret.Derive("bodies of commands"));
        hash.AppendData(Encoding.UTF8.GetBytes(route + "\n"));
        hash.AppendData(JsonSerializer.SerializeToUtf8Bytes(body, ApiJson.Wire.GetTypeInfo(typeof(TBody))!));
        return hash.GetHashAndReset();
    }

    /// <summary>Lets an endpoint take the header as a parameter.</summary>
    public static ValueTask<Idempotency> BindAsync(HttpContext context, ParameterInfo _)
    {
        var values = context.Request.Headers[Header];
        var key = values.Count == 0 ? null : values[0];
        if (values.Count > 1 || key is { Length: 0 or > MaxLength } || key?.Any(c => c is < '!' or > '~') == true)
            throw new InvalidRequestException(Header, Texts.Get("FieldNotIdempotencyKey", MaxLength));
        return ValueTask.FromResult(new Idempotency(
            key, $"{context.Request.Method} {context.Request.Path}", context.RequestServices.GetRequiredService<InstallationSecret>()));
    }
}
