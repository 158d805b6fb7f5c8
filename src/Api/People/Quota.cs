using System.Security.Cryptography;
using System.Text;

namespace Consent.Api;

/// <summary>So many in a window for each name and no more. Kept by this process alone and bounded; names are kept as hashes.</summary>
internal sealed class Quota(TimeProvider clock, int most, TimeSpan window)
{
    private const int MostNames = 100_000;

    private readonly Lock _turn = new();
    private readonly Dictionary<string, (int Taken, DateTimeOffset Since)> _names = new(StringComparer.Ordinal);

    /// <summary>False where the name has had its share.</summary>
    public bool TryTake(string name)
    {
        var (key, now) = (Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(name)), 0, 12), clock.GetUtcNow());
        lock (_turn)
        {
            if (!_names.TryGetValue(key, out var own) || now - own.Since >= window) own = (0, now);
            if (own.Taken >= most) return false;
            // Full of names that are all young: nobody gets another share until some are old.
            if (_names.Count >= MostNames && !_names.ContainsKey(key) && !Forget(now)) return false;
            _names[key] = (own.Taken + 1, own.Since);
            return true;
        }
    }

    private bool Forget(DateTimeOffset now)
    {
        foreach (var (key, _) in _names.Where(pair => now - pair.Value.Since >= window).ToList()) _names.Remove(key);
        return _names.Count < MostNames;
    }
}
