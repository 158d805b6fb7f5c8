using System.Collections.Concurrent;
using System.Diagnostics;
using System.Security.Cryptography;
using Consent.Domain;
using Consent.Storage;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Options;

namespace Consent.Api;

/// <summary>One key of the ring as it is told of; the key itself is not.</summary>
public sealed record RingKey(Guid Id, DateTimeOffset CreatedAt, DateTimeOffset ActivatedAt, DateTimeOffset ExpiresAt, bool IsRevoked);

/// <summary>The ring of Data Protection: wraps the keys of files, and the cookies and tokens of people. Keys of the ring are made here alone, by one node
/// at a time, never by Data Protection itself: nodes that start together would each make one.</summary>
public sealed class KeyRing(
    IRingStore store, FreshKeyManager manager, IDataProtectionProvider provider, IOptions<KeyRingOptions> options, TimeProvider clock) : IKeyWrap
{
    private const string Purpose = "Consent.FileKeys/1";

    /// <summary>How long a key is used; it opens what is under it for as long as the ring has it.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromDays(90);

    // The next is made while the last is still in use, so that no node is ever without.
    private static readonly TimeSpan Ahead = TimeSpan.FromDays(14);

    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(400);

    // Every node reads the ring again within a day.
    private static readonly TimeSpan Spread = TimeSpan.FromDays(2);

    private readonly ConcurrentDictionary<OperatorId, IDataProtector> _operators = new();

    /// <summary>Makes the first key, or the next where the last is near its end.</summary>
    /// <exception cref="StorageUnavailableException">The ring does not answer.</exception>
    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        if (!Lasts(clock.GetUtcNow()))
        {
            await using var turn = await store.TakeTurnAsync(cancellationToken);
            manager.Refresh();
            var now = clock.GetUtcNow();
            var last = LastEnd();
            if (last <= now) manager.CreateNewKey(now, now + Life);
            else if (!Lasts(now)) manager.CreateNewKey(last < now + Spread ? last : now + Spread, last + Life);
        }
    }

    /// <summary>Makes sure that one of the keys at least is opened by what the settings name: Data Protection would try for a minute.</summary>
    /// <exception cref="DatabaseRefusedException">None is.</exception>
    public void RequireOpen()
    {
        var failure = (Exception?)null;
        foreach (var key in manager.GetAllKeys())
        {
            try
            {
                if (key.CreateEncryptor() is not null) return;
            }
            catch (Exception closed)
            {
                failure = closed;
            }
        }

        if (failure is not null)
            throw new DatabaseRefusedException(
                "The key ring cannot be opened: Consent__KeyRing__Certificate, Consent__KeyRing__Passphrase or installation.key is not the one its keys were encrypted by.", failure);
    }

    /// <summary>Makes a key that is used from now on.</summary>
    /// <exception cref="StorageUnavailableException">The ring does not answer.</exception>
    public async Task RotateAsync(CancellationToken cancellationToken)
    {
        await using var turn = await store.TakeTurnAsync(cancellationToken);
        var now = clock.GetUtcNow();
        var made = manager.CreateNewKey(now, now + Life).KeyId;
        // Data Protection reads the ring again in the background, and goes on with the one before meanwhile.
        var probe = FileKey.OfCatalogue(OperatorId.Installation);
        for (var waited = 0; KeyOf(Wrap(probe, [1])) != made && waited < 500; waited++) await Task.Delay(20, cancellationToken);
    }

    /// <summary>By what its keys are encrypted: <c>certificate</c>, <c>passphrase</c>, or <c>installation</c>, the secret that lies beside the data.</summary>
    public string Protection => options.Value switch
    {
        { Certificate: not null } => "certificate",
        { Passphrase: not null } => "passphrase",
        _ => "installation",
    };

    /// <summary>Every key, the newest last.</summary>
    public IReadOnlyList<RingKey> Keys =>
        [.. manager.GetAllKeys().OrderBy(key => key.CreationDate).Select(key => new RingKey(key.KeyId, key.CreationDate, key.ActivationDate, key.ExpirationDate, key.IsRevoked))];

    public byte[] Wrap(FileKey file, byte[] key) => Using(protector => protector.Protect(key), file);

    public byte[] Unwrap(FileKey file, byte[] wrapped) => Using(protector => protector.Unprotect(wrapped), file);

    public bool IsOutdated(FileKey file, byte[] wrapped) => Using(
        protector =>
        {
            ((IPersistedDataProtector)protector).DangerousUnprotect(wrapped, ignoreRevocationErrors: true, out var isOld, out var isRevoked);
            return isOld || isRevoked;
        },
        file);

    // What Data Protection has made begins with four bytes of its own and the id of the key.
    private static Guid KeyOf(byte[] wrapped) => new(wrapped.AsSpan(4, 16));

    private T Using<T>(Func<IDataProtector, T> use, FileKey file)
    {
        var protector = _operators.GetOrAdd(file.Operator, id => provider.CreateProtector(Purpose, id.Value)).CreateProtector(file.Subject.Value);
        try
        {
            return use(protector);
        }
        catch (Exception failure) when (failure is CryptographicException or InvalidOperationException && manager.Refresh())
        {
            // Another node may have made a key since the ring was read here. It is read in the background.
            for (var since = Stopwatch.GetTimestamp(); ;)
            {
                try
                {
                    return use(protector);
                }
                catch (Exception again) when (IsOfTheRing(again))
                {
                    if (Stopwatch.GetElapsedTime(since) > Patience) throw Unavailable(again);
                    Thread.Sleep(20);
                }
            }
        }
        catch (Exception failure) when (IsOfTheRing(failure))
        {
            throw Unavailable(failure);
        }
    }

    // Data Protection tells a ring without a usable key by an invalid operation.
    private static bool IsOfTheRing(Exception failure) => failure is CryptographicException or InvalidOperationException or IOException or StorageUnavailableException;

    private static StorageUnavailableException Unavailable(Exception failure) => new("The key ring is not at hand: nothing personal is written or shown.", failure);

    private bool Lasts(DateTimeOffset now) => LastEnd() > now + Ahead;

    private DateTimeOffset LastEnd() =>
        manager.GetAllKeys().Where(key => !key.IsRevoked).Select(key => key.ExpirationDate).DefaultIfEmpty(DateTimeOffset.MinValue).Max();
}
