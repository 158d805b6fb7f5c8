namespace Consent.Domain;

/// <summary>Giving and refusing consent (ст. 9). Withdrawal is a request: <see cref="RequestDecider"/>.</summary>
public static class ConsentDecider
{
    // 156-ФЗ of 24.06.2025: from this day consent is a document of its own.
    private static readonly DateOnly SeparateSince = new(2025, 9, 1);

    // A form takes a while to arrive; what is older was put on record by a person, from a paper.
    private static readonly TimeSpan OnTheWay = TimeSpan.FromMinutes(10);

    // Two honest clocks differ by this much; the instant is then taken for now.
    private static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(5);

    public static Decision Decide(SubjectFile file, ConsentCommand command, Rules rules)
    {
        var last = file.Consents.LastOrDefault(record => record.Purpose == command.Purpose);
        return (last, command) switch
        {
            (_, GiveConsent give) when Fault(give, rules) is { } fault => fault,
            (_, RefuseConsent refuse) when FaultOfText(refuse.Text, refuse.Purpose, refuse.GivenAt, rules) is { } fault => fault,
            (_, RefuseConsent refuse) when refuse.GivenAt > refuse.At + ClockSkew => new GivenInFuture(refuse.GivenAt),

            (_, GiveConsent give) when LastNo(file, give.Purpose) is { } no && Earlier(give.GivenAt, give.At) <= no => new OlderThanLastWord(no),
            (Given standing, GiveConsent give) when give.GivenAt < standing.GivenAt => new OlderThanLastWord(standing.GivenAt),
            (Expired ended, GiveConsent give) when give.GivenAt < ended.GivenAt => new OlderThanLastWord(ended.GivenAt),
            (Given standing, GiveConsent give) when StandsAsWell(standing, give) && !IsOutdated(standing, file, give, rules) => Decision.Nothing,
            (_, GiveConsent give) => Give(file, give, rules),

            (Given standing, RefuseConsent refuse) when refuse.GivenAt < standing.GivenAt => new OlderThanLastWord(standing.GivenAt),
            (Refused same, RefuseConsent refuse) when same.Text == refuse.Text => Decision.Nothing,
            (_, RefuseConsent refuse) => new ConsentRefused(Earlier(refuse.GivenAt, refuse.At), refuse.Purpose, refuse.Text, refuse.Evidence),

            _ => throw new InvalidOperationException($"No rule for {command.GetType().Name}."),
        };
    }

    // Who agreed to distribution has conditions to be published (ст. 10.1 ч. 10).
    private static Decision Give(SubjectFile file, GiveConsent give, Rules rules)
    {
        var given = new ConsentGiven(Earlier(give.GivenAt, give.At), give.Purpose, give.Text, give.ExpiresAt, give.Evidence);
        if (!rules.Catalogue.Purposes[give.Purpose].Distribution) return given;
        var publish = Opening.Of(Duty.PublishConditions, demand: 0, given.At, rules, purpose: give.Purpose).After(file.Obligations);
        return Decision.Of([given, new ObligationsOpened(given.At, null, [.. publish])]);
    }

    // Giving again what stands: the same text and no later end. A consent without an end outlasts any other.
    private static bool StandsAsWell(Given standing, GiveConsent give) =>
        standing.Text == give.Text
        && !standing.HasExpired(give.GivenAt)
        && (standing.ExpiresAt is null || give.ExpiresAt is { } ends && ends <= standing.ExpiresAt);

    // A demand to stop since then has outdated what stands: giving it again is a new word.
    private static bool IsOutdated(Given standing, SubjectFile file, GiveConsent give, Rules rules) =>
        file.Restrictions.Any(restriction =>
            restriction.Since >= standing.GivenAt && restriction.Since < give.GivenAt
            && restriction.OutdatesConsentTo(rules.Catalogue.Purposes[give.Purpose]));

    // The latest «no» about the purpose: a refusal, a withdrawal, or a letter of withdrawal that overtook the consent it was about.
    private static DateTimeOffset? LastNo(SubjectFile file, PurposeCode purpose)
    {
        var words = file.Consents.Where(record => record.Purpose == purpose).Select(record => record switch
        {
            Withdrawn withdrawn => withdrawn.EndedAt,
            Refused refused => refused.GivenAt,
            _ => (DateTimeOffset?)null,
        });
        var letters = file.Requests.Where(request => request.Withdraws(purpose)).Select(request => (DateTimeOffset?)request.ReceivedAt);
        return words.Concat(letters).Max();
    }

    private static Refusal? Fault(GiveConsent give, Rules rules)
    {
        if (FaultOfText(give.Text, give.Purpose, give.GivenAt, rules) is { } fault) return fault;
        var purpose = rules.Catalogue.Purposes[give.Purpose];
        var text = rules.Catalogue.Find(give.Text)!;
        var shown = give.Evidence.Shown;

        if (give.GivenAt > give.At + ClockSkew) return new GivenInFuture(give.GivenAt);
        if (give.GivenAt < give.At - OnTheWay && give.Evidence.Document is null) return new BackDatedWithoutDocument(give.GivenAt);
        if (give.ExpiresAt <= give.GivenAt) return new ExpiresBeforeGiven(give.ExpiresAt.Value);
        if (purpose.WrittenForm && give.Evidence.Signature < SignatureKind.Enhanced) return new WrittenFormRequired(give.Purpose);
        if (shown?.TextSha256 is { } seen && !seen.Equals(text.Sha256, StringComparison.OrdinalIgnoreCase)) return new ShownTextDiffers(give.Text);
        if (shown is { IsSeparate: false } && rules.DayOf(give.GivenAt) >= SeparateSince) return new NotSeparate();
        if (shown is not null && shown.Boxes.Any(box => box.Purpose == give.Purpose && box.TickedByDefault)) return new TickedBeforehand(give.Purpose);
        return null;
    }

    private static Refusal? FaultOfText(TextRef reference, PurposeCode code, DateTimeOffset at, Rules rules)
    {
        var catalogue = rules.Catalogue;
        if (!catalogue.Purposes.TryGetValue(code, out var purpose)) return new PurposeUnknown(code);
        if (purpose.Basis != LawfulBasis.Consent) return new PurposeDoesNotRestOnConsent(code, purpose.Basis);
        if (catalogue.Find(reference) is not { } text) return new TextUnknown(reference);
        if (!text.Purposes.Contains(code)) return new TextDoesNotCoverPurpose(reference, code);
        if (text.EffectiveFrom > at) return new TextNotYetInForce(reference, text.EffectiveFrom);
        return catalogue.IsSuperseded(reference, code, at) ? new TextNoLongerInForce(reference) : null;
    }

    private static DateTimeOffset Earlier(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;
}
