using System.Globalization;
using Consent.Domain;
using Consent.Engine.Proof;
using Consent.Storage;
using Consent.Storage.Proof;

namespace Consent.Api;

/// <summary>What of a journal is asked for; all of it where nothing is said.</summary>
/// <param name="IsWithoutReadings">The entries of who read what are left out.</param>
public sealed record JournalQuery(DateTimeOffset? From, DateTimeOffset? To, string? Request, SubjectId? Subject, string? Kind, string? Actor, bool IsWithoutReadings = false)
{
    public bool Wants(Entry entry) =>
        !(entry.At < From) && !(entry.At >= To)
        && (Request is null || entry.Request == Request) && (Kind is null || entry.Name == Kind) && (Actor is null || entry.Actor == Actor)
        && !(IsWithoutReadings && (entry.Name is "access-recorded" or "access-file-opened"));
}

/// <summary>Where a page of the journal ended.</summary>
public sealed record JournalPlace(long Seq, long Position)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Seq} {Position}");

    public static JournalPlace? TryParse(string text) =>
        text.Split(' ') is [var seq, var position] && long.TryParse(seq, NumberStyles.None, CultureInfo.InvariantCulture, out var place)
        && long.TryParse(position, NumberStyles.None, CultureInfo.InvariantCulture, out var at) ? new JournalPlace(place, at) : null;
}

/// <summary>Reads an operator's log in its own order, page by page.</summary>
internal sealed class JournalReader(IJournal journal, IRegister register, Checkpoints checkpoints)
{
    private const int BatchSize = 256;

    // A page that has looked through so many entries is given as it is, and the cursor goes on.
    private const int LookAtMost = 5_000;

    /// <summary>At most so many entries after a place, or before it where the newest are asked for, and where to go on; null where nothing is left.</summary>
    public async Task<(IReadOnlyList<LoggedEntry> Entries, JournalPlace? Next)> PageAsync(
        OperatorId operatorId, JournalQuery query, JournalPlace? after, int limit, bool isNewestFirst, CancellationToken cancellationToken)
    {
        var subject = query.Subject;
        if (query.Request is { } number)
        {
            if (await register.FindRequestAsync(operatorId, number, cancellationToken) is not { } row) return ([], null);
            if (subject is { } asked && asked != row.Subject) return ([], null);
            subject = row.Subject;
        }

        var size = await checkpoints.Tree.CatchUpAsync(operatorId, cancellationToken);
        return subject is { } own
            ? await OfFileAsync(new FileKey(operatorId, own), query, after, limit, isNewestFirst, cancellationToken)
            : isNewestFirst && FilterOf(query) is { } filter && await FindBackAsync(operatorId, query, filter, after, limit, cancellationToken) is { } found ? found
            : isNewestFirst ? await BackAsync(operatorId, query, after, limit, size, cancellationToken)
            : await OfAllAsync(operatorId, query, after, limit, size, cancellationToken);
    }

    private async Task<(IReadOnlyList<LoggedEntry>, JournalPlace?)> OfFileAsync(
        FileKey file, JournalQuery query, JournalPlace? after, int limit, bool isNewestFirst, CancellationToken cancellationToken)
    {
        var whole = await journal.ReadAsync(file, cancellationToken);
        var ordered = isNewestFirst
            ? whole.Reverse().Where(entry => entry.Position < (after?.Position ?? long.MaxValue))
            : whole.Where(entry => entry.Position > (after?.Position ?? 0));
        var found = ordered.Where(query.Wants).Take(limit + 1).ToList();
        var page = new List<LoggedEntry>();
        foreach (var entry in found.Take(limit))
            page.Add(new LoggedEntry(await checkpoints.Tree.SeqOfAsync(file.Operator, entry.Position, cancellationToken), entry, PreviousOf(entry, whole)));
        return (page, found.Count > limit ? new JournalPlace(page[^1].Seq, page[^1].Entry.Position) : null);
    }

    private async Task<(IReadOnlyList<LoggedEntry>, JournalPlace?)> OfAllAsync(
        OperatorId operatorId, JournalQuery query, JournalPlace? after, int limit, long size, CancellationToken cancellationToken)
    {
        var (page, looked, seq) = (new List<LoggedEntry>(), 0, (after?.Seq ?? 0) + 1);
        while (true)
        {
            seq = await checkpoints.Tree.SeekAsync(operatorId, seq, size, query.From, query.To, cancellationToken);
            if (seq > size) return (page, null);
            // To the end of the tile, so that the next may be passed over.
            var take = (int)Math.Min(BatchSize - ((seq - 1) % BatchSize), size - seq + 1);
            foreach (var entry in await checkpoints.Tree.EntriesAsync(operatorId, seq, take, cancellationToken))
            {
                if (page.Count == limit || looked == LookAtMost) return (page, new JournalPlace(seq - 1, entry.Position - 1));
                looked++;
                if (query.Wants(entry)) page.Add(new LoggedEntry(seq, entry, await PreviousAsync(entry, cancellationToken)));
                seq++;
            }
        }
    }

    // The same from the end: the place is the last one looked at.
    private async Task<(IReadOnlyList<LoggedEntry>, JournalPlace?)> BackAsync(
        OperatorId operatorId, JournalQuery query, JournalPlace? before, int limit, long size, CancellationToken cancellationToken)
    {
        var (page, looked, seq) = (new List<LoggedEntry>(), 0, Math.Min(before?.Seq ?? long.MaxValue, size + 1) - 1);
        while (seq >= 1)
        {
            var first = ((seq - 1) / BatchSize * BatchSize) + 1;
            if (page.Count == limit || looked >= LookAtMost) return (page, new JournalPlace(seq + 1, 0));
            // A whole tile of another time is passed over.
            if (await checkpoints.Tree.SeekAsync(operatorId, first, Math.Min(size, first + BatchSize - 1), query.From, query.To, cancellationToken) > seq)
            {
                (seq, looked) = (first - 1, looked + 1);
                continue;
            }

            var batch = await checkpoints.Tree.EntriesAsync(operatorId, first, (int)(seq - first + 1), cancellationToken);
            for (var at = batch.Count - 1; at >= 0; at--, seq--)
            {
                if (page.Count == limit || looked >= LookAtMost) return (page, new JournalPlace(seq + 1, 0));
                looked++;
                if (query.Wants(batch[at])) page.Add(new LoggedEntry(seq, batch[at], await PreviousAsync(batch[at], cancellationToken)));
            }
        }

        return (page, null);
    }

    // Where a time is asked for too, whole tiles of another time are passed over instead.
    private static EntryFilter? FilterOf(JournalQuery query) =>
        query.From is not null || query.To is not null ? null
        : query.Kind is { } kind ? new EntryFilter.OfKinds([.. EventNames.All.Select(known => known.Name).Where(name => name.StartsWith(kind + "/", StringComparison.Ordinal))])
        : query.Actor is { } actor ? new EntryFilter.OfActor(actor) : null;

    private async Task<(IReadOnlyList<LoggedEntry>, JournalPlace?)?> FindBackAsync(
        OperatorId operatorId, JournalQuery query, EntryFilter filter, JournalPlace? before, int limit, CancellationToken cancellationToken)
    {
        var (page, looked, place) = (new List<LoggedEntry>(), 0, before ?? new JournalPlace(0, long.MaxValue));
        while (await journal.FindBackAsync(operatorId, filter, place.Position, BatchSize, cancellationToken) is { } batch)
        {
            foreach (var entry in batch)
            {
                if (page.Count == limit || looked >= LookAtMost) return (page, place);
                (looked, place) = (looked + 1, place with { Position = entry.Position });
                // What was written since the tree was looked at comes with the next page.
                if (query.Wants(entry) && await checkpoints.Tree.SeqOfAsync(operatorId, entry.Position, cancellationToken) is > 0 and var seq)
                    page.Add(new LoggedEntry(seq, entry, await PreviousAsync(entry, cancellationToken)));
            }

            if (batch.Count < BatchSize) return (page, null);
        }

        return null;
    }

    // The entry is read again with the one before it, and both are checked: however long its file is, no more of it is read.
    private async ValueTask<byte[]> PreviousAsync(Entry entry, CancellationToken cancellationToken) =>
        await journal.ReadLastAsync(entry.File, entry.Version + 1, 2, cancellationToken) switch
        {
            [var only] when entry.Version == 1 && only.Hash.AsSpan().SequenceEqual(entry.Hash) => Entry.Genesis,
            [var previous, var own] when own.Hash.AsSpan().SequenceEqual(entry.Hash) => previous.Hash,
            _ => throw new JournalDamagedException($"{entry.File}: entry {entry.Version} is not the same twice"),
        };

    private static byte[] PreviousOf(Entry entry, IReadOnlyList<Entry> file) => entry.Version == 1 ? Entry.Genesis : file[(int)entry.Version - 2].Hash;
}
