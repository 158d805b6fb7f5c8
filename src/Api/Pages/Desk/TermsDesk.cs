using System.Globalization;
using Consent.Domain;
using Consent.Engine;
using Consent.Storage;

namespace Consent.Api;

/// <summary>The duties of the law, the calculator and the calendars: <c>/desk/terms</c>. Nothing personal is asked or shown.</summary>
internal sealed class TermsDesk(Catalogues catalogues, TimeProvider clock)
{
    public const string Path = DeskSections.Root + "/terms";
    public const string CalendarPath = Path + "/calendar";

    public void Map(RouteGroupBuilder desk)
    {
        desk.MapGet("/terms", Get).For([.. DeskSections.Readers, Scope.Admin]).Recorded();
        desk.MapGet("/terms/calendar", GetCalendar).For([.. DeskSections.Readers, Scope.Admin]).Recorded();
    }

    private IResult Get(Tenant tenant, HttpContext context)
    {
        var (query, today) = (context.Request.Query, tenant.Rules.DayOf(clock.GetUtcNow()));
        var (what, on, at) = (Of(query, "what"), Of(query, "on"), Of(query, "at"));
        IReadOnlyList<CountedDuty> counted = [];
        ProblemWords? problem = null;
        try
        {
            if (what is not null) counted = Count(what, on, at, today, tenant.Rules);
        }
        catch (InvalidRequestException malformed)
        {
            problem = ProblemWords.Of(Problems.Malformed(malformed.Errors));
        }

        var conflicts = LaterTerms.Of(tenant.Rules.Catalogue.Profile!).Select(pair => new LaterPromise(
            Texts.Get("Duty." + Words.Of(pair.Contract.Duty)), pair.Contract.Clause, TermWords.Of(pair.Contract.Term), TermWords.Of(pair.Law.Term), pair.Law.Article)).ToList();
        return new ComponentPage<Pages.Desk.TermsPage>(
            new TermsModel(what, on ?? today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), at, counted, conflicts, problem), problem?.Status ?? StatusCodes.Status200OK);
    }

    private IResult GetCalendar(Tenant tenant, HttpContext context)
    {
        var (calendar, today) = (tenant.Rules.Calendar, tenant.Rules.DayOf(clock.GetUtcNow()));
        if (!int.TryParse(Of(context.Request.Query, "year") ?? today.Year.ToString(CultureInfo.InvariantCulture), NumberStyles.None, CultureInfo.InvariantCulture, out var year) || year is < 1990 or > 2149)
            return Problems.NotFound();
        return new ComponentPage<Pages.Desk.CalendarPage>(new CalendarModel(
            year, [.. calendar.Years.Append(year).Append(today.Year + 1).Distinct().Order()], calendar.Find(year), today, catalogues.Installation.Calendars.Any(loaded => loaded.Year == year),
            tenant.Rules.Catalogue.Profile!.Calendar.Select(day => day.Date).ToHashSet()));
    }

    private static IReadOnlyList<CountedDuty> Count(string what, string? on, string? at, DateOnly today, Rules rules)
    {
        var fields = new Fields();
        var day = fields.Date(on, "on") ?? today;
        var time = TimeOnly.MinValue;
        if (at is not null && !TimeOnly.TryParseExact(at, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out time)) fields.Wrong("at", "FieldNotTime");
        IReadOnlyList<(Duty Duty, string? Row)> asked = Words.Find<DemandKind>(what) is { } kind ? [.. DemandKinds.Duties(kind).Select(duty => (duty, (string?)null))]
            : [.. Deadlines.All.Where(row => row.No == what).DistinctBy(row => row.Duty).Select(row => (row.Duty, (string?)row.No))];
        if (asked.Count == 0 && Words.Find<Duty>(what) is { } duty) asked = [(duty, null)];
        if (asked.Count == 0 && what != Words.Of(DemandKind.Other)) fields.Wrong("what", "FieldUnknownDuty");
        fields.ThrowIfWrong();

        var from = rules.StartOf(day) + time.ToTimeSpan();
        return [.. asked.Select(pair => Count(pair.Duty, pair.Row, from, rules))];
    }

    private static CountedDuty Count(Duty duty, string? row, DateTimeOffset from, Rules rules)
    {
        var (name, law) = (Texts.Get("Duty." + Words.Of(duty)), Deadlines.Find(duty));
        try
        {
            var answer = CountedTerms.Of(duty, row, isExtended: false, from, rules);
            var hasMore = answer.Origin == Words.Of(Origin.Law) && Deadlines.Of(duty, rules.DayOf(from), row).Extension is not null;
            return new CountedDuty(name, answer, answer.Row is { } no ? SourceMarks.Of(no, duty) : SourceMark.Read, hasMore ? Extended(duty, row, from, rules) : null, rules, null);
        }
        catch (RefusedException refused)
        {
            return new CountedDuty(name, null, law is null ? SourceMark.Read : SourceMarks.Of(law), null, rules, ProblemWords.Of(Problems.Of(refused.Refusal)));
        }
    }

    // With the extension the term may reach into a year that has no calendar yet, when without it it does not.
    private static DateOnly? Extended(Duty duty, string? row, DateTimeOffset from, Rules rules)
    {
        try
        {
            return CountedTerms.Of(duty, row, isExtended: true, from, rules).Due;
        }
        catch (RefusedException)
        {
            return null;
        }
    }

    private static string? Of(IQueryCollection query, string name) => query[name] is [{ Length: > 0 } value] ? value : null;
}
