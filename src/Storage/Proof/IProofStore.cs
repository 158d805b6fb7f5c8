using System.Security.Cryptography;
using Consent.Domain;

namespace Consent.Storage.Proof;

/// <summary>A piece of what proves the journal, as it was read, and the version under which it may be written again.</summary>
public sealed record Piece(byte[] Value, long Version);

/// <summary>What proves the journal, beside it: parts of the tree, signed heads, what witnesses have got. Small pieces, each by its name.</summary>
public interface IProofStore
{
    /// <summary>Null where there is none.</summary>
    /// <exception cref="StorageUnavailableException">The database does not answer.</exception>
    ValueTask<Piece?> ReadAsync(OperatorId operatorId, string name, CancellationToken cancellationToken);

    /// <summary>False where somebody wrote it first, or where it is not at the expected version; 0 is one that is not there yet.</summary>
    /// <exception cref="StorageUnavailableException">It is not known whether it was written.</exception>
    Task<bool> TryWriteAsync(OperatorId operatorId, string name, byte[] value, long expectedVersion, CancellationToken cancellationToken);
}

/// <summary>Pieces with their own checksum: one that was changed where it lies is not taken for what was written.</summary>
internal static class CheckedPieces
{
    /// <exception cref="JournalDamagedException">It was changed.</exception>
    public static async ValueTask<Piece?> ReadCheckedAsync(this IProofStore store, OperatorId operatorId, string name, CancellationToken cancellationToken)
    {
        if (await store.ReadAsync(operatorId, name, cancellationToken) is not { } piece) return null;
        return Unwrap(piece) ?? throw new JournalDamagedException($"{operatorId}: what proves the journal, {name}, was changed");
    }

    public static Task<bool> TryWriteCheckedAsync(
        this IProofStore store, OperatorId operatorId, string name, byte[] value, long expectedVersion, CancellationToken cancellationToken) =>
        store.TryWriteAsync(operatorId, name, [.. SHA256.HashData(value), .. value], expectedVersion, cancellationToken);

    /// <summary>Null where it was changed.</summary>
    public static Piece? Unwrap(Piece piece) =>
        piece.Value.Length >= SHA256.HashSizeInBytes && SHA256.HashData(piece.Value.AsSpan(SHA256.HashSizeInBytes)).AsSpan().SequenceEqual(piece.Value.AsSpan(0, SHA256.HashSizeInBytes))
            ? piece with { Value = piece.Value[SHA256.HashSizeInBytes..] }
            : null;
}
