namespace Consent.Domain;

/// <summary>Say that a purpose is reached or no longer needed for one subject (ст. 5 ч. 7).</summary>
public sealed record AchievePurpose(DateTimeOffset At, PurposeCode Purpose) : FileCommand(At);

public sealed record PurposeAchieved(DateTimeOffset At, PurposeCode Purpose) : FileEvent(At);

/// <summary>The end of a purpose for one subject (ст. 5 ч. 7, ст. 21 ч. 4).</summary>
public static class PurposeDecider
{
    public static Decision Decide(SubjectFile file, AchievePurpose command, Rules rules) =>
        !rules.Catalogue.Purposes.ContainsKey(command.Purpose) ? new PurposeUnknown(command.Purpose)
        : file.Restrictions.OfType<PurposeReached>().Any(reached => reached.Covers(command.Purpose) && !HasBegunAgain(file, reached)) ? Decision.Nothing
        : new PurposeAchieved(command.At, command.Purpose);

    private static bool HasBegunAgain(SubjectFile file, PurposeReached reached) =>
        file.Consents.Any(consent => consent is Given && reached.Covers(consent.Purpose) && consent.GivenAt > reached.Since)
        || file.Grounds.Any(ground => reached.Covers(ground.Purpose) && ground.From > reached.Since);
}
