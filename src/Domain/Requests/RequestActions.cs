namespace Consent.Domain;

/// <summary>What may be done with a request now; the same rules refuse the rest.</summary>
public static class RequestActions
{
    public static IEnumerable<string> Permitted(SubjectRequest request, DateTimeOffset at)
    {
        if (!request.IsClosed && request.Obligations.Any(obligation => obligation.IsExtendable(at))) yield return "extend";
        if (!request.IsClosed && request.Demands.Any(request.CanBeAnswered)) yield return "answer";
        yield return "note";
    }

    /// <summary>Whether a written answer is all that the demand still waits for.</summary>
    public static bool CanBeAnswered(this SubjectRequest request, DemandState demand) =>
        !demand.Answered
        && request.Obligations.All(o => o.Demand != demand.Id || !o.IsOutstanding || DemandKinds.IsMetByAnswer(o.Duty));
}
