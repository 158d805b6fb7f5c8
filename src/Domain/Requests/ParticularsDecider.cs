namespace Consent.Domain;

/// <summary>What was missing has come. Nothing stopped meanwhile; but the term of ст. 20 ч. 3 runs from the day the particulars are given,
/// so for a demand that came without them it begins now.</summary>
internal static class ParticularsDecider
{
    public static Decision Decide(SubjectRequest request, ReceiveParticulars came, Rules rules)
    {
        var demand = request.Demand(came.Demand)!;
        if (demand.IsDecided) return new DemandAlreadyAnswered(request.Number, demand.Id);
        if (came.ReceivedAt > came.At || came.ReceivedAt < request.ReceivedAt) return new ParticularsOutOfTime(came.ReceivedAt);
        var began = demand.HasParticulars ? [] : request.Obligations.Where(o =>
            o.Demand == demand.Id && o.IsOutstanding && Deadlines.Find(o.Duty) is { RunsFrom: Anchor.ParticularsSubmitted });
        return Decision.Of(
        [
            new ParticularsReceived(came.ReceivedAt, request.Number, demand.Id, came.What, came.Text),
            .. began.Select(o => new TermRestarted(
                came.At, request.Number, o.Id, rules.DayOf(came.ReceivedAt), came.ReceivedAt,
                o.Origin == Origin.Law ? rules.ByLaw(came.ReceivedAt, o.Term) : rules.ByContract(came.ReceivedAt, o.Term))),
        ]);
    }
}
