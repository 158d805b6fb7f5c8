using Consent.Domain;
using Consent.Engine;

namespace Consent.Api;

/// <summary>Puts a letter onto the request journal, whoever read it and from what.</summary>
internal sealed class RequestRegistry(IEngine engine, TimeProvider clock)
{
    /// <summary>The letter as a command, and whose file it is for: without a subject the file is named by the number the request gets.</summary>
    /// <exception cref="InvalidRequestException">The body is malformed.</exception>
    public (SubjectId Subject, RegisterRequest Command) Read(RequestBody body)
    {
        var fields = new Fields();
        SubjectId? subject = body.Subject is null ? null : fields.Subject(body.Subject, "subject");
        var command = RequestReading.Read(body, clock.GetUtcNow(), fields);
        fields.ThrowIfWrong();
        return (subject ?? SubjectId.OfRequest("new"), command);
    }

    /// <exception cref="InvalidRequestException">The body is malformed.</exception>
    public Task<Outcome> RegisterAsync(RequestBody body, Tenant tenant, Idempotency idempotency, CancellationToken cancellationToken)
    {
        var (subject, command) = Read(body);
        return engine.ExecuteAsync(tenant.File(subject), idempotency.Envelope(tenant.Actor, command, body), cancellationToken);
    }
}
