using Consent.Api;
using Consent.Silo.Cosmos;
using Orleans.Runtime;

namespace Consent.Silo;

/// <summary>The key ring lies in the storage of grains too, and the names of people in the catalogues are sealed by it.</summary>
internal sealed class RingBeforeCatalogues(RingOpening ring) : ILifecycleParticipant<ISiloLifecycle>
{
    public void Participate(ISiloLifecycle lifecycle) => lifecycle.Subscribe(nameof(RingBeforeCatalogues), CataloguesFirst.Stage - 1, ring.OpenAsync);
}
