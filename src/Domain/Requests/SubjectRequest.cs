using System.Collections.Immutable;

namespace Consent.Domain;

/// <summary>A demand as it stands: answered or not, and whether there was anything to withdraw at all.</summary>
public sealed record DemandState(int Id, DemandKind Kind, ImmutableArray<PurposeCode> Purposes, bool Answered, bool NothingToWithdraw);

/// <summary>A letter of a person or the authority (ст. 14, 20, 21): one number, its demands and their obligations.</summary>
public sealed record SubjectRequest(
    string Number,
    DateTimeOffset ReceivedAt,
    DateOnly ReceivedOn,
    Channel Channel,
    ImmutableArray<DemandState> Demands,
    ImmutableArray<Obligation> Obligations,
    bool IsClosed,
    long Version)
{
    /// <summary>The obligation that burns first; null when nothing governs and is outstanding.</summary>
    public Obligation? Nearest => Obligations
        .Where(o => o.IsOutstanding && o.Governs && !Demands.Any(d => d.Id == o.Demand && d.Answered)).MinBy(o => o.Deadline.EndsAt);

    /// <summary>Whether the letter takes back consent to the purpose, given or on its way.</summary>
    public bool Withdraws(PurposeCode purpose) =>
        Demands.Any(d => d.Kind == DemandKind.Withdrawal && (d.Purposes.IsEmpty || d.Purposes.Contains(purpose)));

    /// <summary>The fold of one event; <see cref="Version"/> becomes the file's version after it.</summary>
    internal static ImmutableArray<SubjectRequest> Evolve(ImmutableArray<SubjectRequest> requests, long version, RequestEvent happened)
    {
        if (happened is RequestReceived received)
        {
            var demands = received.Demands.Select(d => new DemandState(
                d.Id, d.Kind, d.Purposes, Answered: false, received.NothingToWithdraw.Contains(d.Id)));
            return requests.Add(new SubjectRequest(
                received.Number, received.At, received.ReceivedOn, received.Channel, [.. demands], received.Obligations, IsClosed: false, version));
        }

        return [.. requests.Select(request => request.Number == happened.Number ? request.After(happened) with { Version = version } : request)];
    }

    private SubjectRequest After(RequestEvent happened) => happened switch
    {
        RequestExtended extended => Moved(With(extended.Obligation, o => o with { Term = extended.Term, Deadline = extended.Deadline, Extended = true })),
        ObligationMissed missed => With(missed.Obligation, o => o with { Status = ObligationStatus.Missed }),
        DemandAnswered answered => this with
        {
            Demands = [.. Demands.Select(d => d.Id == answered.Demand ? d with { Answered = true } : d)],
            Obligations = [.. Obligations.Select(o => answered.Obligations.Contains(o.Id) && o.IsOpen ? o with { Status = ObligationStatus.Met } : o)],
        },
        RequestClosed => this with { IsClosed = true },
        RequestNoted => this,
        _ => throw new InvalidOperationException($"No state for {happened.GetType().Name}."),
    };

    // A contract's term may end before the law's new one.
    private static SubjectRequest Moved(SubjectRequest request) => request with { Obligations = Obligation.Govern(request.Obligations) };

    private SubjectRequest With(int obligation, Func<Obligation, Obligation> changed) =>
        this with { Obligations = [.. Obligations.Select(o => o.Id == obligation ? changed(o) : o)] };
}
