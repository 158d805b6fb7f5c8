using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Consent.Domain;
using Consent.Engine;

namespace Consent.Api;

/// <summary>The client's <c>Idempotency-Key</c>: the same key and the same body have one effect and one answer.</summary>
public sealed record Idempotency(string? Key, string Route)
{
    public const string Header = "Idempotency-Key";

    private const int MaxLength = 255;

    /// <summary>An envelope of the caller's command, tied to what was sent where a key was given.</summary>
    public Envelope Envelope<TBody>(string actor, FileCommand command, TBody body) =>
        Key is null ? new Envelope(actor, command) : new Envelope(actor, command, Key, HashOf(body));

    /// <summary>SHA-256 over the route and the body as we understood it: spaces and the order of fields do not matter.</summary>
    public byte[] HashOf<TBody>(TBody body)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(Route + "\n"));
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
        return ValueTask.FromResult(new Idempotency(key, $"{context.Request.Method} {context.Request.Path}"));
    }
}
