using Consent.Domain;

namespace Consent.Api;

/// <summary>One request: <c>/desk/requests/{number}</c>, its data revealed by a reason, and what may be done with it.</summary>
internal sealed class RequestDesk(RequestPages pages, RequestOrders orders)
{
    public void Map(RouteGroupBuilder desk)
    {
        desk.MapGet("/requests/{number}", GetAsync).For(DeskSections.Readers).Recorded();
        desk.MapPost("/requests/{number}/reveal", RevealAsync).For(Scope.Dpo).Recorded();
        desk.MapPost("/requests/{number}/{action}", PostAsync).For(Scope.Dpo);
    }

    private async Task<IResult> GetAsync(string number, string? saved, Tenant tenant, CancellationToken cancellationToken) =>
        new ComponentPage<Pages.Desk.RequestSheet>(await pages.LoadAsync(number, null, tenant, cancellationToken) with { IsSaved = saved == "true" });

    private async Task<IResult> RevealAsync(string number, Tenant tenant, HttpContext context, CancellationToken cancellationToken)
    {
        var form = await FormBody.ReadAsync(context, tenant);
        if (form["reason"] is not { } reason) return await AgainAsync(number, "reveal", form, new InvalidRequestException("reason", Texts.Get("FieldRequired")), tenant, cancellationToken);
        try
        {
            Readings.CheckReason(reason);
        }
        catch (InvalidRequestException wrong)
        {
            return await AgainAsync(number, "reveal", form, wrong, tenant, cancellationToken);
        }

        // On record with its reason before it is shown, in the file and in the access journal.
        context.Features.Set(new StatedReason(reason));
        return new ComponentPage<Pages.Desk.RequestSheet>(await pages.LoadAsync(number, reason, tenant, cancellationToken));
    }

    private async Task<IResult> PostAsync(string number, string action, Tenant tenant, HttpContext context, CancellationToken cancellationToken)
    {
        if (RequestActionTable.Find(action) is not { } order) return Problems.NotFound();
        var form = await FormBody.ReadAsync(context, tenant);
        try
        {
            var (_, outcome) = await order.ExecuteAsync(number, form, orders, tenant, cancellationToken);
            return Problems.Of(outcome) is { } refused
                ? await AgainAsync(number, action, form, ProblemWords.Of(refused)!, tenant, cancellationToken)
                : TypedResults.Redirect($"{DeskSections.Requests}/{number}");
        }
        catch (InvalidRequestException wrong)
        {
            return await AgainAsync(number, action, form, wrong, tenant, cancellationToken);
        }
    }

    private Task<IResult> AgainAsync(string number, string action, FormBody form, InvalidRequestException wrong, Tenant tenant, CancellationToken cancellationToken) =>
        AgainAsync(number, action, form, ProblemWords.Of(Problems.Malformed(wrong.Errors))!, tenant, cancellationToken);

    // The same page with what was typed in, and why it was not done.
    private async Task<IResult> AgainAsync(string number, string action, FormBody form, ProblemWords problem, Tenant tenant, CancellationToken cancellationToken)
    {
        var model = await pages.LoadAsync(number, null, tenant, cancellationToken);
        return new ComponentPage<Pages.Desk.RequestSheet>(model with { Problem = problem, Sent = new SentForm(action, form.Sent) }, problem.Status);
    }
}
