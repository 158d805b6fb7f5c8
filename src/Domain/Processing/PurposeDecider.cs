using System.Collections.Immutable;

namespace Consent.Domain;

/// <summary>Say that a purpose is reached or no longer needed for one subject since an instant (ст. 5 ч. 7); null is now.</summary>
public sealed record AchievePurpose(DateTimeOffset At, PurposeCode Purpose, DateTimeOffset? AchievedAt = null) : FileCommand(At);

public sealed record PurposeAchieved(DateTimeOffset At, PurposeCode Purpose) : FileEvent(At);

public sealed record AchievedInFuture(DateTimeOffset AchievedAt) : Refusal("ст. 21 ч. 4", "achievedAt");

/// <summary>The end of a purpose for one subject (ст. 5 ч. 7): no more processing at once, thirty days to destroy (ст. 21 ч. 4).</summary>
public static class PurposeDecider
{
    public static Decision Decide(SubjectFile file, AchievePurpose command, Rules rules)
    {
        var at = command.AchievedAt ?? command.At;
        if (!rules.Catalogue.Purposes.ContainsKey(command.Purpose)) return new PurposeUnknown(command.Purpose);
        if (at > command.At) return new AchievedInFuture(at);
        if (file.Restrictions.OfType<PurposeReached>().Any(reached => reached.Covers(command.Purpose) && !HasBegunAgain(file, reached))) return Decision.Nothing;
        var opened = Opening.Of(Duty.DestroyPurposeAchieved, demand: 0, at, rules, purpose: command.Purpose).After(file.Obligations).ToImmutableArray();
        return Decision.Of([new PurposeAchieved(at, command.Purpose), new ObligationsOpened(at, null, opened)]);
    }

    private static bool HasBegunAgain(SubjectFile file, PurposeReached reached) =>
        file.Consents.Any(consent => consent is Given && reached.Covers(consent.Purpose) && consent.GivenAt > reached.Since)
        || file.Grounds.Any(ground => reached.Covers(ground.Purpose) && ground.From > reached.Since);
}
