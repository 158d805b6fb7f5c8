using Consent.Domain;

namespace Consent.Storage;

/// <summary>One obligation as the desk lists it; no personal data. Without a <paramref name="Request"/> the file itself owes it.
/// <paramref name="IsTimed"/>: it ends at an instant and not with a day.</summary>
public sealed record ObligationRow(
    SubjectId Subject,
    string? Request,
    int Id,
    int Demand,
    Duty Duty,
    Origin Origin,
    string Article,
    ObligationStatus Status,
    bool Governs,
    DateTimeOffset? RunsFrom,
    DateOnly Due,
    DateOnly SafeDue,
    DateTimeOffset EndsAt,
    bool IsTimed,
    DateTimeOffset? DoneAt,
    string Calendar,
    string? AssignedTo)
{
    /// <summary>Still to be done, in time or late.</summary>
    public bool IsOutstanding => Status == ObligationStatus.Open || (Status == ObligationStatus.Missed && DoneAt is null);

    public static ObligationRow Of(SubjectId subject, SubjectRequest? request, Obligation obligation) => new(
        subject,
        request?.Number,
        obligation.Id,
        obligation.Demand,
        obligation.Duty,
        obligation.Origin,
        obligation.Article,
        obligation.Status,
        obligation.Governs,
        obligation.RunsFrom ?? request?.ReceivedAt,
        obligation.Deadline.Due,
        obligation.Deadline.SafeDue,
        obligation.Deadline.EndsAt,
        obligation.Term is Hours or Immediately or Before,
        obligation.DoneAt,
        obligation.Deadline.Calendar,
        request?.AssignedTo);
}

/// <summary>Which obligations are asked for: one status, or what is still to be done, in time or late.</summary>
public enum ObligationFilter { Outstanding, Open, MissedAndNotDone, Met, Missed, Cancelled }

/// <summary>What the desk asks for; <paramref name="After"/> is the last row of the page before, <paramref name="IsOwn"/> what no letter asked for.</summary>
public sealed record ObligationQuery(
    ObligationFilter? Status,
    Duty? Duty,
    DueFilter? Due,
    string? AssignedTo,
    bool? IsOwn,
    int Limit,
    ObligationCursor? After,
    DateTimeOffset Now,
    DateOnly Today)
{
    /// <summary>Only what is still to be done is asked for.</summary>
    public bool IsOutstandingOnly => Due is not null || Status is ObligationFilter.Outstanding or ObligationFilter.Open or ObligationFilter.MissedAndNotDone;

    /// <summary>The status that is asked for; null where several are.</summary>
    public ObligationStatus? OnlyStatus => Status switch
    {
        ObligationFilter.Open => ObligationStatus.Open,
        ObligationFilter.Met => ObligationStatus.Met,
        ObligationFilter.Missed or ObligationFilter.MissedAndNotDone => ObligationStatus.Missed,
        ObligationFilter.Cancelled => ObligationStatus.Cancelled,
        _ => null,
    };
}

/// <summary>Where a page of obligations ended: microseconds of the end, and what breaks ties; the file itself is the request "".</summary>
public sealed record ObligationCursor(long EndsAt, string Subject, string Request, int Id)
{
    public static ObligationCursor Of(ObligationRow row) => new(Microseconds.Of(row.EndsAt), row.Subject.Value, row.Request ?? "", row.Id);
}
