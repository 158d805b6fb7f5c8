using Consent.Domain;

namespace Consent.Api;

/// <summary>One request: <c>/desk/requests/{number}</c>, its data revealed by a reason, and what may be done with it.</summary>
internal sealed class RequestDesk(RequestPages pages, RequestOrders orders, RequestNaming naming, SubjectSearch search)
{
    public const string NameSubject = "name-subject";

    public void Map(RouteGroupBuilder desk)
    {
        desk.MapGet("/requests/{number}", GetAsync).For(DeskSections.Readers).Recorded();
        desk.MapPost("/requests/{number}/reveal", RevealAsync).For(Scope.Dpo).Recorded();
        desk.MapPost("/requests/{number}/" + NameSubject, NameAsync).For(Scope.Dpo).Recorded();
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

    // Whose it is: looked for by what the letter says, or named; then it goes on under another number.
    private async Task<IResult> NameAsync(string number, Tenant tenant, HttpContext context, CancellationToken cancellationToken)
    {
        var form = await FormBody.ReadAsync(context, tenant);
        var (problem, answer) = await DeskActs.TryAsync(async () =>
        {
            if (form["step"] == "find") return await FoundAsync(number, form, tenant, cancellationToken);
            var ((_, outcome), goesOnAs) = await naming.ExecuteAsync(number, form.Read<NameSubjectBody>(), form.Version, tenant, form.Idempotency, cancellationToken);
            return Problems.Of(outcome) ?? TypedResults.Redirect($"{DeskSections.Requests}/{goesOnAs}");
        });
        return problem is null ? answer! : await AgainAsync(number, NameSubject, form, problem, tenant, cancellationToken);
    }

    // The same page with who was found, masked again.
    private async Task<IResult> FoundAsync(string number, FormBody form, Tenant tenant, CancellationToken cancellationToken)
    {
        var found = await FindAsync(await pages.LoadAsync(number, Texts.Get("Register.findReason"), tenant, cancellationToken), tenant, cancellationToken);
        var model = await pages.LoadAsync(number, null, tenant, cancellationToken);
        return new ComponentPage<Pages.Desk.RequestSheet>(model with { Sent = new SentForm(NameSubject, form.Sent), Found = found });
    }

    // By its contact and by its document, each for itself: people seldom write both as the operator knows them.
    private async Task<IReadOnlyList<string>> FindAsync(RequestModel opened, Tenant tenant, CancellationToken cancellationToken)
    {
        var (contact, document) = (opened.Request.Applicant?.Contact, opened.Request.Applicant?.Document?.Number);
        var isEmail = contact?.Contains('@', StringComparison.Ordinal) == true;
        var found = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var body in (SearchBody[])[new(isEmail ? contact : null, isEmail ? null : contact, null, Texts.Get("Register.findReason")), new(null, null, document, Texts.Get("Register.findReason"))])
        {
            if (body is { Email: null, Phone: null, Document: null }) continue;
            try
            {
                found.UnionWith((await search.FindAsync(body, tenant, cancellationToken)).Select(one => one.Subject).OfType<string>());
            }
            catch (InvalidRequestException)
            {
                // An address of a street, or no number at all: nothing to look by.
            }
        }

        return [.. found];
    }

    private Task<IResult> AgainAsync(string number, string action, FormBody form, InvalidRequestException wrong, Tenant tenant, CancellationToken cancellationToken) =>
        AgainAsync(number, action, form, ProblemWords.Of(Problems.Malformed(wrong.Errors))!, tenant, cancellationToken);

    private Task<IResult> AgainAsync(string number, string action, FormBody form, ProblemWords problem, Tenant tenant, CancellationToken cancellationToken) =>
        pages.AgainAsync(number, new SentForm(action, form.Sent), problem, tenant, cancellationToken);
}
