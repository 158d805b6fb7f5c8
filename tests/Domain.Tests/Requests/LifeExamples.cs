using static Consent.Domain.Tests.Shop;

namespace Consent.Domain.Tests;

/// <summary>A request from its receipt to its end: who wrote, what is missing, who works on it, and how it closes and opens again.</summary>
public sealed class LifeExamples : Examples
{
    private static readonly DateTimeOffset Now = Clocks.Msk("2026-10-12 12:00");
    private static readonly DateTimeOffset End = Clocks.Msk("2026-10-27 00:00");
    private static readonly Personal Word = new("слово");

    private static readonly Applicant Anna = new(
        new Personal("Иванова"), new IdentityDocument(new Personal("66 12"), new Personal("2012-05-14"), new Personal("ОУФМС")), new Personal("anna@mail.example"), null, SignatureKind.Handwritten);

    // Who wrote.

    [Fact]
    public void A_letter_waits_for_its_author_from_the_asking_until_all_of_it_is_given()
    {
        var asked = Given().When(Letter(Now, DemandKind.Access)).When(new AskParticulars(Now, Number, [Particular.Document, Particular.Signature], Word));
        Assert.Empty(Given().When(Letter(Now, DemandKind.Access)).File.Requests[0].Asked);
        Assert.Equal([Particular.Document, Particular.Signature], asked.File.Requests[0].Asked);
        // Asked again for something more, it waits for all of it.
        Assert.Equal([Particular.Document, Particular.Signature, Particular.Contact], asked.When(new AskParticulars(Now, Number, [Particular.Contact], Word)).File.Requests[0].Asked);
        Assert.Equal([Particular.Signature], asked.When(Came(Particular.Document)).File.Requests[0].Asked);
        Assert.Empty(asked.When(Came(Particular.Document)).When(Came(Particular.Signature)).File.Requests[0].Asked);
        Assert.Empty(asked.When(Came()).File.Requests[0].Asked);
        Assert.Equal([Particular.Document, Particular.Signature], asked.When(new ConfirmIdentity(Now, Number, IdentityLevel.SignIn, Word)).File.Requests[0].Asked);
        Assert.Equal([Particular.Signature], asked.When(new ConfirmIdentity(Now, Number, IdentityLevel.Document, Word)).File.Requests[0].Asked);
        Assert.Empty(asked.When(new ConfirmIdentity(Now, Number, IdentityLevel.Signature, Word)).File.Requests[0].Asked);
        Assert.Empty(asked.When(new WithdrawRequest(Now, Number, null)).File.Requests[0].Asked);

        ReceiveParticulars Came(params Particular[] what) => new(Now, Number, 1, [.. what], Now, Word);
    }

    [Fact]
    public void A_complete_letter_lacks_nothing() => Assert.Empty(Written(Anna).Missing);

    [Theory]
    [InlineData("document", "Document")]
    [InlineData("issuedBy", "Document")]
    [InlineData("relation", "Relation")]
    [InlineData("signature", "Signature")]
    [InlineData("contact", "Contact")]
    public void What_a_letter_for_access_lacks_is_told(string without, string missing)
    {
        var applicant = without switch
        {
            "document" => Anna with { Document = null },
            "issuedBy" => Anna with { Document = Anna.Document! with { IssuedBy = null } },
            "signature" => Anna with { Signature = null },
            "contact" => Anna with { Contact = null },
            _ => Anna,
        };
        Assert.Equal(missing, string.Join(' ', Written(applicant, relation: without == "relation" ? null : Word).Missing));
    }

    [Theory]
    [InlineData(DemandKind.Withdrawal)]
    [InlineData(DemandKind.StopMarketing)]
    [InlineData(DemandKind.StopProcessing)]
    public void A_withdrawal_and_a_stop_want_no_more_than_the_consent_did(DemandKind kind) =>
        Assert.Empty(Given().When(Letter(Now, kind) with { Applicant = Anna with { Document = null, Signature = null } }).File.Requests[0].Missing);

    [Theory]
    [InlineData(null, null, RepresentativeRole.Agent, "Authority")]
    [InlineData("доверенность № 5", "2026-10-11", RepresentativeRole.Agent, "AuthorityInForce")]
    [InlineData("доверенность № 5", "2026-10-12", RepresentativeRole.Agent, "")]
    [InlineData("свидетельство о рождении", null, RepresentativeRole.Legal, "")]
    [InlineData("свидетельство о праве на наследство", null, RepresentativeRole.Heir, "")]
    public void Who_acts_for_another_shows_by_what_right(string? authority, string? until, RepresentativeRole role, string missing)
    {
        var representative = new Representative(new Personal("Петров"), Personal.Of(authority), until is null ? null : Day(until), role);
        Assert.Equal(missing, string.Join(' ', Written(Anna with { Representative = representative }).Missing));
    }

    [Fact]
    public void A_minor_writes_through_a_representative() =>
        Assert.Equal([Particular.Representative], Written(Anna with { IsMinor = true }).Missing);

    [Fact]
    public void What_is_missing_is_asked_for_and_no_term_stops()
    {
        var story = Given().When(Letter(Now, DemandKind.Access)).When(new AskParticulars(Now.AddDays(1), Number, [], Word));
        Assert.Equal([Particular.Document, Particular.Relation, Particular.Signature], Assert.IsType<ParticularsAsked>(Assert.Single(story.Events)).What);
        Assert.Equal(Day("2026-10-26"), story.Obligation(Duty.AnswerAccess).Deadline.Due);

        var came = story.When(new ReceiveParticulars(Now.AddDays(5), Number, 1, [Particular.Document, Particular.Signature], Now.AddDays(5), Word));
        Assert.Equal([Particular.Relation], came.File.Requests[0].Missing);
        Assert.Equal(Day("2026-10-26"), came.Obligation(Duty.AnswerAccess).Deadline.Due);
    }

    [Fact]
    public void Where_nothing_is_missing_there_is_nothing_to_ask() =>
        Given().When(Letter(Now, DemandKind.Access) with { Applicant = Anna, Relation = Word }).When(new AskParticulars(Now, Number, [], null)).ThenRefused<NothingToAsk>();

    [Theory]
    [InlineData(true, "2026-10-21", "the particulars came with the letter: its term stands")]
    [InlineData(false, "2026-10-28", "seven working days from the day the particulars came (ст. 20 ч. 3)")]
    public void The_term_to_rectify_runs_from_the_particulars(bool withLetter, string due, string because)
    {
        var demand = Demand(DemandKind.Rectification) with { Details = withLetter ? Word : null };
        var story = Given().When(Letter(Now, demand)).When(new ReceiveParticulars(Now.AddDays(8), Number, 1, [Particular.Details], Now.AddDays(7), Word));
        Assert.True(story.Obligation(Duty.Rectify).Deadline.Due == Day(due), because);
        story.When(new ReceiveParticulars(Now.AddDays(8), Number, 1, [], Now - Tick, Word)).ThenRefused<ParticularsOutOfTime>();
        story.When(new ReceiveParticulars(Now.AddDays(8), Number, 1, [], Now.AddDays(8) + Tick, Word)).ThenRefused<ParticularsOutOfTime>();
    }

    [Fact]
    public void Identity_only_grows()
    {
        var story = Given().When(Letter(Now, DemandKind.Access));
        story.When(new ConfirmIdentity(Now, Number, IdentityLevel.Claimed, null)).ThenRefused<IdentityAlreadyConfirmed>();
        var document = story.When(new ConfirmIdentity(Now, Number, IdentityLevel.Document, Word));
        Assert.Equal(IdentityLevel.Document, document.File.Requests[0].Identity);
        document.When(new ConfirmIdentity(Now, Number, IdentityLevel.Code, null)).ThenRefused<IdentityAlreadyConfirmed>();
        Assert.Equal(Day("2026-10-26"), document.Obligation(Duty.AnswerAccess).Deadline.Due);
    }

    [Fact]
    public void A_letter_is_given_to_somebody_and_to_somebody_else()
    {
        var story = Given().When(Letter(Now, DemandKind.Access)).When(new AssignRequest(Now, Number, "Петрова"));
        story.When(new AssignRequest(Now, Number, "Петрова")).ThenNothing();
        Assert.Equal("Сидоров", story.When(new AssignRequest(Now, Number, "Сидоров")).File.Requests[0].AssignedTo);
    }

    // Acknowledgement: a promise of the contract.

    [Theory]
    [InlineData(Channel.Web, ObligationStatus.Met, "the number is in the answer itself")]
    [InlineData(Channel.Email, ObligationStatus.Open, "a letter back is still to be sent")]
    public void An_acknowledgement_is_owed_by_contract_only(Channel channel, ObligationStatus status, string because)
    {
        Assert.DoesNotContain(Given().When(Letter(Now, DemandKind.Access)).Obligations(), o => o.Duty == Duty.Acknowledge);
        var rules = WithTerms(new ContractTerm(Duty.Acknowledge, new Hours(1), "п. 10.4"));
        var story = Under(rules).When(Letter(Now, DemandKind.Access) with { Channel = channel });
        var owed = story.Obligation(Duty.Acknowledge, Origin.Contract);
        Assert.True(owed.Status == status, because);
        Assert.Equal((0, Now.AddHours(1)), (owed.Demand, owed.Deadline.EndsAt));
        if (status == ObligationStatus.Met) return;
        Assert.Equal(ObligationStatus.Met, story.When(new AcknowledgeRequest(Now.AddMinutes(59), Number, Channel.Email)).Obligation(Duty.Acknowledge, Origin.Contract).Status);
        Assert.Equal(ObligationStatus.Missed, story.When(new AcknowledgeRequest(Now.AddMinutes(60), Number, Channel.Email)).Obligation(Duty.Acknowledge, Origin.Contract).Status);
        Assert.True(story.When(new AnswerDemand(Now.AddMinutes(5), Number, 1, null)).File.Requests[0].IsClosed);
    }

    // The form of the answer.

    [Theory]
    [InlineData(Channel.Email, null, Channel.Web, true)]
    [InlineData(Channel.Email, null, Channel.Post, false)]
    [InlineData(Channel.Post, null, Channel.InPerson, true)]
    [InlineData(Channel.Post, null, Channel.Email, false)]
    [InlineData(Channel.Post, Channel.Email, Channel.Email, true)]
    [InlineData(Channel.Phone, null, Channel.Post, true)]
    public void The_answer_goes_out_in_the_form_of_the_letter_or_the_one_asked_for(Channel came, Channel? asked, Channel by, bool fits)
    {
        var answered = Given().When(Letter(Now, DemandKind.Access) with { Channel = came, ReplyBy = asked }).When(new AnswerDemand(Now, Number, 1, null, By: by));
        if (fits) Assert.True(answered.File.Requests[0].IsClosed);
        else answered.ThenRefused<AnswerInAnotherForm>();
    }

    [Theory]
    [InlineData("2026-10-26 23:59:59", ObligationStatus.Met, "handed to the post before midnight, told of on the morrow (ГК ст. 194)")]
    [InlineData("2026-10-27 00:00:00", ObligationStatus.Missed, "handed to the post after midnight")]
    public void An_answer_counts_from_when_it_was_sent(string sent, ObligationStatus status, string because)
    {
        var told = End.AddHours(9);
        var story = Given().When(Letter(Now, DemandKind.Access)).When(new WakeUp(End)).When(new AnswerDemand(told, Number, 1, null, SentAt: Msk(sent)));
        Assert.True(story.Obligation(Duty.AnswerAccess).Status == status, because);
        Given().When(Letter(Now, DemandKind.Access)).When(new AnswerDemand(Now, Number, 1, null, SentAt: Now + Tick)).ThenRefused<SentOutOfTime>();
        Given().When(Letter(Now, DemandKind.Access)).When(new AnswerDemand(Now, Number, 1, null, SentAt: Now - Tick)).ThenRefused<SentOutOfTime>();
    }

    // The end.

    [Fact]
    public void A_withdrawal_is_closed_when_the_data_is_destroyed()
    {
        var story = Given(Shop.Given(News, Now.AddDays(-1))).When(Letter(Now, DemandKind.Withdrawal));
        Assert.Contains("fulfil", story.When(new CloseRequest(Now, Number)).ThenRefused<NotYetDone>().Permitted!);
        var destroyed = story.When(new FulfilObligation(Now.AddDays(9), Number, 2, Now.AddDays(8), Word, "акт № 1"));
        Assert.True(destroyed.When(new CloseRequest(Now.AddDays(9), Number)).File.Requests[0].IsClosed);
    }

    [Fact]
    public void A_destruction_is_told_by_its_act() =>
        Given(Shop.Given(News, Now.AddDays(-1))).When(Letter(Now, DemandKind.Withdrawal)).When(new FulfilObligation(Now, Number, 2, Now, Word, null)).ThenRefused<ActRequired>();

    [Fact]
    public void Who_waits_for_an_answer_is_not_closed_upon() =>
        Given().When(Letter(Now, DemandKind.Blocking)).When(new CloseRequest(Now, Number)).ThenRefused<NotYetDone>();

    [Fact]
    public void An_author_takes_a_letter_back_and_its_blocks_with_it()
    {
        var story = Given(Shop.Given(News, Now.AddDays(-1))).When(Letter(Now, Demand(DemandKind.Rectification), Demand(DemandKind.Access)))
            .When(new WakeUp(Msk("2026-10-22 00:00"))).When(new WithdrawRequest(Msk("2026-10-22 10:00"), Number, Word));
        Assert.True(story.File.Requests[0] is { IsClosed: true, IsWithdrawn: true });
        Assert.Equal((ObligationStatus.Missed, ObligationStatus.Cancelled), (story.Obligation(Duty.Rectify).Status, story.Obligation(Duty.AnswerAccess).Status));
        story.ThenCheck(News, Msk("2026-10-22 10:00"), true, CheckReason.ConsentGiven);
        story.When(new ReopenRequest(Now.AddDays(20), Number, null, Word)).ThenRefused<NothingToReopen>();
        Assert.Null(WakeUps.Next(story.File));
    }

    [Fact]
    public void A_reopened_request_has_a_new_term_and_the_old_one_stays_as_it_ended()
    {
        var again = Msk("2026-11-05 12:00");
        var story = Given().When(Letter(Now, DemandKind.Access)).When(new AnswerDemand(Now.AddDays(1), Number, 1, null)).When(new ReopenRequest(again, Number, null, Word));
        Assert.False(story.File.Requests[0].IsClosed);
        var (old, fresh) = (story.Obligations()[0], story.Obligations()[1]);
        Assert.Equal((ObligationStatus.Met, ObligationStatus.Open, "D04", Day("2026-11-19")), (old.Status, fresh.Status, fresh.Row, fresh.Deadline.Due));
        Assert.True(fresh.Governs);
        Assert.Equal(fresh, story.File.Requests[0].Nearest);
        Assert.True(story.When(new AnswerDemand(again, Number, 1, null)).File.Requests[0].IsClosed);
    }

    [Fact]
    public void A_complaint_is_noted_at_any_time()
    {
        var story = Given().When(Letter(Now, DemandKind.Other)).When(new AnswerDemand(Now, Number, 1, null)).When(new NoteComplaint(Now, Number, ComplaintTo.Authority, Word));
        Assert.True(story.File.Requests[0] is { IsClosed: true, HasComplaint: true });
    }

    [Fact]
    public void A_refusal_by_the_state_tells_what_is_permitted()
    {
        var refused = Given().When(Letter(Now, DemandKind.Access)).When(new RectifyData(Now, Number, 1, null)).ThenRefused<NothingToRectify>();
        Assert.Contains("answer", refused.Permitted!);
        Assert.DoesNotContain("rectify", refused.Permitted!);
    }

    [Fact]
    public void An_order_that_names_no_demand_is_about_the_one_it_can_be_about()
    {
        var story = Given().When(Letter(Now, Demand(DemandKind.Access), Demand(DemandKind.Rectification))).When(new RectifyData(Now, Number, RequestDecider.TheOnlyOne, null));
        Assert.Equal(2, Assert.Single(story.Events.OfType<DataRectified>()).Demand);
        story.When(new LiftBlock(Now, Number, RequestDecider.TheOnlyOne, null)).ThenRefused<NothingToUnblock>();
    }

    private static SubjectRequest Written(Applicant applicant, Personal? relation) =>
        Given().When(Letter(Now, DemandKind.Access) with { Applicant = applicant, Relation = relation }).File.Requests[0];

    private static SubjectRequest Written(Applicant applicant) => Written(applicant, Word);
}
