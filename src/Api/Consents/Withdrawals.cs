using Consent.Domain;
using Consent.Engine;

namespace Consent.Api;

/// <summary>Takes consents back as a letter of its own number, whoever read it and from what.</summary>
internal sealed class Withdrawals(IEngine engine, TimeProvider clock)
{
    /// <exception cref="InvalidRequestException">The body is malformed.</exception>
    public Task<Outcome> RegisterAsync(WithdrawalBody body, Tenant tenant, Idempotency idempotency, CancellationToken cancellationToken)
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
        return engine.ExecuteAsync(tenant.File(subject), idempotency.Envelope(tenant.Actor, command, body), cancellationToken);
    }
}
