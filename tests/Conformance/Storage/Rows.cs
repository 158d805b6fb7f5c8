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

    /// <summary>A row as a value that compares by all it holds.</summary>
    public static object Comparable(RequestRow row) => (row with { Kinds = [] }, string.Join(',', row.Kinds));
}
