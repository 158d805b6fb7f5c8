using System.Collections.Immutable;
using static Consent.Domain.Tests.Shop;

namespace Consent.Domain.Tests;

/// <summary>Random lives of a file: what holds after every order, whatever came before.</summary>
public sealed class FoldProperties
{
    private const int Lives = 600;
    private const int Orders = 40;
    private static readonly DateTimeOffset Birth = Clocks.Msk("2026-01-12 10:00");
    private static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(5);

    // A hard version in the middle of the lives and promises shorter and longer than the law's.
    private static readonly Rules Law = WithMain2(Birth.AddDays(90), Reconsent.Hard) is var rules
        ? rules with
        {
            Catalogue = Declared(
            [
                new OperatorDescribed(Opened, Profile(
                    new ContractTerm(Duty.AnswerAccess, new WorkingDays(12), "п. 1"), new ContractTerm(Duty.DestroyOnWithdrawal, new CalendarDays(15), "п. 2"))),
            ], rules.Catalogue),
        }
        : throw new InvalidOperationException();

    [Fact]
    public void The_state_is_the_fold_of_the_events_and_the_version_their_number() => Live((life, _) =>
    {
        Assert.Equal(life.Events.Count, life.File.Version);
        if (life.Order % 8 == 0) Assert.Equal(Structure.Of(Fold(life.Events)), Structure.Of((object)life.File));
    });

    [Fact]
    public void The_file_as_of_now_answers_as_the_file() => Live((life, _) =>
    {
        var asOf = SubjectFile.AsOf(life.Events, life.Now);
        Assert.Equal(life.File.Version, asOf.Version);
        Assert.All(All, purpose => Assert.Equal(
            ProcessingCheck.Answer(life.File, purpose, Law.Catalogue, life.Now), ProcessingCheck.Answer(asOf, purpose, Law.Catalogue, life.Now)));

        // Only a ground recorded ahead of its day is in the file and not yet in effect.
        if (life.Order % 8 == 0 && life.File.Grounds.All(ground => ground.From <= life.Now)) Assert.Equal(Structure.Of((object)life.File), Structure.Of((object)asOf));
    });

    [Fact]
    public void After_waking_a_file_waits_for_the_future_only() => Live((life, _) =>
    {
        foreach (var at in new[] { life.Now, WakeUps.Next(life.File) ?? life.Now })
        {
            if (life.File.IsDestroyed) continue;
            var woken = new Story(life.File, Law, Decision.Nothing).When(new WakeUp(at));
            Assert.True(!(WakeUps.Next(woken.File) <= at), $"woken at {at:O}, waits for {WakeUps.Next(woken.File):O}");
            if (WakeUps.Next(life.File) is { } next) Assert.Equal(next <= at, woken.Events.Count > 0);
            woken.When(new WakeUp(at)).ThenNothing();
        }
    });

    [Fact]
    public void Waking_changes_no_answer_of_the_check() => Live((life, _) =>
    {
        if (life.File.IsDestroyed) return;
        var woken = new Story(life.File, Law, Decision.Nothing).When(new WakeUp(life.Now)).File;
        Assert.All(All, purpose =>
        {
            var (before, after) = (ProcessingCheck.Answer(life.File, purpose, Law.Catalogue, life.Now), ProcessingCheck.Answer(woken, purpose, Law.Catalogue, life.Now));
            Assert.Equal((before.Allowed, before.Reason, before.ValidUntil), (after.Allowed, after.Reason, after.ValidUntil));
        });
    });

    [Fact]
    public void Consent_allows_only_where_the_last_word_is_yes() => Live((life, _) =>
    {
        foreach (var code in All)
        {
            var answer = ProcessingCheck.Answer(life.File, code, Law.Catalogue, life.Now);
            if (answer.Reason != CheckReason.ConsentGiven) continue;
            var no = life.Events.Where(happened => SaysNo(happened, code, life.File)).Select(happened => (DateTimeOffset?)happened.At).Max();
            Assert.Contains(life.Events, happened =>
                happened is ConsentGiven yes && yes.Purpose == code && !(yes.ExpiresAt <= life.Now) && !(yes.At <= no) && yes.At <= life.Now);
        }
    });

    [Fact]
    public void An_answer_holds_until_the_instant_it_names() => Live((life, _) =>
    {
        foreach (var code in All)
        {
            var answer = ProcessingCheck.Answer(life.File, code, Law.Catalogue, life.Now);
            if (!answer.Allowed) continue;
            Assert.True(!(answer.ValidUntil <= life.Now));
            var last = (answer.ValidUntil ?? life.Now.AddYears(1)) - TimeSpan.FromTicks(1);
            // A second ground that begins meanwhile may be the one named; what is allowed stays so.
            var then = ProcessingCheck.Answer(life.File, code, Law.Catalogue, last);
            Assert.Equal((answer.Allowed, answer.Reason), (then.Allowed, then.Reason));
            if (answer.ValidUntil is { } until) Assert.NotEqual(answer, ProcessingCheck.Answer(life.File, code, Law.Catalogue, until));
        }
    });

    [Fact]
    public void Of_each_duty_exactly_the_earliest_terms_govern() => Live((life, _) =>
    {
        foreach (var same in life.File.Requests.SelectMany(request => request.Obligations.GroupBy(o => (request.Number, o.Demand, o.Duty, o.RunsFrom))))
        {
            var earliest = same.Min(o => o.Deadline.EndsAt);
            Assert.All(same, o => Assert.True(!o.Governs || o.Deadline.EndsAt == earliest));
            Assert.Contains(same, o => o.Governs);
        }
    });

    [Fact]
    public void What_is_permitted_is_accepted_and_the_rest_refused() => Live((life, _) =>
    {
        foreach (var request in life.File.Requests)
        {
            var story = new Story(life.File, Law, Decision.Nothing);
            var permitted = RequestActions.Permitted(life.File, request, life.Now).ToArray();
            foreach (var (action, orders) in RequestOrders.Of(request, life.Now))
                Assert.True(permitted.Contains(action) == orders.Any(order => story.When(order).Decision is Decision.Accepted), $"{action} of {request.Number}");
            Assert.Superset(permitted.ToHashSet(), RequestOrders.Of(request, life.Now).Select(pair => pair.Action).ToHashSet());
        }
    });

    [Fact]
    public void Random_lives_meet_every_event_and_most_refusals()
    {
        // The properties above say little if the lives are dull.
        HashSet<Type> events = [], refusals = [];
        Live((life, decision) =>
        {
            if (decision is Decision.Refused refused) refusals.Add(refused.Refusal.GetType());
            else events.UnionWith(((Decision.Accepted)decision).Events.Select(happened => happened.GetType()));
        });
        Assert.Equal(
            // A term is recounted by another calendar only; these lives have one.
            typeof(FileEvent).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(FileEvent)) && !type.IsAbstract && !type.IsSubclassOf(typeof(CatalogueEvent)) && !type.IsSubclassOf(typeof(AccessEvent)))
                .Except([typeof(TermRecounted)]).Select(type => type.Name).Order(),
            events.Select(type => type.Name).Order());
        Assert.Superset(
            new HashSet<Type> { typeof(OlderThanLastWord), typeof(NothingToExtend), typeof(AnswerIsNotEnough), typeof(RequestIsClosed), typeof(FileDestroyed), typeof(TextNoLongerInForce) },
            refusals);
    }

    private static bool SaysNo(FileEvent happened, PurposeCode code, SubjectFile file) => happened switch
    {
        ConsentRefused refused => refused.Purpose == code,
        PurposeAchieved achieved => achieved.Purpose == code,
        RequestReceived { IsNameless: not true } letter => letter.Demands.Any(demand =>
            (demand.Purposes.IsEmpty || demand.Purposes.Contains(code))
            && (demand.Kind is DemandKind.Withdrawal or DemandKind.StopProcessing
                || (demand.Kind is DemandKind.Blocking or DemandKind.Destruction or DemandKind.Rectification or DemandKind.UnlawfulProcessing
                    && file.Restrictions.Any(block => block is Blocked && block.Request == letter.Number && block.Demand == demand.Id))
                || (demand.Kind == DemandKind.StopMarketing && code == News)
                || (demand.Kind == DemandKind.StopDistribution && code == Photos))),
        _ => false,
    };

    private sealed record Life(SubjectFile File, List<FileEvent> Events, DateTimeOffset Now, int Order);

    private static void Live(Action<Life, Decision> holds)
    {
        for (var seed = 0; seed < Lives; seed++)
        {
            var random = new Random(seed);
            var (file, events, now) = (SubjectFile.Empty, new List<FileEvent>(), Birth);
            for (var order = 0; order < Orders; order++)
            {
                now += Step(random);
                var command = Draw(random, file, now);
                var decision = SubjectFileDecider.Decide(file, command, Law);
                if (decision is Decision.Accepted accepted)
                {
                    events.AddRange(accepted.Events);
                    file = accepted.Events.Aggregate(file, (f, happened) => f.Evolve(happened));
                }

                try
                {
                    holds(new Life(file, events, now, order), decision);
                }
                catch (Exception failure)
                {
                    throw new InvalidOperationException($"Life {seed}, order {order} at {now:O}: {Structure.Of((object)command)}\n{Structure.Of(events)}", failure);
                }
            }
        }
    }

    // Often at once, so that instants meet; else hours and days.
    private static TimeSpan Step(Random random) => random.Next(4) switch
    {
        0 => TimeSpan.Zero,
        1 => TimeSpan.FromSeconds(random.Next(1, 600)),
        2 => TimeSpan.FromHours(random.Next(1, 48)),
        _ => TimeSpan.FromDays(random.Next(1, 12)),
    };

    private static FileCommand Draw(Random random, SubjectFile file, DateTimeOffset now)
    {
        var purpose = All[random.Next(All.Length)];
        var number = $"2026-{random.Next(1, file.Requests.Length + 2):000000}";
        // What happened some time ago is put on record now, at times from a clock a little fast.
        var then = random.Next(3) switch { 0 => now.AddMinutes(-random.Next(0, 60 * 24 * 20)), 1 when random.Next(4) == 0 => now + ClockSkew, _ => now };
        return random.Next(40) switch
        {
            < 11 => new GiveConsent(
                now, purpose, purpose != Photos && purpose != Health && random.Next(2) == 0 ? Main2 : TextOf(purpose), then,
                random.Next(3) == 0 ? then.AddDays(random.Next(1, 60)) : null, Paper),
            < 13 => new RefuseConsent(now, purpose, TextOf(purpose), then, Site),
            < 16 => new RecordGround(
                now, purpose, random.Next(2) == 0 ? LawfulBasis.Contract : LawfulBasis.Law, new Personal("договор"),
                random.Next(4) == 0 ? now.AddDays(3) : then, random.Next(2) == 0 ? now.AddDays(random.Next(4, 60)) : null),
            < 24 => new RegisterRequest(
                now, $"2026-{file.Requests.Length + 1:000000}", then, Channel.Web,
                [.. Enumerable.Range(1, random.Next(1, 4)).Select(id => new Demand(id, AnyKind(random), AnyPurposes(random), null))], null, null, null) { IsNameless = random.Next(6) == 0 },
            < 32 => AnyOrder(random, file, number, now),
            < 33 => new RecordReading(now, random.Next(2) == 0 ? null : number, "проверка"),
            < 35 => new AchievePurpose(now, purpose),
            < 38 => new WakeUp(now),
            < 39 => AnyAccess(random, file, now),
            _ => random.Next(6) == 0 ? new RecountTerms(now) : random.Next(12) == 0 ? new DestroySubject(now, "акт 1") : new WakeUp(now),
        };
    }

    private static SubjectAccessCommand AnyAccess(Random random, SubjectFile file, DateTimeOffset now) => random.Next(3) switch
    {
        0 => new IssueSubjectLink(now, new OneTimeLink($"link-{random.Next(3)}", now.AddDays(30))),
        1 => new UseSubjectLink(now, file.Access.Links is [var link, ..] ? link.Sha256 : "none", new SubjectSession($"session-{random.Next(3)}", now.AddDays(30))),
        _ => new EndSubjectSession(now, file.Access.Sessions is [var open, ..] ? open.Id : "none"),
    };

    private static FileCommand AnyOrder(Random random, SubjectFile file, string number, DateTimeOffset now)
    {
        if (random.Next(8) == 0 && file.Obligations.Length > 0)
        {
            var orders = RequestOrders.OfObligations(null, file.Obligations, now).SelectMany(pair => pair.Orders).ToArray();
            return orders[random.Next(orders.Length)];
        }

        if (file.Request(number) is not { } request) return new CloseRequest(now, number);
        // Some end the story, so they are rare.
        var all = RequestOrders.Of(request, now).Where(pair => pair.Action is not "withdraw" || random.Next(6) == 0).SelectMany(pair => pair.Orders).ToArray();
        return all[random.Next(all.Length)];
    }

    // Blocks end most stories, so they are rare.
    private static DemandKind AnyKind(Random random) =>
        random.Next(3) > 0
            ? new[] { DemandKind.Withdrawal, DemandKind.Access, DemandKind.StopProcessing, DemandKind.StopMarketing, DemandKind.StopDistribution, DemandKind.Other }[random.Next(6)]
            : random.Next(6) == 0 ? Enum.GetValues<DemandKind>()[random.Next(12)] : DemandKind.AuthorityInquiry;

    private static ImmutableArray<PurposeCode> AnyPurposes(Random random) => [.. All.Where(_ => random.Next(3) == 0)];

    private static SubjectFile Fold(IEnumerable<FileEvent> events) => events.Aggregate(SubjectFile.Empty, (file, happened) => file.Evolve(happened));
}
