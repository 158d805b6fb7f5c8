using Consent.Engine;
using Orleans;
using Orleans.Runtime;

namespace Consent.Silo.Cosmos;

/// <summary>The catalogues are read as soon as the storage of grains is open, and before the silo takes its first call.</summary>
internal sealed class CataloguesFirst(Catalogues catalogues) : ILifecycleParticipant<ISiloLifecycle>
{
    public void Participate(ISiloLifecycle lifecycle) =>
        lifecycle.Subscribe(nameof(CataloguesFirst), ServiceLifecycleStage.ApplicationServices + 1, catalogues.LoadAsync);
}
