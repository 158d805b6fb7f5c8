using System.Globalization;
using Consent.Domain;
using Consent.Storage;

namespace Consent.Api;

/// <summary>The duties with their articles, the calculator, the calendars: <c>/desk/terms</c>. Nothing personal.</summary>
internal sealed class TermsDesk(TimeProvider clock)
{
    private const string LocalDay = "yyyy-MM-dd";

    public void Map(RouteGroupBuilder desk) => desk.MapGet("/terms", Get).For([.. DeskSections.Readers, Scope.Admin]);

    private ComponentPage<Pages.Desk.TermsSheet> Get(string? duty, string? on, string? extended, string? year, Tenant tenant)
    {
        var rules = tenant.Rules;
        var today = rules.DayOf(clock.GetUtcNow());
        var (answer, problem) = string.IsNullOrEmpty(duty) ? (null, null) : Count(duty, on, extended, rules);
        var shown = int.TryParse(year, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? rules.Calendar.Find(number) : null;
        var counted = shown ?? rules.Calendar.Find(today.Year);
        return new ComponentPage<Pages.Desk.TermsSheet>(
            new TermsModel(
                duty, on ?? today.ToString(LocalDay, CultureInfo.InvariantCulture), extended == "true", answer, problem,
                [.. Deadlines.All.Select(DutyLine.Of)],
                [.. LaterTerms.Of(rules.Catalogue.Profile!).Select(pair => new LaterLine(Names.Of("Duty", Words.Of(pair.Law.Duty)), pair.Contract.Clause, TermWords.Of(pair.Contract.Term), TermWords.Of(pair.Law.Term), pair.Law.Article))],
                [.. rules.Calendar.Years], counted, today),
            problem?.Status ?? StatusCodes.Status200OK);
    }

    // A day of the operator's, as if received at its noon.
    private static (TermAnswer?, ProblemWords?) Count(string duty, string? on, string? extended, Rules rules)
    {
        try
        {
            var fields = new Fields();
            var day = fields.Day(string.IsNullOrEmpty(on) ? null : on, "on");
            fields.ThrowIfWrong();
            var receivedAt = rules.StartOf(day).AddHours(12);
            return (TermCalculator.Count(duty, receivedAt.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture), extended == "true" ? "true" : null, null, null, rules), null);
        }
        catch (InvalidRequestException wrong)
        {
            return (null, ProblemWords.Of(Problems.Malformed(wrong.Errors)));
        }
        catch (RefusedException refused)
        {
            return (null, ProblemWords.Of(Problems.Of(refused.Refusal)));
        }
    }
}

/// <summary>What <c>/desk/terms</c> shows.</summary>
public sealed record TermsModel(
    string? Duty, string On, bool IsExtended, TermAnswer? Answer, ProblemWords? Problem, IReadOnlyList<DutyLine> Duties, IReadOnlyList<LaterLine> Later,
    IReadOnlyList<int> Years, CountedYear? Year, DateOnly Today);

/// <summary>A row of the law in words.</summary>
public sealed record DutyLine(string No, string Word, string Title, string Article, string Term, string? Extension)
{
    public static DutyLine Of(DutyRow row) => new(
        row.No, Words.Of(row.Duty), Names.Of("Duty", Words.Of(row.Duty)), row.Article, TermWords.Of(row.Term), row.Extension is { } more ? TermWords.Of(more) : null);
}

/// <summary>A promise of a contract that is later than the law.</summary>
public sealed record LaterLine(string Duty, string Clause, string Promised, string Allowed, string Article);
