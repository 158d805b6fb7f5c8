using Consent.Domain;
using Consent.Engine;
using Consent.Storage;

namespace Consent.Api;

/// <summary>A counted term: <c>GET /v1/terms</c>; every day that counts is listed.</summary>
public sealed record TermAnswer(
    string Duty, string Origin, string Article, DateOnly From, Term Term, DateOnly Due, DateOnly SafeDue, DateTimeOffset? DueAt, IReadOnlyList<DateOnly> Days, string Calendar);

/// <summary>The calculator: no personal data, any key.</summary>
internal static class TermsApi
{
    public static void Map(RouteGroupBuilder v1) =>
        v1.MapGet("/terms", Get).ForAnyKey()
            .Describe("Count a term", "By the law's table and the production calendar; `extended=true` with the one extension of the law.", null, Examples.Term)
            .Produces<TermAnswer>();

    private static IResult Get(string? duty, string? receivedAt, string? extended, string? timeZone, Tenant tenant)
    {
        var fields = new Fields();
        var named = fields.Word<Duty>(duty, "duty");
        if (receivedAt is null) fields.Wrong("receivedAt", "FieldRequired");
        var from = fields.Instant(receivedAt, "receivedAt") ?? default;
        if (extended is not (null or "true" or "false")) fields.Wrong("extended", "FieldNotWord", "true, false");
        var zone = timeZone is null ? tenant.Rules.Zone : TimeZones.Find(timeZone);
        if (zone is null) fields.Wrong("timeZone", "FieldNotTimeZone");
        fields.ThrowIfWrong();

        var rules = tenant.Rules with { Zone = zone! };
        try
        {
            return Deadlines.Find(named) is { } row
                ? ByLaw(row, extended == "true", from, rules)
                : ByContract(named, from, rules);
        }
        catch (CalendarMissingException missing)
        {
            return Problems.Of(new CalendarMissing(missing.Year));
        }
    }

    private static IResult ByLaw(DutyRow row, bool isExtended, DateTimeOffset from, Rules rules)
    {
        if (isExtended && row.Extension is null) return Problems.Of(new NoExtension(Words.Of(row.Duty)));
        var term = isExtended ? row.Extended() : row.Term;
        return Answer(row.Duty, Origin.Law, row.Article, term, rules.ByLaw(from, term), from, rules);
    }

    private static IResult ByContract(Duty duty, DateTimeOffset from, Rules rules) =>
        rules.Catalogue.Profile!.ContractTerms.FirstOrDefault(term => term.Duty == duty) is { } promise
            ? Answer(duty, Origin.Contract, promise.Clause, promise.Term, rules.ByContract(from, promise.Term), from, rules)
            : Problems.Of(new NoStatutoryTerm(Words.Of(duty)));

    private static IResult Answer(Duty duty, Origin origin, string article, Term term, Deadline deadline, DateTimeOffset from, Rules rules) => Answers.Json(
        new TermAnswer(
            Words.Of(duty), Words.Of(origin), article, rules.DayOf(from), term, deadline.Due, deadline.SafeDue,
            term is Hours or Immediately ? deadline.EndsAt : null,
            [.. rules.Calendar.CountedDays(rules.DayOf(from), term)],
            deadline.Calendar),
        ApiJson.Wire.TermAnswer);
}
