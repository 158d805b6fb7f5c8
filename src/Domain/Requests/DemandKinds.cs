using System.Collections.Frozen;

namespace Consent.Domain;

/// <summary>What each kind of demand sets in motion at receipt.</summary>
public static class DemandKinds
{
    private static readonly FrozenDictionary<DemandKind, Duty[]> DutiesAtReceipt = new Dictionary<DemandKind, Duty[]>
    {
        [DemandKind.Access] = [Duty.AnswerAccess],
        [DemandKind.Rectification] = [Duty.Block, Duty.Rectify],
        [DemandKind.Blocking] = [Duty.Block],
        [DemandKind.Destruction] = [Duty.Block, Duty.DestroyUnlawfulOrUnneeded],
        [DemandKind.Withdrawal] = [Duty.StopOnWithdrawal, Duty.DestroyOnWithdrawal],
        [DemandKind.StopProcessing] = [Duty.StopOnDemand],
        [DemandKind.StopMarketing] = [Duty.StopMarketing],
        [DemandKind.StopDistribution] = [Duty.StopDistribution],
        [DemandKind.AutomatedDecisionObjection] = [Duty.AnswerAutomatedDecision],
        [DemandKind.UnlawfulProcessing] = [Duty.Block],
        [DemandKind.AuthorityInquiry] = [Duty.AnswerAuthority],
        [DemandKind.Other] = [],
    }.ToFrozenDictionary();

    // What a written answer alone fulfils; the rest wants a deed.
    private static readonly FrozenSet<Duty> MetByAnswer =
        new[] { Duty.AnswerAccess, Duty.ExplainRefusal, Duty.AnswerAutomatedDecision, Duty.AnswerAuthority }.ToFrozenSet();

    public static IReadOnlyList<Duty> Duties(DemandKind kind) => DutiesAtReceipt[kind];

    public static bool IsMetByAnswer(Duty duty) => MetByAnswer.Contains(duty);

    /// <summary>What the demand puts in the way of processing from its receipt, seen by the next check; null where nothing.</summary>
    public static Restriction? EffectAtReceipt(Demand demand, DateTimeOffset receivedAt, string number) => demand.Kind switch
    {
        DemandKind.Rectification or DemandKind.Blocking or DemandKind.Destruction or DemandKind.UnlawfulProcessing
            => new Blocked(receivedAt, number, demand.Purposes),
        DemandKind.StopProcessing => new StopDemanded(receivedAt, number, demand.Purposes),
        DemandKind.StopMarketing => new MarketingStopped(receivedAt, number, demand.Purposes),
        DemandKind.StopDistribution => new DistributionStopped(receivedAt, number, demand.Purposes),
        _ => null,
    };
}
