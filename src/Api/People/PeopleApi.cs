using System.Collections.Immutable;
using System.Net.Mail;
using Consent.Domain;
using Consent.Engine;
using Consent.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Consent.Api;

/// <summary>People of an operator under <c>/v1/admin/operators/{id}/people</c>, those who run the installation under <c>/v1/admin/people</c>.</summary>
internal sealed class PeopleApi(Catalogues catalogues, InstallationSecret secret, PublicAddress address, Sessions sessions, TimeProvider clock)
{
    private static readonly TimeSpan LinkLife = TimeSpan.FromHours(72);

    public void Map(RouteGroupBuilder v1)
    {
        v1.MapGet("/session", GetSession).ForAnyKey()
            .Describe("Who calls", "The credential as the service sees it. With the cookie of a person, `csrfToken` is to be sent as `X-CSRF-Token` with every call that changes something.", null, Examples.Session)
            .Produces<SessionAnswer>();
        var admin = v1.MapGroup("/admin").WithTags("People");
        Map(admin, "/people", (_, caller) => caller.RunsInstallation ? OperatorId.Installation : null);
        Map(admin, "/operators/{id}/people", (context, caller) =>
            OperatorId.TryParse(context.Request.RouteValues["id"] as string, out var id) && (caller.RunsInstallation || caller.Operator == id) && catalogues.For(id) is not null ? id : null);
    }

    private void Map(RouteGroupBuilder admin, string path, Func<HttpContext, Caller, OperatorId?> whose)
    {
        admin.MapGet(path, (HttpContext context, Caller caller) => whose(context, caller) is { } operatorId ? List(operatorId) : Problems.NotFound())
            .For(Scope.Admin).Recorded().Describe("List people", "Those who sign in at the desk, with their sessions; those disabled stay on the list.", null, Examples.People).Produces<Page<PersonAnswer>>();
        admin.MapPost(path, async (PersonBody body, HttpContext context, Caller caller, Idempotency idempotency, CancellationToken cancellationToken) =>
                whose(context, caller) is { } operatorId ? await InviteAsync(operatorId, body, context, caller, idempotency, cancellationToken) : Problems.NotFound())
            .For(Scope.Admin).Describe("Invite a person", "Scopes: dpo, admin, auditor. The link works once, for 72 hours, and is shown only now.", Examples.Person, Examples.PersonLink).Produces<PersonLinkAnswer>(StatusCodes.Status201Created);
        admin.MapPut(path + "/{person}", async (string person, PersonScopesBody body, HttpContext context, Caller caller, CancellationToken cancellationToken) =>
                whose(context, caller) is { } operatorId ? await ChangeScopesAsync(operatorId, person, body, caller, cancellationToken) : Problems.NotFound())
            .For(Scope.Admin).Describe("Change scopes", "Holds for the very next call of each of the person's sessions.", Examples.PersonScopes, Examples.PersonAnswer).Produces<PersonAnswer>();
        admin.MapPost(path + "/{person}/disable", async (string person, HttpContext context, Caller caller, Idempotency idempotency, CancellationToken cancellationToken) =>
                whose(context, caller) is { } operatorId ? await DisableAsync(operatorId, person, caller, idempotency, cancellationToken) : Problems.NotFound())
            .For(Scope.Admin).Describe("Disable a person", "Sessions and links end at once on every node.", null, Examples.PersonAnswer).Produces<PersonAnswer>();
        admin.MapPost(path + "/{person}/reset", async (string person, HttpContext context, Caller caller, Idempotency idempotency, CancellationToken cancellationToken) =>
                whose(context, caller) is { } operatorId ? await ResetAsync(operatorId, person, context, caller, idempotency, cancellationToken) : Problems.NotFound())
            .For(Scope.Admin).Describe("Reset the second factor", "Password, second factor and recovery codes are thrown away, sessions end; the person enrols again by the link.", null, Examples.PersonLink).Produces<PersonLinkAnswer>(StatusCodes.Status201Created);
        admin.MapPost(path + "/{person}/revoke-sessions", async (
                string person, [FromBody(EmptyBodyBehavior = EmptyBodyBehavior.Allow)] RevokeSessionsBody? body, HttpContext context, Caller caller, Idempotency idempotency, CancellationToken cancellationToken) =>
                whose(context, caller) is { } operatorId ? await EndSessionsAsync(operatorId, person, body, caller, idempotency, cancellationToken) : Problems.NotFound())
            .For(Scope.Admin).Describe("End sessions", "One, or all where none is named; at once on every node.", Examples.RevokeSessions, Examples.PersonAnswer).Produces<PersonAnswer>();
    }

    internal async Task<IResult> InviteAsync(OperatorId operatorId, PersonBody body, HttpContext context, Caller caller, Idempotency idempotency, CancellationToken cancellationToken)
    {
        var fields = new Fields();
        var invite = new InvitePerson(clock.GetUtcNow(), "", Email(body.Email, fields), new Personal(fields.Text(body.Name, "name", 200)), Read(body.Scopes, fields), null);
        fields.ThrowIfWrong();
        return await LinkAsync(context, operatorId, caller, idempotency, body, (id, link) => invite with { Person = id, Link = link }, null, cancellationToken);
    }

    internal async Task<IResult> ChangeScopesAsync(OperatorId operatorId, string person, PersonScopesBody body, Caller caller, CancellationToken cancellationToken)
    {
        if (!IsThere(operatorId, person)) return Problems.NotFound();
        var fields = new Fields();
        var scopes = Read(body.Scopes, fields);
        fields.ThrowIfWrong();
        return await TellAsync(operatorId, person, new Envelope(caller.Actor, new ChangePersonScopes(clock.GetUtcNow(), person, scopes)), cancellationToken);
    }

    internal async Task<IResult> DisableAsync(OperatorId operatorId, string person, Caller caller, Idempotency idempotency, CancellationToken cancellationToken) => IsThere(operatorId, person)
        ? await TellAsync(operatorId, person, idempotency.Envelope(caller.Actor, new DisablePerson(clock.GetUtcNow(), person), new RevokeSessionsBody(null)), cancellationToken)
        : Problems.NotFound();

    internal async Task<IResult> ResetAsync(OperatorId operatorId, string person, HttpContext context, Caller caller, Idempotency idempotency, CancellationToken cancellationToken) => IsThere(operatorId, person)
        ? await LinkAsync(context, operatorId, caller, idempotency, new PersonScopesBody(null), (_, link) => new ResetPerson(clock.GetUtcNow(), person, link), person, cancellationToken)
        : Problems.NotFound();

    internal async Task<IResult> EndSessionsAsync(OperatorId operatorId, string person, RevokeSessionsBody? body, Caller caller, Idempotency idempotency, CancellationToken cancellationToken)
    {
        if (!IsThere(operatorId, person)) return Problems.NotFound();
        var fields = new Fields();
        var session = fields.OptionalText(body?.Session, "session", 100);
        fields.ThrowIfWrong();
        return await TellAsync(operatorId, person, idempotency.Envelope(caller.Actor, new EndSessions(clock.GetUtcNow(), person, session), body ?? new RevokeSessionsBody(null)), cancellationToken);
    }

    private bool IsThere(OperatorId operatorId, string person) => catalogues.Find(operatorId)?.People.Any(own => own.Id == person) == true;

    private IResult GetSession(HttpContext context, Caller caller) => Answers.Json(
        new SessionAnswer(
            caller.Actor, caller.RunsInstallation ? null : caller.Operator.Value, [.. Enum.GetValues<Scope>().Where(caller.Has).Select(Words.Of)], caller.SignedIn?.Session.ExpiresAt,
            caller.IsByCookie ? sessions.ProofFor(context) : null),
        ApiJson.Wire.SessionAnswer);

    // With an Idempotency-Key the link follows from it, so that the repeated call can be answered without keeping the link.
    private async Task<IResult> LinkAsync<TBody>(
        HttpContext context, OperatorId operatorId, Caller caller, Idempotency idempotency, TBody body, Func<string, OneTimeLink, PersonCommand> make, string? person, CancellationToken cancellationToken)
    {
        var seed = idempotency.Key is { } key ? secret.Derive($"person\n{operatorId}\n{key}") : null;
        var token = OneTimeTokens.New(seed);
        var id = person ?? OneTimeTokens.NewId(seed);
        var command = make(id, new OneTimeLink(OneTimeTokens.Hash(token), clock.GetUtcNow() + LinkLife));
        var outcome = await catalogues.ExecuteAsync(operatorId, idempotency.Envelope(caller.Actor, command, body), cancellationToken);
        if (Problems.Of(outcome) is { } problem) return problem;
        var link = ((Outcome.Done)outcome).Events.Single() switch
        {
            PersonInvited invited => invited.Link!,
            PersonReset reset => reset.Link,
            var other => throw new InvalidOperationException($"No link in {other.GetType().Name}."),
        };
        return Answers.Json(new PersonLinkAnswer(id, $"{address.Of(context.Request)}/invitations/{token}", link.ExpiresAt), ApiJson.Wire.PersonLinkAnswer, StatusCodes.Status201Created);
    }

    private async Task<IResult> TellAsync(OperatorId operatorId, string person, Envelope envelope, CancellationToken cancellationToken)
    {
        var outcome = await catalogues.ExecuteAsync(operatorId, envelope, cancellationToken);
        return Problems.Of(outcome) ?? Answers.Json(Of(catalogues.Find(operatorId)!.People.Single(own => own.Id == person)), ApiJson.Wire.PersonAnswer);
    }

    internal IResult List(OperatorId operatorId) =>
        Answers.Json(new Page<PersonAnswer>([.. catalogues.Find(operatorId)!.People.Select(Of)], null), ApiJson.Wire.PagePersonAnswer);

    private PersonAnswer Of(Person person) => new(
        person.Id, person.Email.Value, person.Name.Value, [.. person.Scopes.Select(Words.Of)],
        person.IsDisabled ? "disabled" : person.IsEnrolled || person.External is not null ? "active" : "invited", person.InvitedAt,
        [.. person.Sessions.Where(session => session.ExpiresAt > clock.GetUtcNow()).Select(session => new PersonSessionAnswer(session.Id, session.OpenedAt, session.ExpiresAt, Words.Of(session.Method)))]);

    private static Personal Email(string? value, Fields fields)
    {
        var email = fields.Text(value, "email", 254);
        if (value is not null && (!MailAddress.TryCreate(email, out var parsed) || parsed.Address != email)) fields.Wrong("email", "FieldNotEmail");
        return new Personal(email);
    }

    private static ImmutableArray<Scope> Read(IReadOnlyList<string?>? scopes, Fields fields)
    {
        if (scopes is null or { Count: 0 }) fields.Wrong("scopes", "FieldRequired");
        return [.. (scopes ?? []).Take(20).Select((scope, i) => fields.Word<Scope>(scope, $"scopes[{i}]")).Distinct()];
    }
}
