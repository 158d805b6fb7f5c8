using System.Security.Cryptography;
using System.Text;
using Consent.Domain;
using Consent.Storage;

namespace Consent.Grains.Journal;

/// <summary>Attached files in the storage of grains: a state a chunk, a list of each file's attachments, and lists of those that are loose.</summary>
public sealed class GrainAttachments(JournalStore store) : IAttachmentStore
{
    public async Task WriteAsync(FileKey file, string id, int number, byte[] chunk, DateTimeOffset at, CancellationToken cancellationToken)
    {
        // Found by whoever sweeps and whoever destroys before there is anything to find.
        if (number == 0)
        {
            await ChangeAsync(await store.LooseAsync(PartOf(file, id)), state => state.Find(file, id) is null ? new LooseState { Files = [.. state.Files, new LooseFile { File = file.ToString(), Id = id, Begun = Microseconds.Of(at) }] } : null);
            await ChangeAsync(await store.AttachmentsAsync(file), state => state.Ids.Contains(id) ? null : new AttachmentsState { Ids = [.. state.Ids, id] });
        }

        var held = await store.ChunkAsync(file, id, number);
        if (!await held.TryWriteAsync(new ChunkState { Sealed = chunk })) throw new StorageUnavailableException("A chunk of a file was written twice: it is not known which stands.");
    }

    public async ValueTask<byte[]?> ReadAsync(FileKey file, string id, int number, CancellationToken cancellationToken) =>
        (await store.ChunkAsync(file, id, number)) is { Exists: true, State.Sealed: { Length: > 0 } chunk } ? chunk : null;

    public async Task KeepAsync(FileKey file, string id, CancellationToken cancellationToken) =>
        await ChangeAsync(await store.LooseAsync(PartOf(file, id)), state => state.Find(file, id) is { } loose ? new LooseState { Files = [.. state.Files.Where(other => other != loose)] } : null);

    public async Task DeleteAsync(FileKey file, string id, CancellationToken cancellationToken)
    {
        await ClearAsync(file, id);
        await ChangeAsync(await store.AttachmentsAsync(file), state => state.Ids.Contains(id) ? new AttachmentsState { Ids = [.. state.Ids.Where(other => other != id)] } : null);
        await KeepAsync(file, id, cancellationToken);
    }

    public async Task<IReadOnlyList<(FileKey File, string Id)>> LooseAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken) =>
    [
        .. (await Task.WhenAll(Enumerable.Range(0, LooseState.Parts).Select(store.LooseAsync)))
            .SelectMany(part => part.State.Files).Where(loose => loose.Begun < Microseconds.Of(before)).OrderBy(loose => loose.Begun).Take(limit)
            .Select(loose => (FileKey.Parse(loose.File), loose.Id)),
    ];

    /// <summary>All of a file that is destroyed; told again it changes nothing.</summary>
    internal async Task DestroyAsync(FileKey file)
    {
        foreach (var id in (await store.AttachmentsAsync(file)).State.Ids) await DeleteAsync(file, id, CancellationToken.None);
    }

    // From the first: where it ends by half, the rest is found again.
    private async Task ClearAsync(FileKey file, string id)
    {
        for (var number = 0; number <= AttachmentTypes.MaxBytes / SealedAttachments.ChunkBytes; number++)
        {
            var held = await store.ChunkAsync(file, id, number);
            if (held.Exists) await held.ClearAsync();
        }
    }

    private static async Task ChangeAsync<T>(Held<T> held, Func<T, T?> change) where T : class, new()
    {
        while (change(held.State) is { } next && !await held.TryWriteAsync(next)) await held.ReadAsync();
    }

    private static int PartOf(FileKey file, string id) => SHA256.HashData(Encoding.UTF8.GetBytes($"{file}/{id}"))[0] % LooseState.Parts;
}
