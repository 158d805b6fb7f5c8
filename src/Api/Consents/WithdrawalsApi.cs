using Consent.Domain;

namespace Consent.Api;

/// <summary>Withdrawal of consent (ст. 9 ч. 2): as easy as giving, effective at once, and a request with a number of its own.</summary>
internal sealed class WithdrawalsApi(Withdrawals withdrawals, RequestViews views)
{
    public void Map(RouteGroupBuilder v1) =>
        v1.MapPost("/withdrawals", PostAsync).For(Scope.Service, Scope.Dpo)
            .Describe(
                "Withdraw consents",
                "The next check refuses. Registered even when there is nothing to withdraw, and then it says so (`nothingToWithdraw`).",
                Examples.Withdrawal, Examples.WithdrawalAnswer)
            .Produces<RequestAnswer>(StatusCodes.Status201Created);

    private async Task<IResult> PostAsync(WithdrawalBody body, Tenant tenant, Idempotency idempotency, CancellationToken cancellationToken) =>
        await views.CreatedAsync(await withdrawals.RegisterAsync(body, tenant, idempotency, cancellationToken), cancellationToken);
}
