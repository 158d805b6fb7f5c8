using System.Collections.Immutable;

namespace Consent.Domain;

/// <summary>How a demand is decided: satisfied, satisfied in part, or refused by an article that allows it (ст. 14 ч. 7, 8; ст. 20 ч. 1, 2).</summary>
internal static class AnswerDecider
{
    /// <summary>Whether a written answer is all that the demand still waits for.</summary>
    public static bool MayAnswer(SubjectRequest request, DemandState demand) =>
        !demand.IsDecided
        && request.Obligations.All(o => o.Demand != demand.Id || !o.IsOutstanding || DemandKinds.IsMetByAnswer(o.Duty));

    /// <summary>The grounds on which it may be refused now.</summary>
    public static IEnumerable<RefusalGround> GroundsToRefuse(SubjectFile file, SubjectRequest request, DemandState demand, DateTimeOffset at) =>
        demand.IsDecided ? [] : RefusalGrounds.For(demand.Kind).Where(ground => WhyNot(ground.Condition, file, request, demand, at) is null);

    /// <summary>Whether the answer will hold what the operator's systems return.</summary>
    public static bool MayProvide(DemandState demand) => !demand.IsDecided && demand.Kind == DemandKind.Access;

    public static Decision Decide(SubjectFile file, SubjectRequest request, AnswerDemand answer, Rules rules)
    {
        var demand = request.Demand(answer.Demand)!;
        if (demand.IsDecided) return new DemandAlreadyAnswered(request.Number, answer.Demand);
        if (!MayAnswer(request, demand)) return new AnswerIsNotEnough(request.Number, demand.Id);
        if (OutOfTime(request, answer.SentAt, answer.At) is { } sent) return sent;
        if (InAnotherForm(request, answer.By) is { } form) return form;
        if (answer.Partly && WhyNotRefused(file, request, demand, answer.Article ?? "", answer.At) is { } ungrounded) return ungrounded;
        if (answer.IsAssembled && AccessAnswer.WhyNotReady(file, request, demand, answer.At, rules) is { } notReady) return notReady;

        var at = answer.SentAt ?? answer.At;
        var own = request.Obligations.Where(o => o.Demand == demand.Id && o.IsOutstanding).Select(o => o.Id);
        return Decision.Of(
        [
            .. Lateness.Noted(request, o => o.Demand == demand.Id, at),
            .. Told(request, at),
            new DemandAnswered(at, request.Number, demand.Id, [.. own], answer.Text, answer.Partly, answer.Article, answer.By, answer.IsAssembled),
            .. EndDecider.IfLast(request, demand.Id, answer.At),
        ]);
    }

    public static Decision Decide(SubjectFile file, SubjectRequest request, RefuseDemand refuse, Rules rules)
    {
        var demand = request.Demand(refuse.Demand)!;
        if (demand.IsDecided) return new DemandAlreadyAnswered(request.Number, refuse.Demand);
        if (WhyNotRefused(file, request, demand, refuse.Article, refuse.At) is { } ungrounded) return ungrounded;
        if (OutOfTime(request, refuse.SentAt, refuse.At) is { } sent) return sent;
        if (InAnotherForm(request, refuse.By) is { } form) return form;

        var at = refuse.SentAt ?? refuse.At;
        // The refusal has a term of its own, beside the one it releases (ст. 20 ч. 2); an extension of the answer reaches it too.
        ImmutableArray<Obligation> explained = demand.Kind == DemandKind.Access ? Explain(request, demand, rules) : [];
        var released = request.Obligations.Where(o => o.Demand == demand.Id && o.IsOutstanding).Select(o => o.Id).ToImmutableArray();
        return Decision.Of(
        [
            .. Lateness.Noted(request, o => o.Demand == demand.Id, at),
            .. explained.IsEmpty ? [] : (FileEvent[])[new ObligationsOpened(refuse.At, request.Number, explained)],
            .. Lateness.Noted(explained, request.Number, _ => true, at),
            .. explained.Select(o => new ObligationFulfilled(at, request.Number, o.Id, null, null)),
            .. Told(request, at),
            new DemandRefused(at, request.Number, demand.Id, released, refuse.Article, refuse.Reason, refuse.By),
            .. BlockDecider.Lifted(file, request, demand.Id, refuse.At),
            .. EndDecider.IfLast(request, demand.Id, refuse.At),
        ]);
    }

    private static Refusal? WhyNotRefused(SubjectFile file, SubjectRequest request, DemandState demand, string article, DateTimeOffset at) =>
        RefusalGrounds.Find(demand.Kind, article) is { } ground
            ? WhyNot(ground.Condition, file, request, demand, at)
            : new RefusalNotAllowed(demand.Kind, string.Join("; ", RefusalGrounds.For(demand.Kind).Select(other => other.Article)));

    private static Refusal? WhyNot(RefusalCondition condition, SubjectFile file, SubjectRequest request, DemandState demand, DateTimeOffset at) => condition switch
    {
        RefusalCondition.IsRepeat when request.RepeatOf is null => new NotARepeat(request.Number),
        RefusalCondition.OtherBasisHolds when !OtherBasisHolds(file, demand.Purposes, at) => new NoOtherBasis(request.Number, demand.Id),
        _ => null,
    };

    /// <summary>Whether processing for the purposes may go on without consent: a ground that holds (ст. 6 ч. 1 п. 2–11).</summary>
    public static bool OtherBasisHolds(SubjectFile file, ImmutableArray<PurposeCode> purposes, DateTimeOffset at) =>
        file.Grounds.Any(ground => ground.Holds(at) && (purposes.IsEmpty || purposes.Contains(ground.Purpose)));

    // Who has an answer has been told that the letter came.
    private static IEnumerable<FileEvent> Told(SubjectRequest request, DateTimeOffset at) =>
        request.Obligations.Where(o => o.Duty == Duty.Acknowledge && o.IsOutstanding).Select(o => new ObligationFulfilled(at, request.Number, o.Id, null, null));

    private static ImmutableArray<Obligation> Explain(SubjectRequest request, DemandState demand, Rules rules)
    {
        var isExtended = request.Obligations.Any(o => o.Demand == demand.Id && o.Duty == Duty.AnswerAccess && o.Extended);
        var opened = Opening.Of(Duty.ExplainRefusal, demand.Id, request.ReceivedAt, rules).Select(o => isExtended && o.Origin == Origin.Law
            ? Extended(o)
            : o);
        return [.. opened.After(request.Obligations)];

        Obligation Extended(Obligation o)
        {
            var term = Deadlines.Of(o.Duty, o.From).Extended();
            return o with { Term = term, Deadline = rules.ByLaw(request.ReceivedAt, term), Extended = true };
        }
    }

    private static SentOutOfTime? OutOfTime(SubjectRequest request, DateTimeOffset? sentAt, DateTimeOffset now) =>
        sentAt is { } sent && (sent > now || sent < request.ReceivedAt) ? new SentOutOfTime(sent) : null;

    // «В той форме, в какой направлены обращение либо запрос, если иное не указано в них» (ст. 14 ч. 3).
    private static AnswerInAnotherForm? InAnotherForm(SubjectRequest request, Channel? by) =>
        by is { } sent && IsPaper(sent) is { } paper && IsPaper(request.ReplyBy) is { } asked && paper != asked ? new AnswerInAnotherForm(request.ReplyBy) : null;

    // By telephone, through a processor or the authority: the letter itself has no form of its own.
    private static bool? IsPaper(Channel channel) => channel switch
    {
        Channel.Post or Channel.InPerson => true,
        Channel.Web or Channel.Email => false,
        _ => null,
    };
}
