using System.Collections.Immutable;

namespace Consent.Domain;

/// <summary>How an obligation ends: done, fallen away by a norm, put off behind a block (ст. 21 ч. 6), or its end accepted as another calendar has it.</summary>
internal static class ObligationDecider
{
    // Destruction by ст. 21 ч. 3–5.1 may be put off; that of ст. 20 ч. 3 may not.
    private static readonly Duty[] Postponable = [Duty.DestroyUnlawful, Duty.DestroyOnWithdrawal, Duty.DestroyPurposeAchieved, Duty.DestroyOnExpiry];

    public static bool MayFulfil(Obligation obligation) => obligation.IsOutstanding;

    public static bool MayRelease(SubjectFile file, SubjectRequest? request, Obligation obligation, DateTimeOffset at) =>
        obligation.IsOutstanding
        && ReleaseGrounds.For(obligation.Duty).Any(ground => !ground.NeedsOtherBasis || AnswerDecider.OtherBasisHolds(file, PurposesOf(request, obligation), at));

    public static bool MayPostpone(Obligation obligation, DateTimeOffset at) =>
        obligation.IsOpen && at < obligation.Deadline.EndsAt && Postponable.Contains(obligation.Duty);

    public static bool MayAccept(Obligation obligation, DateTimeOffset at) =>
        obligation is { IsOpen: true, Proposed: not null } && at < obligation.Deadline.EndsAt;

    /// <param name="request">The request that owes it; null for what the file itself owes.</param>
    public static Decision Decide(SubjectFile file, SubjectRequest? request, ObligationCommand command, Rules rules)
    {
        var all = request?.Obligations ?? file.Obligations;
        if (all.FirstOrDefault(o => o.Id == command.Obligation) is not { } obligation) return new ObligationUnknown(command.Obligation);
        // The law's term and the contract's are two clocks of one duty: what ends one ends the other.
        var same = all.Where(o => o.IsSameAs(obligation) && o.IsOutstanding).ToImmutableArray();
        return command switch
        {
            FulfilObligation when !MayFulfil(obligation) => new ObligationIsOver(obligation.Id),
            // What must precede an event is done before its term "begins".
            FulfilObligation fulfil when fulfil.DoneAt > fulfil.At || (fulfil.DoneAt < obligation.RunsFrom && obligation.Term is not Before) => new DoneOutOfTime(fulfil.DoneAt),
            FulfilObligation fulfil when DemandKinds.IsDestruction(obligation.Duty) && string.IsNullOrWhiteSpace(fulfil.Reference) => new ActRequired("reference"),
            FulfilObligation fulfil => Decision.Of(
            [
                .. Lateness.Noted(same, command.Number, _ => true, fulfil.DoneAt),
                .. same.Select(o => new ObligationFulfilled(fulfil.DoneAt, command.Number, o.Id, fulfil.Evidence, fulfil.Reference)),
            ]),

            ReleaseObligation when !obligation.IsOutstanding => new ObligationIsOver(obligation.Id),
            ReleaseObligation release => Release(file, request, obligation, same, release),

            PostponeDestruction when !MayPostpone(obligation, command.At) => new NothingToPostpone(obligation.Id),
            PostponeDestruction postpone => Postpone(all, request, obligation, same, postpone, rules),

            AcceptRecount when !MayAccept(obligation, command.At) => new NothingToAccept(obligation.Id),
            AcceptRecount accept => new TermRecounted(accept.At, accept.Number, obligation.Id, obligation.Proposed!, IsProposal: false),
            _ => throw new InvalidOperationException($"No rule for {command.GetType().Name}."),
        };
    }

    private static Decision Release(SubjectFile file, SubjectRequest? request, Obligation obligation, ImmutableArray<Obligation> same, ReleaseObligation release)
    {
        if (ReleaseGrounds.Find(obligation.Duty, release.Article) is not { } ground)
            return new ReleaseNotAllowed(obligation.Duty, string.Join("; ", ReleaseGrounds.For(obligation.Duty).Select(other => other.Article)));
        if (ground.NeedsOtherBasis && !AnswerDecider.OtherBasisHolds(file, PurposesOf(request, obligation), release.At)) return new NoOtherBasisToKeep(obligation.Id);
        return Decision.Of(
        [
            .. Lateness.Noted(same, release.Number, _ => true, release.At),
            .. same.Select(o => new ObligationReleased(release.At, release.Number, o.Id, release.Article, release.Reason)),
        ]);
    }

    // Six months from where the first term began, the worst case of what the law leaves unsaid ([вывод]).
    private static Decision Postpone(
        ImmutableArray<Obligation> all, SubjectRequest? request, Obligation obligation, ImmutableArray<Obligation> same, PostponeDestruction postpone, Rules rules)
    {
        var from = obligation.RunsFrom ?? request!.ReceivedAt;
        var opened = Opening.Of(Duty.DestroyAfterBlock, obligation.Demand, from, rules, purpose: obligation.Purpose).After(all).ToImmutableArray();
        return Decision.Of(
        [
            new ProcessingBlocked(postpone.At, postpone.Number, opened[0].Id, PurposesOf(request, obligation), postpone.Reason),
            .. same.Select(o => new ObligationReleased(postpone.At, postpone.Number, o.Id, opened[0].Article, postpone.Reason)),
            new ObligationsOpened(postpone.At, postpone.Number, opened),
        ]);
    }

    private static ImmutableArray<PurposeCode> PurposesOf(SubjectRequest? request, Obligation obligation) =>
        obligation.Purpose is { } purpose ? [purpose] : request?.Demand(obligation.Demand)?.Purposes ?? [];
}
