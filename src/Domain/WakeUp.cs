namespace Consent.Domain;

/// <summary>The clock has reached what the file waits for. The rules write it down; nothing is deleted because a timer fired.</summary>
public sealed record WakeUp(DateTimeOffset At) : FileCommand(At);

/// <summary>What falls due in a file by itself: obligations that end, consents and grounds that run out.</summary>
public static class WakeUps
{
    /// <summary>The next instant at which <see cref="Decide"/> would have something to say; null when never.</summary>
    public static DateTimeOffset? Next(SubjectFile file)
    {
        DateTimeOffset? next = null;
        foreach (var record in file.Consents)
            if (record is Given { ExpiresAt: { } expires }) Take(expires);
        foreach (var ground in file.Grounds)
            if (ground is { EndNoted: false, Until: { } until }) Take(until);
        foreach (var request in file.Requests)
            foreach (var obligation in request.Obligations)
                if (obligation.IsOpen) Take(obligation.Deadline.EndsAt);
        return next;

        void Take(DateTimeOffset at)
        {
            if (next is null || at < next) next = at;
        }
    }

    internal static Decision Decide(SubjectFile file, WakeUp wakeUp) => Decision.Of(
    [
        .. from record in file.Consents.OfType<Given>()
           where record.HasExpired(wakeUp.At)
           select new ConsentExpired(record.ExpiresAt!.Value, record.Purpose, record.Id),
        .. from ground in file.Grounds
           where !ground.EndNoted && ground.Until <= wakeUp.At
           select new GroundEnded(ground.Until!.Value, ground.Purpose, ground.Id),
        .. from request in file.Requests
           from obligation in request.Obligations
           where obligation.IsOpen && obligation.Deadline.EndsAt <= wakeUp.At
           select new ObligationMissed(obligation.Deadline.EndsAt, request.Number, obligation.Id),
    ]);
}
