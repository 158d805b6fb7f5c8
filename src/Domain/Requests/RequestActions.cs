namespace Consent.Domain;

/// <summary>What may be done with a request now; the same rules refuse the rest.</summary>
public static class RequestActions
{
    public static IEnumerable<string> Permitted(SubjectFile file, SubjectRequest request, DateTimeOffset at)
    {
        var isOpen = !request.IsClosed;
        if (isOpen && request.Identity < IdentityLevel.Signature) yield return "confirm-identity";
        if (EndDecider.MayContinue(request)) yield return "name-subject";
        if (isOpen && !request.IsAcknowledged) yield return "acknowledge";
        if (isOpen) yield return "signature";
        if (isOpen) yield return "ask-particulars";
        if (isOpen && request.Demands.Any(demand => !demand.IsDecided)) yield return "receive-particulars";
        if (isOpen && request.Obligations.Any(o => o.IsExtendable(at))) yield return "extend";
        if (isOpen && request.Demands.Any(AnswerDecider.MayProvide)) yield return "provide-data";
        if (isOpen && request.Demands.Any(demand => AnswerDecider.MayAnswer(request, demand))) yield return "answer";
        if (isOpen && request.Demands.Any(demand => GroundsToRefuse(file, request, demand, at).Any())) yield return "refuse";
        if (isOpen && request.Demands.Any(demand => BlockDecider.MayRectify(request, demand))) yield return "rectify";
        if (request.Demands.Any(demand => BlockDecider.IsBlocking(file, request, demand.Id))) yield return "lift-block";
        if (isOpen && request.Demands.Any(UnlawfulnessDecider.MayFind)) yield return "find-unlawfulness";
        if (isOpen && request.Obligations.Any(ObligationDecider.MayFulfil)) yield return "fulfil";
        if (isOpen && request.Obligations.Any(o => ObligationDecider.MayRelease(file, request, o, at))) yield return "release";
        if (isOpen && request.Obligations.Any(o => ObligationDecider.MayPostpone(o, at))) yield return "postpone-destruction";
        if (isOpen && request.Obligations.Any(o => ObligationDecider.MayAccept(o, at))) yield return "accept-recount";
        if (isOpen) yield return "assign";
        if (isOpen) yield return "withdraw";
        if (EndDecider.MayClose(request)) yield return "close";
        if (EndDecider.MayReopen(request)) yield return "reopen";
        if (request.Attachments.Length < AttachmentTypes.MaxPerRequest) yield return "attachments";
        yield return "complaint";
        yield return "note";
    }

    /// <summary>The grounds on which a demand may be refused now.</summary>
    public static IEnumerable<RefusalGround> GroundsToRefuse(SubjectFile file, SubjectRequest request, DemandState demand, DateTimeOffset at) =>
        AnswerDecider.GroundsToRefuse(file, request, demand, at);
}
