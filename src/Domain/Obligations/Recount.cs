namespace Consent.Domain;

/// <summary>Open terms by another calendar (counting.md, 16): shortened at once, lengthened only when a person accepts it.</summary>
internal static class Recount
{
    public static Decision Decide(SubjectFile file, RecountTerms command, Rules rules) => Decision.Of(
    [
        .. Of(file.Obligations, null, command.At, rules),
        .. file.Requests.Where(request => !request.IsClosed).SelectMany(request => Of(request.Obligations, request.Number, command.At, rules)),
    ]);

    private static IEnumerable<FileEvent> Of(IEnumerable<Obligation> obligations, string? number, DateTimeOffset at, Rules rules)
    {
        foreach (var obligation in obligations)
        {
            if (!obligation.IsOpen || obligation.RunsFrom is not { } from || Count(obligation, from, rules) is not { } again) continue;
            if (again.Calendar == obligation.Deadline.Calendar) continue;
            yield return new TermRecounted(at, number, obligation.Id, again, IsProposal: again.EndsAt > obligation.Deadline.EndsAt);
        }
    }

    // A calendar taken away leaves the term as it was counted; a day an order named is nobody's to count.
    private static Deadline? Count(Obligation obligation, DateTimeOffset from, Rules rules)
    {
        if (obligation.Term is Unstated) return null;
        try
        {
            return obligation.Origin == Origin.Law ? rules.ByLaw(from, obligation.Term) : rules.ByContract(from, obligation.Term);
        }
        catch (CalendarMissingException)
        {
            return null;
        }
    }
}
