using System.Buffers;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Consent.Domain;

namespace Consent.Storage;

/// <summary>How large a file was and what it hashes to.</summary>
public sealed record WrittenFile(long Size, string Sha256);

/// <summary>Seals files as they come, chunk by chunk, and opens them as they go: never more than two chunks of one are in memory.</summary>
public sealed class SealedAttachments(IAttachmentStore store, Sealing sealing, TimeProvider clock)
{
    /// <summary>Small enough for a document of any database, in base64 too.</summary>
    public const int ChunkBytes = 256 * 1024;

    /// <summary>Null where there are more than <paramref name="most"/> bytes: nothing is left of it then.</summary>
    /// <param name="look">Sees the first chunk before anything is stored; what it throws goes through.</param>
    /// <exception cref="StorageUnavailableException">It was not stored whole, or the person was destroyed meanwhile: what is left of it is swept away.</exception>
    public async Task<WrittenFile?> WriteAsync(FileKey file, string id, Stream plain, long most, Action<ReadOnlySpan<byte>> look, CancellationToken cancellationToken)
    {
        var (chunk, next) = (ArrayPool<byte>.Shared.Rent(ChunkBytes), ArrayPool<byte>.Shared.Rent(ChunkBytes));
        FileSeal? seal = null;
        try
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var (length, size) = (await FillAsync(plain, chunk, cancellationToken), 0L);
            look(chunk.AsSpan(0, length));
            seal = await sealing.OfFileAsync(file, cancellationToken) ?? throw new StorageUnavailableException($"{file} is destroyed: nothing is stored of it.");
            for (var number = 0; ; number++)
            {
                var following = length < ChunkBytes ? 0 : await FillAsync(plain, next, cancellationToken);
                size += length;
                if (size + following > most)
                {
                    if (number > 0) await store.DeleteAsync(file, id, cancellationToken);
                    return null;
                }

                hash.AppendData(chunk.AsSpan(0, length));
                await store.WriteAsync(file, id, number, seal.Seal(chunk.AsSpan(0, length), new ChunkPlace(file, id, number, following == 0)), clock.GetUtcNow(), cancellationToken);
                if (following == 0) return new WrittenFile(size, Convert.ToHexStringLower(hash.GetHashAndReset()));
                (chunk, next, length) = (next, chunk, following);
            }
        }
        finally
        {
            seal?.Forget();
            ArrayPool<byte>.Shared.Return(chunk, clearArray: true);
            ArrayPool<byte>.Shared.Return(next, clearArray: true);
        }
    }

    /// <summary>The bytes, each chunk only once it is known to be what was sent; the last only once the whole is.</summary>
    /// <exception cref="JournalDamagedException">A chunk was changed, moved, lost or cut off, or the key is gone.</exception>
    public async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(FileKey file, Attachment about, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var seal = await sealing.FindAsync(file, cancellationToken) ?? throw Damaged(file, about);
        try
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var left = about.Size;
            for (var number = 0; left > 0; number++)
            {
                var place = new ChunkPlace(file, about.Id, number, left <= ChunkBytes);
                var plain = await store.ReadAsync(file, about.Id, number, cancellationToken) is { } chunk ? seal.Open(chunk, place) : null;
                if (plain?.Length != Math.Min(left, ChunkBytes)) throw Damaged(file, about);
                hash.AppendData(plain);
                left -= plain.Length;
                if (left == 0 && Convert.ToHexStringLower(hash.GetHashAndReset()) != about.Sha256) throw Damaged(file, about);
                yield return plain;
            }
        }
        finally
        {
            seal.Forget();
        }
    }

    /// <summary>The same bytes in the file of another person, under the key of that one.</summary>
    /// <exception cref="JournalDamagedException">They are not what was sent.</exception>
    /// <exception cref="StorageUnavailableException">They were not stored whole: what is left of them is swept away.</exception>
    public async Task CopyAsync(FileKey from, Attachment about, FileKey to, string id, CancellationToken cancellationToken)
    {
        var seal = await sealing.OfFileAsync(to, cancellationToken) ?? throw new StorageUnavailableException($"{to} is destroyed: nothing is stored of it.");
        try
        {
            var (number, left) = (0, about.Size);
            await foreach (var chunk in ReadAsync(from, about, cancellationToken))
            {
                left -= chunk.Length;
                await store.WriteAsync(to, id, number, seal.Seal(chunk.Span, new ChunkPlace(to, id, number, left == 0)), clock.GetUtcNow(), cancellationToken);
                number++;
            }
        }
        finally
        {
            seal.Forget();
        }
    }

    private static async Task<int> FillAsync(Stream plain, byte[] chunk, CancellationToken cancellationToken) =>
        await plain.ReadAtLeastAsync(chunk.AsMemory(0, ChunkBytes), ChunkBytes, throwOnEndOfStream: false, cancellationToken);

    private static JournalDamagedException Damaged(FileKey file, Attachment about) => new($"{file}: the attached file {about.Id} is not what was sent");
}
