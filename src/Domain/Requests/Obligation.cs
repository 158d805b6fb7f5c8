using System.Collections.Immutable;

namespace Consent.Domain;

/// <summary>Who set the term: the law or the operator's own contract.</summary>
public enum Origin { Law, Contract }

public enum ObligationStatus { Open, Met, Missed, Cancelled }

/// <summary>A duty of one request with its counted term, frozen as the law stood when it was opened. Of the law's and the
/// contract's terms for one duty the earlier governs; both are kept.</summary>
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
    /// <summary>Of the terms for one duty the earliest governs, the law's before a contract's that ends with it.</summary>
    public static ImmutableArray<Obligation> Govern(IEnumerable<Obligation> obligations)
    {
        var all = obligations.ToImmutableArray();
        return [.. all.Select(obligation => obligation with { Governs = IsFirst(obligation) })];

        bool IsFirst(Obligation obligation) => !all.Any(other =>
            (other.Demand, other.Duty) == (obligation.Demand, obligation.Duty)
            && (other.Deadline.EndsAt, other.Origin).CompareTo((obligation.Deadline.EndsAt, obligation.Origin)) < 0);
    }

    public bool IsOpen => Status == ObligationStatus.Open;

    /// <summary>Still to be done, in time or late.</summary>
    public bool IsOutstanding => Status is ObligationStatus.Open or ObligationStatus.Missed;

    /// <summary>Whether the law lets the end be moved once more from where it stands at that instant.</summary>
    public bool IsExtendable(DateTimeOffset at) =>
        IsOpen && Origin == Origin.Law && !Extended && at < Deadline.EndsAt && Deadlines.Find(Duty)?.Extension is not null;
}
