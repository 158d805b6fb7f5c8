using Consent.Domain;

namespace Consent.Api;

/// <summary>A subject in its own file, whose it is by the credential alone: <c>/v1/me</c>.</summary>
internal sealed class MeApi(MyRequests mine, RequestViews views)
{
    public void Map(RouteGroupBuilder v1)
    {
        var me = v1.MapGroup("/me");
        me.MapGet("/consents", GetConsentsAsync).For(Scope.Subject).Recorded()
            .Describe("Read my consents", "Every consent and refusal on record, the latest last.", null, Examples.MyConsents).Produces<Page<ConsentAnswer>>();
        me.MapPost("/withdrawals", PostWithdrawalAsync).For(Scope.Subject)
            .Describe("Withdraw my consents", "As easy as giving (ст. 9 ч. 2): the next check refuses.", Examples.MyWithdrawal, Examples.WithdrawalAnswer).Produces<RequestAnswer>(StatusCodes.Status201Created);
        me.MapPost("/requests", PostRequestAsync).For(Scope.Subject)
            .Describe("Send a request", "The operator has signed its author in; a detached signature raises the identity further (ст. 14 ч. 3).", Examples.MyRequest, Examples.RequestAnswer).Produces<RequestAnswer>(StatusCodes.Status201Created);
        me.MapGet("/requests", ListAsync).For(Scope.Subject).Recorded()
            .Describe("List my requests", "The newest first.", null, Examples.RequestLines).Produces<Page<RequestLine>>();
        me.MapGet("/requests/{number}", GetAsync).For(Scope.Subject).Recorded()
            .Describe("Read my request", "Whole, with its terms and what has been told to the author; the operator's own notes are not shown. The reading is recorded.", null, Examples.RequestAnswer).Produces<RequestAnswer>();
    }

    private async Task<IResult> GetConsentsAsync(Me me, CancellationToken cancellationToken)
    {
        var view = await mine.ReadAsync(me, cancellationToken);
        // Receipts are the operator's to give out.
        return Answers.Json(new Page<ConsentAnswer>([.. view.File.Consents.Select(consent => ConsentsApi.Of(me.File.Subject, consent) with { Receipt = null })], null), ApiJson.Wire.PageConsentAnswer);
    }

    private async Task<IResult> PostWithdrawalAsync(MyWithdrawalBody body, Me me, Idempotency idempotency, CancellationToken cancellationToken) =>
        await views.CreatedForSubjectAsync(await mine.WithdrawAsync(body, me, idempotency, cancellationToken), cancellationToken);

    private async Task<IResult> PostRequestAsync(MyRequestBody body, Me me, Idempotency idempotency, CancellationToken cancellationToken) =>
        await views.CreatedForSubjectAsync(await mine.SendAsync(body, me, idempotency, cancellationToken), cancellationToken);

    private async Task<IResult> ListAsync(string? limit, string? cursor, Me me, CancellationToken cancellationToken)
    {
        var fields = new Fields();
        var take = fields.Number(limit, "limit", Paging.DefaultLimit, 1, Paging.MaxLimit);
        var after = Paging.Decode(cursor, fields);
        fields.ThrowIfWrong();
        var view = await mine.ReadAsync(me, cancellationToken);
        var lines = view.File.Requests.Reverse().SkipWhile(request => after is not null && request.Number != after).Skip(after is null ? 0 : 1).Take(take + 1).Select(RequestViews.LineOf).ToList();
        return Answers.Json(Paging.Of(lines, take, last => last.Number), ApiJson.Wire.PageRequestLine);
    }

    private async Task<IResult> GetAsync(string number, Me me, CancellationToken cancellationToken)
    {
        var (answer, problem) = await mine.ReadAsync(me.File, number, me.Caller.Actor, cancellationToken);
        return problem ?? Answers.Json(answer!, ApiJson.Wire.RequestAnswer);
    }
}
