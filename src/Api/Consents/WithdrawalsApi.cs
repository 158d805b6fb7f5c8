using Consent.Domain;
using Consent.Engine;

namespace Consent.Api;

/// <summary>Withdrawal of consent (ст. 9 ч. 2): as easy as giving, effective at once, and a request with a number of its own.</summary>
internal sealed class WithdrawalsApi(IEngine engine, RequestViews views, TimeProvider clock)
{
    public void Map(RouteGroupBuilder v1) =>
        v1.MapPost("/withdrawals", PostAsync).For(Scope.Service, Scope.Dpo)
            .Describe(
                "Withdraw consents",
                "The next check refuses. Registered even when there is nothing to withdraw, and then it says so (`nothingToWithdraw`).",
                Examples.Withdrawal, Examples.WithdrawalAnswer)
            .Produces<RequestAnswer>(StatusCodes.Status201Created);

    private async Task<IResult> PostAsync(
        WithdrawalBody body, Tenant tenant, Idempotency idempotency, CancellationToken cancellationToken)
    {
        var fields = new Fields();
        var subject = fields.Subject(body.Subject, "subject");
        var purposes = fields.Required(body.Purposes, "purposes");
        if (purposes is { Codes: { Count: 0 } }) fields.Wrong("purposes", "FieldRequired");
        var codes = fields.Purposes(purposes?.Codes, "purposes");
        var channel = fields.Word<Channel>(body.Channel, "channel");
        var now = clock.GetUtcNow();
        var receivedAt = fields.Instant(body.ReceivedAt, "receivedAt") ?? now;
        fields.ThrowIfWrong();

        var command = new RegisterRequest(now, "", receivedAt, channel, [new Demand(1, DemandKind.Withdrawal, codes, null)], null, null, null);
        var outcome = await engine.ExecuteAsync(tenant.File(subject), idempotency.Envelope(tenant.Actor, command, body), cancellationToken);
        return await views.CreatedAsync(outcome, cancellationToken);
    }
}
