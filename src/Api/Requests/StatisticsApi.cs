using Consent.Domain;
using Consent.Storage;

namespace Consent.Api;

/// <summary>What a person in charge writes by hand at the end of a year: <c>GET /v1/statistics</c>.</summary>
internal sealed class StatisticsApi(IRegister register, TimeProvider clock)
{
    public void Map(RouteGroupBuilder v1) =>
        v1.MapGet("/statistics", GetAsync).For(Scope.Dpo, Scope.Auditor)
            .Describe(
                "Statistics of requests",
                "By the day of receipt, `from` and `to` included; without both, the current year. Each demand is met (decided and nothing late), late, withdrawn or open; "
                + "working days from receipt to decision by the nearest-rank method. `format=csv` gives the table for a spreadsheet.",
                null,
                Examples.Statistics)
            .Produces<StatisticsAnswer>(StatusCodes.Status200OK, "application/json", "text/csv");

    private async Task<IResult> GetAsync(
        string? from, string? to, string? format, Tenant tenant, HttpContext context, CancellationToken cancellationToken)
    {
        var fields = new Fields();
        if (format is not (null or "json" or "csv")) fields.Wrong("format", "FieldNotWord", "json, csv");
        var (first, last) = Period(from, to, tenant.Rules.DayOf(clock.GetUtcNow()).Year, fields);
        fields.ThrowIfWrong();

        var received = await register.ReceivedAsync(tenant.Operator, first, last, cancellationToken);
        context.Response.Headers.CacheControl = "no-store";
        try
        {
            var answer = StatisticsAnswer.Of(first, last, received.Requests, Statistics.Of(received.Demands, tenant.Rules.Calendar));
            return format == "csv"
                ? Results.Bytes(StatisticsTable.Csv(answer), "text/csv; charset=utf-8", FormattableString.Invariant($"statistics-{first:yyyy-MM-dd}-{last:yyyy-MM-dd}.csv"))
                : Answers.Json(answer, ApiJson.Wire.StatisticsAnswer);
        }
        catch (CalendarMissingException missing)
        {
            return Problems.Of(new CalendarMissing(missing.Year));
        }
    }

    private static (DateOnly First, DateOnly Last) Period(string? from, string? to, int year, Fields fields)
    {
        if (from is null && to is null) return (new DateOnly(year, 1, 1), new DateOnly(year, 12, 31));
        var (first, last) = (fields.Day(from, "from"), fields.Day(to, "to"));
        if (last < first) fields.Wrong("to", "FieldBeforeFrom");
        return (first, last);
    }
}
