namespace Consent.Domain;

/// <summary>Open terms by another calendar (counting.md, 16): shortened at once, lengthened only when a person accepts it.</summary>
internal static class Recount
{
    public static Decision Decide(SubjectFile file, RecountTerms command, Rules rules) => Decision.Of(
    [
        .. file.Obligations.SelectMany(obligation => Again(obligation, obligation.RunsFrom, null, command.At, rules)),
        .. from request in file.Requests
           from obligation in request.Obligations
           from happened in Again(obligation, obligation.RunsFrom ?? request.ReceivedAt, request.Number, command.At, rules)
           select happened,
    ]);

    // What is over by now is missed, whether the clock has noted it or not: no calendar brings it back.
    private static IEnumerable<TermRecounted> Again(Obligation obligation, DateTimeOffset? runsFrom, string? number, DateTimeOffset at, Rules rules)
    {
        if (!obligation.IsOpen || obligation.Deadline.EndsAt <= at || runsFrom is not { } from) yield break;
        if (Count(obligation, from, rules) is not { } again || again.Calendar == obligation.Deadline.Calendar) yield break;
        yield return new TermRecounted(at, number, obligation.Id, again, IsProposal: again.EndsAt > obligation.Deadline.EndsAt);
    }

    // A calendar taken away leaves the term as it was counted; a day that an order named stays, and only the safe day before it may move.
    private static Deadline? Count(Obligation obligation, DateTimeOffset from, Rules rules)
    {
        try
        {
            return (obligation.Term, obligation.Origin) switch
            {
                (Unstated, _) => rules.On(from, obligation.Deadline.Due),
                (_, Origin.Law) => rules.ByLaw(from, obligation.Term),
                _ => rules.ByContract(from, obligation.Term),
            };
        }
        catch (CalendarMissingException)
        {
            return null;
        }
    }
}
