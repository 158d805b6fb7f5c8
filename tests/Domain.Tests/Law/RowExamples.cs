using System.Collections.Immutable;

namespace Consent.Domain.Tests;

/// <summary>Each row of the law's list four times: in time, on its last day, late, and refused. All begin on 23.12.2026 at 12:00 in Moscow,
/// so that every count goes over New Year.</summary>
public sealed class RowExamples : Examples
{
    private const string First = "2026-000000";

    private static readonly DateTimeOffset T0 = Clocks.Msk("2026-12-23 12:00");
    private static readonly DateOnly Ordered = new(2027, 1, 20);
    private static readonly Personal Because = new("основание");

    /// <summary>The instant from which each row is late, counted by hand from the published calendar.</summary>
    private static readonly Dictionary<string, string> Ends = new()
    {
        ["working 1"] = "2026-12-25 00:00",            // the 24th
        ["working 3"] = "2026-12-29 00:00",            // 24, 25, 28
        ["working 7"] = "2027-01-13 00:00",            // 24, 25, 28, 29, 30; 11, 12
        ["working 10"] = "2027-01-16 00:00",           // … 11–15 January
        ["calendar 30"] = "2027-01-23 00:00",
        ["months 6"] = "2027-06-24 00:00",
        ["day of next month 15"] = "2027-01-16 00:00",
        ["hours 24"] = "2026-12-24 12:00",
        ["hours 72"] = "2026-12-26 12:00",
        ["at once 0"] = "2026-12-23 12:00",
        ["before 0"] = "2026-12-23 12:00",
        ["unstated 0"] = "2027-01-21 00:00",           // the day the order names
    };

    /// <summary>What opens a row by itself; any other is kept by naming its duty on a letter.</summary>
    private static readonly Dictionary<string, Func<Story>> Openings = new()
    {
        ["D01 AnswerAccess"] = () => Given().When(Letter(DemandKind.Access)),
        ["D02 ExplainRefusal"] = () => Given().When(Letter(DemandKind.Access)),
        ["D04 AnswerAccess"] = () => Given().When(Shop.Letter(T0.AddDays(-10), DemandKind.Access)).When(new AnswerDemand(T0.AddDays(-9), Shop.Number, 1, null))
            .When(new ReopenRequest(T0, Shop.Number, null, Because)),
        ["D05 Rectify"] = () => Given().When(Letter(DemandKind.Rectification)),
        ["D06 DestroyUnlawfulOrUnneeded"] = () => Given().When(Letter(DemandKind.Destruction)),
        ["D07 Unblock"] = () => Given().When(Letter(DemandKind.Rectification)),
        ["D09 Block"] = () => Given().When(Letter(DemandKind.Rectification, Duty.Block)),
        ["D10 StopOnDemand"] = () => Given().When(Letter(DemandKind.StopProcessing)),
        ["D11 DestroyOnWithdrawal"] = () => Given(Shop.Given(Shop.News, T0.AddDays(-30))).When(Letter(DemandKind.Withdrawal)),
        ["D14 AnswerAutomatedDecision"] = () => Given().When(Letter(DemandKind.AutomatedDecisionObjection)),
        ["D22 DestroyOnExpiry"] = () => Given(Shop.Given(Shop.News, T0.AddDays(-30), expires: T0)).When(new WakeUp(T0)),
        ["D23 PublishConditions"] = () => Given().When(Shop.Give(Shop.Photos, T0)),
        ["D30 StopUnlawful"] = () => Unlawful(Channel.Web),
        ["D31 DestroyUnlawful"] = () => Unlawful(Channel.Web),
        ["D32 NotifySubject"] = () => Unlawful(Channel.Web),
        ["D32 NotifyAuthority"] = () => Unlawful(Channel.Authority),
        ["D33 DestroyPurposeAchieved"] = () => Given().When(new AchievePurpose(T0, Shop.News)),
        ["D35 DestroyAfterBlock"] = () => Given().When(new AchievePurpose(T0, Shop.News)).When(new PostponeDestruction(T0.AddDays(1), null, 1, Because)),
        ["D40 IncidentFirstNotice"] = () => Given().When(Letter(DemandKind.Incident)),
        ["D41 IncidentResults"] = () => Given().When(Letter(DemandKind.Incident)),
        ["D50 AnswerAuthority"] = () => Given().When(Letter(DemandKind.AuthorityInquiry)),
    };

    public static TheoryData<string> Kept => new(LawTable.Rows.Where(row => row.Bound == Bound.Latest).Select(row => row.Name));

    public static TheoryData<string> NotKept => new(LawTable.Rows.Where(row => row.Bound != Bound.Latest).Select(row => row.Name));

    [Theory]
    [MemberData(nameof(Kept))]
    public void Done_in_time_it_is_met(string row) => DoneAt(row, Law(row).Unit switch
    {
        "at once" => T0,
        "before" => T0.AddDays(-1),
        _ => T0.AddHours(1),
    }, ObligationStatus.Met);

    [Theory]
    [MemberData(nameof(Kept))]
    public void Done_in_the_last_instant_of_the_last_day_it_is_met(string row) =>
        DoneAt(row, Law(row).Unit == "at once" ? T0 : EndOf(row) - Tick, ObligationStatus.Met);

    [Theory]
    [MemberData(nameof(Kept))]
    public void Done_as_the_next_day_begins_it_is_missed(string row) =>
        DoneAt(row, Law(row).Unit == "at once" ? T0 + Tick : EndOf(row), ObligationStatus.Missed);

    [Theory]
    [MemberData(nameof(Kept))]
    public void What_the_row_does_not_allow_is_refused(string row)
    {
        var law = Law(row);
        switch (row)
        {
            case "D02 ExplainRefusal":
                Open(row).When(new RefuseDemand(T0.AddHours(1), Shop.Number, 1, "ст. 9 ч. 2", Because)).ThenRefused<RefusalNotAllowed>();
                return;
            case "D07 Unblock":
                Open(row).When(Rectify(T0.AddHours(1))).When(Rectify(T0.AddHours(2))).ThenRefused<NothingToRectify>();
                return;
        }

        if (law.Unit == "unstated")
        {
            Given().When(Letter(DemandKind.Other, law.Duty)).ThenRefused<OrderNamesNoDay>();
            return;
        }

        var (story, owed) = Owed(row);
        if (DemandKinds.IsDestruction(law.Duty)) story.When(Fulfil(story, owed, T0.AddHours(1)) with { Reference = null }).ThenRefused<ActRequired>();
        if (NumberIn(story, owed) is not { } number) return;
        var extend = new ExtendRequest(T0.AddMinutes(1), number, 1, Because);
        if (law.Extension is null) story.When(extend).ThenRefused<NothingToExtend>();
        else
        {
            story.When(extend with { At = EndOf(row) }).ThenRefused<NothingToExtend>();
            story.When(extend with { At = EndOf(row) - Tick }).When(extend).ThenRefused<NothingToExtend>();
        }
    }

    [Theory]
    [MemberData(nameof(Kept))]
    public void It_is_done_once_and_neither_ahead_of_time_nor_before_it_began(string row)
    {
        // Opened and done by one order: refused above.
        if (row is "D02 ExplainRefusal" or "D07 Unblock") return;
        var (story, owed) = Owed(row);
        var done = Fulfil(story, owed, T0);

        Assert.Equal(owed.Id, story.When(done).When(done).ThenRefused<ObligationIsOver>().Obligation);
        story.When(done with { DoneAt = T0 + Tick, At = T0 }).ThenRefused<DoneOutOfTime>();
        if (Law(row).Unit != "before") story.When(done with { DoneAt = T0 - Tick }).ThenRefused<DoneOutOfTime>();
    }

    [Theory]
    [MemberData(nameof(Kept))]
    public void Missed_it_is_told_of_at_its_end(string row)
    {
        if (row is "D02 ExplainRefusal" or "D07 Unblock") return;
        var (story, owed) = Owed(row);
        bool IsMissed(DateTimeOffset at) => story.When(new WakeUp(at)).Events.OfType<ObligationMissed>().Any(missed => missed.Obligation == owed.Id && missed.Number == NumberIn(story, owed));

        Assert.False(IsMissed(EndOf(row) - Tick));
        Assert.True(IsMissed(EndOf(row)));
    }

    [Theory]
    [InlineData("D01 AnswerAccess")]
    [InlineData("D10 StopOnDemand")]
    [InlineData("D50 AnswerAuthority")]
    [InlineData("D51 ShowMeasures")]
    [InlineData("D62 AnswerCrossBorderInquiry")]
    public void Extended_before_its_end_it_has_fifteen_working_days_from_receipt(string row)
    {
        var (story, owed) = Owed(row);
        var extended = story.When(new ExtendRequest(EndOf(row) - Tick, Shop.Number, 1, Because));
        Assert.Equal((Day("2027-01-22"), new WorkingDays(15)), (Find(extended, row)!.Deadline.Due, (WorkingDays)Find(extended, row)!.Term));
        Assert.Equal(ObligationStatus.Met, Find(extended.When(Fulfil(extended, owed, Msk("2027-01-22 23:59"))), row)!.Status);
        Assert.Equal(ObligationStatus.Missed, Find(extended.When(Fulfil(extended, owed, Msk("2027-01-23 00:00"))), row)!.Status);
    }

    [Fact]
    public void A_refusal_of_an_extended_answer_has_the_same_fifteen_days()
    {
        var story = Open("D02 ExplainRefusal").When(new ExtendRequest(T0.AddDays(1), Shop.Number, 1, Because)).When(Refuse(Msk("2027-01-22 23:59")));
        Assert.Equal((Day("2027-01-22"), ObligationStatus.Met), (Find(story, "D02 ExplainRefusal")!.Deadline.Due, Find(story, "D02 ExplainRefusal")!.Status));
    }

    [Theory]
    [InlineData("D08 Block", DemandKind.Blocking)]
    [InlineData("D09 Block", DemandKind.Rectification)]
    [InlineData("D08 Block", DemandKind.UnlawfulProcessing)]
    [InlineData("D11 StopOnWithdrawal", DemandKind.Withdrawal)]
    [InlineData("D12 StopMarketing", DemandKind.StopMarketing)]
    [InlineData("D24 StopDistribution", DemandKind.StopDistribution)]
    public void What_the_service_does_itself_is_met_at_receipt(string row, DemandKind kind)
    {
        var story = Given(Shop.Given(Shop.News, T0.AddDays(-30))).When(Letter(kind));
        Assert.Equal((ObligationStatus.Met, T0), (Find(story, row)!.Status, Find(story, row)!.DoneAt));
    }

    [Theory]
    [MemberData(nameof(NotKept))]
    public void What_is_waited_out_or_kept_through_is_no_term_to_keep(string row) =>
        Given().When(Letter(DemandKind.Other, Law(row).Duty)).ThenRefused<NoTermToKeep>();

    [Theory]
    //          row                              end of the wait or of the keeping
    [InlineData("D03 AwaitRepeat", "2027-01-22")]
    [InlineData("D63 AwaitCrossBorderReview", "2027-01-15")]
    [InlineData("D71 KeepDestructionAct", "2029-12-23")]
    [InlineData("D72 KeepConsent", "2029-12-23")]
    public void It_is_waited_out_or_kept_through(string row, string due)
    {
        var deadline = Shop.Rules.ByLaw(T0, Law(row).InCode);
        Assert.Equal((Day(due), Day(due), Msk(due + " 00:00").AddDays(1)), (deadline.Due, deadline.SafeDue, deadline.EndsAt));
    }

    [Fact]
    public void To_a_listed_country_one_may_transfer_at_once() => Assert.Equal(T0, Shop.Rules.ByLaw(T0, Law("D64 TransferToListedCountry").InCode).EndsAt);

    [Fact]
    public void The_proof_of_consent_has_no_end_to_count() =>
        Assert.Throws<InvalidOperationException>(() => Shop.Rules.ByLaw(T0, Law("D21 ProveConsent").InCode));

    [Theory]
    [InlineData("2027-01-21 23:59", First, "the twenty-ninth day: a repeat, which may be refused")]
    [InlineData("2027-01-22 00:00", null, "on the thirtieth day nobody is refused [вывод]")]
    public void Access_may_be_asked_for_again_after_thirty_days(string again, string? repeats, string because)
    {
        var story = Given().When(Letter(DemandKind.Access) with { Number = First }).When(Shop.Letter(Msk(again), DemandKind.Access));
        var request = story.File.Request(Shop.Number)!;
        Assert.True(request.RepeatOf == repeats && request.Obligations.Single().Row == "D01", because);
    }

    private static void DoneAt(string row, DateTimeOffset at, ObligationStatus expected)
    {
        var story = row switch
        {
            "D02 ExplainRefusal" => Open(row).When(Refuse(at)),
            "D07 Unblock" => Open(row).When(Rectify(at)),
            "D01 AnswerAccess" or "D04 AnswerAccess" or "D14 AnswerAutomatedDecision" or "D50 AnswerAuthority" => Open(row).When(new AnswerDemand(at, Shop.Number, 1, null)),
            _ => Owed(row) is var (open, owed) ? open.When(Fulfil(open, owed, at)) : null!,
        };
        var done = Find(story, row)!;

        var law = Law(row);
        Assert.Equal((expected, at, T0, law.No), (done.Status, done.DoneAt, done.RunsFrom, done.Row));
        Assert.Equal((EndOf(row), law.Article, law.InCode.Since), (done.Deadline.EndsAt, done.Article, done.LawOf));
        if (law.Unit is "at once" or "before") return;
        Assert.Equal(DateOnly.FromDateTime((EndOf(row) - (law.Unit == "hours" ? TimeSpan.Zero : Tick)).ToOffset(TimeSpan.FromHours(3)).DateTime), done.Deadline.Due);
    }

    private static LawRow Law(string row) => LawTable.Of(row);

    private static DateTimeOffset EndOf(string row) => Msk(Ends[$"{Law(row).Unit} {Law(row).Amount}"]).ToUniversalTime();

    private static Story Open(string row) =>
        Openings.TryGetValue(row, out var open) ? open() : Given().When(Letter(DemandKind.Other, Law(row).Duty, Law(row).Unit == "unstated" ? Ordered : null));

    private static (Story Story, Obligation Owed) Owed(string row)
    {
        var story = Open(row);
        var owed = Find(story, row)!;
        Assert.Equal((ObligationStatus.Open, T0), (owed.Status, owed.RunsFrom));
        return (story, owed);
    }

    private static Obligation? Find(Story story, string row) =>
        (story.File.Request(Shop.Number)?.Obligations ?? story.File.Obligations).SingleOrDefault(o => o.Row == Law(row).No && o.Duty == Law(row).Duty);

    // What the file itself owes has no number.
    private static string? NumberIn(Story story, Obligation owed) => story.File.Obligations.Contains(owed) ? null : Shop.Number;

    private static FulfilObligation Fulfil(Story story, Obligation owed, DateTimeOffset at) =>
        new(at < T0 ? T0 : at, NumberIn(story, owed), owed.Id, at, Because, Reference: "акт № 7");

    private static RefuseDemand Refuse(DateTimeOffset at) => new(at, Shop.Number, 1, RefusalGrounds.For(DemandKind.Access).First(ground => ground.Condition == RefusalCondition.None).Article, Because);

    private static RectifyData Rectify(DateTimeOffset at) => new(at, Shop.Number, 1, Because);

    private static Story Unlawful(Channel channel) => Given()
        .When(Shop.Letter(T0.AddDays(-1), DemandKind.UnlawfulProcessing) with { Channel = channel })
        .When(new FindUnlawfulness(T0, Shop.Number, 1, T0, Because));

    private static RegisterRequest Letter(DemandKind kind, Duty? named = null, DateOnly? dueOn = null) =>
        Shop.Letter(T0, Shop.Demand(kind) with { Duties = named is { } duty ? ImmutableArray.Create(duty) : null, DueOn = dueOn });
}
