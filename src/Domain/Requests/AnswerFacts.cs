using System.Collections.Immutable;

namespace Consent.Domain;

/// <summary>A purpose the person's data is processed for, and what lets it be: a consent that stands, grounds that hold, or the catalogue's own word.</summary>
internal sealed record PurposeInUse(Purpose Purpose, Given? Consent, ImmutableArray<Ground> Grounds)
{
    public string Title => Purpose.Title.Ru;

    public string Code => Purpose.Code.Value;
}

/// <summary>What is known of one person at an instant, gathered for the answer.</summary>
internal sealed record AnswerFacts(
    OperatorProfile? Profile,
    ImmutableArray<PurposeInUse> Uses,
    ImmutableArray<ConsentRecord> Ended,
    ImmutableArray<Purpose> Unconsented,
    ImmutableArray<Restriction> Restrictions,
    ImmutableArray<ProvidedBy> Provided,
    bool IsProcessed,
    Rules Rules)
{
    /// <summary>The systems were asked at least once: without that nobody can say that nothing is held.</summary>
    public bool SystemsAnswered => !Provided.IsEmpty;

    public IEnumerable<string> Held => Provided.SelectMany(by => by.Held).Distinct();

    public string TitleOf(PurposeCode code) => Rules.Catalogue.Purposes.TryGetValue(code, out var purpose) ? purpose.Title.Ru : code.Value;

    public static AnswerFacts Of(SubjectFile file, DemandState demand, DateTimeOffset at, Rules rules)
    {
        var onFile = rules.Catalogue.Purposes.Values.OrderBy(purpose => purpose.Code.Value, StringComparer.Ordinal)
            .Select(purpose => new PurposeInUse(
                purpose,
                file.Consents.OfType<Given>().LastOrDefault(given => given.Purpose == purpose.Code && !given.HasExpired(at)),
                [.. file.Grounds.Where(ground => ground.Purpose == purpose.Code && ground.Holds(at))]))
            .ToImmutableArray();
        var uses = onFile.RemoveAll(use => use.Consent is null && use.Grounds.IsEmpty);
        var isProcessed = !uses.IsEmpty || demand.Provided.Any(by => !by.Held.IsEmpty);
        var named = onFile.Where(use => demand.Purposes.Contains(use.Purpose.Code) && !uses.Contains(use)).ToArray();
        // A purpose the person names and the operator runs without consent is answered for, though no ground of this person is on the file.
        if (isProcessed) uses = [.. uses, .. named.Where(use => use.Purpose.Basis != LawfulBasis.Consent)];
        return new AnswerFacts(
            rules.Catalogue.Profile,
            uses,
            EndedIn(file, uses, at),
            [.. named.Where(use => use.Purpose.Basis == LawfulBasis.Consent).Select(use => use.Purpose)],
            file.Restrictions,
            demand.Provided,
            isProcessed,
            rules);
    }

    // The last consent to each purpose that is over: its record is kept as proof (ст. 9 ч. 3).
    private static ImmutableArray<ConsentRecord> EndedIn(SubjectFile file, ImmutableArray<PurposeInUse> uses, DateTimeOffset at) =>
    [
        .. file.Consents.Where(consent => consent is Withdrawn or Expired || (consent is Given given && given.HasExpired(at)))
            .Where(consent => uses.All(use => use.Purpose.Code != consent.Purpose))
            .GroupBy(consent => consent.Purpose).Select(group => group.Last()),
    ];
}
