using Consent.Domain;
using Consent.Engine;

namespace Consent.Silo.Audit;

/// <summary>An engine whose commands are on the audit; a check is neither a command nor a reading of personal data, and passes.</summary>
public sealed class AuditedEngine(IEngine inner, AuditTrail trail) : IEngine
{
    public Task<Outcome> ExecuteAsync(FileKey file, Envelope envelope, CancellationToken cancellationToken) =>
        trail.AroundAsync(file, envelope, () => inner.ExecuteAsync(file, envelope, cancellationToken));

    public ValueTask<CheckAnswer> CheckAsync(FileKey file, PurposeCode purpose, DateTimeOffset at, CancellationToken cancellationToken) =>
        inner.CheckAsync(file, purpose, at, cancellationToken);
}
