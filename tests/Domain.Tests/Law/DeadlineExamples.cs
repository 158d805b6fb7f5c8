namespace Consent.Domain.Tests;

/// <summary>The worked examples of «Как считать сроки», section 4, by their numbers.</summary>
public sealed class DeadlineExamples : Examples
{
    private static readonly Rules Rules = Shop.Rules;

    [Theory]
    //          no  received      duty                due           what the row shows
    [InlineData(1, "2026-10-12", Duty.AnswerAccess, "2026-10-26", "an ordinary case; the day of receipt is not counted")]
    [InlineData(3, "2026-12-23", Duty.AnswerAccess, "2027-01-15", "New Year: 31 December 2026 is a moved day off")]
    [InlineData(5, "2026-12-31", Duty.AnswerAccess, "2027-01-22", "received on a moved day off")]
    [InlineData(7, "2027-04-28", Duty.AnswerAccess, "2027-05-14", "May: 3 and 10 May are days off")]
    [InlineData(8, "2026-04-30", Duty.Rectify, "2026-05-13", "11 May 2026 stands for 9 May")]
    [InlineData(10, "2027-02-18", Duty.StopUnlawful, "2027-02-24", "the worked Saturday of 2027 counts, 22 February does not")]
    [InlineData(11, "2027-02-18", Duty.AnswerAccess, "2027-03-05", "agrees with a count without transfers: poor alone, its days are below")]
    [InlineData(14, "2026-02-20", Duty.AnswerAccess, "2026-03-10", "a naive count ends on 9 March, itself a day off")]
    [InlineData(15, "2026-06-10", Duty.StopUnlawful, "2026-06-16", "one holiday on a Friday")]
    [InlineData(15, "2026-06-10", Duty.AnswerAccess, "2026-06-25", "one holiday on a Friday")]
    public void Working_days_end_on(int no, string received, Duty duty, string due, string because)
    {
        var deadline = Rules.ByLaw(Msk(received + " 12:00"), Deadlines.Of(duty).Term);
        Assert.True((deadline.Due, deadline.SafeDue) == (Day(due), Day(due)), $"No {no}: {because}; counted {deadline}");
    }

    [Theory]
    [InlineData(1, "2026-10-12", 10, "13 14 15 16 19 20 21 22 23 26", "two plain weeks")]
    [InlineData(3, "2026-12-23", 10, "24 25 28 29 30 11 12 13 14 15", "five days of December, five of January")]
    [InlineData(5, "2026-12-31", 10, "11 12 13 14 15 18 19 20 21 22", "the first day is the first working day of the year")]
    [InlineData(7, "2027-04-28", 10, "29 30 4 5 6 7 11 12 13 14", "between the holidays of May")]
    [InlineData(8, "2026-04-30", 7, "4 5 6 7 8 12 13", "Monday the 11th is off")]
    [InlineData(10, "2027-02-18", 3, "19 20 24", "Saturday the 20th is a day of the count")]
    [InlineData(11, "2027-02-18", 10, "19 20 24 25 26 1 2 3 4 5", "the same Saturday inside a longer term")]
    [InlineData(14, "2026-02-20", 10, "24 25 26 27 2 3 4 5 6 10", "over Monday 9 March")]
    [InlineData(15, "2026-06-10", 10, "11 15 16 17 18 19 22 23 24 25", "over Friday 12 June")]
    public void Working_days_counted_are(int no, string received, int term, string days, string because)
    {
        var counted = string.Join(' ', Rules.Calendar.CountedDays(Day(received), new WorkingDays(term)).Select(day => day.Day));
        Assert.True(days == counted, $"No {no}: {because}; counted {counted}");
    }

    [Theory]
    [InlineData("2026-10-12", "2026-10-26", "2026-11-02", "no 2: fifteen working days from receipt")]
    [InlineData("2026-12-23", "2027-01-15", "2027-01-22", "fifteen from receipt over New Year")]
    [InlineData("2027-02-12", "2027-03-01", "2027-03-09", "over a worked Saturday and 8 March")]
    public void An_extension_is_counted_from_receipt(string day, string due, string extended, string because)
    {
        var received = Given().When(Shop.Letter(Msk(day + " 12:00"), DemandKind.Access));
        Assert.Equal(Day(due), received.Obligation(Duty.AnswerAccess).Deadline.Due);

        var story = received.When(new ExtendRequest(Msk(due + " 11:00"), Shop.Number, null, new Personal("архив")));
        var obligation = story.Obligation(Duty.AnswerAccess);
        Assert.True(obligation.Deadline.Due == Day(extended), $"{because}; counted {obligation.Deadline}");
        Assert.Equal(new WorkingDays(15), obligation.Term);
    }

    [Theory]
    //           no  from          duty                           strict        safe          by ГК ст. 193  what the row shows
    [InlineData(19, "2026-11-22", Duty.DestroyOnWithdrawal, "2026-12-22", "2026-12-22", "2026-12-22", "an ordinary case, received on a Sunday")]
    [InlineData(20, "2026-12-02", Duty.DestroyOnWithdrawal, "2027-01-01", "2026-12-30", "2027-01-11", "ends on a holiday: twelve days between safe and moved")]
    [InlineData(21, "2026-12-10", Duty.DestroyOnWithdrawal, "2027-01-09", "2026-12-30", "2027-01-11", "ends in the holidays")]
    [InlineData(22, "2027-04-09", Duty.DestroyOnWithdrawal, "2027-05-09", "2027-05-07", "2027-05-11", "10 May is a day off too")]
    [InlineData(23, "2024-01-31", Duty.DestroyOnWithdrawal, "2024-03-01", "2024-03-01", "2024-03-01", "thirty days over 29 February are not a month")]
    [InlineData(26, "2026-08-31", Duty.DestroyAfterBlock, "2027-02-28", "2027-02-26", "2027-03-01", "February has no 31st (ГК ст. 192 ч. 3)")]
    [InlineData(29, "2026-10-14", Duty.RegistryChanges, "2026-11-15", "2026-11-13", null, "a fixed date is never moved")]
    [InlineData(30, "2027-04-30", Duty.RegistryChanges, "2027-05-15", "2027-05-14", null, "the last day of a month still means the next one")]
    [InlineData(32, "2026-10-05", Duty.AnswerAutomatedDecision, "2026-11-04", "2026-11-03", "2026-11-05", "thirty days: a holiday moves no right of the person")]
    public void Calendar_days_and_months_end_on(int no, string from, Duty duty, string strict, string safe, string? moved, string because)
    {
        var term = Deadlines.Of(duty).Term;
        var law = Rules.ByLaw(Msk(from + " 12:00"), term);
        Assert.True((law.Due, law.SafeDue) == (Day(strict), Day(safe)), $"No {no}: {because}; counted {law}");
        Assert.Equal(Rules.EndOf(Day(strict)), law.EndsAt);

        if (moved is null) return;
        var contract = Rules.ByContract(Msk(from + " 12:00"), term);
        Assert.True(contract.Due == Day(moved), $"No {no} by contract: {because}; counted {contract}");
        Assert.Equal(Rules.EndOf(Day(moved)), contract.EndsAt);
    }

    [Fact]
    public void Thirty_days_of_the_law_stay_and_thirty_days_of_a_contract_move()
    {
        var rules = Shop.WithTerms(new ContractTerm(Duty.DestroyOnWithdrawal, new CalendarDays(30), "п. 8.9.11"));
        var story = Under(rules, Shop.Given(Shop.News, Msk("2026-11-02 12:00"))).When(Shop.Letter(Msk("2026-12-10 12:00"), DemandKind.Withdrawal));

        Assert.Equal(Day("2027-01-09"), story.Obligation(Duty.DestroyOnWithdrawal).Deadline.Due);
        Assert.Equal(Day("2027-01-11"), story.Obligation(Duty.DestroyOnWithdrawal, Origin.Contract).Deadline.Due);
    }

    [Theory]
    //           no  instant (UTC)              local day     due           last instant              what the row shows
    [InlineData(33, "2026-11-24T23:30:00Z", "2026-11-25", "2026-12-09", "2026-12-09T21:00:00Z", "by UTC's day it would be 8 December")]
    [InlineData(34, "2026-11-20T23:30:00Z", "2026-11-21", "2026-12-04", "2026-12-04T21:00:00Z", "Friday in UTC, Saturday here: the same end")]
    [InlineData(0, "2026-11-24T20:59:59Z", "2026-11-24", "2026-12-08", "2026-12-08T21:00:00Z", "a second before midnight in Moscow")]
    [InlineData(0, "2026-11-24T21:00:00Z", "2026-11-25", "2026-12-09", "2026-12-09T21:00:00Z", "midnight in Moscow: the next day")]
    public void The_day_of_receipt_is_the_operators(int no, string received, string day, string due, string endsAt, string because)
    {
        var story = Given().When(Shop.Letter(Utc(received), DemandKind.Access));
        var deadline = story.Obligation(Duty.AnswerAccess).Deadline;
        Assert.True(story.File.Requests[0].ReceivedOn == Day(day) && deadline.Due == Day(due) && deadline.EndsAt == Utc(endsAt), $"No {no}: {because}; {deadline}");
    }

    [Theory]
    [InlineData(Duty.IncidentFirstNotice, "2027-01-03 03:40", "2027-01-03", "24 hours run through a holiday")]
    [InlineData(Duty.IncidentResults, "2027-01-05 03:40", "2027-01-05", "72 hours run from the same instant")]
    public void Hours_run_through_holidays(Duty duty, string endsAt, string due, string because)
    {
        var deadline = Rules.ByLaw(Msk("2027-01-02 03:40"), Deadlines.Of(duty).Term);
        Assert.True(deadline.EndsAt == Msk(endsAt) && deadline.Due == Day(due), $"No 36: {because}; {deadline}");
    }

    [Theory]
    [InlineData("2026-03-28T12:00:00Z", "2026-03-29T12:00:00Z", "the night is an hour shorter in Berlin")]
    [InlineData("2026-10-24T12:00:00Z", "2026-10-25T12:00:00Z", "the night is an hour longer in Berlin")]
    public void Hours_are_added_on_the_worlds_clock(string found, string endsAt, string because)
    {
        var berlin = Rules with { Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin") };
        Assert.True(berlin.ByLaw(Utc(found), new Hours(24)).EndsAt == Utc(endsAt), because);
    }

    [Fact]
    public void What_is_due_at_once_is_due_at_the_instant_itself_even_on_a_holiday()
    {
        var deadline = Rules.ByLaw(Msk("2027-01-02 03:40"), new Immediately());
        Assert.Equal(new Deadline(Day("2027-01-02"), Day("2027-01-02"), Msk("2027-01-02 03:40").ToUniversalTime(), OfficialCalendar.Years[2027].Decree), deadline);
    }

    [Theory]
    [InlineData("2026-10-26 23:59:59", ObligationStatus.Met, "no 38: the last second of the last day is in time (ГК ст. 194)")]
    [InlineData("2026-10-27 00:00:00", ObligationStatus.Missed, "no 38: midnight is late, whether a clock has ticked or not")]
    public void An_answer_is_in_time_until_midnight(string answered, ObligationStatus status, string because)
    {
        var story = Given().When(Shop.Letter(Msk("2026-10-12 12:00"), DemandKind.Access)).When(new AnswerDemand(Msk(answered), Shop.Number, 1, null));
        Assert.True(story.Obligation(Duty.AnswerAccess).Status == status, because);
        Assert.True(story.File.Requests[0].IsClosed);
    }

    [Theory]
    [InlineData("Europe/Moscow", "2026-10-26", "2026-10-26T21:00:00Z", "no daylight saving")]
    [InlineData("Asia/Vladivostok", "2026-10-26", "2026-10-26T14:00:00Z", "ten hours ahead")]
    [InlineData("Europe/Berlin", "2026-10-24", "2026-10-24T22:00:00Z", "still summer at midnight")]
    [InlineData("Europe/Berlin", "2026-10-25", "2026-10-25T23:00:00Z", "winter since the night before")]
    [InlineData("America/New_York", "2026-10-31", "2026-11-01T04:00:00Z", "the clock goes back two hours later")]
    [InlineData("Africa/Cairo", "2026-04-23", "2026-04-23T22:00:00Z", "00:00 does not exist on 24 April: the day ends as 01:00 begins")]
    [InlineData("Africa/Cairo", "2026-10-29", "2026-10-29T22:00:00Z", "23:00–24:00 happens twice: the day ends after the second")]
    [InlineData("America/Havana", "2026-10-31", "2026-11-01T04:00:00Z", "00:00–01:00 happens twice on 1 November: the day ends at the first")]
    [InlineData("Atlantic/Azores", "2026-10-24", "2026-10-25T00:00:00Z", "00:00–01:00 happens twice on 25 October: the day ends at the first")]
    public void A_day_ends_at_its_midnight_by_the_operators_clock(string zone, string day, string endsAt, string because)
    {
        var rules = Rules with { Zone = TimeZoneInfo.FindSystemTimeZoneById(zone) };
        Assert.True(rules.EndOf(Day(day)) == Utc(endsAt), $"{because}; ends {rules.EndOf(Day(day)):O}");
        Assert.Equal(Day(day), rules.DayOf(Utc(endsAt) - Tick));
        Assert.Equal(Day(day).AddDays(1), rules.DayOf(Utc(endsAt)));
    }
}
