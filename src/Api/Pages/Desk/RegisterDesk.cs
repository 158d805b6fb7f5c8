using Consent.Domain;
using Consent.Engine;
using Consent.Storage;

namespace Consent.Api;

/// <summary>A letter from paper, phone or e-mail comes onto the journal: <c>/desk/register</c>; its terms are shown before it is saved.</summary>
internal sealed class RegisterDesk(RequestRegistry registry, SubjectSearch search, FileReader reader, TimeProvider clock)
{
    public void Map(RouteGroupBuilder desk)
    {
        desk.MapGet("/register", IResult (string? subject, Tenant tenant) => new ComponentPage<Pages.Desk.RegisterSheet>(
            Empty(tenant, new SentForm("register", subject is null ? new Dictionary<string, string[]>() : new Dictionary<string, string[]> { ["subject"] = [subject] })))).For(Scope.Dpo).Recorded();
        desk.MapPost("/register", PostAsync).For(Scope.Dpo).Recorded();
    }

    private async Task<IResult> PostAsync(Tenant tenant, HttpContext context, CancellationToken cancellationToken)
    {
        var form = await FormBody.ReadAsync(context, tenant);
        var model = Empty(tenant, new SentForm("register", form.Sent));
        try
        {
            return form["step"] switch
            {
                "find" => new ComponentPage<Pages.Desk.RegisterSheet>(model with { Found = await FindAsync(form, tenant, cancellationToken) }),
                "save" => await SaveAsync(form, model, tenant, cancellationToken),
                _ => await TermsAsync(form, model, tenant, cancellationToken),
            };
        }
        catch (InvalidRequestException wrong)
        {
            return Again(model, ProblemWords.Of(Problems.Malformed(wrong.Errors))!);
        }
        catch (RefusedException refused)
        {
            return Again(model, ProblemWords.Of(Problems.Of(refused.Refusal))!);
        }
    }

    private async Task<IReadOnlyList<FoundSubject>> FindAsync(FormBody form, Tenant tenant, CancellationToken cancellationToken)
    {
        var contact = form["applicant.contact"];
        var isEmail = contact?.Contains('@', StringComparison.Ordinal) == true;
        return await search.FindAsync(new SearchBody(isEmail ? contact : null, isEmail ? null : contact, form["applicant.document.number"], Texts.Get("Register.findReason")), tenant, cancellationToken);
    }

    private async Task<IResult> SaveAsync(FormBody form, RegisterModel model, Tenant tenant, CancellationToken cancellationToken)
    {
        var outcome = await registry.RegisterAsync(form.Read<RequestBody>(), tenant, form.Idempotency, cancellationToken);
        return Problems.Of(outcome) is { } refused
            ? Again(model, ProblemWords.Of(refused)!)
            : TypedResults.Redirect($"{DeskSections.Requests}/{((Outcome.Done)outcome).Events.OfType<RequestReceived>().Single().Number}?saved=true");
    }

    // Decided as the engine will decide it, and not written.
    private async Task<IResult> TermsAsync(FormBody form, RegisterModel model, Tenant tenant, CancellationToken cancellationToken)
    {
        var (subject, command) = registry.Read(form.Read<RequestBody>());
        var file = subject.IsNamedByOperator ? (await reader.ReadAsync(tenant.File(subject), null, cancellationToken)).File : SubjectFile.Empty;
        var numbered = command.WithNumber(RequestNumbers.Format(tenant.Rules.DayOf(command.At).Year, 0), isNameless: !subject.IsNamedByOperator);
        var decision = SubjectFileDecider.Decide(file, numbered, tenant.Rules);
        if (decision is Decision.Refused refused) return Again(model, ProblemWords.Of(Problems.Of(refused.Refusal))!);
        var received = ((Decision.Accepted)decision).Events.OfType<RequestReceived>().Single();
        var clocks = received.Obligations.Select(owed => DemandClock.Of(RequestViews.Of(owed, command.At), command.At, tenant.Rules)).ToLookup(owed => owed.Owed.Demand ?? 0);
        return new ComponentPage<Pages.Desk.RegisterSheet>(model with
        {
            Terms = new RegisterTerms(
                [
                    .. received.Demands.Select(demand => (Names.Of("Kind", Words.Of(demand.Kind)), received.NothingToWithdraw.Contains(demand.Id), (IReadOnlyList<DemandClock>)[.. clocks[demand.Id]])),
                    .. clocks.Contains(0) ? [(Texts.Get("Request.whole"), false, (IReadOnlyList<DemandClock>)[.. clocks[0]])] : Array.Empty<(string, bool, IReadOnlyList<DemandClock>)>(),
                ],
                received.RepeatOf),
        });
    }

    private static ComponentPage<Pages.Desk.RegisterSheet> Again(RegisterModel model, ProblemWords problem) => new(model with { Problem = problem }, problem.Status);

    private RegisterModel Empty(Tenant tenant, SentForm sent) => new(
        sent,
        [.. tenant.Rules.Catalogue.Purposes.Values.Select(purpose => (purpose.Code.Value, purpose.Title.Ru)).OrderBy(purpose => purpose.Ru, StringComparer.CurrentCulture)],
        TimeZoneInfo.ConvertTime(clock.GetUtcNow(), tenant.Rules.Zone).ToString("yyyy-MM-dd'T'HH:mm", System.Globalization.CultureInfo.InvariantCulture),
        tenant.Rules.Zone);
}
