using System.Collections.Immutable;

namespace Consent.Domain;

/// <summary>The life of a request: receipt with its terms, extension, answer, misses (ст. 9 ч. 2, 14, 20, 21).</summary>
public static class RequestDecider
{
    private static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(5);

    public static Decision Decide(SubjectFile file, RequestCommand command, Rules rules) => command switch
    {
        RegisterRequest { Demands.IsEmpty: true } => new NoDemands(),
        RegisterRequest register when register.ReceivedAt > register.At + ClockSkew => new ReceivedInFuture(register.ReceivedAt),
        RegisterRequest register when UnknownPurpose(register, rules) is { } unknown => new DemandPurposeUnknown(unknown),
        RegisterRequest register when file.Request(register.Number) is not null => new NumberTaken(register.Number),
        RegisterRequest register => Decision.Of(Receive(file, register, rules)),

        ExtendRequest extend => On(file, extend.Number, extend, request => Extend(request, extend, rules)),
        AnswerDemand answer => On(file, answer.Number, answer, request => Answer(request, answer)),
        NoteOnRequest note => On(file, note.Number, note, _ => new RequestNoted(note.At, note.Number, note.Text, note.IsPublic)),

        _ => throw new InvalidOperationException($"No rule for {command.GetType().Name}."),
    };

    private static Decision On(SubjectFile file, string number, RequestCommand command, Func<SubjectRequest, Decision> decide) =>
        file.Request(number) switch
        {
            null => new RequestUnknown(number),
            { } request when command.IfVersion is { } seen && seen != request.Version => new RequestHasChanged(number, request.Version),
            { IsClosed: true } when command is not NoteOnRequest => new RequestIsClosed(number),
            { } request => decide(request),
        };

    private static PurposeCode? UnknownPurpose(RegisterRequest register, Rules rules)
    {
        foreach (var code in register.Demands.SelectMany(demand => demand.Purposes))
            if (!rules.Catalogue.Purposes.ContainsKey(code)) return code;
        return null;
    }

    private static IEnumerable<FileEvent> Receive(SubjectFile file, RegisterRequest register, Rules rules)
    {
        var at = register.ReceivedAt < register.At ? register.ReceivedAt : register.At;
        var withdrawn = register.Demands
            .Where(demand => demand.Kind == DemandKind.Withdrawal)
            .ToDictionary(demand => demand.Id, demand => Standing(file, demand.Purposes, at));
        var nothing = withdrawn.Where(pair => pair.Value.Length == 0).Select(pair => pair.Key).ToImmutableArray();
        var obligations = register.Demands.Where(demand => !nothing.Contains(demand.Id)).SelectMany(demand => Open(demand, at, rules));

        yield return new RequestReceived(
            at, register.Number, rules.DayOf(at), register.Channel, register.Demands,
            Obligation.Govern(obligations.Select((obligation, index) => obligation with { Id = index + 1 })),
            nothing, register.Applicant, register.Relation, register.Content);
        foreach (var consent in withdrawn.Values.SelectMany(records => records).DistinctBy(record => record.Id))
            yield return new ConsentWithdrawn(at, consent.Purpose, consent.Id, register.Number);
    }

    // Consents that stand when the letter comes; one given after it is a newer word, but for the difference of two clocks.
    private static ImmutableArray<Given> Standing(SubjectFile file, ImmutableArray<PurposeCode> purposes, DateTimeOffset at) =>
        [.. file.Consents.OfType<Given>().Where(given =>
            (purposes.IsEmpty || purposes.Contains(given.Purpose)) && given.GivenAt <= at + ClockSkew && !given.HasExpired(at))];

    private static IEnumerable<Obligation> Open(Demand demand, DateTimeOffset at, Rules rules)
    {
        foreach (var duty in DemandKinds.Duties(demand.Kind))
        {
            var row = Deadlines.Of(duty);
            // What takes effect at the instant of receipt is done by the service itself: the next check says no.
            var status = row.Term is Immediately ? ObligationStatus.Met : ObligationStatus.Open;
            yield return Owe(Origin.Law, row.Article, row.Term, rules.ByLaw(at, row.Term));
            foreach (var promise in (rules.Catalogue.Profile?.ContractTerms ?? []).Where(promise => promise.Duty == duty))
                yield return Owe(Origin.Contract, promise.Clause, promise.Term, rules.ByContract(at, promise.Term));

            Obligation Owe(Origin origin, string article, Term term, Deadline deadline) =>
                new(0, demand.Id, duty, origin, article, rules.DayOf(at), term, deadline, Governs: true, status);
        }
    }

    private static Decision Extend(SubjectRequest request, ExtendRequest extend, Rules rules)
    {
        if (extend.Demand is { } named && request.Demands.All(demand => demand.Id != named)) return new DemandUnknown(request.Number, named);
        var extendable = request.Obligations
            .Where(o => o.IsExtendable(extend.At) && (extend.Demand is null || o.Demand == extend.Demand)).ToArray();
        if (extendable.Length == 0) return new NothingToExtend(request.Number);
        return Decision.Of(extendable.Select(obligation =>
        {
            var term = Deadlines.Of(obligation.Duty).Extended();
            return new RequestExtended(extend.At, request.Number, obligation.Id, term, rules.ByLaw(request.ReceivedAt, term), extend.Reason);
        }));
    }

    private static Decision Answer(SubjectRequest request, AnswerDemand answer)
    {
        if (request.Demands.FirstOrDefault(demand => demand.Id == answer.Demand) is not { } demand) return new DemandUnknown(request.Number, answer.Demand);
        if (demand.Answered) return new DemandAlreadyAnswered(request.Number, answer.Demand);
        if (!request.CanBeAnswered(demand)) return new AnswerIsNotEnough(request.Number, demand.Id);

        var own = request.Obligations.Where(o => o.Demand == demand.Id && o.IsOutstanding).Select(o => o.Id);
        var answered = new DemandAnswered(answer.At, request.Number, demand.Id, [.. own], answer.Text);
        // The clock may not have noted it yet; late is late all the same (ГК ст. 194).
        var missed = request.Obligations.Where(o => o.Demand == demand.Id && o.IsOpen && o.Deadline.EndsAt <= answer.At)
            .Select(o => new ObligationMissed(o.Deadline.EndsAt, request.Number, o.Id));
        var others = request.Demands.Where(other => other.Id != demand.Id);
        return Decision.Of([.. missed, answered, .. others.All(other => other.Answered) ? [new RequestClosed(answer.At, request.Number)] : (FileEvent[])[]]);
    }
}
