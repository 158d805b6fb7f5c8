using System.Collections.Immutable;

namespace Consent.Domain;

/// <summary>A letter comes onto the journal: its terms, what takes effect at once, what it repeats (ст. 9 ч. 2, 14, 20, 21).</summary>
internal static class Registration
{
    private static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(5);

    public static Decision Decide(SubjectFile file, RegisterRequest register, Rules rules) =>
        WhyNot(register, rules) is { } fault ? fault
        : file.Request(register.Number) is not null ? new NumberTaken(register.Number)
        : Decision.Of(Receive(file, register, rules));

    /// <summary>What is wrong with the letter itself, whatever the file holds.</summary>
    public static Refusal? WhyNot(RegisterRequest register, Rules rules)
    {
        if (register.Demands.IsEmpty) return new NoDemands();
        if (register.ReceivedAt > register.At + ClockSkew) return new ReceivedInFuture(register.ReceivedAt);
        return UnknownPurpose(register, rules) is { } unknown ? new DemandPurposeUnknown(unknown) : FaultOfDuties(register, rules);
    }

    private static PurposeCode? UnknownPurpose(RegisterRequest register, Rules rules)
    {
        foreach (var code in register.Demands.SelectMany(demand => demand.Purposes))
            if (!rules.Catalogue.Purposes.ContainsKey(code)) return code;
        return null;
    }

    private static Refusal? FaultOfDuties(RegisterRequest register, Rules rules)
    {
        foreach (var demand in register.Demands)
            foreach (var duty in demand.Duties ?? [])
            {
                if (Deadlines.Find(duty) is { Bound: not Bound.Latest }) return new NoTermToKeep(duty);
                if (Deadlines.Find(duty) is { Term: Unstated } && demand.DueOn is null && !IsPromised(duty)) return new OrderNamesNoDay(duty);
            }

        return null;

        // What the law leaves to the contract, a contract may name (ст. 6 ч. 3).
        bool IsPromised(Duty duty) => rules.Catalogue.Profile?.ContractTerms.Any(promise => promise.Duty == duty) == true;
    }

    private static IEnumerable<FileEvent> Receive(SubjectFile file, RegisterRequest register, Rules rules)
    {
        var at = register.ReceivedAt < register.At ? register.ReceivedAt : register.At;
        // Whose consents are not known, nobody can say there are none.
        var withdrawn = register.Demands
            .Where(demand => demand.Kind == DemandKind.Withdrawal && !register.IsNameless)
            .ToDictionary(demand => demand.Id, demand => Standing(file, demand.Purposes, at));
        var nothing = withdrawn.Where(pair => pair.Value.Length == 0).Select(pair => pair.Key).ToImmutableArray();
        var repeatOf = register.Demands.Any(demand => demand.Kind == DemandKind.Access) ? RepeatOf(file, at, rules) : null;
        var obligations = register.Demands
            .Where(demand => !nothing.Contains(demand.Id)).SelectMany(demand => Open(demand, at, rules, register.IsNameless))
            .Concat(OfLetter(register, at, rules));

        yield return new RequestReceived(
            at, register.Number, rules.DayOf(at), register.Channel, register.Demands, [.. obligations.After([])],
            nothing, register.Applicant, register.Relation, register.Content, register.Proof, register.ReplyBy, repeatOf, register.IsNameless ? true : null, register.Continues);
        if (register.Identity > IdentityLevel.Claimed) yield return new IdentityConfirmed(register.At, register.Number, register.Identity, register.IdentityEvidence);
        if (register.Signature is { } signature)
            foreach (var happened in SignatureDecider.Receive(register.Number, register.Identity, signature, register.At)) yield return happened;
        foreach (var consent in withdrawn.Values.SelectMany(records => records).DistinctBy(record => record.Id))
            yield return new ConsentWithdrawn(at, consent.Purpose, consent.Id, register.Number);
    }

    // Consents that stand when the letter comes; one given after it is a newer word, but for the difference of two clocks.
    private static ImmutableArray<Given> Standing(SubjectFile file, ImmutableArray<PurposeCode> purposes, DateTimeOffset at) =>
        [.. file.Consents.OfType<Given>().Where(given =>
            (purposes.IsEmpty || purposes.Contains(given.Purpose)) && given.GivenAt <= at + ClockSkew && !given.HasExpired(at))];

    // The earliest request for access whose thirty days are not over (ст. 14 ч. 4): on the thirtieth day nobody is refused.
    private static string? RepeatOf(SubjectFile file, DateTimeOffset at, Rules rules) => file.Requests
        .Where(request => !request.IsWithdrawn && request.ReceivedAt <= at && request.Demands.Any(demand => demand.Kind == DemandKind.Access))
        .Where(request => rules.DayOf(at) < rules.ByLaw(request.ReceivedAt, Deadlines.Of(Duty.AwaitRepeat, request.ReceivedOn)).Due)
        .MinBy(request => request.ReceivedAt)?.Number;

    private static IEnumerable<Obligation> Open(Demand demand, DateTimeOffset at, Rules rules, bool isNameless)
    {
        var named = demand.Duties ?? [];
        foreach (var duty in DemandKinds.Duties(demand.Kind).Union(named))
        {
            // What takes effect at the instant of receipt is done by the service itself: the next check says no. Of whom it does not know, a person does it:
            // before the day is over, for an instant is no term for a person ([вывод]).
            var isAtOnce = DemandKinds.IsMetAtReceipt(duty);
            var isMet = isAtOnce && !isNameless && !named.Contains(duty);
            foreach (var owed in Opening.Of(duty, demand.Id, at, rules, RowOf(duty, demand.Kind), dueOn: demand.DueOn, status: isMet ? ObligationStatus.Met : ObligationStatus.Open))
                yield return isMet ? owed with { DoneAt = at } : isAtOnce && isNameless ? owed with { Deadline = rules.On(at, rules.DayOf(at)) } : owed;
        }
    }

    // A repeated request has no term of its own: ст. 20 ч. 1 holds, and ст. 14 ч. 6 lets it be refused.
    private static string? RowOf(Duty duty, DemandKind kind) => duty switch
    {
        Duty.Block => kind == DemandKind.Rectification ? "D09" : "D08",
        _ => null,
    };

    // What is owed for the letter whole, by contract only; one that comes to the site has its number in the same answer.
    private static IEnumerable<Obligation> OfLetter(RegisterRequest register, DateTimeOffset at, Rules rules)
    {
        if (register.Channel is Channel.Operator || register.Continues is not null) yield break;
        var isTold = register.Channel == Channel.Web && at == register.At;
        foreach (var obligation in Opening.Of(Duty.Acknowledge, demand: 0, at, rules))
            yield return isTold ? obligation with { Status = ObligationStatus.Met, DoneAt = at } : obligation;
    }
}
