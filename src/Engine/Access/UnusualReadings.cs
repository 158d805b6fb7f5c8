using Consent.Domain;

namespace Consent.Engine;

/// <summary>Looks over the readings of one operator that pass through this process, and says which are unusual.</summary>
internal sealed class UnusualReadings
{
    private static readonly string[] OfPeople = ["dpo", "auditor", "admin"];
    private static readonly UnusualRow Many = UnusualReading.Of(UnusualAccess.ManySubjects);
    private static readonly UnusualRow Refusals = UnusualReading.Of(UnusualAccess.ManyRefusals);
    private static readonly UnusualRow After = UnusualReading.Of(UnusualAccess.AfterRevokedKey);

    /// <summary>Readings older than this are not counted with those of now; what was noticed of them is known by itself.</summary>
    public static readonly TimeSpan Memory = new[] { Many, Refusals, After }.Max(row => row.Within);

    private readonly Dictionary<string, Dictionary<string, DateTimeOffset>> _seen = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Queue<(DateTimeOffset At, int Times)>> _refusals = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DateTimeOffset> _revokedFrom = new(StringComparer.Ordinal);
    private readonly Dictionary<(UnusualAccess, string), DateTimeOffset> _told = [];

    /// <summary>What has been noticed already is not noticed again within its time.</summary>
    public void Know(UnusualAccessNoticed notice) => _told[(notice.Kind, notice.By)] = notice.At;

    public List<UnusualAccessNoticed> Look(string actor, AccessRecorded access, TimeZoneInfo zone)
    {
        var noticed = new List<UnusualAccessNoticed>();
        var at = access.At;
        var address = access.Address?.Value;
        if (access.Outcome is AccessOutcome.RevokedKey)
        {
            if (address is not null) _revokedFrom[address] = at;
            Notice(UnusualAccess.RevokedKey, access.Times, at);
        }

        // Who asks for what there is not has been shown nothing, and a service does so every day.
        if (access.Outcome is AccessOutcome.Absent) return noticed;
        if (access.Outcome is not (AccessOutcome.Shown or AccessOutcome.Revealed))
        {
            if (Refused(actor, access) is var (times, since) && times >= Refusals.From) Notice(UnusualAccess.ManyRefusals, times, since);
            return noticed;
        }

        if (Seen(actor, access) is var (count, first) && count >= Many.From) Notice(UnusualAccess.ManySubjects, count, first);
        if (OfPeople.Contains(access.Role) && UnusualReading.IsNight(TimeOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).DateTime))) Notice(UnusualAccess.AtNight, 1, at);
        if (address is not null && _revokedFrom.TryGetValue(address, out var tried) && at - tried <= After.Within) Notice(UnusualAccess.AfterRevokedKey, 1, tried);
        return noticed;

        void Notice(UnusualAccess kind, int times, DateTimeOffset since)
        {
            if (_told.TryGetValue((kind, actor), out var last) && at - last < UnusualReading.Of(kind).Within) return;
            _told[(kind, actor)] = at;
            noticed.Add(new UnusualAccessNoticed(at, kind, actor, times, since));
        }
    }

    private (int Count, DateTimeOffset Since) Seen(string actor, AccessRecorded access)
    {
        if (!_seen.TryGetValue(actor, out var seen)) _seen[actor] = seen = new(StringComparer.Ordinal);
        if ((access.Subject ?? access.Request) is { } whom) seen[whom] = access.At;
        foreach (var (name, when) in seen)
            if (access.At - when > Many.Within) seen.Remove(name);
        return seen.Count == 0 ? (0, access.At) : (seen.Count, seen.Values.Min());
    }

    private (int Times, DateTimeOffset Since) Refused(string actor, AccessRecorded access)
    {
        if (!_refusals.TryGetValue(actor, out var refusals)) _refusals[actor] = refusals = new();
        refusals.Enqueue((access.At, access.Times));
        while (refusals.Count > 1000 || access.At - refusals.Peek().At > Refusals.Within) refusals.Dequeue();
        return (refusals.Sum(row => row.Times), refusals.Peek().At);
    }
}
