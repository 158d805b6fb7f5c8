using Consent.Engine;
using Orleans;
using Orleans.Runtime;

namespace Consent.Silo.Cosmos;

/// <summary>The catalogues are read as soon as the storage of grains is open, and before the silo takes its first call.</summary>
public sealed class CataloguesFirst(Catalogues catalogues) : ILifecycleParticipant<ISiloLifecycle>
{
    /// <summary>When they are read: their names are sealed, so the key ring is opened before.</summary>
    public const int Stage = ServiceLifecycleStage.ApplicationServices + 2;

    public void Participate(ISiloLifecycle lifecycle) =>
        lifecycle.Subscribe(nameof(CataloguesFirst), Stage, catalogues.LoadAsync);
}
