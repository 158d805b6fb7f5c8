using System.Collections.Immutable;
using Consent.Domain;

namespace Consent.Bench.Data;

/// <summary>What has happened to a person, and what the check must therefore answer: written down here by hand, asked of the service later.</summary>
/// <param name="Commands">The commands, each with the instant it was given.</param>
internal sealed record Story(string Purpose, bool Allowed, string Reason, long Version, Func<DateTimeOffset, string, IEnumerable<FileCommand>> Commands);

/// <summary>The mixture of persons: twenty in a row make one of each share.</summary>
internal static class Stories
{
    private static readonly TextRef Text = new(BenchCatalogue.TextCode, new TextVersion("1", IsNumber: true));
    private static readonly TextRef OldText = new(BenchCatalogue.OldTextCode, new TextVersion("1", IsNumber: true));

    private static readonly Story Given = new(BenchCatalogue.Newsletter, true, "consent-given", 1, (now, _) => [Give(now)]);
    private static readonly Story GivenUntil = new(BenchCatalogue.Newsletter, true, "consent-given", 1, (now, _) => [Give(now, expiresAt: now.AddDays(300))]);
    private static readonly Story Withdrawn = new(BenchCatalogue.Newsletter, false, "withdrawn", 3, (now, number) => [Give(now), Letter(now, number, DemandKind.Withdrawal)]);
    private static readonly Story Expired = new(
        BenchCatalogue.Newsletter, false, "expired", 3, (now, _) => [Give(now, expiresAt: now.AddDays(-1)), new WakeUp(now.AddDays(-1).AddSeconds(1))]);
    private static readonly Story Refused = new(
        BenchCatalogue.Newsletter, false, "refused", 1, (now, _) => [new RefuseConsent(Long(now), new PurposeCode(BenchCatalogue.Newsletter), Text, Long(now), Evidence())]);
    private static readonly Story Superseded = new(BenchCatalogue.Newsletter, false, "text-superseded", 1, (now, _) => [Give(now, text: OldText)]);
    private static readonly Story Blocked = new(
        BenchCatalogue.Newsletter, false, "blocked", 2, (now, number) => [Give(now), Letter(now, number, DemandKind.Blocking)]);
    private static readonly Story Ground = new(BenchCatalogue.Contract, true, "ground-recorded", 1, (now, _) => [Record(now, now.AddDays(200))]);
    private static readonly Story GroundEnded = new(
        BenchCatalogue.Contract, false, "ground-ended", 2, (now, _) => [Record(now, now.AddDays(-1)), new WakeUp(now.AddDays(-1).AddSeconds(1))]);

    public static readonly ImmutableArray<Story> All =
    [
        Given, Given, Withdrawn, Given, Ground, Given, GivenUntil, Given, Expired, Given,
        Given, Refused, Withdrawn, Given, Ground, Given, GivenUntil, GroundEnded, Superseded, Blocked,
    ];

    public static Story Of(int index) => All[index % All.Length];

    private static DateTimeOffset Long(DateTimeOffset now) => now.AddDays(-60);

    private static GiveConsent Give(DateTimeOffset now, DateTimeOffset? expiresAt = null, TextRef? text = null) =>
        new(Long(now), new PurposeCode(BenchCatalogue.Newsletter), text ?? Text, Long(now), expiresAt, Evidence());

    private static RecordGround Record(DateTimeOffset now, DateTimeOffset until) =>
        new(Long(now), new PurposeCode(BenchCatalogue.Contract), LawfulBasis.Contract, new Personal("договор № 17 от 01.02.2026"), Long(now), until);

    private static RegisterRequest Letter(DateTimeOffset now, string number, DemandKind kind) =>
        new(now.AddDays(-2), number, now.AddDays(-2), Channel.Web, [new Demand(1, kind, [], null)], null, null, null);

    // The evidence of api.md's example, as the service reads it from there.
    public static Evidence Evidence() => new(
        "web", new Personal("203.0.113.7"), new Personal("Mozilla/5.0"), new Personal("https://example.ru/news"), SignatureKind.Simple, null,
        new ShownForm(null, [new ShownBox(new PurposeCode(BenchCatalogue.Newsletter), false)], true), null);
}
