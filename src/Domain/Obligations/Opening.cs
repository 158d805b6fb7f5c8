namespace Consent.Domain;

/// <summary>Counts the terms of a duty from an instant: the law's row and every contract of the operator that promises the same.</summary>
internal static class Opening
{
    /// <param name="dueOn">The day an order or a demand names itself; used where the law has no number.</param>
    /// <exception cref="CalendarMissingException">A term reaches into a year without a calendar.</exception>
    public static IEnumerable<Obligation> Of(
        Duty duty, int demand, DateTimeOffset from, Rules rules, string? row = null, PurposeCode? purpose = null, DateOnly? dueOn = null, ObligationStatus status = ObligationStatus.Open)
    {
        if (Deadlines.Find(duty) is not null)
        {
            var law = Deadlines.Of(duty, rules.DayOf(from), row);
            if (law.Term is not Unstated) yield return Owe(Origin.Law, law.Article, law.Term, rules.ByLaw(from, law)) with { Row = law.No, LawOf = law.Since };
            else if (dueOn is { } day) yield return Owe(Origin.Law, law.Article, law.Term, rules.On(from, day)) with { Row = law.No, LawOf = law.Since };
        }

        foreach (var promise in rules.Catalogue.Profile?.ContractTerms ?? [])
            if (promise.Duty == duty) yield return Owe(Origin.Contract, promise.Clause, promise.Term, rules.ByContract(from, promise.Term));

        Obligation Owe(Origin origin, string article, Term term, Deadline deadline) =>
            new(0, demand, duty, origin, article, rules.DayOf(from), term, deadline, Governs: true, status) { RunsFrom = from, Purpose = purpose };
    }

    /// <summary>The law's row without a calendar where there is none yet: the clock cannot be refused. The strict day stands; a calendar loaded later counts it again.</summary>
    public static IEnumerable<Obligation> Whatever(Duty duty, DateTimeOffset from, Rules rules, PurposeCode purpose)
    {
        try
        {
            return [.. Of(duty, demand: 0, from, rules, purpose: purpose)];
        }
        catch (CalendarMissingException)
        {
            var (law, day) = (Deadlines.Of(duty, rules.DayOf(from)), rules.DayOf(from));
            var due = day.AddDays(law.Term.Amount);
            return
            [
                new Obligation(0, 0, duty, Origin.Law, law.Article, day, law.Term, new Deadline(due, due, rules.EndOf(due), ""), Governs: true, ObligationStatus.Open)
                {
                    Row = law.No, LawOf = law.Since, RunsFrom = from, Purpose = purpose,
                },
            ];
        }
    }

    /// <summary>Numbers new obligations after those there are, and says which govern.</summary>
    public static IEnumerable<Obligation> After(this IEnumerable<Obligation> opened, IReadOnlyCollection<Obligation> existing)
    {
        var last = existing.Count == 0 ? 0 : existing.Max(o => o.Id);
        return Obligation.Govern(opened.Select((obligation, index) => obligation with { Id = last + index + 1 }));
    }
}
