namespace Consent.Domain;

/// <summary>The clock has reached what the file waits for. The rules write it down; nothing is deleted because a timer fired.</summary>
public sealed record WakeUp(DateTimeOffset At) : FileCommand(At);

/// <summary>What falls due in a file by itself: obligations that near their end or pass it, consents and grounds that run out.</summary>
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
        foreach (var obligation in file.Obligations) Obliged(obligation);
        foreach (var request in file.Requests)
            foreach (var obligation in request.Obligations) Obliged(obligation);
        return next;

        void Obliged(Obligation obligation)
        {
            if (!obligation.IsOpen) return;
            Take(Reminders.Next(obligation)?.At ?? obligation.Deadline.EndsAt);
        }

        void Take(DateTimeOffset at)
        {
            if (next is null || at < next) next = at;
        }
    }

    internal static Decision Decide(SubjectFile file, WakeUp wakeUp, Rules rules)
    {
        FileEvent[] ended =
        [
            .. Expired(file, wakeUp.At, rules),
            .. from ground in file.Grounds
               where !ground.EndNoted && ground.Until <= wakeUp.At
               select new GroundEnded(ground.Until!.Value, ground.Purpose, ground.Id),
        ];
        // What has just been opened may be near its end, where the clock was long away.
        var after = ended.Aggregate(file, (f, happened) => f.Evolve(happened));
        return Decision.Of(
        [
            .. ended,
            .. Reminders.Due(after.Obligations, null, wakeUp.At),
            .. after.Requests.SelectMany(request => Reminders.Due(request.Obligations, request.Number, wakeUp.At)),
        ]);
    }

    // A consent that ran out leaves data to destroy, unless another basis holds (ст. 21 ч. 4, [вывод]).
    private static IEnumerable<FileEvent> Expired(SubjectFile file, DateTimeOffset at, Rules rules)
    {
        var owed = new List<Obligation>(file.Obligations);
        foreach (var record in file.Consents.OfType<Given>().Where(record => record.HasExpired(at)))
        {
            var ended = record.ExpiresAt!.Value;
            yield return new ConsentExpired(ended, record.Purpose, record.Id);
            if (AnswerDecider.OtherBasisHolds(file, [record.Purpose], at)) continue;
            var opened = Opening.Whatever(Duty.DestroyOnExpiry, ended, rules, record.Purpose).After(owed).ToArray();
            owed.AddRange(opened);
            yield return new ObligationsOpened(ended, null, [.. opened]);
        }
    }
}
