using System.Collections.Immutable;

namespace Consent.Domain;

/// <summary>Something that stands in the way of processing since an instant; no purposes named means all of them.</summary>
public abstract record Restriction(DateTimeOffset Since, string? Request, ImmutableArray<PurposeCode> Purposes)
{
    /// <summary>The demand of the request it came from; 0 where none.</summary>
    public int Demand { get; init; }

    /// <summary>The obligation it stands in for (ст. 21 ч. 6); 0 where none.</summary>
    public int Obligation { get; init; }

    public bool Covers(PurposeCode purpose) => Purposes.IsEmpty || Purposes.Contains(purpose);

    /// <summary>Whether a consent older than this no longer allows the purpose, and a newer one does again.</summary>
    public bool OutdatesConsentTo(Purpose purpose) => Covers(purpose.Code) && this switch
    {
        StopDemanded or PurposeReached => true,
        MarketingStopped => purpose.Advertising,
        DistributionStopped => purpose.Distribution,
        _ => false,
    };
}

/// <summary>Блокирование (ст. 21 ч. 1): nothing may be done but storing, whatever the basis.</summary>
public sealed record Blocked(DateTimeOffset Since, string? Request, ImmutableArray<PurposeCode> Purposes) : Restriction(Since, Request, Purposes);

/// <summary>Требование прекратить обработку (ст. 21 ч. 5.1); bases of ст. 6 ч. 1 п. 2–11 are beyond its reach.</summary>
public sealed record StopDemanded(DateTimeOffset Since, string? Request, ImmutableArray<PurposeCode> Purposes) : Restriction(Since, Request, Purposes);

/// <summary>Требование прекратить продвижение (ст. 15 ч. 2; 38-ФЗ ст. 18).</summary>
public sealed record MarketingStopped(DateTimeOffset Since, string? Request, ImmutableArray<PurposeCode> Purposes) : Restriction(Since, Request, Purposes);

/// <summary>Требование прекратить распространение (ст. 10.1 ч. 12–13).</summary>
public sealed record DistributionStopped(DateTimeOffset Since, string? Request, ImmutableArray<PurposeCode> Purposes) : Restriction(Since, Request, Purposes);

/// <summary>The purpose is reached: what was gathered for it is to be destroyed (ст. 5 ч. 7, ст. 21 ч. 4).</summary>
public sealed record PurposeReached(DateTimeOffset Since, ImmutableArray<PurposeCode> Purposes) : Restriction(Since, null, Purposes);
