using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Consent.Domain;
using Consent.Engine;

namespace Consent.Api;

/// <summary>What a request's credential says: the caller, or a caller whose credential is known and does not hold, with why; neither where it is nobody's.</summary>
public readonly record struct Found(Caller? Caller, AccessOutcome? Why = null)
{
    public bool Holds => Caller is not null && Why is null;
}

/// <summary>Finds the caller: a key of the service, a token of an operator's identity provider, the session of a person or of a subject. Every kind of
/// credential is looked up here and nowhere else.</summary>
internal sealed class Credentials(Catalogues catalogues, Tokens tokens, Sessions sessions, TimeProvider clock)
{
    private const string Bearer = "Bearer ";
    private const int MaxLength = 8192;

    private readonly ConcurrentDictionary<string, KeyInUse> _keys = new(StringComparer.Ordinal);

    /// <summary>The keys this process has let in, each with when it was last used.</summary>
    internal IEnumerable<KeyInUse> InUse => _keys.Values;

    public ValueTask<Found> FindAsync(HttpContext context)
    {
        if (context.Request.Headers.Authorization is not [{ Length: <= MaxLength } header] || !header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)) return SessionAsync(context);
        var token = header[Bearer.Length..];
        if (catalogues.FindKey(Keys.IdOf(token)) is var (operatorId, key) && Keys.Fits(key.Key, token)) return ValueTask.FromResult(Of(operatorId, key, context));
        return Tokens.IsOne(token) ? tokens.FindAsync(token, context.RequestAborted) : SessionAsync(context);
    }

    private async ValueTask<Found> SessionAsync(HttpContext context) => new(await sessions.FindAsync(context));

    private Found Of(OperatorId operatorId, KeyState key, HttpContext context)
    {
        // Revoked or given an end, a key is another state of it: its caller is made once for each.
        if (!_keys.TryGetValue(key.Key.Id, out var known) || !ReferenceEquals(known.State, key))
            known = _keys[key.Key.Id] = new KeyInUse(key, new Caller(operatorId, "key:" + key.Key.Id, key.Key.Scopes, catalogues)) { UsedAt = known?.UsedAt ?? 0, NotedAt = known?.NotedAt ?? 0 };
        if (key.RevokedAt is not null) return new Found(known.Caller, AccessOutcome.RevokedKey);
        var now = clock.GetUtcNow();
        if (key.EndsAt <= now) return new Found(known.Caller, AccessOutcome.ExpiredKey);
        if (known.Networks is not null && !known.Admits(context.Connection.RemoteIpAddress)) return new Found(known.Caller, AccessOutcome.WrongAddress);
        known.UsedAt = now.UtcTicks;
        return new Found(known.Caller);
    }
}

/// <summary>A key this process has met, its caller, and when it was last used; instants are ticks in UTC, 0 for never.</summary>
internal sealed class KeyInUse(KeyState state, Caller caller)
{
    private long _usedAt;

    public KeyState State { get; } = state;

    public Caller Caller { get; } = caller;

    public IPNetwork[]? Networks { get; } = state.Key.Addresses is { IsDefaultOrEmpty: false } addresses ? [.. addresses.Select(Api.Networks.Parse)] : null;

    public long UsedAt
    {
        get => Volatile.Read(ref _usedAt);
        set => Volatile.Write(ref _usedAt, value);
    }

    /// <summary>The use that is on record.</summary>
    public long NotedAt { get; set; }

    public bool Admits(IPAddress? address) => Api.Networks.Of(address) is { } known && Array.Exists(Networks!, network => network.Contains(known));
}
