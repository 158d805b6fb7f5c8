using Consent.Domain;
using Consent.Engine;

namespace Consent.Api;

/// <summary>From a link of the operator's site to a session: the file takes the link once, whoever brings it at the same instant on another machine.</summary>
internal sealed class SubjectSignIns(IEngine engine, Catalogues catalogues, Sessions sessions, TimeProvider clock)
{
    /// <summary>The token of the session and its end; null where the link is not good.</summary>
    public async Task<(string Token, DateTimeOffset ExpiresAt)?> UseAsync(string? link, CancellationToken cancellationToken)
    {
        if (SubjectTokens.Read(link) is not var (file, sha256) || catalogues.For(file.Operator) is null) return null;
        var (secret, now) = (OneTimeTokens.New(), clock.GetUtcNow());
        var session = new SubjectSession(OneTimeTokens.Hash(secret), now + sessions.LongestOfSubjects);
        var outcome = await engine.ExecuteAsync(file, new Envelope("subject:" + file.Subject, new UseSubjectLink(now, sha256, session)), cancellationToken);
        return outcome is Outcome.Done ? (SubjectTokens.Write(file, secret), session.ExpiresAt) : null;
    }

    public Task EndAsync(Caller caller, CancellationToken cancellationToken) => caller is { Subject: { } subject, Session: { } session }
        ? engine.ExecuteAsync(new FileKey(caller.Operator, subject), new Envelope(caller.Actor, new EndSubjectSession(clock.GetUtcNow(), session)), cancellationToken)
        : Task.CompletedTask;
}
