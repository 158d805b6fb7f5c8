using Consent.Domain;
using Consent.Engine;

namespace Consent.Api;

/// <summary><c>POST /v1/requests/{number}/name-subject</c>.</summary>
public sealed record NameSubjectBody(string? Subject);

/// <summary>Says whose a letter is that came from nobody known.</summary>
internal sealed class NameSubjectApi(RequestNaming naming, RequestViews views)
{
    public void Map(RouteGroupBuilder v1) =>
        v1.MapPost("/requests/{number}/name-subject", PostAsync).For(Scope.Dpo)
            .Describe(
                "Name the subject", "The letter goes on in the subject's file under a number of its own, with the terms of its receipt; what takes effect at receipt takes effect now.",
                Examples.NameSubject, Examples.RequestAnswer)
            .Produces<RequestAnswer>();

    private async Task<IResult> PostAsync(string number, NameSubjectBody body, Tenant tenant, Idempotency idempotency, HttpContext context, CancellationToken cancellationToken)
    {
        var ((file, outcome), goesOnAs) = await naming.ExecuteAsync(number, body, ETags.IfMatch(context), tenant, idempotency, cancellationToken);
        return Problems.Of(outcome) ?? ETags.Tagged(await views.ReadAsync(file, goesOnAs, ((Outcome.Done)outcome).Version, isMasked: true, cancellationToken), context);
    }
}
