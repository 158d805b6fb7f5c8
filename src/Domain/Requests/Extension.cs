namespace Consent.Domain;

/// <summary>One extension, with reasons, before the end, where the law gives it (ст. 20 ч. 1, 2, 4; ст. 21 ч. 5.1; ст. 12 ч. 6).</summary>
internal static class Extension
{
    public static Decision Decide(SubjectRequest request, ExtendRequest extend, Rules rules)
    {
        if (extend.Demand is { } named && request.Demand(named) is null) return new DemandUnknown(request.Number, named);
        var extendable = request.Obligations
            .Where(o => o.IsExtendable(extend.At) && (extend.Demand is null || o.Demand == extend.Demand)).ToArray();
        if (extendable.Length == 0) return new NothingToExtend(request.Number);
        return Decision.Of(extendable.Select(obligation =>
        {
            var term = Deadlines.Of(obligation.Duty, obligation.From, obligation.Row).Extended();
            return new RequestExtended(extend.At, request.Number, obligation.Id, term, rules.ByLaw(obligation.RunsFrom ?? request.ReceivedAt, term), extend.Reason);
        }));
    }
}
