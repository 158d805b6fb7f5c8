namespace Consent.Api;

/// <summary>The public form of an operator, for anybody: <c>/v1/public/{operator}</c>. Nothing in its answers tells who is known to the operator.</summary>
internal sealed class PublicApi(PublicRequests requests, RequestViews views)
{
    public void Map(RouteGroupBuilder v1)
    {
        var open = v1.MapGroup("/public/{operator}").AllowAnonymous();
        open.MapPost("/codes", PostCode)
            .Describe("Send a code to an e-mail address", "The answer is the same whoever asks and whether a letter goes. The code is good for ten minutes and five tries.", Examples.PublicCode, Examples.PublicCodeAnswer)
            .Produces<PublicCodeAnswer>(StatusCodes.Status202Accepted).ProducesProblem(StatusCodes.Status429TooManyRequests);
        open.MapPost("/requests", PostRequestAsync)
            .Describe("Send a request by the public form", "With a code the address is confirmed, without one it is only claimed; terms run either way. The answer is the receipt: number and terms.", Examples.PublicRequest, Examples.RequestAnswer)
            .Produces<RequestAnswer>(StatusCodes.Status201Created).ProducesProblem(StatusCodes.Status429TooManyRequests);
    }

    private IResult PostCode(string @operator, PublicCodeBody body, HttpContext context)
    {
        var (operatorId, rules) = requests.Find(@operator);
        var fields = new Fields();
        var email = PublicRequests.ReadAddress(body.Email, fields);
        fields.ThrowIfWrong();
        if (!requests.CanSendCodes) return Problems.Of(StatusCodes.Status503ServiceUnavailable, "MailNotConfigured");
        return requests.SendCode(operatorId, rules, email, context) is var (ticket, expiresAt)
            ? Answers.Json(new PublicCodeAnswer(ticket, expiresAt), ApiJson.Wire.PublicCodeAnswer, StatusCodes.Status202Accepted)
            : Problems.TooMany(context, PublicRequests.Window);
    }

    private async Task<IResult> PostRequestAsync(string @operator, PublicRequestBody body, Idempotency idempotency, HttpContext context, CancellationToken cancellationToken)
    {
        var (operatorId, rules) = requests.Find(@operator);
        var (done, _, problem) = await requests.ReceiveAsync(operatorId, rules, body, idempotency, context, cancellationToken);
        return problem ?? await views.CreatedForSubjectAsync(done!, cancellationToken);
    }
}
