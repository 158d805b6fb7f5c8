using System.Collections.Immutable;
using Consent.Domain;
using Consent.Storage;

namespace Consent.Engine;

/// <summary>A file held open: decide, append, evolve. One command at a time is its holder's business; reading needs no turn.</summary>
public sealed class OpenFile<TFile>(FileKey key, IJournal journal) where TFile : IFile<TFile>
{
    private const int Tries = 5;

    // One reference: a reader sees a file with its own hash or none.
    private Head _head = new(TFile.Empty, Entry.Genesis);

    private sealed record Head(TFile File, byte[] Hash);

    /// <summary>The file as last written.</summary>
    public TFile File => _head.File;

    /// <summary>Reads the file again from the journal.</summary>
    /// <exception cref="JournalDamagedException">The journal contradicts itself.</exception>
    public async ValueTask ReloadAsync(CancellationToken cancellationToken) => Hold(await journal.ReadAsync(key, cancellationToken));

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

            var (after, append) = Prepare(before, events, envelope, now, register);
            switch (await journal.TryAppendAsync(append, cancellationToken))
            {
                case AppendResult.Written:
                    Volatile.Write(ref _head, after);
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

    private void Hold(IReadOnlyList<Entry> entries) => Volatile.Write(ref _head, entries.Count == 0
        ? new Head(TFile.Empty, Entry.Genesis)
        : new Head(entries.Aggregate(TFile.Empty, (file, entry) => file.Evolve(entry.Event)), entries[^1].Hash));

    private (Head After, Append Append) Prepare(
        Head before, ImmutableArray<FileEvent> events, Envelope envelope, DateTimeOffset now, Func<TFile, TFile, RegisterRows> register)
    {
        var after = before;
        var entries = ImmutableArray.CreateBuilder<Entry>(events.Length);
        foreach (var happened in events)
        {
            var entry = Entry.After(after.Hash, key, after.File.Version + 1, now, envelope.Actor, happened);
            entries.Add(entry);
            after = new Head(after.File.Evolve(happened), entry.Hash);
        }

        var command = envelope.Key is { } clientKey
            ? new CommandRecord(clientKey, envelope.BodySha256 ?? [], key, before.File.Version, after.File.Version)
            : null;
        return (after, new Append(key, before.File.Version, entries.MoveToImmutable(), register(before.File, after.File), command));
    }

    private async Task<Outcome> RepeatAsync(CommandRecord known, Envelope envelope, CancellationToken cancellationToken)
    {
        if (!known.BodySha256.AsSpan().SequenceEqual(envelope.BodySha256)) return new Outcome.KeyUsedForAnother();
        var entries = await journal.ReadAsync(known.File, cancellationToken);

        // Acknowledged again, so no check after it may see less: the first time may have been elsewhere, or ended after it was given up.
        if (known.File == key && known.ToVersion > File.Version) Hold(entries);
        var own = entries.Where(entry => entry.Version > known.FromVersion && entry.Version <= known.ToVersion);
        return new Outcome.Done(known.File, known.ToVersion, [.. own.Select(entry => entry.Event)]);
    }
}
