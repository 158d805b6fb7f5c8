namespace Consent.Domain;

/// <summary>The clock may not have noted it yet; late is late all the same (ГК ст. 194).</summary>
internal static class Lateness
{
    public static IEnumerable<FileEvent> Noted(SubjectRequest request, Func<Obligation, bool> which, DateTimeOffset at) =>
        Noted(request.Obligations, request.Number, which, at);

    public static IEnumerable<FileEvent> Noted(IEnumerable<Obligation> obligations, string? number, Func<Obligation, bool> which, DateTimeOffset at) =>
        obligations.Where(o => which(o) && o.IsOpen && !o.IsInTime(at)).Select(o => new ObligationMissed(o.Deadline.EndsAt, number, o.Id));
}
