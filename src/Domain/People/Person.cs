using System.Collections.Immutable;

namespace Consent.Domain;

/// <summary>How a person of the operator proved who it is: password and a code, password and a recovery code, or the organisation's provider.</summary>
public enum SignInMethod { Totp, RecoveryCode, Provider }

/// <summary>A link that works once and until an instant; only its SHA-256 is kept.</summary>
public sealed record OneTimeLink(string Sha256, DateTimeOffset ExpiresAt);

/// <summary>A person signed in somewhere; it ends at the latest at <paramref name="ExpiresAt"/>.</summary>
public sealed record PersonSession(string Id, DateTimeOffset OpenedAt, DateTimeOffset ExpiresAt, SignInMethod Method);

/// <summary>Somebody who works at the operator's desk (ст. 22.1) or runs the installation: what it may do and how it signs in.</summary>
public sealed record Person(string Id, Personal Email, Personal Name, ImmutableArray<Scope> Scopes, DateTimeOffset InvitedAt)
{
    private const int MaxSessions = 20;

    /// <summary>What a person may be given; the other scopes are of machines and subjects.</summary>
    public static readonly ImmutableArray<Scope> ScopesOfPeople = [Scope.Dpo, Scope.Admin, Scope.Auditor];

    /// <summary>The link it has not used yet.</summary>
    public OneTimeLink? Link { get; init; }

    public string? PasswordHash { get; init; }

    /// <summary>The secret of its codes, protected by the shell's key ring.</summary>
    public string? Totp { get; init; }

    /// <summary>Recovery codes that are left, as SHA-256.</summary>
    public ImmutableArray<string> Recovery { get; init; } = [];

    /// <summary>The last step of time whose code was taken: each code works once.</summary>
    public long LastTotpStep { get; init; }

    public ImmutableArray<PersonSession> Sessions { get; init; } = [];

    public bool IsDisabled { get; init; }

    /// <summary>The name the organisation's provider gives it.</summary>
    public Personal? External { get; init; }

    /// <summary>It has a password and a second factor.</summary>
    public bool IsEnrolled => PasswordHash is not null && Totp is not null;

    /// <summary>A session that has neither ended nor been ended.</summary>
    public PersonSession? Session(string id, DateTimeOffset now) =>
        IsDisabled ? null : Sessions.FirstOrDefault(session => session.Id == id && session.ExpiresAt > now);

    internal static ImmutableArray<Person> Evolve(ImmutableArray<Person> people, PersonEvent happened) => happened is PersonInvited invited
        ? people.Add(new Person(invited.Person, invited.Email, invited.Name, invited.Scopes, invited.At) { Link = invited.Link, External = invited.External })
        : [.. people.Select(person => person.Id == happened.Person ? person.After(happened) : person)];

    private Person After(PersonEvent happened) => happened switch
    {
        PersonReset reset => this with { Link = reset.Link, PasswordHash = null, Totp = null, Recovery = [], Sessions = [] },
        PersonEnrolled enrolled => this with
        {
            Link = null, PasswordHash = enrolled.PasswordHash, Totp = enrolled.Totp, Recovery = enrolled.Recovery, LastTotpStep = enrolled.TotpStep, Sessions = [],
        },
        PersonScopesChanged changed => this with { Scopes = changed.Scopes },
        PersonDisabled => this with { IsDisabled = true, Link = null, Sessions = [] },
        PersonLinkedToProvider linked => this with { External = linked.External },
        SessionOpened opened => this with
        {
            Sessions = [.. Sessions.Where(session => session.ExpiresAt > opened.At).TakeLast(MaxSessions - 1), opened.Session],
            LastTotpStep = opened.TotpStep ?? LastTotpStep,
            Recovery = opened.RecoverySha256 is { } used ? Recovery.Remove(used) : Recovery,
        },
        SessionsEnded ended => this with { Sessions = ended.Session is { } one ? Sessions.RemoveAll(session => session.Id == one) : [] },
        PasswordChanged changed => this with { PasswordHash = changed.PasswordHash, Sessions = Sessions.RemoveAll(session => session.Id != changed.Session) },
        _ => throw new InvalidOperationException($"No state for {happened.GetType().Name}."),
    };
}
