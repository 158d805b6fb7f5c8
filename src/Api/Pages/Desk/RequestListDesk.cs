using Microsoft.AspNetCore.Http.Extensions;

namespace Consent.Api;

/// <summary>The request journal: <c>/desk/requests</c>. The filters are those of the API, and the address is their state.</summary>
internal sealed class RequestListDesk(RequestList list, TimeProvider clock)
{
    private static readonly string[] Names = ["status", "kind", "due", "channel", "assigned", "unassigned", "dueFrom", "dueTo", "receivedFrom", "receivedTo", "q", "sort"];

    public void Map(RouteGroupBuilder desk) => desk.MapGet("/requests", GetAsync).For(DeskSections.Readers).Recorded();

    private async Task<IResult> GetAsync(Tenant tenant, HttpContext context, CancellationToken cancellationToken)
    {
        // What was left empty in the form is not asked for.
        var query = context.Request.Query;
        string? Of(string name) => query[name] is [{ Length: > 0 } value] ? value : null;
        var filter = new RequestFilter(
            Of("status"), Of("kind"), Of("due"), Of("dueFrom"), Of("dueTo"), Of("channel"), Of("receivedFrom"), Of("receivedTo"), Of("assigned"), Of("unassigned"), Of("q"), Of("sort"), null, Of("cursor"));
        var chosen = Names.Select(name => (name, Of(name))).Where(pair => pair.Item2 is not null).Select(pair => KeyValuePair.Create(pair.name, pair.Item2!)).ToList();
        var first = DeskSections.Requests + new QueryBuilder(chosen);
        try
        {
            var (page, now) = (await list.FindAsync(filter, tenant, cancellationToken), clock.GetUtcNow());
            var next = page.NextCursor is { } cursor ? DeskSections.Requests + new QueryBuilder([.. chosen, KeyValuePair.Create("cursor", cursor)]).ToString() : null;
            return new ComponentPage<Pages.Desk.RequestJournal>(new RequestJournalModel(
                filter, [.. page.Items.Select(row => DeskRow.Of(row, now, tenant.Rules))], first, next, filter.Cursor is not null, chosen.Count > 0, null));
        }
        catch (InvalidRequestException malformed)
        {
            var words = ProblemWords.Of(Problems.Malformed(malformed.Errors))!;
            return new ComponentPage<Pages.Desk.RequestJournal>(new RequestJournalModel(filter, [], DeskSections.Requests, null, false, true, words), words.Status);
        }
    }
}

/// <summary>What <c>/desk/requests</c> shows.</summary>
public sealed record RequestJournalModel(
    RequestFilter Filter, IReadOnlyList<DeskRow> Rows, string First, string? Next, bool IsLater, bool IsFiltered, ProblemWords? Problem);
