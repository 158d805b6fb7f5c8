using System.Collections.Immutable;
using Consent.Domain;

namespace Consent.Storage;

/// <summary>One demand of a letter as statistics count it. <paramref name="IsLate"/>: a term of the law was missed, whatever a contract promised;
/// of what goes on under another number that is told there.</summary>
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
            demand.Status != DemandStatus.Continued && own.Any(obligation => obligation is { Origin: Origin.Law, Status: ObligationStatus.Missed }),
            own.Any(obligation => obligation.Extended));
    }

    // Where the law asks for a deed and no answer, the last deed ends it; where there was nothing to do, the closing of the letter.
    private static DateTimeOffset? EndedAt(SubjectRequest request, DemandState demand, ImmutableArray<Obligation> own) =>
        demand.DecidedAt ?? (request.IsClosed ? own.Max(obligation => obligation.DoneAt) ?? request.ClosedAt : null);
}

/// <summary>Demands received on one day, by what became of them: done in time, late, or neither yet.</summary>
public sealed record DemandDay(DateOnly Day, long Done, long Late, long Open)
{
    internal static IReadOnlyList<DemandDay> Of(IEnumerable<DemandGroup> groups) =>
    [
        .. from day in groups.Where(demands => demands.IsCounted).GroupBy(demands => demands.ReceivedOn)
           orderby day.Key
           select new DemandDay(
               day.Key,
               day.Where(demands => !demands.IsLate && demands.DecidedOn is not null).Sum(demands => demands.Count),
               day.Where(demands => demands.IsLate).Sum(demands => demands.Count),
               day.Where(demands => !demands.IsLate && demands.DecidedOn is null).Sum(demands => demands.Count)),
    ];

    /// <summary>What is known of all, of the late ones and of those that are neither late nor decided.</summary>
    internal static IReadOnlyList<DemandDay> Of(
        IReadOnlyList<(DateOnly Day, long Count)> all, IReadOnlyList<(DateOnly Day, long Count)> late, IReadOnlyList<(DateOnly Day, long Count)> open)
    {
        var (ofLate, ofOpen) = (late.ToDictionary(), open.ToDictionary());
        return [.. all.Select(day => new DemandDay(
            day.Day, day.Count - ofLate.GetValueOrDefault(day.Day) - ofOpen.GetValueOrDefault(day.Day), ofLate.GetValueOrDefault(day.Day), ofOpen.GetValueOrDefault(day.Day)))];
    }
}

/// <summary>How many letters came, and their demands in groups that statistics do not tell apart.</summary>
public sealed record ReceivedDemands(long Requests, IReadOnlyList<DemandGroup> Demands);
