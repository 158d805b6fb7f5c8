using Consent.Domain;
using Consent.Engine;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using Orleans.Runtime.Services;
using Orleans.Services;

namespace Consent.Grains;

/// <summary>Where each silo is told of changes to catalogues.</summary>
[Alias("consent.catalogue-ear")]
public interface ICatalogueEar : IGrainService
{
    /// <summary>Returns when this silo answers from that version or a later one.</summary>
    [Alias("hear")]
    Task HearAsync(string operatorId, long version);
}

/// <summary>Reads the catalogue again before it says that it has heard.</summary>
[Reentrant]
public sealed class CatalogueEar(GrainId id, Silo silo, ILoggerFactory log, Catalogues catalogues) : GrainService(id, silo, log), ICatalogueEar
{
    public Task HearAsync(string operatorId, long version) => catalogues.CatchUpAsync([(new OperatorId(operatorId), version)], CancellationToken.None);
}

/// <summary>The ear of a given silo.</summary>
internal sealed class CatalogueEars(IServiceProvider services) : GrainServiceClient<ICatalogueEar>(services)
{
    public ICatalogueEar Of(SiloAddress silo) => GetGrainService(silo);
}
