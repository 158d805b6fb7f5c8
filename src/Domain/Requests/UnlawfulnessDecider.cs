namespace Consent.Domain;

/// <summary>Unlawful processing (ст. 21 ч. 3): three working days to stop and ten to destroy, side by side from one day of detection that a person
/// records with grounds. Found again, the day is corrected and the terms are counted anew.</summary>
internal static class UnlawfulnessDecider
{
    private static readonly Duty[] Duties = [Duty.StopUnlawful, Duty.DestroyUnlawful, Duty.NotifySubject];

    public static bool MayFind(DemandState demand) => !demand.IsDecided;

    public static Decision Decide(SubjectRequest request, FindUnlawfulness find, Rules rules)
    {
        if (!MayFind(request.Demand(find.Demand)!)) return new DemandAlreadyAnswered(request.Number, find.Demand);
        if (find.FoundAt > find.At) return new FoundInFuture(find.FoundAt);
        var found = new UnlawfulnessFound(find.At, request.Number, find.Demand, rules.DayOf(find.FoundAt), find.Grounds);
        var ofThis = request.Obligations.Where(o => o.Demand == find.Demand && Deadlines.Find(o.Duty)?.RunsFrom == Anchor.UnlawfulnessFound).ToArray();
        // A destruction put off behind a block runs from where its first term began, and moves with it.
        var running = request.Obligations.Where(o => o.Demand == find.Demand && o.IsOutstanding
            && (ofThis.Contains(o) || (o.Duty == Duty.DestroyAfterBlock && ofThis.Any(first => first.RunsFrom == o.RunsFrom)))).ToArray();
        if (running.Length > 0) return Decision.Of([found, .. running.Select(Again)]);

        // Where the letter came from the authority, it is told as well.
        IEnumerable<Duty> duties = request.Channel == Channel.Authority ? [.. Duties, Duty.NotifyAuthority] : Duties;
        var opened = duties.SelectMany(duty => Opening.Of(duty, find.Demand, find.FoundAt, rules)).After(request.Obligations);
        return Decision.Of([found, new ObligationsOpened(find.At, request.Number, [.. opened])]);

        TermRestarted Again(Obligation o) => new(
            find.At, request.Number, o.Id, rules.DayOf(find.FoundAt), find.FoundAt,
            o.Origin == Origin.Law ? rules.ByLaw(find.FoundAt, o.Term) : rules.ByContract(find.FoundAt, o.Term));
    }
}
