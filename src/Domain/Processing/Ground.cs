using System.Collections.Immutable;

namespace Consent.Domain;

/// <summary>A basis other than consent for one purpose, from an instant, until an instant or without an end.</summary>
public sealed record Ground(long Id, PurposeCode Purpose, LawfulBasis Basis, DateTimeOffset From, DateTimeOffset? Until, bool EndNoted = false)
{
    public bool Holds(DateTimeOffset at) => From <= at && !(Until <= at);

    internal static ImmutableArray<Ground> Evolve(ImmutableArray<Ground> grounds, long version, GroundEvent happened) => happened switch
    {
        GroundRecorded recorded => grounds.Add(new Ground(version, recorded.Purpose, recorded.Basis, recorded.At, recorded.Until)),
        GroundEnded ended => [.. grounds.Select(ground => ground.Id == ended.Ground ? ground with { EndNoted = true } : ground)],
        _ => throw new InvalidOperationException($"No state for {happened.GetType().Name}."),
    };
}
