namespace Consent.Domain;

/// <summary>Why the check answers as it does; clients see the name in kebab-case.</summary>
public enum CheckReason
{
    ConsentGiven, GroundRecorded,
    NoConsent, Refused, Withdrawn, Expired, TextSuperseded, NoGround, GroundEnded,
    Blocked, StopDemanded, MarketingStopped, Destroyed, PurposeAchieved, PurposeUnknown,
}

/// <summary>«May this person's data be processed for this purpose, at this instant?» <paramref name="ValidUntil"/> is when the
/// answer changes by itself; a withdrawal or a block may change it any moment before.</summary>
public readonly record struct CheckAnswer(
    bool Allowed, CheckReason Reason, LawfulBasis? Basis, string Article, DateTimeOffset? ValidUntil, long Version);

/// <summary>The check over consents, grounds, restrictions and destruction together: the least permissive wins. What is on record
/// stands, even for a clock that was set back; the past is asked of <see cref="SubjectFile.AsOf"/>.</summary>
public static class ProcessingCheck
{
    public static CheckAnswer Answer(SubjectFile file, PurposeCode code, OperatorCatalogue catalogue, DateTimeOffset at)
    {
        if (!catalogue.Purposes.TryGetValue(code, out var purpose)) return No(CheckReason.PurposeUnknown, "ст. 5 ч. 2");
        if (file.IsDestroyed) return No(CheckReason.Destroyed, "ст. 21 ч. 7");
        if (Find<Blocked>(file, code) is not null) return No(CheckReason.Blocked, "ст. 21 ч. 1");

        var consent = purpose.Basis == LawfulBasis.Consent ? LastWord(file, code) : null;
        if (consent is Given given && WhyNot(given) is null && Restricted(given.GivenAt) is null) return ByConsent(given);
        // Neither a withdrawal nor a demand to stop reaches what rests on another basis (ст. 9 ч. 2; ст. 21 ч. 5.1).
        if (purpose.OnlyConsentArticle is null && ByGrounds() is { } answer) return answer;
        return Restricted(consent?.GivenAt ?? DateTimeOffset.MinValue) ?? Refused();

        CheckReason? WhyNot(Given stands) =>
            stands.HasExpired(at) ? CheckReason.Expired
            : catalogue.IsSuperseded(stands.Text, code, at) ? CheckReason.TextSuperseded
            : null;

        // A consent given after a demand, or after the purpose was reached, is a newer word of the same person and outlives it.
        CheckAnswer? Restricted(DateTimeOffset consentedAt) =>
            Find<StopDemanded>(file, code) is { } stop && stop.Since >= consentedAt ? No(CheckReason.StopDemanded, "ст. 21 ч. 5.1")
            : purpose.Advertising && Find<MarketingStopped>(file, code) is { } quiet && quiet.Since >= consentedAt ? No(CheckReason.MarketingStopped, "ст. 15 ч. 2")
            : purpose.Distribution && Find<DistributionStopped>(file, code) is { } closed && closed.Since >= consentedAt ? No(CheckReason.Withdrawn, "ст. 10.1 ч. 12")
            : Reached(consentedAt);

        CheckAnswer? Reached(DateTimeOffset begunAt) =>
            Find<PurposeReached>(file, code) is { } reached && reached.Since >= begunAt ? No(CheckReason.PurposeAchieved, "ст. 5 ч. 7") : null;

        CheckAnswer? ByGrounds()
        {
            CheckAnswer? no = null;
            foreach (var ground in file.Grounds)
            {
                if (ground.Purpose != code || !ground.Holds(at)) continue;
                if (Reached(ground.From) is not { } reached) return ByGround(ground);
                no = reached;
            }

            return no;
        }

        CheckAnswer ByConsent(Given stands) => new(
            true, CheckReason.ConsentGiven, LawfulBasis.Consent, purpose.Article, Sooner(stands.ExpiresAt, catalogue.SupersededFrom(stands.Text, code)), file.Version);

        CheckAnswer ByGround(Ground stands) => new(
            true, CheckReason.GroundRecorded, stands.Basis,
            stands.Basis == purpose.Basis ? purpose.Article : LawfulBases.ArticleOf(stands.Basis), stands.Until, file.Version);

        CheckAnswer Refused() => purpose.Basis != LawfulBasis.Consent
            ? No(file.Grounds.Any(g => g.Purpose == code && g.Until <= at) ? CheckReason.GroundEnded : CheckReason.NoGround, "ст. 6 ч. 1")
            : consent switch
            {
                null => No(CheckReason.NoConsent, "ст. 6 ч. 1 п. 1"),
                Given stands => WhyNot(stands) == CheckReason.Expired ? No(CheckReason.Expired, "ст. 21 ч. 4") : No(CheckReason.TextSuperseded, "ст. 9 ч. 1"),
                Expired => No(CheckReason.Expired, "ст. 21 ч. 4"),
                Withdrawn => No(CheckReason.Withdrawn, "ст. 9 ч. 2"),
                Domain.Refused => No(CheckReason.Refused, "ст. 9 ч. 1"),
                _ => No(CheckReason.NoConsent, "ст. 6 ч. 1 п. 1"),
            };

        CheckAnswer No(CheckReason reason, string article) => new(false, reason, null, article, null, file.Version);
    }

    // The person's last word on the purpose.
    private static ConsentRecord? LastWord(SubjectFile file, PurposeCode code)
    {
        for (var i = file.Consents.Length - 1; i >= 0; i--)
            if (file.Consents[i].Purpose == code) return file.Consents[i];
        return null;
    }

    // The youngest by its effect: an older letter may have been put on record after a newer one.
    private static T? Find<T>(SubjectFile file, PurposeCode code) where T : Restriction
    {
        T? youngest = null;
        foreach (var candidate in file.Restrictions)
            if (candidate is T restriction && restriction.Covers(code) && !(restriction.Since <= youngest?.Since))
                youngest = restriction;
        return youngest;
    }

    private static DateTimeOffset? Sooner(DateTimeOffset? a, DateTimeOffset? b) => a is null || b < a ? b ?? a : a;
}
