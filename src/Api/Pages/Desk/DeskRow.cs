using Consent.Domain;
using Consent.Storage;

namespace Consent.Api;

/// <summary>A line of the request journal as the desk shows it; no personal data.</summary>
public sealed record DeskRow(
    string Number, string? Subject, DateOnly ReceivedOn, string Channel, IReadOnlyList<string> Kinds, string Status, Clock? Clock, string? AssignedTo)
{
    public string Path => $"{DeskSections.Root}/requests/{Number}";

    public static DeskRow Of(RequestRow row, DateTimeOffset now, Rules rules) => new(
        row.Number,
        row.Subject.IsNamedByOperator ? row.Subject.Value : null,
        row.ReceivedOn,
        Texts.Get("Channel." + Words.Of(row.Channel)),
        [.. row.Kinds.Select(kind => Texts.Get("Kind." + Words.Of(kind)))],
        row.IsClosed ? "closed" : "open",
        row is { Due: { } due, EndsAt: { } end } ? Clock.Of(due, end, row.ReceivedAt, now, rules) : null,
        row.AssignedTo);
}
