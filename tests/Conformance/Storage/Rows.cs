using Consent.Domain;
using Consent.Storage;

namespace Consent.Conformance.Storage;

/// <summary>Rows of the request journal for tests.</summary>
public static class Rows
{
    /// <summary>An open request for access of 2026, received at noon, due in ten days.</summary>
    public static RequestRow Of(int ordinal, string subject) => new(
        RequestNumbers.Format(2026, ordinal), new SubjectId(subject), FileDraft.Noon, new DateOnly(2026, 11, 24), Channel.Web, [DemandKind.Access],
        IsClosed: false, Due: new DateOnly(2026, 12, 4), EndsAt: new DateTimeOffset(2026, 12, 4, 21, 0, 0, TimeSpan.Zero));

    /// <summary>An open obligation of a letter, or of the file itself where there is none, that ends in ten days.</summary>
    public static ObligationRow Owed(string subject, string? request = null, int id = 1) => new(
        new SubjectId(subject), request, id, request is null ? 0 : 1, Duty.AnswerAccess, Origin.Law, "ст. 20 ч. 1", ObligationStatus.Open, Governs: true, FileDraft.Noon,
        new DateOnly(2026, 12, 4), new DateOnly(2026, 12, 4), new DateTimeOffset(2026, 12, 4, 21, 0, 0, TimeSpan.Zero), IsTimed: false, DoneAt: null, "Постановление № 1466", AssignedTo: null);

    /// <summary>An open demand for access, received on the day of <see cref="Of"/>.</summary>
    public static DemandRow Demand(int ordinal, int demand = 1) => new(
        RequestNumbers.Format(2026, ordinal), demand, DemandKind.Access, Channel.Web, new DateOnly(2026, 11, 24), DemandStatus.Open, DecidedOn: null, IsLate: false, IsExtended: false);

    /// <summary>A row as a value that compares by all it holds.</summary>
    public static object Comparable(RequestRow row) => (row with { Kinds = [] }, string.Join(',', row.Kinds));
}
