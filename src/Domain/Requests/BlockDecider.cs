namespace Consent.Domain;

/// <summary>How a block ends: by law when the data is put right (ст. 21 ч. 2) or the demand is refused, by a person when the check is over.</summary>
internal static class BlockDecider
{
    public static bool IsBlocking(SubjectFile file, SubjectRequest request, int demand) =>
        file.Restrictions.Any(r => r is Blocked && r.Request == request.Number && r.Demand == demand && r.Obligation == 0);

    public static bool MayRectify(SubjectRequest request, DemandState demand) =>
        !demand.IsDecided && request.Obligations.Any(o => o.Demand == demand.Id && o.Duty == Duty.Rectify && o.IsOutstanding);

    /// <summary>The block of a demand, lifted by law; nothing where it brought none.</summary>
    public static IEnumerable<FileEvent> Lifted(SubjectFile file, SubjectRequest request, int demand, DateTimeOffset at) =>
        IsBlocking(file, request, demand) ? [new BlockLifted(at, request.Number, demand, ByLaw: true, null)] : [];

    public static Decision Decide(SubjectFile file, SubjectRequest request, RectifyData rectify, Rules rules)
    {
        if (!MayRectify(request, request.Demand(rectify.Demand)!)) return new NothingToRectify(request.Number, rectify.Demand);
        var rectified = request.Obligations.Where(o => o.Demand == rectify.Demand && o.Duty == Duty.Rectify && o.IsOutstanding).ToArray();
        // The duty to unblock runs with the duty to rectify, from the same particulars (ст. 21 ч. 2).
        var from = rectified[0].RunsFrom ?? request.ReceivedAt;
        var unblock = IsBlocking(file, request, rectify.Demand) ? Opening.Of(Duty.Unblock, rectify.Demand, from, rules).After(request.Obligations).ToArray() : [];
        return Decision.Of(
        [
            .. Lateness.Noted(request, rectified.Contains, rectify.At),
            new DataRectified(rectify.At, request.Number, rectify.Demand, rectify.What),
            .. rectified.Select(o => new ObligationFulfilled(rectify.At, request.Number, o.Id, null, null)),
            .. unblock.Length == 0 ? [] : (FileEvent[])[new ObligationsOpened(rectify.At, request.Number, [.. unblock])],
            .. Lateness.Noted(unblock, request.Number, _ => true, rectify.At),
            .. Lifted(file, request, rectify.Demand, rectify.At),
            .. unblock.Select(o => new ObligationFulfilled(rectify.At, request.Number, o.Id, null, null)),
        ]);
    }

    public static Decision Decide(SubjectFile file, SubjectRequest request, LiftBlock lift) => IsBlocking(file, request, lift.Demand)
        ? new BlockLifted(lift.At, request.Number, lift.Demand, ByLaw: false, lift.Reason)
        : new NothingToUnblock(request.Number, lift.Demand);
}
