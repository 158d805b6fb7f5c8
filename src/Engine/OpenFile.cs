using System.Collections.Immutable;
using Consent.Domain;
using Consent.Storage;

namespace Consent.Engine;

/// <summary>A file held open: decide, append, evolve. One command at a time is its holder's business; reading needs no turn.</summary>
/// <param name="sealing">None where the file has no personal data.</param>
public sealed class OpenFile<TFile>(FileKey key, IJournal journal, Sealing? sealing) where TFile : IFile<TFile>
{
    private const int Tries = 5;

    // One reference: a reader sees a file with its own hash or none.
    private Head _head = new(TFile.Empty, Entry.Genesis);

    // Known since something personal was written; who only reads never has it.
    private FileSeal? _seal;

    private sealed record Head(TFile File, byte[] Hash);

    /// <summary>The file as last written.</summary>
    public TFile File => _head.File;

    /// <summary>Whether the person was destroyed, though the journal, restored from a backup, may not know of it.</summary>
    public bool WasDestroyed => sealing?.Ledger?.ActOf(key) is not null;

    /// <summary>Reads the file again from the journal.</summary>
    /// <exception cref="JournalDamagedException">The journal contradicts itself.</exception>
    public async ValueTask ReloadAsync(CancellationToken cancellationToken) => Hold(await ReadAsync(key, cancellationToken));

    /// <param name="decide">The rules, applied to the file as it is now.</param>
    /// <param name="register">What the register shows after the events, from the file before and after.</param>
    /// <param name="now">The instant of recording.</param>
    /// <returns>Null where the number of a request was taken by another file: give the command another.</returns>
    public async Task<Outcome?> ExecuteAsync(
        Envelope envelope, DateTimeOffset now, Func<TFile, Decision> decide, Func<TFile, TFile, RegisterRows> register, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            if (envelope.Key is { } clientKey && await journal.FindCommandAsync(key.Operator, clientKey, cancellationToken) is { } known)
                return await RepeatAsync(known, envelope, cancellationToken);

            var before = _head;
            var decision = decide(before.File);
            if (decision is Decision.Refused refused) return new Outcome.Refused(refused.Refusal);

            var events = ((Decision.Accepted)decision).Events;
            if (events.IsEmpty && envelope.Key is null && envelope.Command is not WakeUp)
                return new Outcome.Done(key, before.File.Version, events);

            WrittenEvent[] written = [.. events.Select(WrittenEvent.Of)];
            var (seal, newKey) = await SealAsync(before.File, written, cancellationToken);
            var (after, append) = Prepare(before, written, envelope, now, seal, register);
            append = append with
            {
                NewKey = newKey,
                DestroysKey = Remember(events),
                Register = seal is null ? append.Register : append.Register with { Contacts = await ContactsAsync(events, cancellationToken) },
            };
            switch (await journal.TryAppendAsync(append, cancellationToken))
            {
                case AppendResult.Written:
                    Volatile.Write(ref _head, after);
                    if (append.DestroysKey) Forget();
                    else _seal = seal ?? _seal;
                    return new Outcome.Done(key, after.File.Version, events);
                case AppendResult.NumberTaken:
                    return null;
                case AppendResult.LostRace:
                    await ReloadAsync(cancellationToken);
                    break;
                case AppendResult.CommandKnown:
                    break;
            }
        }

        throw new StorageUnavailableException($"{key} changes faster than it can be written.");
    }

    private bool IsCatalogue => key.Subject == SubjectId.Catalogue;

    // People of a catalogue are known by name to whoever signs them in; a person's file is opened by whoever shows it.
    private async ValueTask<IReadOnlyList<Entry>> ReadAsync(FileKey file, CancellationToken cancellationToken)
    {
        var entries = await journal.ReadAsync(file, cancellationToken);
        return IsCatalogue && sealing is not null ? await sealing.OpenAsync(file, entries, cancellationToken) : entries;
    }

    private void Hold(IReadOnlyList<Entry> entries)
    {
        var file = entries.Aggregate(TFile.Empty, (file, entry) => file.Evolve(entry.Event));
        Volatile.Write(ref _head, new Head(file, entries.Count == 0 ? Entry.Genesis : entries[^1].Hash));
        if (file is SubjectFile { IsDestroyed: true }) Forget();
    }

    /// <summary>The seal of the file, where one of the events has personal data.</summary>
    private async ValueTask<(FileSeal? Seal, byte[]? NewKey)> SealAsync(TFile file, WrittenEvent[] events, CancellationToken cancellationToken)
    {
        if (!Array.Exists(events, written => written.IsPersonal)) return (null, null);
        if (_seal is { } known) return (known, null);
        if (IsCatalogue && sealing is not null) return (await sealing.OfCatalogueAsync(key.Operator, cancellationToken), null);
        return await (sealing ?? throw new InvalidOperationException($"{key} may not have personal data.")).ForWritingAsync(key, file.Version == 0, cancellationToken);
    }

    private async ValueTask<ImmutableArray<ContactRow>> ContactsAsync(ImmutableArray<FileEvent> events, CancellationToken cancellationToken)
    {
        Contact[] contacts = [.. events.SelectMany(Contacts.Of)];
        if (contacts.Length == 0) return [];
        var index = await sealing!.IndexKeyAsync(key.Operator, cancellationToken);
        return [.. contacts.Select(contact => ContactRow.Of(contact, index))];
    }

    // Before it is written: once it is acknowledged no copy of the database may undo it. Ordered and not written, it is carried out at the next start.
    private bool Remember(ImmutableArray<FileEvent> events)
    {
        if (events.OfType<SubjectDestroyed>().FirstOrDefault() is not { } destroyed) return false;
        sealing?.Ledger?.Remember(key, destroyed.Act);
        return true;
    }

    private void Forget()
    {
        _seal?.Forget();
        _seal = null;
    }

    private (Head After, Append Append) Prepare(
        Head before, WrittenEvent[] events, Envelope envelope, DateTimeOffset now, FileSeal? seal, Func<TFile, TFile, RegisterRows> register)
    {
        var after = before;
        var entries = ImmutableArray.CreateBuilder<Entry>(events.Length);
        foreach (var happened in events)
        {
            var entry = Entry.After(after.Hash, key, after.File.Version + 1, now, envelope.Actor, happened, seal);
            entries.Add(entry);
            after = new Head(after.File.Evolve(happened.Event), entry.Hash);
        }

        var command = envelope.Key is { } clientKey
            ? new CommandRecord(clientKey, envelope.BodySha256 ?? [], key, before.File.Version, after.File.Version)
            : null;
        return (after, new Append(key, before.File.Version, entries.MoveToImmutable(), register(before.File, after.File), command));
    }

    private async Task<Outcome> RepeatAsync(CommandRecord known, Envelope envelope, CancellationToken cancellationToken)
    {
        if (!known.BodySha256.AsSpan().SequenceEqual(envelope.BodySha256)) return new Outcome.KeyUsedForAnother();
        var entries = await ReadAsync(known.File, cancellationToken);

        // Acknowledged again, so no check after it may see less: the first time may have been elsewhere, or ended after it was given up.
        if (known.File == key && known.ToVersion > File.Version) Hold(entries);
        var own = entries.Where(entry => entry.Version > known.FromVersion && entry.Version <= known.ToVersion);
        return new Outcome.Done(known.File, known.ToVersion, [.. own.Select(entry => entry.Event)]);
    }
}
