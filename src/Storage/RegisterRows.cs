using System.Collections.Immutable;
using Consent.Domain;

namespace Consent.Storage;

/// <summary>What the register shows of a file after an append: what has changed, and when the file wants to be woken.</summary>
public sealed record RegisterRows(ImmutableArray<RequestRow> Requests, DateTimeOffset? WakeUpAt)
{
    public static readonly RegisterRows None = new([], null);

    public ImmutableArray<DemandRow> Demands { get; init; } = [];

    public ImmutableArray<ObligationRow> Obligations { get; init; } = [];

    /// <summary>By what the person can be looked up from now on; what could before stays.</summary>
    public ImmutableArray<ContactRow> Contacts { get; init; } = [];

    /// <summary>Whether the person can be looked up by nothing any more.</summary>
    public bool ForgetsContacts { get; init; }

    /// <summary>The rows of a file that has gone from one version to another: of each request that moved, and of what the file itself owes.</summary>
    public static RegisterRows Of(FileKey key, SubjectFile before, SubjectFile after, Rules rules)
    {
        // Most appends are of consents alone.
        if (after.Obligations == before.Obligations && !after.IsDestroyed && !after.Requests.Any(request => request.Version > before.Version))
            return new RegisterRows([], WakeUps.Next(after));

        var moved = after.Requests.Where(request => request.Version > before.Version).ToImmutableArray();
        return new RegisterRows([.. moved.Select(request => RequestRow.Of(key.Subject, request))], WakeUps.Next(after))
        {
            ForgetsContacts = after.IsDestroyed,
            Demands = [.. moved.SelectMany(request => request.Demands.Select(demand => DemandRow.Of(request, demand, rules)))],
            Obligations =
            [
                .. moved.SelectMany(request => request.Obligations.Select(obligation => ObligationRow.Of(key.Subject, request, obligation))),
                .. after.Obligations.Except(before.Obligations).Select(obligation => ObligationRow.Of(key.Subject, null, obligation)),
                .. after.IsDestroyed ? FallenAway(key.Subject, before) : [],
            ],
        };
    }

    // Of a destroyed file nothing is left to do.
    private static IEnumerable<ObligationRow> FallenAway(SubjectId subject, SubjectFile before) =>
        before.Obligations.Select(obligation => ObligationRow.Of(subject, null, obligation))
            .Concat(before.Requests.SelectMany(request => request.Obligations.Select(obligation => ObligationRow.Of(subject, request, obligation))))
            .Where(row => row.IsOutstanding)
            .Select(row => row with { Status = ObligationStatus.Cancelled });
}
