using Consent.Domain;
using Consent.Engine;

namespace Consent.Api;

/// <summary>Links by which the operator's site sends its customers to their own file: <c>/v1/subject-links</c>, <c>/v1/subject-sessions</c>.</summary>
internal sealed class SubjectLinksApi(IEngine engine, SubjectSignIns signIns, InstallationSecret secret, PublicAddress address, TimeProvider clock)
{
    private const int DefaultSeconds = 15 * 60;
    private const int MaxSeconds = 24 * 60 * 60;

    private readonly Throttle _addresses = new(clock, free: 30, TimeSpan.FromMinutes(15));

    public void Map(RouteGroupBuilder v1)
    {
        v1.MapPost("/subject-links", PostLinkAsync).For(Scope.Service)
            .Describe("Make a link for a subject", "Signs the subject in to its own file, once. The operator has signed the person in on its own site and answers for who it is.", Examples.SubjectLink, Examples.SubjectLinkAnswer)
            .Produces<SubjectLinkAnswer>(StatusCodes.Status201Created);
        v1.MapPost("/subject-sessions", PostSessionAsync).AllowAnonymous()
            .Describe("Sign a subject in by a link", "For an application that shows pages of its own: the last part of the link gives a bearer token. A browser opens the link instead.", Examples.SubjectSession, Examples.SubjectSessionAnswer)
            .Produces<SubjectSessionAnswer>(StatusCodes.Status201Created);
    }

    private async Task<IResult> PostLinkAsync(SubjectLinkBody body, Tenant tenant, Idempotency idempotency, HttpContext context, CancellationToken cancellationToken)
    {
        var fields = new Fields();
        var subject = fields.Subject(body.Subject, "subject");
        if (body.ExpiresIn is < 60 or > MaxSeconds) fields.Wrong("expiresIn", "FieldNotNumber", 60, MaxSeconds);
        fields.ThrowIfWrong();

        // With an Idempotency-Key the secret follows from it, so that the repeated call can be answered without keeping the secret.
        var token = OneTimeTokens.New(idempotency.Key is { } key ? secret.Derive($"subject-link\n{tenant.Operator}\n{key}") : null);
        var now = clock.GetUtcNow();
        var issue = new IssueSubjectLink(now, new OneTimeLink(OneTimeTokens.Hash(token), now.AddSeconds(body.ExpiresIn ?? DefaultSeconds)));
        var outcome = await engine.ExecuteAsync(tenant.File(subject), idempotency.Envelope(tenant.Actor, issue, body), cancellationToken);
        if (Problems.Of(outcome) is { } problem) return problem;
        var link = ((SubjectLinkIssued)((Outcome.Done)outcome).Events.Single()).Link;
        var url = address.Of(context.Request) + SubjectPages.Path + SubjectTokens.Write(tenant.File(subject), token);
        return Answers.Json(new SubjectLinkAnswer(url, link.ExpiresAt), ApiJson.Wire.SubjectLinkAnswer, StatusCodes.Status201Created);
    }

    private async Task<IResult> PostSessionAsync(SubjectSessionBody body, HttpContext context, CancellationToken cancellationToken)
    {
        var fields = new Fields();
        var token = fields.Text(body.Token, "token", 400);
        fields.ThrowIfWrong();
        var machine = SignIns.AddressOf(context);
        if (_addresses.WaitOf(machine) is { Ticks: > 0 } wait) return Problems.TooMany(context, wait);
        if (await signIns.UseAsync(token, cancellationToken) is var (session, expiresAt))
            return Answers.Json(new SubjectSessionAnswer(session, expiresAt), ApiJson.Wire.SubjectSessionAnswer, StatusCodes.Status201Created);
        _addresses.Count(machine);
        return Problems.Of(new LinkNotGood());
    }
}
