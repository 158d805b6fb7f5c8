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
        [DemandKind.Incident] = [Duty.IncidentFirstNotice, Duty.IncidentResults],
    }.ToFrozenDictionary();

    // What the service does itself at the instant of receipt: the next check says no.
    private static readonly FrozenSet<Duty> MetAtReceipt = Set(Duty.Block, Duty.StopOnWithdrawal, Duty.StopMarketing, Duty.StopAdvertising, Duty.StopDistribution);

    // What a written answer alone fulfils; the rest wants a deed.
    private static readonly FrozenSet<Duty> MetByAnswer = Set(
        Duty.AnswerAccess, Duty.ExplainRefusal, Duty.AnswerAutomatedDecision, Duty.AnswerAuthority, Duty.ShowMeasures, Duty.AnswerCrossBorderInquiry, Duty.ClarifyNotice,
        Duty.NotifySubject, Duty.NotifyAuthority, Duty.Acknowledge);

    // What ends with an act of destruction.
    private static readonly FrozenSet<Duty> Destroying = Set(
        Duty.DestroyUnlawfulOrUnneeded, Duty.DestroyOnWithdrawal, Duty.DestroyUnlawful, Duty.DestroyPurposeAchieved, Duty.DestroyOnExpiry, Duty.DestroyAfterBlock);

    // Where the law asks for the deed and for no answer.
    private static readonly FrozenSet<DemandKind> Silent = new[]
    {
        DemandKind.Withdrawal, DemandKind.StopProcessing, DemandKind.StopMarketing, DemandKind.StopDistribution, DemandKind.Incident,
    }.ToFrozenSet();

    public static IReadOnlyList<Duty> Duties(DemandKind kind) => DutiesAtReceipt[kind];

    /// <summary>Whether the service itself does the duty at the instant of receipt.</summary>
    public static bool IsMetAtReceipt(Duty duty) => MetAtReceipt.Contains(duty);

    public static bool IsMetByAnswer(Duty duty) => MetByAnswer.Contains(duty);

    /// <summary>Whether the duty is done by destroying, which an act confirms (ст. 21 ч. 7).</summary>
    public static bool IsDestruction(Duty duty) => Destroying.Contains(duty);

    /// <summary>Whether the demand is not decided until the applicant has an answer.</summary>
    public static bool WantsAnswer(DemandKind kind) => !Silent.Contains(kind);

    /// <summary>What a letter puts in the way of processing from its receipt, seen by the next check; nothing where it is not known whose.</summary>
    public static IEnumerable<Restriction> EffectsAtReceipt(RequestReceived received) => received.IsNameless == true ? []
        : received.Demands.Select(demand => EffectAtReceipt(demand, received.At, received.Number)).OfType<Restriction>();

    private static Restriction? EffectAtReceipt(Demand demand, DateTimeOffset receivedAt, string number) => (demand.Kind switch
    {
        DemandKind.Rectification or DemandKind.Blocking or DemandKind.Destruction or DemandKind.UnlawfulProcessing
            => new Blocked(receivedAt, number, demand.Purposes),
        DemandKind.StopProcessing => new StopDemanded(receivedAt, number, demand.Purposes),
        DemandKind.StopMarketing => new MarketingStopped(receivedAt, number, demand.Purposes),
        DemandKind.StopDistribution => new DistributionStopped(receivedAt, number, demand.Purposes),
        _ => (Restriction?)null,
    }) is { } effect ? effect with { Demand = demand.Id } : null;

    private static FrozenSet<Duty> Set(params Duty[] duties) => duties.ToFrozenSet();
}
