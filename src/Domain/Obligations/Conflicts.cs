namespace Consent.Domain;

/// <summary>A contract's clause that would have a duty of one demand done after the law's last day for it.</summary>
public sealed record Conflict(int Demand, Duty Duty, string Clause, DateOnly ContractDue, DateOnly LawDue, string Article);

/// <summary>Where the operator's contracts are later than the law for a letter at hand: its own promises, and what a processor may take to destroy.</summary>
public static class Conflicts
{
    public static IEnumerable<Conflict> Of(SubjectRequest request, Rules rules) =>
        from law in request.Obligations
        where law.Origin == Origin.Law && law.Status != ObligationStatus.Cancelled
        from later in Promised(request, law).Concat(ByProcessor(request, law, rules))
        where later.Deadline.EndsAt > law.Deadline.EndsAt
        select new Conflict(law.Demand, law.Duty, later.Clause, later.Deadline.Due, law.Deadline.Due, law.Article);

    private static IEnumerable<(string Clause, Deadline Deadline)> Promised(SubjectRequest request, Obligation law) => request.Obligations
        .Where(o => o.Origin == Origin.Contract && (o.Demand, o.Duty, o.Purpose) == (law.Demand, law.Duty, law.Purpose))
        .Select(o => (o.Article, o.Deadline));

    // Counted as if the processor were told on the first day: told later it ends later still.
    private static IEnumerable<(string Clause, Deadline Deadline)> ByProcessor(SubjectRequest request, Obligation law, Rules rules)
    {
        if (!DemandKinds.IsDestruction(law.Duty)) yield break;
        foreach (var promise in rules.Catalogue.Profile?.ContractTerms ?? [])
            if (promise.Duty == Duty.ProcessorDestroy && Count(promise) is { } deadline) yield return (promise.Clause, deadline);

        // Beyond the calendars nothing is claimed.
        Deadline? Count(ContractTerm promise)
        {
            try
            {
                return rules.ByContract(law.RunsFrom ?? request.ReceivedAt, promise.Term);
            }
            catch (CalendarMissingException)
            {
                return null;
            }
        }
    }
}
