using System.Collections.Immutable;

namespace Consent.Domain;

/// <summary>An order about one person of the operator, or of the installation.</summary>
public abstract record PersonCommand(DateTimeOffset At, string Person) : CatalogueCommand(At);

/// <summary>Somebody may enrol by the link, or comes by the organisation's provider (<paramref name="External"/>).</summary>
public sealed record InvitePerson(
    DateTimeOffset At, string Person, Personal Email, Personal Name, ImmutableArray<Scope> Scopes, OneTimeLink? Link, Personal? External = null) : PersonCommand(At, Person);

/// <summary>Password and second factor are thrown away, sessions end; a new link lets the person enrol again.</summary>
public sealed record ResetPerson(DateTimeOffset At, string Person, OneTimeLink Link) : PersonCommand(At, Person);

/// <summary>The holder of the link sets a password and a second factor.</summary>
public sealed record EnrolPerson(
    DateTimeOffset At, string Person, string LinkSha256, string PasswordHash, string Totp, ImmutableArray<string> Recovery, long TotpStep) : PersonCommand(At, Person);

public sealed record ChangePersonScopes(DateTimeOffset At, string Person, ImmutableArray<Scope> Scopes) : PersonCommand(At, Person);

public sealed record DisablePerson(DateTimeOffset At, string Person) : PersonCommand(At, Person);

/// <summary>The provider has said who a person is.</summary>
public sealed record LinkPersonToProvider(DateTimeOffset At, string Person, Personal External) : PersonCommand(At, Person);

/// <summary>Signs in; the code of a step of time, or a recovery code, is used up with it.</summary>
public sealed record OpenSession(DateTimeOffset At, string Person, PersonSession Session, long? TotpStep = null, string? RecoverySha256 = null) : PersonCommand(At, Person);

/// <summary>Ends one session, or all of them.</summary>
public sealed record EndSessions(DateTimeOffset At, string Person, string? Session = null) : PersonCommand(At, Person);

/// <summary>A new password; every session but the one it was set in ends.</summary>
public sealed record ChangePassword(DateTimeOffset At, string Person, string PasswordHash, string Session) : PersonCommand(At, Person);

public abstract record PersonEvent(DateTimeOffset At, string Person) : CatalogueEvent(At);

public sealed record PersonInvited(
    DateTimeOffset At, string Person, Personal Email, Personal Name, ImmutableArray<Scope> Scopes, OneTimeLink? Link, Personal? External = null) : PersonEvent(At, Person);

public sealed record PersonReset(DateTimeOffset At, string Person, OneTimeLink Link) : PersonEvent(At, Person);

public sealed record PersonEnrolled(
    DateTimeOffset At, string Person, string PasswordHash, string Totp, ImmutableArray<string> Recovery, long TotpStep) : PersonEvent(At, Person);

public sealed record PersonScopesChanged(DateTimeOffset At, string Person, ImmutableArray<Scope> Scopes) : PersonEvent(At, Person);

public sealed record PersonDisabled(DateTimeOffset At, string Person) : PersonEvent(At, Person);

public sealed record PersonLinkedToProvider(DateTimeOffset At, string Person, Personal External) : PersonEvent(At, Person);

public sealed record SessionOpened(DateTimeOffset At, string Person, PersonSession Session, long? TotpStep = null, string? RecoverySha256 = null) : PersonEvent(At, Person);

public sealed record SessionsEnded(DateTimeOffset At, string Person, string? Session = null) : PersonEvent(At, Person);

public sealed record PasswordChanged(DateTimeOffset At, string Person, string PasswordHash, string Session) : PersonEvent(At, Person);
