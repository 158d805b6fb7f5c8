using System.Collections.Immutable;

namespace Consent.Domain;

/// <summary>An order about how the subject itself comes to its file.</summary>
public abstract record SubjectAccessCommand(DateTimeOffset At) : FileCommand(At);

/// <summary>The operator has signed the person in on its own site and gives it a link to its file.</summary>
public sealed record IssueSubjectLink(DateTimeOffset At, OneTimeLink Link) : SubjectAccessCommand(At);

/// <summary>The holder of the link opens a session with it.</summary>
public sealed record UseSubjectLink(DateTimeOffset At, string LinkSha256, SubjectSession Session) : SubjectAccessCommand(At);

public sealed record EndSubjectSession(DateTimeOffset At, string Session) : SubjectAccessCommand(At);

public abstract record SubjectAccessEvent(DateTimeOffset At) : FileEvent(At);

public sealed record SubjectLinkIssued(DateTimeOffset At, OneTimeLink Link) : SubjectAccessEvent(At);

public sealed record SubjectSignedIn(DateTimeOffset At, string LinkSha256, SubjectSession Session) : SubjectAccessEvent(At);

public sealed record SubjectSignedOut(DateTimeOffset At, string Session) : SubjectAccessEvent(At);

/// <summary>A subject signed in to its own file.</summary>
public sealed record SubjectSession(string Id, DateTimeOffset ExpiresAt);

/// <summary>Links not used yet and sessions not ended, of one subject.</summary>
public sealed record SubjectAccess(ImmutableArray<OneTimeLink> Links, ImmutableArray<SubjectSession> Sessions)
{
    private const int Most = 20;

    public static SubjectAccess None { get; } = new([], []);

    public bool IsOpen(string session, DateTimeOffset now) => Sessions.Any(own => own.Id == session && own.ExpiresAt > now);

    public bool Equals(SubjectAccess? other) => other is not null && Links.SequenceEqual(other.Links) && Sessions.SequenceEqual(other.Sessions);

    public override int GetHashCode() => HashCode.Combine(Links.Length, Sessions.Length);

    internal static Decision Decide(SubjectAccess access, SubjectAccessCommand command) => command switch
    {
        IssueSubjectLink issue => new SubjectLinkIssued(issue.At, issue.Link),
        // The file decides one command at a time: of two who bring the same link one comes in.
        UseSubjectLink use when access.Links.FirstOrDefault(link => link.Sha256 == use.LinkSha256) is not { } link || link.ExpiresAt <= use.At => new LinkNotGood(),
        UseSubjectLink use => new SubjectSignedIn(use.At, use.LinkSha256, use.Session),
        EndSubjectSession end when access.Sessions.All(session => session.Id != end.Session) => Decision.Nothing,
        EndSubjectSession end => new SubjectSignedOut(end.At, end.Session),
        _ => throw new InvalidOperationException($"No rule for {command.GetType().Name}."),
    };

    internal SubjectAccess After(SubjectAccessEvent happened) => happened switch
    {
        SubjectLinkIssued issued => this with { Links = [.. Links.Where(link => link.ExpiresAt > issued.At).TakeLast(Most - 1), issued.Link] },
        SubjectSignedIn came => new SubjectAccess(
            Links.RemoveAll(link => link.Sha256 == came.LinkSha256),
            [.. Sessions.Where(session => session.ExpiresAt > came.At).TakeLast(Most - 1), came.Session]),
        SubjectSignedOut left => this with { Sessions = Sessions.RemoveAll(session => session.Id == left.Session) },
        _ => throw new InvalidOperationException($"No state for {happened.GetType().Name}."),
    };
}
