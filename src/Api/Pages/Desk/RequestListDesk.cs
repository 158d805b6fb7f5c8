using System.Globalization;
using Consent.Domain;

namespace Consent.Api;

/// <summary>The request journal: <c>/desk/requests</c>. The filters are those of the API, and the address is their state; so are its export, assignment and views.</summary>
internal sealed class RequestListDesk(RequestList list, ViewsApi views, AssignmentsApi assignments, RequestExportApi export, TimeProvider clock)
{
    public const string Assign = "assign";
    public const string Export = "export";
    public const string Views = "views";

    public void Map(RouteGroupBuilder desk)
    {
        desk.MapGet("/requests", (Tenant tenant, HttpContext context, CancellationToken cancel) => ShowAsync(tenant, context, null, null, null, cancel)).For(DeskSections.Readers).Recorded();
        desk.MapPost("/requests/" + Export, ExportAsync).For(DeskSections.Readers).Recorded();
        desk.MapPost("/requests/" + Assign, AssignAsync).For(Scope.Dpo);
        desk.MapPost("/requests/" + Views, SaveAsync).For(DeskSections.Readers);
        desk.MapPost($"/requests/{Views}/{{view}}/remove", RemoveAsync).For(DeskSections.Readers);
        // Whoever comes back to the page that a form made comes to the list.
        foreach (var act in (string[])[Export, Assign, Views])
            desk.MapGet("/requests/" + act, (HttpContext context) => TypedResults.LocalRedirect(RequestAddress.Of(context.Request.Query).First)).For(DeskSections.Readers);
    }

    private async Task<IResult> ExportAsync(Tenant tenant, HttpContext context, CancellationToken cancellationToken)
    {
        var form = await FormBody.ReadAsync(context, tenant);
        // On record with its reason before it is shown, in every file and in the access journal.
        if (form["reason"] is { } reason && tenant.Caller.Has(Scope.Dpo)) context.Features.Set(new StatedReason(reason));
        var (problem, answer) = await DeskActs.TryAsync(() => export.GetAsync(form["format"], form["from"], form["to"], form["asOf"], form["reason"], tenant, context, cancellationToken));
        return problem is null ? answer! : await ShowAsync(tenant, context, problem, new SentForm(Export, form.Sent), null, cancellationToken);
    }

    private async Task<IResult> AssignAsync(Tenant tenant, HttpContext context, CancellationToken cancellationToken)
    {
        var form = await FormBody.ReadAsync(context, tenant);
        var body = form.Read<AssignManyBody>();
        var (problem, answer) = await DeskActs.TryAsync(() => assignments.PostAsync(body, tenant, form.Idempotency, cancellationToken));
        // The form of the export has a field of the same name.
        var told = problem is null ? null : problem with { Errors = problem.Errors.ToDictionary(error => $"{Assign}-{error.Key}", error => error.Value) };
        var outcome = problem is null ? new AssignOutcome(body.To!, ((IValueHttpResult<AssignManyAnswer>)answer!).Value!.Results) : null;
        return await ShowAsync(tenant, context, told, problem is null ? null : new SentForm(Assign, form.Sent), outcome, cancellationToken);
    }

    private async Task<IResult> SaveAsync(Tenant tenant, HttpContext context, CancellationToken cancellationToken)
    {
        var form = await FormBody.ReadAsync(context, tenant);
        var (address, name) = (RequestAddress.Of(context.Request.Query), form["name"]?.Trim());
        // The same name is the same view, arranged anew; the same form sent twice saves one.
        var id = Saved(tenant).FirstOrDefault(view => view.Name == name)?.Id ?? form[FormBody.Once] ?? "";
        var (problem, _) = await DeskActs.TryAsync(() => views.PutAsync(id, new ViewBody(name, address.Saved), tenant, cancellationToken));
        return problem is null ? TypedResults.LocalRedirect(address.First) : await ShowAsync(tenant, context, problem, new SentForm(Views, form.Sent), null, cancellationToken);
    }

    private async Task<IResult> RemoveAsync(string view, Tenant tenant, HttpContext context, CancellationToken cancellationToken)
    {
        var (problem, _) = await DeskActs.TryAsync(() => views.DeleteAsync(view, tenant, cancellationToken));
        return problem is null ? TypedResults.LocalRedirect(RequestAddress.Of(context.Request.Query).First) : await ShowAsync(tenant, context, problem, null, null, cancellationToken);
    }

    private async Task<IResult> ShowAsync(Tenant tenant, HttpContext context, ProblemWords? problem, SentForm? sent, AssignOutcome? assigned, CancellationToken cancellationToken)
    {
        var (address, now) = (RequestAddress.Of(context.Request.Query), clock.GetUtcNow());
        var today = tenant.Rules.DayOf(now);
        var tools = new RequestTools(
            address.Here, [.. Saved(tenant).Select(view => LinkOf(view, address))], tenant.Caller.Has(Scope.Dpo),
            Day(new DateOnly(today.Year, 1, 1)), Day(today), sent, assigned);
        try
        {
            var page = await list.FindAsync(address.Filter, tenant, cancellationToken);
            var next = page.NextCursor is { } cursor ? DeskSections.Requests + address.After(cursor) : null;
            return new ComponentPage<Pages.Desk.RequestJournal>(
                new RequestJournalModel(
                    address.Filter, [.. page.Items.Select(row => DeskRow.Of(row, now, tenant.Rules))], address.First, next, address.Filter.Cursor is not null, address.Chosen.Count > 0, tools, problem),
                problem?.Status ?? StatusCodes.Status200OK);
        }
        catch (InvalidRequestException malformed)
        {
            var words = problem ?? ProblemWords.Of(Problems.Malformed(malformed.Errors))!;
            return new ComponentPage<Pages.Desk.RequestJournal>(new RequestJournalModel(address.Filter, [], DeskSections.Requests, null, false, true, tools with { IsSound = false }, words), words.Status);
        }
    }

    private IReadOnlyList<ViewAnswer> Saved(Tenant tenant) => ((IValueHttpResult<Page<ViewAnswer>>)views.List(tenant)).Value!.Items;

    private static ViewLink LinkOf(ViewAnswer view, RequestAddress here)
    {
        var address = RequestAddress.Of(view.Query);
        return new(view.Id, view.Name, address.First, address.Query == here.Query);
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

/// <summary>What <c>/desk/requests</c> shows.</summary>
public sealed record RequestJournalModel(
    RequestFilter Filter, IReadOnlyList<DeskRow> Rows, string First, string? Next, bool IsLater, bool IsFiltered, RequestTools Tools, ProblemWords? Problem);
