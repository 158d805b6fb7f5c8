namespace Consent.Domain;

/// <summary>Warnings of open obligations: at half, soon, on the last safe day, and the miss itself. Quiet when met; of several that have come,
/// only the last is told.</summary>
internal static class Reminders
{
    /// <summary>The next warning of an open obligation; null when only its end is left.</summary>
    public static (Reminder Reminder, DateTimeOffset At)? Next(Obligation obligation) =>
        All(obligation).Where(warning => obligation.Reminded is not { } told || warning.Reminder > told).Select(warning => ((Reminder, DateTimeOffset)?)warning).FirstOrDefault();

    public static IEnumerable<FileEvent> Due(IEnumerable<Obligation> obligations, string? number, DateTimeOffset at)
    {
        foreach (var obligation in obligations)
        {
            if (!obligation.IsOpen) continue;
            if (obligation.Deadline.EndsAt <= at)
            {
                yield return new ObligationMissed(obligation.Deadline.EndsAt, number, obligation.Id);
                continue;
            }

            var come = All(obligation).Where(warning => warning.At <= at && !(obligation.Reminded >= warning.Reminder)).ToArray();
            // On the last day a second person is told as well.
            if (come.Length > 0) yield return new ObligationReminded(come[^1].At, number, obligation.Id, come[^1].Reminder, Escalated: come[^1].Reminder == Reminder.Today);
        }
    }

    // Only what governs is worth a warning; the other term of the same duty ends later.
    private static IEnumerable<(Reminder Reminder, DateTimeOffset At)> All(Obligation obligation)
    {
        if (!obligation.Governs || obligation.Deadline.Warnings is not { } warnings) yield break;
        if (warnings.Half is { } half) yield return (Reminder.Half, half);
        if (warnings.Soon is { } soon) yield return (Reminder.Soon, soon);
        if (warnings.Today is { } today) yield return (Reminder.Today, today);
    }
}
