using System.Collections.Immutable;

namespace Consent.Domain;

/// <summary>A file in the journal: a fold of its events, one version a event.</summary>
public interface IFile<TSelf> where TSelf : IFile<TSelf>
{
    static abstract TSelf Empty { get; }

    long Version { get; }

    TSelf Evolve(FileEvent happened);
}

/// <summary>All that is decided together about one person at one operator. Holds no personal data: that stays in the events.</summary>
public sealed record SubjectFile : IFile<SubjectFile>
{
    public static SubjectFile Empty { get; } = new();

    /// <summary>Grows by one with every event; 0 for a person nobody has told us of.</summary>
    public long Version { get; private init; }

    public ImmutableArray<ConsentRecord> Consents { get; private init; } = [];

    public ImmutableArray<Ground> Grounds { get; private init; } = [];

    public ImmutableArray<Restriction> Restrictions { get; private init; } = [];

    public ImmutableArray<SubjectRequest> Requests { get; private init; } = [];

    /// <summary>What is owed though no letter asked for it: a purpose reached, a consent run out, conditions to publish.</summary>
    public ImmutableArray<Obligation> Obligations { get; private init; } = [];

    /// <summary>How the subject itself comes to its file.</summary>
    public SubjectAccess Access { get; private init; } = SubjectAccess.None;

    public bool IsDestroyed { get; private init; }

    public SubjectRequest? Request(string number) => Requests.FirstOrDefault(request => request.Number == number);

    /// <summary>Records what happened; refuses nothing and asks no clock.</summary>
    public SubjectFile Evolve(FileEvent happened)
    {
        var version = Version + 1;
        return happened switch
        {
            ConsentEvent consent => this with { Version = version, Consents = ConsentRecord.Evolve(Consents, version, consent) },
            GroundEvent ground => this with { Version = version, Grounds = Ground.Evolve(Grounds, version, ground) },
            RequestEvent request => this with
            {
                Version = version,
                Requests = SubjectRequest.Evolve(Requests, version, request),
                Restrictions = request is RequestReceived received ? Restrictions.AddRange(DemandKinds.EffectsAtReceipt(received)) : Restrictions,
            },
            ObligationEvent { Number: null } own => this with { Version = version, Obligations = Obligation.Evolve(Obligations, own) },
            ObligationEvent owed => this with { Version = version, Requests = SubjectRequest.Evolve(Requests, version, owed) },
            ProcessingBlocked blocked => this with
            {
                Version = version,
                Restrictions = Restrictions.Add(new Blocked(blocked.At, blocked.Number, blocked.Purposes) { Obligation = blocked.Obligation }),
            },
            BlockLifted lifted => this with
            {
                Version = version,
                Restrictions = Restrictions.RemoveAll(r => r is Blocked && r.Request == lifted.Number && r.Demand == lifted.Demand && r.Obligation == 0),
            },
            PurposeAchieved achieved => this with { Version = version, Restrictions = Restrictions.Add(new PurposeReached(achieved.At, [achieved.Purpose])) },
            SubjectAccessEvent access => this with { Version = version, Access = Access.After(access) },
            PersonalDataRead => this with { Version = version },
            SubjectDestroyed => Empty with { Version = version, IsDestroyed = true },
            _ => throw new InvalidOperationException($"No state for {happened.GetType().Name}."),
        };
    }

    /// <summary>The file as it was in effect at an instant, by what is known of it now: events effective later only count as versions.</summary>
    public static SubjectFile AsOf(IEnumerable<FileEvent> events, DateTimeOffset at) =>
        events.Aggregate(Empty, (file, happened) => happened.At <= at ? file.Evolve(happened) : file with { Version = file.Version + 1 });
}
