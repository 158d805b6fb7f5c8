using Consent.Domain;
using Consent.Engine;

namespace Consent.Api;

/// <summary>What anybody may send to an operator, by the API or by its page: a code to an address and a request. Nothing of it tells who is known to the operator.</summary>
internal sealed class PublicRequests(IEngine engine, Catalogues catalogues, EmailCodes codes, Mailer mailer, TimeProvider clock)
{
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    private readonly Quota _codes = new(clock, most: 20, Window);
    private readonly Quota _requests = new(clock, most: 60, Window);

    public bool CanSendCodes => mailer.IsConfigured;

    /// <exception cref="NotFoundException">There is no such operator.</exception>
    public (OperatorId Operator, Rules Rules) Find(string name) =>
        OperatorId.TryParse(name, out var operatorId) && catalogues.For(operatorId) is { } rules ? (operatorId, rules) : throw new NotFoundException();

    public static string ReadAddress(string? email, Fields fields)
    {
        var address = fields.Text(email, "email", 254);
        if (!string.IsNullOrWhiteSpace(email) && !EmailCodes.IsAddress(address)) fields.Wrong("email", "FieldNotEmail");
        return address;
    }

    /// <summary>What to bring back with the code; null where the machine has asked for too many.</summary>
    public (string Ticket, DateTimeOffset ExpiresAt)? SendCode(OperatorId operatorId, Rules rules, string email, HttpContext context) =>
        _codes.TryTake(SignIns.AddressOf(context)) ? codes.Send(operatorId, email, rules.Catalogue.Profile!.Name) : null;

    /// <summary>The address that the code was sent to; null where it is not the code.</summary>
    public string? Confirm(OperatorId operatorId, string? ticket, string? code) => codes.Confirm(operatorId, ticket, code)?.Email;

    /// <summary>What came of the request, and the address where a code has confirmed one; or why it was not taken.</summary>
    /// <exception cref="InvalidRequestException">It is malformed.</exception>
    public async Task<(Outcome.Done? Done, string? Email, IResult? Problem)> ReceiveAsync(
        OperatorId operatorId, Rules rules, PublicRequestBody body, Idempotency idempotency, HttpContext context, CancellationToken cancellationToken)
    {
        var (command, signature) = Read(body);
        if (!_requests.TryTake(SignIns.AddressOf(context))) return (null, null, Problems.TooMany(context, Window));
        (string Email, string Id)? confirmed = null;
        if (body.Code is { } code)
        {
            confirmed = codes.Confirm(operatorId, code.Ticket, code.Code);
            if (confirmed is null) return (null, null, Problems.Of(new CodeNotGood()));
        }

        if (confirmed is var (email, _))
            command = command with
            {
                Identity = IdentityLevel.Code,
                IdentityEvidence = new Personal(email),
                Applicant = command.Applicant! with { Contact = command.Applicant!.Contact ?? new Personal(email) },
            };
        if (signature is not null) command = command with { Signature = SignatureChecks.Check(signature, rules.Catalogue, clock.GetUtcNow(), command.Applicant?.Name) };

        // A code is used up with the one request it came with, also where two machines are sent it at the same instant.
        var key = confirmed is var (_, id) ? "code:" + id : idempotency.Key is { } own ? OneTimeTokens.Hash("public\n" + own) : null;
        var envelope = idempotency.Under(key).Envelope("public", command, body);
        var outcome = await engine.ExecuteAsync(new FileKey(operatorId, SubjectId.OfRequest("new")), envelope, cancellationToken);
        if (outcome is Outcome.KeyUsedForAnother && confirmed is not null) return (null, null, Problems.Of(new CodeNotGood()));
        if (outcome is not Outcome.Done done) return (null, null, Problems.Of(outcome));
        // To an address that is confirmed and to no other: the form sends no letters to strangers.
        if (confirmed is var (to, _)) mailer.Post(PublicReceipt.Of(to, done, rules));
        return (done, confirmed?.Email, null);
    }

    /// <summary>Reads it and does nothing more: what is wrong with it is told before anything is asked or sent.</summary>
    /// <exception cref="InvalidRequestException">It is malformed.</exception>
    public void Check(PublicRequestBody body, Action<Fields> more) => Read(body, more);

    private (RegisterRequest Command, (byte[] Content, byte[] Cms)? Signature) Read(PublicRequestBody body, Action<Fields>? more = null)
    {
        var (fields, now) = (new Fields(), clock.GetUtcNow());
        fields.Required(body.Applicant, "applicant");
        var command = RequestReading.ReadOwn(body.Demands, body.Applicant, body.Relation, body.Content, body.ReplyBy, now, fields);
        var signature = SignatureChecks.Read(body.Signature, "signature", fields);
        if (body.Code is { } given)
        {
            fields.Text(given.Ticket, "code.ticket", 4096);
            fields.Text(given.Code, "code.code", 20);
        }

        more?.Invoke(fields);
        fields.ThrowIfWrong();
        return (command, signature);
    }
}
