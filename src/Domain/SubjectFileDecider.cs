namespace Consent.Domain;

/// <summary>Hands each command to the decider that owns it.</summary>
public static class SubjectFileDecider
{
    public static Decision Decide(SubjectFile file, FileCommand command, Rules rules)
    {
        if (file.IsDestroyed) return new FileDestroyed();
        try
        {
            return command switch
            {
                ConsentCommand consent => ConsentDecider.Decide(file, consent, rules),
                RecordGround ground => GroundDecider.Decide(file.Grounds, ground, rules),
                RequestCommand request => RequestDecider.Decide(file, request, rules),
                RecountTerms recount => Recount.Decide(file, recount, rules),
                AchievePurpose achieve => PurposeDecider.Decide(file, achieve, rules),
                DestroySubject destroy => DestructionDecider.Decide(destroy),
                SubjectAccessCommand access => SubjectAccess.Decide(file.Access, access),
                RecordReading reading => ReadingDecider.Decide(file, reading),
                WakeUp wakeUp => WakeUps.Decide(file, wakeUp, rules),
                _ => throw new InvalidOperationException($"No rule for {command.GetType().Name}."),
            };
        }
        catch (CalendarMissingException missing)
        {
            return new CalendarMissing(missing.Year);
        }
    }
}
