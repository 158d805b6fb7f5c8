using Consent.Domain;

namespace Consent.Api;

/// <summary>Who works at the desk: <c>/desk/settings/people</c>. Every act is the API's own.</summary>
internal sealed class PeopleDesk(PeopleApi people, Confirmation confirmation, TimeProvider clock)
{
    public void Map(RouteGroupBuilder desk)
    {
        desk.MapGet("/settings/people", IResult (Tenant tenant) => Show(tenant, null, null, null)).For(Scope.Admin).Recorded();
        desk.MapPost("/settings/people", InviteAsync).For(Scope.Admin);
        desk.MapGet("/settings/people/{person}", (string person, Tenant tenant) => ShowOne(person, tenant, null, null)).For(Scope.Admin).Recorded();
        desk.MapPost("/settings/people/{person}/scopes", ScopesAsync).For(Scope.Admin);
        desk.MapPost("/settings/people/{person}/reset", ResetAsync).For(Scope.Admin);
        desk.MapPost("/settings/people/{person}/disable", DisableAsync).For(Scope.Admin);
        desk.MapPost("/settings/people/{person}/end-sessions", EndAsync).For(Scope.Admin);
    }

    private async Task<IResult> InviteAsync(Tenant tenant, Idempotency idempotency, HttpContext context, CancellationToken cancellationToken)
    {
        var form = await DeskForm.ReadAsync(context, cancellationToken);
        var body = new PersonBody(form.Text("email"), form.Text("name"), form.Chosen("scopes"));
        if (confirmation.FaultOf(tenant.Caller, form) is { } fault) return Show(tenant, body, fault, null);
        var (problem, answer) = await DeskActs.TryAsync(() => people.InviteAsync(tenant.Operator, body, context, tenant.Caller, idempotency.Under(form.Text("once")), cancellationToken));
        return problem is null ? Show(tenant, null, null, ((IValueHttpResult<PersonLinkAnswer>)answer!).Value) : Show(tenant, body, problem, null);
    }

    private Task<IResult> ScopesAsync(string person, Tenant tenant, HttpContext context, CancellationToken cancellationToken) => ActAsync(
        person, "roles", tenant, context, form => people.ChangeScopesAsync(tenant.Operator, person, new PersonScopesBody(form.Chosen("scopes")), tenant.Caller, cancellationToken), cancellationToken);

    private Task<IResult> DisableAsync(string person, Tenant tenant, Idempotency idempotency, HttpContext context, CancellationToken cancellationToken) => ActAsync(
        person, "disabled", tenant, context, form => people.DisableAsync(tenant.Operator, person, tenant.Caller, idempotency.Under(form.Text("once")), cancellationToken), cancellationToken);

    private Task<IResult> EndAsync(string person, Tenant tenant, Idempotency idempotency, HttpContext context, CancellationToken cancellationToken) => ActAsync(
        person, "ended", tenant, context, form => people.EndSessionsAsync(tenant.Operator, person, null, tenant.Caller, idempotency.Under(form.Text("once")), cancellationToken), cancellationToken);

    private async Task<IResult> ResetAsync(string person, Tenant tenant, Idempotency idempotency, HttpContext context, CancellationToken cancellationToken)
    {
        var form = await DeskForm.ReadAsync(context, cancellationToken);
        if (confirmation.FaultOf(tenant.Caller, form) is { } fault) return ShowOne(person, tenant, fault, null);
        var (problem, answer) = await DeskActs.TryAsync(() => people.ResetAsync(tenant.Operator, person, context, tenant.Caller, idempotency.Under(form.Text("once")), cancellationToken));
        return problem is null ? ShowOne(person, tenant, null, ((IValueHttpResult<PersonLinkAnswer>)answer!).Value) : ShowOne(person, tenant, problem, null);
    }

    private async Task<IResult> ActAsync(string person, string what, Tenant tenant, HttpContext context, Func<DeskForm, Task<IResult>> act, CancellationToken cancellationToken)
    {
        var form = await DeskForm.ReadAsync(context, cancellationToken);
        if (confirmation.FaultOf(tenant.Caller, form) is { } fault) return ShowOne(person, tenant, fault, null);
        var (problem, _) = await DeskActs.TryAsync(() => act(form));
        return problem is null ? SettingsTabs.Done($"{SettingsTabs.People}/{person}", what) : ShowOne(person, tenant, problem, null);
    }

    private ComponentPage<Pages.Desk.PeoplePage> Show(Tenant tenant, PersonBody? sent, ProblemWords? problem, PersonLinkAnswer? link) =>
        new(new PeopleModel(ListOf(tenant), sent, link, tenant.Rules.Zone, problem), problem?.Status ?? StatusCodes.Status200OK);

    private IResult ShowOne(string id, Tenant tenant, ProblemWords? problem, PersonLinkAnswer? link) => ListOf(tenant).FirstOrDefault(person => person.Id == id) is { } person
        ? new ComponentPage<Pages.Desk.PersonPage>(new PersonModel(person, person.Id == tenant.Caller.SignedIn?.Person.Id, link, tenant.Rules.Zone, clock.GetUtcNow(), problem), problem?.Status ?? StatusCodes.Status200OK)
        : Problems.NotFound();

    private IReadOnlyList<PersonAnswer> ListOf(Tenant tenant) => ((IValueHttpResult<Page<PersonAnswer>>)people.List(tenant.Operator)).Value!.Items;
}

/// <summary>What <c>/desk/settings/people</c> shows; the link of an invitation once.</summary>
public sealed record PeopleModel(IReadOnlyList<PersonAnswer> People, PersonBody? Sent, PersonLinkAnswer? Link, TimeZoneInfo Zone, ProblemWords? Problem);

/// <summary>One person of the desk.</summary>
public sealed record PersonModel(PersonAnswer Person, bool IsOneself, PersonLinkAnswer? Link, TimeZoneInfo Zone, DateTimeOffset Now, ProblemWords? Problem);
