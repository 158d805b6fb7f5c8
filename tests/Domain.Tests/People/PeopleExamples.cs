namespace Consent.Domain.Tests;

/// <summary>Who of the operator's people may come in, and how that ends.</summary>
public sealed class PeopleExamples
{
    private static readonly DateTimeOffset Now = Clocks.Msk("2026-03-02 10:00");
    private static readonly OneTimeLink Link = new("link", Now.AddDays(3));
    private static readonly OperatorCatalogue Desk = Shop.Declared([new OperatorDescribed(Now, Profile)]);
    private static readonly PersonInvited Invited = new(Now, "p", new Personal("a@example.ru"), new Personal("Анна"), [Scope.Dpo], Link);
    private static readonly PersonEnrolled Enrolled = new(Now, "p", "hash", "totp", ["r1", "r2"], 100);

    private static OperatorProfile Profile => new("Лавка", "Europe/Moscow", "ООО", "Тверь", "почта", "Иванова", [], []);

    [Fact]
    public void A_link_works_once_until_its_end_and_not_for_another()
    {
        var invited = Shop.Declared([Invited], Desk);
        var enrol = new EnrolPerson(Now.AddHours(1), "p", "link", "hash", "totp", ["r1"], 100);
        Assert.IsType<PersonEnrolled>(Single(invited, enrol));
        Assert.IsType<LinkNotGood>(Refusal(invited, enrol with { LinkSha256 = "other" }));
        Assert.IsType<LinkNotGood>(Refusal(invited, enrol with { At = Link.ExpiresAt }));
        Assert.IsType<PersonEnrolled>(Single(invited, enrol with { At = Link.ExpiresAt.AddTicks(-1) }));
        Assert.IsType<LinkNotGood>(Refusal(Shop.Declared([Enrolled], invited), enrol));
        Assert.IsType<LinkNotGood>(Refusal(Shop.Declared([new PersonDisabled(Now, "p")], invited), enrol));
    }

    [Fact]
    public void A_code_and_a_recovery_code_work_once()
    {
        var desk = Shop.Declared([Invited, Enrolled], Desk);
        var session = new PersonSession("s", Now, Now.AddHours(12), SignInMethod.Totp);
        var open = new OpenSession(Now, "p", session, 101);
        var opened = Single(desk, open);
        Assert.IsType<SignInRefused>(Refusal(desk, open with { TotpStep = 100 }));
        Assert.IsType<SignInRefused>(Refusal(desk, open with { TotpStep = null }));
        Assert.IsType<SignInRefused>(Refusal(Shop.Declared([(CatalogueEvent)opened], desk), open));
        var recovery = new OpenSession(Now, "p", session with { Method = SignInMethod.RecoveryCode }, null, "r1");
        var used = Single(desk, recovery);
        Assert.IsType<SignInRefused>(Refusal(Shop.Declared([(CatalogueEvent)used], desk), recovery));
        Assert.IsType<SignInRefused>(Refusal(desk, new OpenSession(Now, "p", session with { Method = SignInMethod.Provider })));
        Assert.IsType<SignInRefused>(Refusal(Shop.Declared([Invited], Desk), open));
    }

    [Fact]
    public void Sessions_end_at_their_end_when_told_to_and_with_the_person()
    {
        var session = new PersonSession("s", Now, Now.AddHours(12), SignInMethod.Totp);
        var desk = Shop.Declared([Invited, Enrolled, new SessionOpened(Now, "p", session, 101), new SessionOpened(Now, "p", session with { Id = "t" }, 102)], Desk);
        Assert.NotNull(desk.People[0].Session("s", session.ExpiresAt.AddTicks(-1)));
        Assert.Null(desk.People[0].Session("s", session.ExpiresAt));
        Assert.Equal(["t"], Ids(Shop.Declared([new SessionsEnded(Now, "p", "s")], desk)));
        foreach (var end in (PersonEvent[])[new SessionsEnded(Now, "p"), new PersonDisabled(Now, "p"), new PersonReset(Now, "p", Link), Enrolled]) Assert.Empty(Ids(Shop.Declared([end], desk)));
        Assert.Equal(["s"], Ids(Shop.Declared([new PasswordChanged(Now, "p", "new", "s")], desk)));

        static IEnumerable<string> Ids(OperatorCatalogue catalogue) => catalogue.People[0].Sessions.Select(one => one.Id);
    }

    [Fact]
    public void People_have_scopes_of_people_and_one_address_is_one_person()
    {
        var invite = new InvitePerson(Now, "q", new Personal("b@example.ru"), new Personal("Борис"), [Scope.Auditor], Link);
        Assert.IsType<PersonInvited>(Single(Desk, invite));
        foreach (var scope in (Scope[])[Scope.Service, Scope.Subject, Scope.Processor]) Assert.Equal(new ScopeNotForPeople(scope), Refusal(Desk, invite with { Scopes = [scope] }));
        Assert.IsType<OnlyAdministratorsHere>(Refusal(OperatorCatalogue.Empty, invite));
        Assert.IsType<PersonAlreadyInvited>(Refusal(Shop.Declared([Invited], Desk), invite with { Email = new Personal("A@EXAMPLE.RU") }));
        Assert.IsType<PersonInvited>(Single(Shop.Declared([Invited, new PersonDisabled(Now, "p")], Desk), invite with { Email = new Personal("a@example.ru") }));
        Assert.IsType<PersonUnknown>(Refusal(Desk, new ChangePersonScopes(Now, "nobody", [Scope.Dpo])));
    }

    private static FileEvent Single(OperatorCatalogue catalogue, CatalogueCommand command) => Assert.Single(Assert.IsType<Decision.Accepted>(CatalogueDecider.Decide(catalogue, command)).Events);

    private static Refusal Refusal(OperatorCatalogue catalogue, CatalogueCommand command) => Assert.IsType<Decision.Refused>(CatalogueDecider.Decide(catalogue, command)).Refusal;
}
