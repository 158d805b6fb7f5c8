using System.Collections.Immutable;
using Consent.Domain;

namespace Consent.Storage;

/// <summary>One demand of a letter as statistics count it. <paramref name="IsLate"/>: a term of the law was missed, whatever a contract promised.</summary>
public sealed record DemandRow(
    string Number,
    int Demand,
    DemandKind Kind,
    Channel Channel,
    DateOnly ReceivedOn,
    DemandStatus Status,
    DateOnly? DecidedOn,
    bool IsLate,
    bool IsExtended)
{
    public static DemandRow Of(SubjectRequest request, DemandState demand, Rules rules)
    {
        var own = request.Obligations.Where(obligation => obligation.Demand == demand.Id).ToImmutableArray();
        return new DemandRow(
            request.Number, demand.Id, demand.Kind, request.Channel, request.ReceivedOn, demand.Status,
            EndedAt(request, demand, own) is { } ended ? rules.DayOf(ended) : null,
            own.Any(obligation => obligation is { Origin: Origin.Law, Status: ObligationStatus.Missed }),
            own.Any(obligation => obligation.Extended));
    }

    // Where the law asks for a deed and no answer, the last deed ends it; where there was nothing to do, the closing of the letter.
    private static DateTimeOffset? EndedAt(SubjectRequest request, DemandState demand, ImmutableArray<Obligation> own) =>
        demand.DecidedAt ?? (request.IsClosed ? own.Max(obligation => obligation.DoneAt) ?? request.ClosedAt : null);
}

/// <summary>How many letters came, and their demands in groups that statistics do not tell apart.</summary>
public sealed record ReceivedDemands(long Requests, IReadOnlyList<DemandGroup> Demands);
