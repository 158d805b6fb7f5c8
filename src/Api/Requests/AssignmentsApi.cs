using Consent.Domain;
using Consent.Engine;
using Consent.Storage;

namespace Consent.Api;

/// <summary><c>POST /v1/requests/assign</c>: at most a hundred.</summary>
public sealed record AssignManyBody(IReadOnlyList<string?>? Numbers, string? To);

/// <summary>Why one of many was refused, as the problem of a single call would say it.</summary>
public sealed record AssignRefusal(string Type, string Title, string Detail, string? Article);

public sealed record AssignResult(string Number, bool Done, AssignRefusal? Refusal);

public sealed record AssignManyAnswer(IReadOnlyList<AssignResult> Results);

/// <summary>Many letters given to one of the operator's people at once; each stands or is refused by itself.</summary>
internal sealed class AssignmentsApi(IEngine engine, Catalogues catalogues, IRegister register, TimeProvider clock)
{
    private const int Most = 100;

    public void Map(RouteGroupBuilder v1) =>
        v1.MapPost("/requests/assign", PostAsync).For(Scope.Dpo)
            .Describe("Assign many", "At most 100 numbers; the answer tells of each, in the order asked, whether it is done or why not. What is refused does not hold the others.", Examples.AssignMany, Examples.AssignManyAnswer)
            .Produces<AssignManyAnswer>();

    public async Task<IResult> PostAsync(AssignManyBody body, Tenant tenant, Idempotency idempotency, CancellationToken cancellationToken)
    {
        var (fields, now) = (new Fields(), clock.GetUtcNow());
        var to = fields.Text(body.To, "to", 100);
        if (body.Numbers is null or { Count: 0 }) fields.Wrong("numbers", "FieldRequired");
        if (body.Numbers?.Count > Most) fields.Wrong("numbers", "FieldTooMany", Most);
        var numbers = (body.Numbers ?? []).Take(Most).Select((number, i) =>
        {
            if (!RequestNumbers.TryParse(number, out _, out _)) fields.Wrong($"numbers[{i}]", number is null ? "FieldRequired" : "FieldNotNumberOfRequest");
            return number ?? "";
        }).Distinct(StringComparer.Ordinal).ToList();
        fields.ThrowIfWrong();

        // The same key with another body is refused before anything is done, whatever becomes of each number.
        if (idempotency.Key is not null
            && Problems.Of(await catalogues.ExecuteAsync(tenant.Operator, idempotency.Envelope(tenant.Actor, new KeepKey(now), body), cancellationToken)) is { } reused) return reused;
        var results = await Task.WhenAll(numbers.Select(number => AssignAsync(number)));
        return Answers.Json(new AssignManyAnswer(results), ApiJson.Wire.AssignManyAnswer);

        async Task<AssignResult> AssignAsync(string number)
        {
            if (await register.FindRequestAsync(tenant.Operator, number, cancellationToken) is not { } row)
                return new AssignResult(number, false, new AssignRefusal(Problems.TypeOf("NotFound"), Texts.Get("NotFound.title"), Texts.Get("NotFound.detail"), null));
            // No client's own key has a space in it.
            var own = idempotency.Under(idempotency.Key is { } key ? $"{key} {number}" : null);
            var outcome = await engine.ExecuteAsync(tenant.File(row.Subject), own.Envelope(tenant.Actor, new AssignRequest(now, number, to), body), cancellationToken);
            return Problems.Told(outcome) is var (type, title, detail, article)
                ? new AssignResult(number, false, new AssignRefusal(type, title, detail, article))
                : new AssignResult(number, true, null);
        }
    }
}
