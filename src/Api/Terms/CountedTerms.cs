using Consent.Domain;
using Consent.Engine;
using Consent.Storage;

namespace Consent.Api;

/// <summary>Counts a term for whoever asks: the calculator of the API and that of the desk are one.</summary>
internal static class CountedTerms
{
    /// <param name="row">The number of the law's row where a duty has several.</param>
    /// <exception cref="RefusedException">The law names no such term or extension, or a year has no calendar.</exception>
    public static TermAnswer Of(Duty duty, string? row, bool isExtended, DateTimeOffset from, Rules rules)
    {
        try
        {
            return Deadlines.Find(duty) is null
                ? ByContract(duty, from, rules)
                : ByLaw(Deadlines.Of(duty, rules.DayOf(from), row), isExtended, from, rules);
        }
        catch (CalendarMissingException missing)
        {
            throw new RefusedException(new CalendarMissing(missing.Year));
        }
    }

    private static TermAnswer ByLaw(DutyRow law, bool isExtended, DateTimeOffset from, Rules rules)
    {
        if (isExtended && law.Extension is null) throw new RefusedException(new NoExtension(Words.Of(law.Duty)));
        if (law.Term is Unstated) return ByContract(law.Duty, from, rules);
        var (term, deadline) = isExtended ? (law.Extended(), rules.ByLaw(from, law.Extended())) : (law.Term, rules.ByLaw(from, law));
        var contract = Promises(law.Duty, from, rules);
        return new TermAnswer(
            Words.Of(law.Duty), Words.Of(Origin.Law), law.Article, rules.DayOf(from), term, deadline.Due, deadline.SafeDue, InstantOf(term, deadline),
            [.. rules.Calendar.CountedDays(rules.DayOf(from), term)], deadline.Calendar,
            law.No, Words.Of(law.Addressee), law.Since, Words.Of(law.Bound),
            Beside(contract, deadline.EndsAt),
            law.Bound == Bound.Latest ? [.. Later(law, deadline, contract.Concat(ByProcessor(law, from, rules)))] : []);
    }

    // The law names no number, or no duty at all: only a contract can.
    private static TermAnswer ByContract(Duty duty, DateTimeOffset from, Rules rules)
    {
        var contract = Promises(duty, from, rules);
        if (contract.Count == 0) throw new RefusedException(new NoStatutoryTerm(Words.Of(duty), Texts.Get(Naming(Deadlines.Find(duty)))));
        var (promise, deadline) = contract[0];
        var law = Deadlines.Find(duty);
        return new TermAnswer(
            Words.Of(duty), Words.Of(Origin.Contract), promise.Clause, rules.DayOf(from), promise.Term, deadline.Due, deadline.SafeDue, InstantOf(promise.Term, deadline),
            [.. rules.Calendar.CountedDays(rules.DayOf(from), promise.Term)], deadline.Calendar,
            law?.No, law is null ? null : Words.Of(law.Addressee), law?.Since, Words.Of(law?.Bound ?? Bound.Latest),
            Beside(contract, DateTimeOffset.MaxValue), []);
    }

    private static List<(ContractTerm Promise, Deadline Deadline)> Promises(Duty duty, DateTimeOffset from, Rules rules) =>
        [.. (rules.Catalogue.Profile?.ContractTerms ?? []).Where(promise => promise.Duty == duty).Select(promise => (promise, rules.ByContract(from, promise.Term)))];

    // A processor's term beyond the calendars is claimed to be nothing; the duty itself is counted all the same.
    private static List<(ContractTerm Promise, Deadline Deadline)> ByProcessor(DutyRow law, DateTimeOffset from, Rules rules)
    {
        try
        {
            return DemandKinds.IsDestruction(law.Duty) ? Promises(Duty.ProcessorDestroy, from, rules) : [];
        }
        catch (CalendarMissingException)
        {
            return [];
        }
    }

    // The earlier governs; of those that end together the law, then the first written down.
    private static List<ContractTermAnswer> Beside(List<(ContractTerm Promise, Deadline Deadline)> contract, DateTimeOffset lawEnds)
    {
        var first = contract.Where(pair => pair.Deadline.EndsAt < lawEnds).OrderBy(pair => pair.Deadline.EndsAt).Select(pair => pair.Promise).FirstOrDefault();
        return [.. contract.Select(pair => new ContractTermAnswer(
            pair.Promise.Clause, pair.Promise.Term, pair.Deadline.Due, pair.Deadline.SafeDue, InstantOf(pair.Promise.Term, pair.Deadline), ReferenceEquals(pair.Promise, first)))];
    }

    private static IEnumerable<TermConflictAnswer> Later(DutyRow law, Deadline deadline, IEnumerable<(ContractTerm Promise, Deadline Deadline)> contract) =>
        from pair in contract
        where pair.Deadline.EndsAt > deadline.EndsAt
        select new TermConflictAnswer(Words.Of(pair.Promise.Duty), pair.Promise.Clause, pair.Deadline.Due, deadline.Due, law.Article);

    private static DateTimeOffset? InstantOf(Term term, Deadline deadline) => term is Hours or Immediately or Before ? deadline.EndsAt : null;

    // Which document has the number that the law has not.
    private static string Naming(DutyRow? law) => law?.Duty switch
    {
        Duty.ProveConsent => "TermInKeeping",
        Duty.ProcessorReportsIncident => "TermInAssignment",
        Duty.InformIncidentCentre => "TermInOrderOfFsb",
        Duty.ClarifyNotice or Duty.DepersonalizeForState => "TermInDemand",
        Duty.ObeyOrder => "TermInOrder",
        _ => "TermInContract",
    };
}
