using System.Collections.Immutable;

namespace Consent.Domain;

/// <summary>A demand as it stands: how it was decided and when, and whether there was anything to withdraw at all.</summary>
public sealed record DemandState(int Id, DemandKind Kind, ImmutableArray<PurposeCode> Purposes, DemandStatus Status, bool NothingToWithdraw)
{
    public DateTimeOffset? DecidedAt { get; init; }

    /// <summary>Whether particulars came with the letter or since (ст. 20 ч. 3).</summary>
    public bool HasParticulars { get; init; }

    /// <summary>What the operator's systems have returned for the answer, system by system, without the data itself.</summary>
    public ImmutableArray<ProvidedBy> Provided { get; init; } = [];

    public bool IsDecided => Status != DemandStatus.Open;
}

/// <summary>Which categories of data a system has returned, those it says it does not hold among them.</summary>
public sealed record ProvidedBy(string System, ImmutableArray<string> Categories)
{
    /// <summary>Those it does hold.</summary>
    public ImmutableArray<string> Held { get; init; } = [];

    /// <summary>Those it holds without saying where from.</summary>
    public ImmutableArray<string> Unsourced { get; init; } = [];

    internal static ProvidedBy Of(DataProvided provided)
    {
        return new ProvidedBy(provided.System, Categories(_ => true))
        {
            Held = Categories(item => item.IsHeld),
            Unsourced = Categories(item => item is { IsHeld: true, Source: null }),
        };

        ImmutableArray<string> Categories(Func<ProvidedItem, bool> which) => [.. provided.Items.Where(which).Select(item => item.Category).Distinct()];
    }
}

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
    public IdentityLevel Identity { get; init; }

    /// <summary>What the letter lacked and has not come since.</summary>
    public ImmutableArray<Particular> Missing { get; init; } = [];

    /// <summary>What the author was asked for and has not given since, by which the next step is the author's; a letter that is closed asks for nothing.</summary>
    public ImmutableArray<Particular> Asked { get; init; } = [];

    public bool IsAcknowledged { get; init; }

    public string? AssignedTo { get; init; }

    /// <summary>When nothing was left to do; null while it is open.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>The author took it back.</summary>
    public bool IsWithdrawn { get; init; }

    /// <summary>The request for access it repeats within thirty days.</summary>
    public string? RepeatOf { get; init; }

    public bool HasComplaint { get; init; }

    /// <summary>Its author is not known as a subject.</summary>
    public bool IsNameless { get; init; }

    /// <summary>The number it had while its author was not known.</summary>
    public string? Continues { get; init; }

    /// <summary>The number under which it goes on since its author is known.</summary>
    public string? ContinuedAs { get; init; }

    /// <summary>Its files in the order they came.</summary>
    public ImmutableArray<Attachment> Attachments { get; init; } = [];

    /// <summary>The form the answer goes out in: asked for, or that of the letter (ст. 14 ч. 3).</summary>
    public Channel ReplyBy { get; init; }

    /// <summary>The obligation that burns first; null when nothing governs and is outstanding.</summary>
    public Obligation? Nearest => Obligations.Where(o => o.IsOutstanding && o.Governs).MinBy(o => o.Deadline.EndsAt);

    public DemandState? Demand(int id) => Demands.FirstOrDefault(demand => demand.Id == id);

    /// <summary>Whether the letter takes back consent to the purpose, given or on its way.</summary>
    public bool Withdraws(PurposeCode purpose) =>
        !IsNameless && Demands.Any(d => d.Kind == DemandKind.Withdrawal && (d.Purposes.IsEmpty || d.Purposes.Contains(purpose)));

    /// <summary>The fold of one event; <see cref="Version"/> becomes the file's version after it.</summary>
    internal static ImmutableArray<SubjectRequest> Evolve(ImmutableArray<SubjectRequest> requests, long version, RequestEvent happened) =>
        happened is RequestReceived received ? requests.Add(Open(received, version))
        : Change(requests, happened.Number, request => request.After(happened) with { Version = version });

    /// <summary>The fold of what became of an obligation of one of the requests.</summary>
    internal static ImmutableArray<SubjectRequest> Evolve(ImmutableArray<SubjectRequest> requests, long version, ObligationEvent happened) =>
        Change(requests, happened.Number!, request => request with { Obligations = Obligation.Evolve(request.Obligations, happened), Version = version });

    private static ImmutableArray<SubjectRequest> Change(ImmutableArray<SubjectRequest> requests, string number, Func<SubjectRequest, SubjectRequest> change) =>
        [.. requests.Select(request => request.Number == number ? change(request) : request)];

    private static SubjectRequest Open(RequestReceived received, long version) => new(
        received.Number, received.At, received.ReceivedOn, received.Channel,
        [.. received.Demands.Select(d => new DemandState(d.Id, d.Kind, d.Purposes, DemandStatus.Open, received.NothingToWithdraw.Contains(d.Id))
        {
            HasParticulars = d.Details is not null,
        })],
        received.Obligations, IsClosed: false, version)
    {
        Missing = Particulars.MissingIn(received),
        RepeatOf = received.RepeatOf,
        IsNameless = received.IsNameless == true,
        Continues = received.Continues,
        ReplyBy = received.ReplyBy ?? received.Channel,
    };

    private SubjectRequest After(RequestEvent happened) => happened switch
    {
        RequestAcknowledged => this with { IsAcknowledged = true },
        IdentityConfirmed confirmed => this with { Identity = confirmed.Level, Asked = [.. Asked.Except(ShownBy(confirmed.Level))] },
        ParticularsAsked asked => this with { Asked = [.. Asked.Union(asked.What)] },
        ParticularsReceived came => this with
        {
            Missing = [.. Missing.Except(came.What)],
            // Where it is not said what came, the author has answered.
            Asked = came.What.IsEmpty ? [] : [.. Asked.Except(came.What)],
            Demands = With(came.Demand, demand => demand with { HasParticulars = true }),
        },
        RequestAssigned assigned => this with { AssignedTo = assigned.To },
        RequestExtended extended => this with
        {
            Obligations = Obligation.Govern(Obligation.Change(Obligations, extended.Obligation, o => o with { Term = extended.Term, Deadline = extended.Deadline, Extended = true, Reminded = null, Proposed = null })),
        },
        DemandAnswered answered => this with
        {
            Demands = With(answered.Demand, demand => demand with { Status = answered.Partly ? DemandStatus.PartlySatisfied : DemandStatus.Answered, DecidedAt = answered.At }),
            Obligations = Obligation.Done(Obligations, answered.Obligations, answered.At),
        },
        DemandRefused refused => this with
        {
            Demands = With(refused.Demand, demand => demand with { Status = DemandStatus.Refused, DecidedAt = refused.At }),
            Obligations = Obligation.Release(Obligations, refused.Released, refused.At),
        },
        DataProvided provided => this with
        {
            Demands = With(provided.Demand, demand => demand with
            {
                Provided = [.. demand.Provided.Where(by => by.System != provided.System), ProvidedBy.Of(provided)],
            }),
        },
        RequestWithdrawn withdrawn => this with
        {
            IsWithdrawn = true,
            Demands = [.. Demands.Select(demand => demand.IsDecided ? demand : demand with { Status = DemandStatus.Withdrawn, DecidedAt = withdrawn.At })],
            Obligations = Obligation.Release(Obligations, [.. Obligations.Select(o => o.Id)], withdrawn.At),
        },
        RequestContinued continued => this with
        {
            ContinuedAs = continued.As,
            Demands = [.. Demands.Select(demand => demand with { Status = DemandStatus.Continued, DecidedAt = continued.At })],
            Obligations = Obligation.Release(Obligations, [.. Obligations.Select(o => o.Id)], continued.At),
        },
        RequestReopened reopened => this with
        {
            IsClosed = false,
            ClosedAt = null,
            Demands = [.. Demands.Select(demand => reopened.Demands.Contains(demand.Id) ? demand with { Status = DemandStatus.Open, DecidedAt = null } : demand)],
        },
        ComplaintNoted => this with { HasComplaint = true },
        AttachmentAdded added => this with { Attachments = Attachments.Add(added.File) },
        RequestClosed closed => this with { IsClosed = true, ClosedAt = closed.At, Asked = [] },
        SignatureReceived { Finding: { Verdict: SignatureVerdict.Valid, IsApplicants: not false } } => this with { Missing = Missing.Remove(Particular.Signature), Asked = Asked.Remove(Particular.Signature) },
        SignatureReceived or DataRectified or UnlawfulnessFound or RequestNoted => this,
        _ => throw new InvalidOperationException($"No state for {happened.GetType().Name}."),
    };

    // Whoever has shown a document need not write of it, and whose signature was checked need not sign again.
    private static IEnumerable<Particular> ShownBy(IdentityLevel level)
    {
        if (level >= IdentityLevel.Document) yield return Particular.Document;
        if (level == IdentityLevel.Signature) yield return Particular.Signature;
    }

    private ImmutableArray<DemandState> With(int demand, Func<DemandState, DemandState> change) =>
        [.. Demands.Select(d => d.Id == demand ? change(d) : d)];
}
