namespace Consent.Domain;

/// <summary>The answer to a request for access (ст. 14 ч. 7), put together from what the operator declared, what is on the person's file and what
/// its systems returned. The data itself is personal and stays in the events; here are its categories.</summary>
public static class AccessAnswer
{
    /// <summary>Every item with what is told and what is lacking, as of an instant. Where nothing is held of the person, that is the whole answer.</summary>
    public static AssembledAnswer Assemble(SubjectFile file, DemandState demand, DateTimeOffset at, Rules rules)
    {
        var facts = AnswerFacts.Of(file, demand, at, rules);
        return new AssembledAnswer([.. AccessItems.All.Select(item => facts.IsProcessed || item.EvenWhenNothingIsHeld
            ? new AnswerItem(item.Number, item.Title, [.. item.Lines(facts)], [.. item.Gaps(facts)])
            : new AnswerItem(item.Number, item.Title, [], []))]);
    }

    /// <summary>Why the assembled answer may not be sent yet; null where it may.</summary>
    public static Refusal? WhyNotReady(SubjectFile file, SubjectRequest request, DemandState demand, DateTimeOffset at, Rules rules)
    {
        if (demand.Kind != DemandKind.Access) return new NothingToAssemble(request.Number, demand.Id);
        if (request.Identity == IdentityLevel.Claimed) return new IdentityNotConfirmed(request.Number);
        return Assemble(file, demand, at, rules) is { IsComplete: false } answer ? new AnswerIncomplete(request.Number, answer.Lacking) : null;
    }
}
