using System.Security.Cryptography;
using System.Text;

namespace Consent.Api;

/// <summary>Counts what failed, or was asked for, by name of whoever did it: after so many in a window each next one has to wait twice as long.
/// Kept by this process alone and bounded; names are kept as hashes.</summary>
/// <param name="free">How many cost nothing.</param>
/// <param name="window">After this long without another one they are forgotten.</param>
internal sealed class Throttle(TimeProvider clock, int free, TimeSpan window)
{
    private const int Most = 50_000;
    private static readonly TimeSpan First = TimeSpan.FromSeconds(2);

    private readonly Lock _turn = new();
    private readonly Dictionary<string, (int Count, DateTimeOffset Last)> _counts = new(StringComparer.Ordinal);

    /// <summary>How long it must wait still; zero where it need not.</summary>
    public TimeSpan WaitOf(string name)
    {
        lock (_turn)
        {
            if (!_counts.TryGetValue(KeyOf(name), out var counted)) return TimeSpan.Zero;
            var passed = clock.GetUtcNow() - counted.Last;
            if (counted.Count < free || passed >= window) return TimeSpan.Zero;
            var wait = First * Math.Pow(2, Math.Min(counted.Count - free, 30));
            return wait < window ? (wait > passed ? wait - passed : TimeSpan.Zero) : window - passed;
        }
    }

    public void Count(string name)
    {
        var (key, now) = (KeyOf(name), clock.GetUtcNow());
        lock (_turn)
        {
            if (_counts.Count >= Most) Forget(now);
            var before = _counts.TryGetValue(key, out var counted) && now - counted.Last < window ? counted.Count : 0;
            _counts[key] = (before + 1, now);
        }
    }

    public void Forgive(string name)
    {
        lock (_turn) _counts.Remove(KeyOf(name));
    }

    // What is over goes first; if all is young, who has done least.
    private void Forget(DateTimeOffset now)
    {
        foreach (var (key, _) in _counts.Where(pair => now - pair.Value.Last >= window).ToList()) _counts.Remove(key);
        if (_counts.Count < Most) return;
        foreach (var (key, _) in _counts.OrderBy(pair => pair.Value.Count).ThenBy(pair => pair.Value.Last).Take(Most / 10).ToList()) _counts.Remove(key);
    }

    private static string KeyOf(string name) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(name)), 0, 12);
}
