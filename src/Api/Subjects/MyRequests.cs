using Consent.Domain;
using Consent.Engine;

namespace Consent.Api;

/// <summary>What a subject does with its own file, by the API or by its pages: withdraw, send a request, read one.</summary>
internal sealed class MyRequests(IEngine engine, FileReader reader, RequestViews views, RequestFiles files, TimeProvider clock)
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

    /// <summary>A file of one's own to a request of one's own.</summary>
    /// <exception cref="NotFoundException">There is no such request.</exception>
    public Task<Outcome> AttachAsync(FileKey file, string number, Upload upload, string actor, Idempotency idempotency, CancellationToken cancellationToken) =>
        files.AttachAsync(file, number, upload, byApplicant: true, actor, Own(file, idempotency), null, cancellationToken);

    /// <summary>A file that its author may see, given only once the reading is on record.</summary>
    /// <exception cref="NotFoundException">There is none.</exception>
    public async Task<IResult> TakeAsync(FileKey file, string number, string attachment, string actor, CancellationToken cancellationToken)
    {
        var found = await files.OpenAsync(file, number, attachment, isApplicant: true, cancellationToken);
        return Problems.Of(await engine.ExecuteAsync(file, new Envelope(actor, new RecordReading(clock.GetUtcNow(), number, "own file")), cancellationToken)) ?? found;
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

    private Task<Outcome> RegisterAsync<TBody>(RegisterRequest command, TBody body, Me me, Idempotency idempotency, CancellationToken cancellationToken) =>
        engine.ExecuteAsync(me.File, Own(me.File, idempotency).Envelope(me.Caller.Actor, command, body), cancellationToken);

    // Two subjects may choose the same key.
    private static Idempotency Own(FileKey file, Idempotency idempotency) => idempotency.Under(idempotency.Key is { } key ? OneTimeTokens.Hash($"me\n{file}\n{key}") : null);
}
