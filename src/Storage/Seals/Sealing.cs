using System.Collections.Concurrent;
using System.Security.Cryptography;
using Consent.Domain;

namespace Consent.Storage;

/// <summary>The seals of files: found, made, wrapped again. Whoever holds a file open keeps its seal; whoever shows a file finds it for that once.</summary>
/// <param name="ledger">Where destructions are remembered outside the database.</param>
public sealed class Sealing(IFileKeys keys, IKeyWrap wrap, DestructionLedger? ledger = null)
{
    // Few, and never another once made.
    private readonly ConcurrentDictionary<OperatorId, byte[]> _indexes = new();

    /// <summary>Null where nothing is remembered outside the database.</summary>
    public DestructionLedger? Ledger => ledger;

    /// <summary>Whether the database has keys that were wrapped by a ring.</summary>
    public async Task<bool> HasKeysAsync(CancellationToken cancellationToken) => await keys.ReadKeyAsync(Probe, cancellationToken) is not null;

    /// <summary>Makes sure that what was wrapped at the first start is unwrapped now.</summary>
    /// <exception cref="DatabaseRefusedException">The ring is not that of this database, or is not opened by what it was closed by.</exception>
    public async Task ProveAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (await keys.ReadKeyAsync(Probe, cancellationToken) is null) await keys.TrySetKeyAsync(Probe, null, New(Probe).NewKey, cancellationToken);
            if (await keys.ReadKeyAsync(Probe, cancellationToken) is { Wrapped: { } wrapped }) wrap.Unwrap(Probe, wrapped);
        }
        catch (Exception failure) when (failure is StorageUnavailableException or CryptographicException)
        {
            throw new DatabaseRefusedException(
                "The key ring does not open what is sealed in the database: Consent__KeyRing__Certificate, Consent__KeyRing__Passphrase or installation.key is not the one of before, "
                    + "or the ring is another's.",
                failure);
        }
    }

    private static FileKey Probe => FileKey.OfCatalogue(OperatorId.Installation);

    /// <summary>The seal of a file that is about to be written, and its wrapped key where it has to be kept with what is written.</summary>
    /// <param name="isNew">Nothing was written of it yet.</param>
    /// <exception cref="StorageUnavailableException">The keys are not at hand: nothing personal is written.</exception>
    public async ValueTask<(FileSeal Seal, byte[]? NewKey)> ForWritingAsync(FileKey file, bool isNew, CancellationToken cancellationToken)
    {
        if (!isNew && await keys.ReadKeyAsync(file, cancellationToken) is { } kept)
            return (SealOf(file, kept.Wrapped ?? throw new JournalDamagedException($"{file}: is destroyed and written on")), null);
        return New(file);
    }

    /// <summary>A seal with its wrapped key.</summary>
    public (FileSeal Seal, byte[] NewKey) New(FileKey file)
    {
        var seal = FileSeal.New();
        return (seal, wrap.Wrap(file, seal.Keys));
    }

    /// <summary>The same entries with their personal data opened, or told to be destroyed; for whoever may show it.</summary>
    /// <exception cref="StorageUnavailableException">The keys are not at hand.</exception>
    /// <exception cref="JournalDamagedException">A sealed value was changed, or stood somewhere else.</exception>
    public async ValueTask<IReadOnlyList<Entry>> OpenAsync(FileKey file, IReadOnlyList<Entry> entries, CancellationToken cancellationToken)
    {
        if (!entries.Any(entry => Personals.HasSealed(entry.Payload))) return entries;
        var kept = await keys.ReadKeyAsync(file, cancellationToken) ?? throw new JournalDamagedException($"{file}: its key is lost");
        if (kept.Wrapped is null) return [.. entries.Select(entry => entry with { Opened = Personals.Destroyed(entry.Payload) })];
        var seal = SealOf(file, kept.Wrapped);
        try
        {
            return [.. entries.Select(entry => entry with { Opened = seal.Open(entry) })];
        }
        finally
        {
            seal.Forget();
        }
    }

    /// <summary>The seal of a file that stands, for one use; null where it has none, or where its key was thrown away.</summary>
    /// <exception cref="StorageUnavailableException">The keys are not at hand.</exception>
    public async ValueTask<FileSeal?> FindAsync(FileKey file, CancellationToken cancellationToken) =>
        await keys.ReadKeyAsync(file, cancellationToken) is { Wrapped: { } wrapped } ? SealOf(file, wrapped) : null;

    /// <summary>The same, made where the file has never needed one; null only where its key was thrown away.</summary>
    /// <exception cref="StorageUnavailableException">The keys are not at hand.</exception>
    public async ValueTask<FileSeal?> OfFileAsync(FileKey file, CancellationToken cancellationToken)
    {
        while (await keys.ReadKeyAsync(file, cancellationToken) is null) await keys.TrySetKeyAsync(file, null, New(file).NewKey, cancellationToken);
        return await FindAsync(file, cancellationToken);
    }

    /// <summary>The key of an operator by which contacts are looked up: it follows from that of its catalogue.</summary>
    public async ValueTask<byte[]> IndexKeyAsync(OperatorId operatorId, CancellationToken cancellationToken) =>
        _indexes.TryGetValue(operatorId, out var known)
            ? known
            : _indexes[operatorId] = HMACSHA256.HashData(await CatalogueKeyAsync(operatorId, cancellationToken), "contacts"u8);

    /// <summary>The seal of an operator's catalogue, under which its people are.</summary>
    /// <exception cref="StorageUnavailableException">The keys are not at hand: nothing personal is written.</exception>
    public async ValueTask<FileSeal> OfCatalogueAsync(OperatorId operatorId, CancellationToken cancellationToken) =>
        FileSeal.Of(await CatalogueKeyAsync(operatorId, cancellationToken));

    // Made where there is none, whoever needs it first.
    private async ValueTask<byte[]> CatalogueKeyAsync(OperatorId operatorId, CancellationToken cancellationToken)
    {
        var file = FileKey.OfCatalogue(operatorId);
        while (true)
        {
            if (await keys.ReadKeyAsync(file, cancellationToken) is { Wrapped: { } wrapped }) return wrap.Unwrap(file, wrapped);
            await keys.TrySetKeyAsync(file, null, New(file).NewKey, cancellationToken);
        }
    }

    /// <summary>Wraps a file's key by the key of now; with <paramref name="renew"/> what is sealed later is under a fresh one.</summary>
    /// <returns>False where there was nothing to do.</returns>
    public async Task<bool> RewrapAsync(FileKey file, bool renew, CancellationToken cancellationToken)
    {
        while (await keys.ReadKeyAsync(file, cancellationToken) is { Wrapped: { } wrapped })
        {
            if (!renew && !wrap.IsOutdated(file, wrapped)) return false;
            var seal = SealOf(file, wrapped);
            if (await keys.TrySetKeyAsync(file, wrapped, wrap.Wrap(file, (renew ? seal.Renewed() : seal).Keys), cancellationToken)) return true;
        }

        return false;
    }

    private FileSeal SealOf(FileKey file, byte[] wrapped)
    {
        try
        {
            return FileSeal.Of(wrap.Unwrap(file, wrapped));
        }
        catch (CryptographicException)
        {
            throw new JournalDamagedException($"{file}: its key was changed");
        }
    }
}
