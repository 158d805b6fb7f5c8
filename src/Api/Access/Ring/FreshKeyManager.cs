using Microsoft.AspNetCore.DataProtection.KeyManagement;

namespace Consent.Api;

/// <summary>The manager of keys, which can be told that the ring has changed elsewhere: by itself it looks once a day.</summary>
public sealed class FreshKeyManager(XmlKeyManager inner, TimeProvider clock) : IKeyManager, IDisposable
{
    // A value that nothing opens must not have the ring read at every try.
    private static readonly TimeSpan NotMoreOften = TimeSpan.FromSeconds(1);

    private readonly Lock _turn = new();
    private CancellationTokenSource _changed = new();
    private long _refreshed;

    /// <summary>The next who needs a key reads the ring again; false where that was done just now.</summary>
    public bool Refresh()
    {
        CancellationTokenSource changed;
        lock (_turn)
        {
            if (_refreshed != 0 && clock.GetElapsedTime(_refreshed) < NotMoreOften) return false;
            _refreshed = clock.GetTimestamp();
            (changed, _changed) = (_changed, new CancellationTokenSource());
        }

        changed.Cancel();
        changed.Dispose();
        return true;
    }

    public void Dispose() => _changed.Dispose();

    public IKey CreateNewKey(DateTimeOffset activationDate, DateTimeOffset expirationDate) => inner.CreateNewKey(activationDate, expirationDate);

    public IReadOnlyCollection<IKey> GetAllKeys() => inner.GetAllKeys();

    public CancellationToken GetCacheExpirationToken()
    {
        lock (_turn) return CancellationTokenSource.CreateLinkedTokenSource(inner.GetCacheExpirationToken(), _changed.Token).Token;
    }

    public void RevokeKey(Guid keyId, string? reason = null) => inner.RevokeKey(keyId, reason);

    public void RevokeAllKeys(DateTimeOffset revocationDate, string? reason = null) => inner.RevokeAllKeys(revocationDate, reason);
}
