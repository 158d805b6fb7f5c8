using Consent.Domain;
using Consent.Engine;
using Consent.Storage;

namespace Consent.Api;

/// <summary>What burns today: <c>/desk</c>.</summary>
internal sealed class TodayDesk(IRegister register, AccessReader access, TimeProvider clock)
{
    private const int DaysOfStrip = 30;
    private const int WeeksOfChart = 12;
    private const int DaysOfNotices = 7;
    private const int MostBurning = 10;
    private const int MostOwn = 5;

    public void Map(RouteGroupBuilder desk) => desk.MapGet("", GetAsync).For([.. DeskSections.Readers, Scope.Admin]).Recorded();

    private async Task<IResult> GetAsync(Tenant tenant, CancellationToken cancellationToken)
    {
        // Whoever only keeps the settings is shown no requests.
        if (!DeskSections.Readers.Any(tenant.Caller.Has)) return TypedResults.Redirect(DeskSections.Settings);
        var (now, rules) = (clock.GetUtcNow(), tenant.Rules);
        var today = rules.DayOf(now);
        var open = await register.OpenAsync(tenant.Operator, now, cancellationToken);
        var notices = (await access.NoticesAsync(tenant.Operator, cancellationToken)).TakeWhile(row => row.Notice.At > now.AddDays(-DaysOfNotices)).Count();
        var burning = await register.RequestsAsync(
            tenant.Operator, new RequestQuery(false, null, null, null, null, RequestOrder.Due, MostBurning, null, now, today), cancellationToken);
        var own = await register.ObligationsAsync(
            tenant.Operator, new ObligationQuery(ObligationFilter.Outstanding, null, null, null, true, MostOwn, null, now, today), cancellationToken);
        var monday = today.AddDays(-(((int)today.DayOfWeek + 6) % 7) - ((WeeksOfChart - 1) * 7));
        var received = await register.DemandDaysAsync(tenant.Operator, monday, today, cancellationToken);

        var strip = Enumerable.Range(0, DaysOfStrip).Select(today.AddDays).ToList();
        return new ComponentPage<Pages.Desk.Today>(new TodayModel(
            Figures(open, today, LaterTerms.Of(rules.Catalogue.Profile!).Count, notices),
            [.. burning.Select(row => DeskRow.Of(row, now, rules))],
            [.. strip.Where(day => rules.Calendar.Find(day.Year) is not null).Select(day => new StripDay(
                day, rules.Calendar.IsWorking(day), day == today, open.Where(row => !row.IsOverdue && row.Due == day).Sum(row => row.Count)))],
            strip.Select(day => day.Year).Where(year => rules.Calendar.Find(year) is null).Cast<int?>().FirstOrDefault(),
            ChartWeek.Of(monday, WeeksOfChart, received),
            [.. own.Select(row => OwnDuty.Of(row, now, rules))]));
    }

    private static IReadOnlyList<Figure> Figures(IReadOnlyList<OpenRequests> open, DateOnly today, int conflicts, int notices)
    {
        var week = today.AddDays(6);
        return
        [
            Of("overdue", "/requests?due=overdue", open.Where(row => row.IsOverdue), "hot"),
            Of("today", "/requests?due=today", open.Where(row => !row.IsOverdue && row.Due == today), "warm"),
            Of("week", "/requests?due=week", open.Where(row => !row.IsOverdue && row.Due >= today && row.Due <= week)),
            Of("unassigned", "/requests?status=open&unassigned=true", open.Where(row => !row.IsAssigned)),
            Of("applicant", "/requests?status=open&awaitsApplicant=true", open.Where(row => row.AwaitsApplicant)),
            Of("open", "/requests?status=open", open),
            new(conflicts, "Today.conflicts", DeskSections.Root + "/terms#conflicts", conflicts > 0 ? "warm" : ""),
            new(notices, "Today.notices", DeskSections.Root + "/journal/access#notices", notices > 0 ? "warm" : ""),
        ];

        static Figure Of(string key, string path, IEnumerable<OpenRequests> rows, string heat = "")
        {
            var count = rows.Sum(row => row.Count);
            return new Figure(count, "Today." + key, DeskSections.Root + path, count > 0 ? heat : "");
        }
    }
}
