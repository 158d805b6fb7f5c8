using Consent.Silo.Cosmos.Register;
using Orleans.Persistence.Cosmos;
using Orleans.Runtime;

namespace Consent.Silo.Cosmos;

/// <summary>A partition for each state: none grows beyond what a partition holds, and nothing is asked over several.</summary>
internal sealed class DocumentIds : IDocumentIdProvider
{
    public ValueTask<(string DocumentId, string PartitionKey)> GetDocumentIdentifiers(string grainType, GrainId grainId)
    {
        var id = $"{Ids.Escape(grainType)}:{Ids.Escape(grainId.Type.ToString()!)}:{Ids.Escape(grainId.Key.ToString()!)}";
        return ValueTask.FromResult((id, id));
    }
}
