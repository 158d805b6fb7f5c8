using System.Collections.Immutable;

namespace Consent.Domain;

/// <summary>Who of the operator's people may come in: invited by a link that works once, codes that work once, sessions that end when they are told to.</summary>
internal static class PeopleDecider
{
    public static Decision Decide(OperatorCatalogue catalogue, PersonCommand command)
    {
        var person = catalogue.People.FirstOrDefault(person => person.Id == command.Person && !person.IsDisabled);
        return (person, command) switch
        {
            (_, InvitePerson invite) when FaultOf(catalogue, invite.Scopes) is { } fault => fault,
            (_, InvitePerson invite) when catalogue.PersonBy(invite.Email.Value) is not null => new PersonAlreadyInvited(),
            (null, InvitePerson invite) => new PersonInvited(invite.At, invite.Person, invite.Email, invite.Name, invite.Scopes, invite.Link, invite.External),
            (_, InvitePerson) => new PersonAlreadyInvited(),
            (null, EnrolPerson) => new LinkNotGood(),
            (null, OpenSession) => new SignInRefused(),
            (null, DisablePerson gone) when catalogue.People.Any(other => other.Id == gone.Person) => Decision.Nothing,
            (null, _) => new PersonUnknown(),

            (_, ResetPerson reset) => new PersonReset(reset.At, reset.Person, reset.Link),
            ({ Link: { } link }, EnrolPerson enrol) when link.Sha256 == enrol.LinkSha256 && enrol.At < link.ExpiresAt =>
                new PersonEnrolled(enrol.At, enrol.Person, enrol.PasswordHash, enrol.Totp, enrol.Recovery, enrol.TotpStep),
            (_, EnrolPerson) => new LinkNotGood(),

            (_, ChangePersonScopes change) when FaultOf(catalogue, change.Scopes) is { } fault => fault,
            (_, ChangePersonScopes change) when person.Scopes.SequenceEqual(change.Scopes) => Decision.Nothing,
            (_, ChangePersonScopes change) => new PersonScopesChanged(change.At, change.Person, change.Scopes),
            (_, DisablePerson disable) => new PersonDisabled(disable.At, disable.Person),
            (_, LinkPersonToProvider link) when person.External == link.External => Decision.Nothing,
            (_, LinkPersonToProvider) when person.External is not null => new SignInRefused(),
            (_, LinkPersonToProvider link) => new PersonLinkedToProvider(link.At, link.Person, link.External),

            (_, OpenSession open) when MayOpen(person, open) => new SessionOpened(open.At, open.Person, open.Session, open.TotpStep, open.RecoverySha256),
            (_, OpenSession) => new SignInRefused(),
            (_, EndSessions { Session: { } one }) when person.Sessions.All(session => session.Id != one) => Decision.Nothing,
            (_, EndSessions { Session: null }) when person.Sessions.IsEmpty => Decision.Nothing,
            (_, EndSessions end) => new SessionsEnded(end.At, end.Person, end.Session),
            (_, ChangePassword change) when person.Session(change.Session, change.At) is null => new SignInRefused(),
            (_, ChangePassword change) => new PasswordChanged(change.At, change.Person, change.PasswordHash, change.Session),
            _ => throw new InvalidOperationException($"No rule for {command.GetType().Name}."),
        };
    }

    // A code is used up by the first who brings it, on whatever machine.
    private static bool MayOpen(Person person, OpenSession open) => open.Session.Method switch
    {
        SignInMethod.Totp => person.IsEnrolled && open.TotpStep > person.LastTotpStep,
        SignInMethod.RecoveryCode => person.IsEnrolled && open.RecoverySha256 is { } code && person.Recovery.Contains(code),
        SignInMethod.Provider => person.External is not null,
        _ => false,
    };

    // The installation has no profile: its people administer it and see nobody's requests.
    private static Refusal? FaultOf(OperatorCatalogue catalogue, ImmutableArray<Scope> scopes)
    {
        foreach (var scope in scopes)
            if (!Person.ScopesOfPeople.Contains(scope)) return new ScopeNotForPeople(scope);
        return catalogue.Profile is null && scopes.Any(scope => scope != Scope.Admin) ? new OnlyAdministratorsHere() : null;
    }
}
