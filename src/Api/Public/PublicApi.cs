using Consent.Domain;
using Consent.Engine;

namespace Consent.Api;

/// <summary>The public form of an operator, for anybody: <c>/v1/public/{operator}</c>. Nothing in its answers tells who is known to the operator.</summary>
internal sealed class PublicApi(IEngine engine, Catalogues catalogues, EmailCodes codes, Mailer mailer, RequestViews views, TimeProvider clock)
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    private readonly Quota _codes = new(clock, most: 20, Window);
    private readonly Quota _requests = new(clock, most: 60, Window);

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
        var (operatorId, rules) = Find(@operator);
        var fields = new Fields();
        var email = fields.Text(body.Email, "email", 254);
        if (body.Email is not null && !EmailCodes.IsAddress(email)) fields.Wrong("email", "FieldNotEmail");
        fields.ThrowIfWrong();
        if (!mailer.IsConfigured) return Problems.Of(StatusCodes.Status503ServiceUnavailable, "MailNotConfigured");
        if (!_codes.TryTake(SignIns.AddressOf(context))) return Problems.TooMany(context, Window);
        var (ticket, expiresAt) = codes.Send(operatorId, email, rules.Catalogue.Profile!.Name);
        return Answers.Json(new PublicCodeAnswer(ticket, expiresAt), ApiJson.Wire.PublicCodeAnswer, StatusCodes.Status202Accepted);
    }

    private async Task<IResult> PostRequestAsync(string @operator, PublicRequestBody body, Idempotency idempotency, HttpContext context, CancellationToken cancellationToken)
    {
        var (operatorId, rules) = Find(@operator);
        var (fields, now) = (new Fields(), clock.GetUtcNow());
        fields.Required(body.Applicant, "applicant");
        var command = RequestReading.ReadOwn(body.Demands, body.Applicant, body.Relation, body.Content, body.ReplyBy, now, fields);
        var signature = SignatureChecks.Read(body.Signature, "signature", fields);
        if (body.Code is { } given)
        {
            fields.Text(given.Ticket, "code.ticket", 4096);
            fields.Text(given.Code, "code.code", 20);
        }

        fields.ThrowIfWrong();
        if (!_requests.TryTake(SignIns.AddressOf(context))) return Problems.TooMany(context, Window);
        (string Email, string Id)? confirmed = null;
        if (body.Code is { } code)
        {
            confirmed = codes.Confirm(operatorId, code.Ticket, code.Code);
            if (confirmed is null) return Problems.Of(new CodeNotGood());
        }

        if (confirmed is var (email, _))
            command = command with
            {
                Identity = IdentityLevel.Code,
                IdentityEvidence = new Personal(email),
                Applicant = command.Applicant! with { Contact = command.Applicant!.Contact ?? new Personal(email) },
            };
        if (signature is not null) command = command with { Signature = SignatureChecks.Check(signature, rules.Catalogue, now, command.Applicant?.Name) };

        // A code is used up with the one request it came with, also where two machines are sent it at the same instant.
        var key = confirmed is var (_, id) ? "code:" + id : idempotency.Key is { } own ? OneTimeTokens.Hash("public\n" + own) : null;
        var envelope = idempotency.Under(key).Envelope("public", command, body);
        var outcome = await engine.ExecuteAsync(new FileKey(operatorId, SubjectId.OfRequest("new")), envelope, cancellationToken);
        if (outcome is Outcome.KeyUsedForAnother && confirmed is not null) return Problems.Of(new CodeNotGood());
        // To an address that is confirmed and to no other: the form sends no letters to strangers.
        if (outcome is Outcome.Done done && confirmed is var (to, _)) mailer.Post(PublicReceipt.Of(to, done, rules));
        return await views.CreatedForSubjectAsync(outcome, cancellationToken);
    }

    private (OperatorId Operator, Rules Rules) Find(string name) =>
        OperatorId.TryParse(name, out var operatorId) && catalogues.For(operatorId) is { } rules ? (operatorId, rules) : throw new NotFoundException();
}
