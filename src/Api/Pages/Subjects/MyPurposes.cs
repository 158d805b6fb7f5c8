using Consent.Domain;

namespace Consent.Api;

/// <summary>The consents of a file by their purposes: those that stand first, each with the words that were agreed to.</summary>
internal static class MyPurposes
{
    public static IReadOnlyList<MyPurpose> Of(SubjectFile file, OperatorCatalogue catalogue, DateTimeOffset now) =>
    [
        .. file.Consents.Reverse().GroupBy(consent => consent.Purpose)
            .Select(group => new MyPurpose(catalogue.Purposes[group.Key], [.. group.Select(consent => Of(consent, catalogue, now))]))
            .OrderByDescending(purpose => purpose.MayBeWithdrawn).ThenBy(purpose => SubjectSite.TitleOf(purpose.Purpose), StringComparer.Ordinal),
    ];

    private static MyConsent Of(ConsentRecord consent, OperatorCatalogue catalogue, DateTimeOffset now) => new(
        consent is Given given && given.HasExpired(now) ? "expired"
            : consent is Given && catalogue.IsSuperseded(consent.Text, consent.Purpose, now) ? "text-superseded"
            : ConsentsApi.StatusOf(consent),
        consent.GivenAt,
        consent switch { Withdrawn withdrawn => withdrawn.EndedAt, Expired expired => expired.EndedAt, Superseded superseded => superseded.EndedAt, Given stands when stands.HasExpired(now) => stands.ExpiresAt, _ => null },
        (consent as Given)?.ExpiresAt,
        catalogue.Find(consent.Text)!);
}
