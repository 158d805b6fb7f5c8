using Consent.Domain;
using Consent.Storage;
using Consent.Storage.Proof;

namespace Consent.Grains.Journal;

/// <summary>What proves the journal, in the storage of grains: a state a piece.</summary>
public sealed class GrainProofStore(JournalStore store) : IProofStore
{
    public async ValueTask<Piece?> ReadAsync(OperatorId operatorId, string name, CancellationToken cancellationToken)
    {
        var held = await store.ProofAsync(operatorId, name);
        return held.Exists ? new Piece(held.State.Value, held.State.Version) : null;
    }

    public async Task<bool> TryWriteAsync(OperatorId operatorId, string name, byte[] value, long expectedVersion, CancellationToken cancellationToken)
    {
        var held = await store.ProofAsync(operatorId, name);
        return (held.Exists ? held.State.Version : 0) == expectedVersion && await held.TryWriteAsync(new ProofState { Version = expectedVersion + 1, Value = value });
    }
}
