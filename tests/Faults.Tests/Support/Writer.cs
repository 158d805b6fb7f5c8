using System.Collections.Concurrent;
using System.Globalization;

namespace Consent.Faults.Tests;

/// <summary>One client that writes: subjects of its own, one deed at a time, an unanswered one repeated with its key before the next.</summary>
internal sealed class Writer(string name, int seed)
{
    private readonly Random _random = new(seed);
    private readonly List<string> _subjects = [];
    private readonly Dictionary<string, HashSet<string>> _standing = [];
    private readonly ConcurrentQueue<Deed> _sentSince = new();
    private int _sent;

    /// <summary>The last deed while its end is not known.</summary>
    public Deed? Pending { get; private set; }

    public Reply? LastReply { get; private set; }

    /// <summary>What the check must answer, when nothing is pending: who consented to what and has not withdrawn.</summary>
    public IEnumerable<(string Subject, string Purpose, bool IsAllowed)> Expected(int latest) =>
        from subject in _subjects.TakeLast(latest)
        from purpose in Shop.Purposes
        select (subject, purpose, _standing[subject].Contains(purpose));

    /// <summary>Sends the pending deed again, or the next one.</summary>
    /// <returns>Null where there was no answer.</returns>
    public async Task<Reply?> StepAsync(Client client)
    {
        if (Pending is null)
        {
            Pending = Next();
            _sentSince.Enqueue(Pending);
        }

        var deed = Pending;
        LastReply = await deed.SendAsync(client);
        if (deed.State == DeedState.Acknowledged) Settle(deed);
        return LastReply;
    }

    /// <summary>What was sent for the first time since this was last asked.</summary>
    public IEnumerable<Deed> Taken()
    {
        while (_sentSince.TryDequeue(out var deed)) yield return deed;
    }

    private void Settle(Deed deed)
    {
        Pending = null;
        if (deed.Kind == DeedKind.Consent) _standing[deed.Subject!].Add(deed.Purposes[0]);
        if (deed.Kind == DeedKind.Withdrawal) _standing[deed.Subject!].Clear();
    }

    private Deed Next()
    {
        var key = string.Create(CultureInfo.InvariantCulture, $"{name}.{++_sent}");
        if (_random.Next(20) == 0) return new Deed(DeedKind.Request, key, null, []);
        if (_subjects.Count == 0 || _random.Next(3) == 0)
        {
            _subjects.Add(string.Create(CultureInfo.InvariantCulture, $"s-{name}-{_subjects.Count}"));
            _standing[_subjects[^1]] = [];
        }

        var subject = _subjects[_random.Next(Math.Max(0, _subjects.Count - 40), _subjects.Count)];
        var standing = _standing[subject];
        var missing = Shop.Purposes.Where(purpose => !standing.Contains(purpose)).ToArray();
        return _random.Next(10) switch
        {
            < 6 when missing.Length > 0 => new Deed(DeedKind.Consent, key, subject, [missing[_random.Next(missing.Length)]]),
            < 9 => new Deed(DeedKind.Withdrawal, key, subject, [.. standing]),
            _ => new Deed(DeedKind.Request, key, subject, []),
        };
    }
}
