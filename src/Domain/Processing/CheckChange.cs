namespace Consent.Domain;

/// <summary>Whose answers of the check an event may have changed: one subject's or, by the catalogue, everybody's; for one purpose or all.</summary>
public readonly record struct CheckChange(bool OfEverybody, PurposeCode? Purpose)
{
    /// <summary>Null where the event changes no answer.</summary>
    public static CheckChange? Of(FileEvent happened) => happened switch
    {
        ConsentEvent consent => new CheckChange(false, consent.Purpose),
        GroundEvent ground => new CheckChange(false, ground.Purpose),
        PurposeAchieved achieved => new CheckChange(false, achieved.Purpose),
        RequestReceived received when DemandKinds.EffectsAtReceipt(received).Any() => new CheckChange(false, null),
        BlockEvent => new CheckChange(false, null),
        SubjectDestroyed => new CheckChange(false, null),
        PurposeDefined defined => new CheckChange(true, defined.Purpose.Code),
        TextPublished { Text.Reconsent: Reconsent.Hard } => new CheckChange(true, null),
        _ => null,
    };
}
