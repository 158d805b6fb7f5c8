using Consent.Conformance;
using Consent.Domain;
using Consent.Engine;

namespace Consent.Grains.Tests;

/// <summary>A change of a catalogue that was acknowledged by one silo is what every silo answers by.</summary>
public sealed class CataloguesAcrossSilosTests(ClusterDatabase database) : ClusterTest(database)
{
    [Fact]
    public async Task A_purpose_defined_through_one_silo_is_known_to_the_check_of_every_silo_at_once()
    {
        var cluster = await StartAsync(3);
        for (var i = 0; i < 30; i++)
        {
            var purpose = new Purpose(
                new PurposeCode($"purpose-{i}"), new LocalText("Цель"), LawfulBasis.Consent, "ст. 6 ч. 1 п. 1", ["contact"], ["storage"], [], null, false, false, false);
            await ChangeAsync(cluster, i, Demo.Operator, new DefinePurpose(Now, purpose));
            foreach (var silo in cluster.Silos)
                Assert.Equal(CheckReason.NoConsent, (await EngineOf(cluster, silo).CheckAsync(Demo.File($"subject-{i}"), purpose.Code, Now, Cancel)).Reason);
        }
    }

    [Fact]
    public async Task An_operator_described_through_one_silo_is_served_by_every_silo_at_once()
    {
        var cluster = await StartAsync(2);
        var shop = new OperatorId("shop");
        await ChangeAsync(cluster, 0, OperatorId.Installation, new RegisterOperator(Now, shop));
        foreach (var command in Demo.Catalogue.Where(row => row.Operator == Demo.Operator)) await ChangeAsync(cluster, 0, shop, command.Command);
        await ChangeAsync(cluster, 1, shop, new IssueKey(Now, new ApiKey("key-1", "shop", [Scope.Service], new string('0', 64), Now)));

        var file = new FileKey(shop, new SubjectId("anna"));
        Assert.IsType<Outcome.Done>(await EngineOf(cluster, cluster.Silos[1]).ExecuteAsync(file, Demo.By(Demo.Give(Now)), Cancel));
        foreach (var silo in cluster.Silos)
        {
            Assert.Contains(shop, cluster.Of<Catalogues>(silo).Installation.Operators);
            Assert.Equal(shop, cluster.Of<Catalogues>(silo).FindKey("key-1")?.Operator);
            Assert.True((await EngineOf(cluster, silo).CheckAsync(file, Demo.News, Now, Cancel)).Allowed);
        }
    }

    [Fact]
    public async Task A_session_ended_through_one_silo_is_nobodys_on_every_silo_at_once_and_a_code_opens_one()
    {
        var cluster = await StartAsync(3);
        var link = new OneTimeLink("link", Now.AddDays(1));
        await ChangeAsync(cluster, 0, Demo.Operator, new InvitePerson(Now, "p", new Personal("a@example.ru"), new Personal("Анна"), [Scope.Dpo], link));
        await ChangeAsync(cluster, 1, Demo.Operator, new EnrolPerson(Now, "p", "link", "hash", "totp", [], 0));
        for (var i = 1; i <= 10; i++)
        {
            // The same code brought to every silo at the same instant.
            var opened = await Task.WhenAll(cluster.Silos.Select((silo, n) => cluster.Of<Catalogues>(silo).ExecuteAsync(
                Demo.Operator, Demo.By(new OpenSession(Now, "p", new PersonSession($"s-{i}-{n}", Now, Now.AddHours(12), SignInMethod.Totp), i)), Cancel)));
            var session = Assert.Single(opened.OfType<Outcome.Done>().SelectMany(done => done.Events).OfType<SessionOpened>()).Session.Id;
            Assert.All(cluster.Silos, silo => Assert.NotNull(Find(silo, session)));
            await ChangeAsync(cluster, i, Demo.Operator, new EndSessions(Now, "p", session));
            Assert.All(cluster.Silos, silo => Assert.Null(Find(silo, session)));
        }

        PersonSession? Find(Orleans.TestingHost.InProcessSiloHandle silo, string session) => cluster.Of<Catalogues>(silo).Find(Demo.Operator)!.People.Single().Session(session, Now);
    }

    [Fact]
    public async Task Of_two_who_bring_one_link_to_two_silos_one_comes_in()
    {
        var cluster = await StartAsync(2);
        for (var i = 0; i < 20; i++)
        {
            var file = Demo.File($"linked-{i}");
            Assert.IsType<Outcome.Done>(await EngineOf(cluster, cluster.Silos[0]).ExecuteAsync(file, Demo.By(new IssueSubjectLink(Now, new OneTimeLink("link", Now.AddMinutes(5)))), Cancel));
            var came = await Task.WhenAll(cluster.Silos.Select((silo, n) => EngineOf(cluster, silo).ExecuteAsync(file, Demo.By(new UseSubjectLink(Now, "link", new SubjectSession($"s-{n}", Now.AddMinutes(5)))), Cancel)));
            Assert.Single(came.OfType<Outcome.Done>());
        }
    }

    [Fact]
    public async Task What_a_process_outside_the_cluster_wrote_is_seen_soon()
    {
        var cluster = await StartAsync(2);
        var day = new CalendarDay(new DateOnly(2026, 3, 4), DayKind.DayOff, "День региона");
        var profile = Installation.Catalogues.Of(Demo.Operator).Catalogue.Profile! with { Calendar = [day] };
        Assert.IsType<Outcome.Done>(await Installation.Catalogues.ExecuteAsync(Demo.Operator, Demo.By(new DescribeOperator(Now, profile)), Cancel));
        foreach (var silo in cluster.Silos)
            await EventuallyAsync(() => Task.FromResult(!cluster.Of<Catalogues>(silo).Of(Demo.Operator).Calendar.IsWorking(day.Date)), "the calendar is seen", seconds: 4);
    }

    private static async Task ChangeAsync(TestCluster cluster, int silo, OperatorId operatorId, CatalogueCommand command) =>
        Assert.IsType<Outcome.Done>(await cluster.Of<Catalogues>(cluster.Silos[silo % cluster.Silos.Count]).ExecuteAsync(operatorId, Demo.By(command), Cancel));
}
