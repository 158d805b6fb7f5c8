using Consent.Domain;
using Consent.Engine;

namespace Consent.Api;

/// <summary>What a subject does with its own file, by the API or by its pages: withdraw, send a request, read one.</summary>
internal sealed class MyRequests(IEngine engine, FileReader reader, RequestViews views, TimeProvider clock)
{
    public Task<FileView> ReadAsync(Me me, CancellationToken cancellationToken) => reader.ReadAsync(me.File, null, cancellationToken);

    /// <exception cref="InvalidRequestException">It is malformed.</exception>
    public Task<Outcome> WithdrawAsync(MyWithdrawalBody body, Me me, Idempotency idempotency, CancellationToken cancellationToken)
    {
        var fields = new Fields();
        var purposes = fields.Required(body.Purposes, "purposes");
        if (purposes is { Codes: { Count: 0 } }) fields.Wrong("purposes", "FieldRequired");
        var codes = fields.Purposes(purposes?.Codes, "purposes");
        fields.ThrowIfWrong();
        var now = clock.GetUtcNow();
        var command = new RegisterRequest(now, "", now, Channel.Web, [new Demand(1, DemandKind.Withdrawal, codes, null)], null, null, null) { Identity = IdentityLevel.SignIn };
        return RegisterAsync(command, body, me, idempotency, cancellationToken);
    }

    /// <exception cref="InvalidRequestException">It is malformed.</exception>
    public Task<Outcome> SendAsync(MyRequestBody body, Me me, Idempotency idempotency, CancellationToken cancellationToken)
    {
        var (command, signature) = Read(body);
        command = command with { Signature = signature is null ? null : SignatureChecks.Check(signature, me.Rules.Catalogue, clock.GetUtcNow(), command.Applicant?.Name) };
        return RegisterAsync(command, body, me, idempotency, cancellationToken);
    }

    /// <summary>Reads it and does nothing more.</summary>
    /// <exception cref="InvalidRequestException">It is malformed.</exception>
    public void Check(MyRequestBody body, Action<Fields> more) => Read(body, more);

    /// <summary>A request as its author sees it, shown only once the reading is on record; or why it is not shown.</summary>
    public async Task<(RequestAnswer? Answer, IResult? Problem)> ReadAsync(FileKey file, string number, string actor, CancellationToken cancellationToken)
    {
        if ((await reader.ReadAsync(file, null, cancellationToken)).File.Request(number) is null) return (null, Problems.NotFound());
        var read = await engine.ExecuteAsync(file, new Envelope(actor, new RecordReading(clock.GetUtcNow(), number, "own file")), cancellationToken);
        return Problems.Of(read) is { } problem ? (null, problem) : (await views.ReadForSubjectAsync(file, number, cancellationToken), null);
    }

    private (RegisterRequest Command, (byte[] Content, byte[] Cms)? Signature) Read(MyRequestBody body, Action<Fields>? more = null)
    {
        var (fields, now) = (new Fields(), clock.GetUtcNow());
        var command = RequestReading.ReadOwn(body.Demands, body.Applicant, body.Relation, body.Content, body.ReplyBy, now, fields);
        var signature = SignatureChecks.Read(body.Signature, "signature", fields);
        more?.Invoke(fields);
        fields.ThrowIfWrong();
        return (command with { Identity = IdentityLevel.SignIn }, signature);
    }

    private Task<Outcome> RegisterAsync<TBody>(RegisterRequest command, TBody body, Me me, Idempotency idempotency, CancellationToken cancellationToken)
    {
        // Two subjects may choose the same key.
        var own = idempotency.Under(idempotency.Key is { } key ? OneTimeTokens.Hash($"me\n{me.File}\n{key}") : null);
        return engine.ExecuteAsync(me.File, own.Envelope(me.Caller.Actor, command, body), cancellationToken);
    }
}
