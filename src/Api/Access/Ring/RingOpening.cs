using Consent.Storage;

namespace Consent.Api;

/// <summary>The first that happens to the ring at a start: it is opened, has a key, and is the one by which the database is sealed.</summary>
public sealed partial class RingOpening(KeyRing ring, Sealing sealing, ILogger<RingOpening> log)
{
    private bool _isOpen;

    /// <summary>Opens it, once: where the storage of grains holds it, the silo does before the service starts.</summary>
    /// <exception cref="DatabaseRefusedException">The ring is lost, another's, or not opened by what the settings name.</exception>
    /// <exception cref="StorageUnavailableException">The ring does not answer.</exception>
    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        if (_isOpen) return;
        // A new key in place of lost ones would let the service start and open nobody's data.
        if (ring.Keys.Count == 0 && await sealing.HasKeysAsync(cancellationToken))
            throw new DatabaseRefusedException("The key ring is empty, and the database has data sealed by it. Restore the ring from its backup.");
        ring.RequireOpen();
        await ring.EnsureAsync(cancellationToken);
        await sealing.ProveAsync(cancellationToken);
        if (ring.Protection == "installation") LogUnprotected(log);
        _isOpen = true;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The key ring is protected by installation.key alone, which lies in the data folder: whoever has the folder reads everything. Set Consent__KeyRing__Certificate or Consent__KeyRing__Passphrase.")]
    private static partial void LogUnprotected(ILogger log);
}
