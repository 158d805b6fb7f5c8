using System.Collections.Immutable;

namespace Consent.Domain;

/// <summary>Who set the term: the law or the operator's own contract.</summary>
public enum Origin { Law, Contract }

/// <summary>How an obligation stands; what was missed stays missed when it is done late.</summary>
public enum ObligationStatus { Open, Met, Missed, Cancelled }

/// <summary>How near the end an open obligation was told of.</summary>
public enum Reminder { Half, Soon, Today }

/// <summary>A duty with its counted term, frozen as the law stood when it was opened: of one demand of a letter, of a letter whole
/// (<paramref name="Demand"/> 0), or of the file itself. Of the law's and the contract's terms for one duty the earlier governs; both are kept.</summary>
public sealed record Obligation(
    int Id,
    int Demand,
    Duty Duty,
    Origin Origin,
    string Article,
    DateOnly From,
    Term Term,
    Deadline Deadline,
    bool Governs,
    ObligationStatus Status,
    bool Extended = false)
{
    /// <summary>The row of the law's table (<c>D01</c>); null for a contract's.</summary>
    public string? Row { get; init; }

    /// <summary>The day from which that row holds: the version of the law it was opened by.</summary>
    public DateOnly? LawOf { get; init; }

    /// <summary>The instant the term runs from.</summary>
    public DateTimeOffset? RunsFrom { get; init; }

    /// <summary>The purpose whose end opened it; null where a letter did.</summary>
    public PurposeCode? Purpose { get; init; }

    /// <summary>When it was done, in time or late.</summary>
    public DateTimeOffset? DoneAt { get; init; }

    /// <summary>The last warning given of it.</summary>
    public Reminder? Reminded { get; init; }

    /// <summary>A later end that another calendar gives; a person accepts it or leaves it (counting.md, 16).</summary>
    public Deadline? Proposed { get; init; }

    public bool IsOpen => Status == ObligationStatus.Open;

    /// <summary>Still to be done, in time or late.</summary>
    public bool IsOutstanding => IsOpen || (Status == ObligationStatus.Missed && DoneAt is null);

    /// <summary>Whether both are clocks of one duty that began at one instant: the law's and a contract's.</summary>
    public bool IsSameAs(Obligation other) => (Demand, Duty, Purpose, RunsFrom) == (other.Demand, other.Duty, other.Purpose, other.RunsFrom);

    /// <summary>Done by then; what is due at once is in time at the very instant.</summary>
    public bool IsInTime(DateTimeOffset at) => at < Deadline.EndsAt || (Term is Immediately && at == Deadline.EndsAt);

    /// <summary>Of the terms for one duty the earliest governs, the law's before a contract's that ends with it.</summary>
    public static ImmutableArray<Obligation> Govern(IEnumerable<Obligation> obligations)
    {
        var all = obligations.ToImmutableArray();
        return [.. all.Select(obligation => obligation with { Governs = IsFirst(obligation) })];

        bool IsFirst(Obligation obligation) => !all.Any(other =>
            other.IsSameAs(obligation)
            && (other.Deadline.EndsAt, other.Origin).CompareTo((obligation.Deadline.EndsAt, obligation.Origin)) < 0);
    }

    /// <summary>The fold of what became of one of them, or of new ones.</summary>
    internal static ImmutableArray<Obligation> Evolve(ImmutableArray<Obligation> obligations, ObligationEvent happened) => happened switch
    {
        ObligationsOpened opened => Govern(obligations.AddRange(opened.Obligations)),
        ObligationMissed missed => Change(obligations, missed.Obligation, o => o with { Status = ObligationStatus.Missed }),
        ObligationReminded reminded => Change(obligations, reminded.Obligation, o => o with { Reminded = reminded.Reminder }),
        ObligationFulfilled fulfilled => Done(obligations, [fulfilled.Obligation], fulfilled.At),
        ObligationReleased released => Release(obligations, [released.Obligation], released.At),
        TermRestarted again => Govern(Change(obligations, again.Obligation, o => o with
        {
            From = again.From, RunsFrom = again.RunsFrom, Deadline = again.Deadline, Status = ObligationStatus.Open, Reminded = null, Proposed = null,
        })),
        TermRecounted { IsProposal: true } proposal => Change(obligations, proposal.Obligation, o => o with
        {
            Deadline = o.Deadline with { Calendar = proposal.Deadline.Calendar }, Proposed = proposal.Deadline,
        }),
        // What was told of the same end is not told again.
        TermRecounted recounted => Govern(Change(obligations, recounted.Obligation, o => o with
        {
            Deadline = recounted.Deadline, Proposed = null, Reminded = recounted.Deadline.EndsAt == o.Deadline.EndsAt ? o.Reminded : null,
        })),
        _ => throw new InvalidOperationException($"No state for {happened.GetType().Name}."),
    };

    internal static ImmutableArray<Obligation> Change(ImmutableArray<Obligation> obligations, int id, Func<Obligation, Obligation> change) =>
        [.. obligations.Select(o => o.Id == id ? change(o) : o)];

    /// <summary>Done: in time or late by when it was done, not by when the clock looked.</summary>
    internal static ImmutableArray<Obligation> Done(ImmutableArray<Obligation> obligations, ImmutableArray<int> ids, DateTimeOffset at) =>
        [.. obligations.Select(o => ids.Contains(o.Id) && o.IsOutstanding
            ? o with { DoneAt = at, Status = o.IsInTime(at) ? ObligationStatus.Met : ObligationStatus.Missed }
            : o)];

    /// <summary>Fallen away: what was missed stays missed, and nothing of it is left to do.</summary>
    internal static ImmutableArray<Obligation> Release(ImmutableArray<Obligation> obligations, ImmutableArray<int> ids, DateTimeOffset at) =>
        [.. obligations.Select(o => ids.Contains(o.Id) && o.IsOutstanding ? (o.IsOpen ? o with { Status = ObligationStatus.Cancelled } : o with { DoneAt = at }) : o)];

    /// <summary>Whether the law lets the end be moved once more from where it stands at that instant.</summary>
    public bool IsExtendable(DateTimeOffset at) =>
        IsOpen && Origin == Origin.Law && !Extended && at < Deadline.EndsAt && Deadlines.Of(Duty, From, Row).Extension is not null;
}
