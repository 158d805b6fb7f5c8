using System.Security.Cryptography;
using System.Text;
using Consent.Domain;
using Consent.Storage;

namespace Consent.Grains.Journal;

/// <summary>Carries what is committed to where it is read: files first, then the feed, the commands, the numbers and the register. Carried twice, by two
/// processes at once or late, it changes nothing.</summary>
internal sealed class Carrier(JournalStore store, IRegisterWriter register)
{
    private const int PageBytes = 200_000;
    private const int Tries = 20;

    private readonly GrainAttachments _attachments = new(store);

    public async Task CarryAsync(OperatorId operatorId, IReadOnlyList<PendingAppend> appends)
    {
        var changes = appends.Select(append => new RegisterChange(
            new FileKey(operatorId, new SubjectId(append.Subject)), append.Commit, RowsJson.Read(append.Rows))).ToList();
        await Task.WhenAll(appends.Where(append => append.Entries.Count > 0).GroupBy(append => append.Subject)
            .Select(file => FileAsync(
                new FileKey(operatorId, new SubjectId(file.Key)), [.. file.SelectMany(append => append.Entries)],
                file.FirstOrDefault(append => append.NewKey is not null)?.NewKey, file.Any(append => append.DestroysKey))));
        await Task.WhenAll(
        [
            FeedAsync(operatorId, [.. appends.SelectMany(append => append.Entries, (append, entry) => (entry.Position, Said: FeedPlaces.Write(entry.Version, append.Subject)))]),
            .. appends.Where(append => append.DestroysKey).Select(append => DestroyedAsync(operatorId, new SubjectId(append.Subject))),
            .. appends.Where(append => append.DestroysKey).Select(append => _attachments.DestroyAsync(new FileKey(operatorId, new SubjectId(append.Subject)))),
            .. appends.Where(append => append.Command is not null).Select(append => CommandAsync(operatorId, append.Command!)),
            .. changes.SelectMany(change => change.Rows.Requests, (change, row) => (row.Number, change.File.Subject)).Distinct()
                .Select(number => NumberAsync(operatorId, number.Number, number.Subject)),
            register.WriteAsync(operatorId, changes, CancellationToken.None),
        ]);
    }

    private async Task FileAsync(FileKey file, IReadOnlyList<KeptEntry> entries, byte[]? newKey, bool destroysKey)
    {
        var held = await store.FileAsync(file);
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            var (state, last, sealedTo) = (held.State, held.State.Version, 0L);
            var fresh = entries.Where(entry => entry.Version > last).ToList();
            if (fresh.Count == 0)
            {
                if (file.Subject == SubjectId.Catalogue) await CatalogueAsync(file.Operator, last);
                return;
            }

            var isDestroyed = state.KeyDestroyed || destroysKey;
            var next = new FileState
            {
                Version = fresh[^1].Version, Hash = fresh[^1].Hash, Pages = state.Pages, Entries = [.. state.Entries],
                Key = isDestroyed ? null : state.Key ?? newKey, KeyDestroyed = isDestroyed,
            };
            foreach (var entry in fresh)
            {
                if (next.Entries.Count > 0 && next.Entries.Sum(kept => kept.Size()) + entry.Size() > PageBytes)
                {
                    sealedTo = await SealAsync(file, next.Pages++, next.Entries);
                    next.Entries.RemoveAll(kept => kept.Version <= sealedTo);
                }

                if (entry.Version > sealedTo) next.Entries.Add(entry);
            }

            if (await held.TryWriteAsync(next))
            {
                if (file.Subject == SubjectId.Catalogue) await CatalogueAsync(file.Operator, next.Version);
                return;
            }

            await held.ReadAsync();
        }

        throw Busy();
    }

    // The page stands before the file points to it, and is never written again: one that is found there begins where the page before ends.
    private async Task<long> SealAsync(FileKey file, int number, IReadOnlyList<KeptEntry> entries)
    {
        var page = await store.PageAsync(file, number);
        while (!page.Exists && !await page.TryWriteAsync(new PageState { Entries = [.. entries] })) await page.ReadAsync();
        return page.State.Entries[^1].Version;
    }

    private async Task CatalogueAsync(OperatorId operatorId, long version)
    {
        var held = await store.CataloguesAsync();
        while (held.State.Versions.GetValueOrDefault(operatorId.Value) < version
            && !await held.TryWriteAsync(new CataloguesState { Versions = new(held.State.Versions) { [operatorId.Value] = version } })) await held.ReadAsync();
    }

    private async Task DestroyedAsync(OperatorId operatorId, SubjectId subject)
    {
        var held = await store.DestroyedAsync(operatorId, PartOf(subject));
        while (!held.State.Subjects.Contains(subject.Value) && !await held.TryWriteAsync(new DestroyedState { Subjects = [.. held.State.Subjects, subject.Value] }))
            await held.ReadAsync();
    }

    private static int PartOf(SubjectId subject) => SHA256.HashData(Encoding.UTF8.GetBytes(subject.Value))[0] % DestroyedState.Parts;

    private async Task FeedAsync(OperatorId operatorId, IReadOnlyList<(long Position, string Said)> entries)
    {
        foreach (var places in entries.GroupBy(entry => FeedPlaces.PageOf(entry.Position)))
        {
            var held = await store.FeedAsync(operatorId, places.Key);
            for (var attempt = 0; ; attempt++)
            {
                if (attempt == Tries) throw Busy();
                var next = new FeedState { Entries = [.. held.State.Entries] };
                foreach (var (position, said) in places)
                {
                    var place = FeedPlaces.PlaceOf(position);
                    while (next.Entries.Count <= place) next.Entries.Add("");
                    if (next.Entries[place].Length == 0) next.Entries[place] = said;
                }

                if (next.Entries.SequenceEqual(held.State.Entries) || await held.TryWriteAsync(next)) break;
                await held.ReadAsync();
            }
        }
    }

    private async Task CommandAsync(OperatorId operatorId, CommandState command)
    {
        var held = await store.CommandAsync(operatorId, command.Key);
        // One that is forgotten gives its key to the next.
        while ((!held.Exists || held.State.At < command.At) && !await held.TryWriteAsync(command)) await held.ReadAsync();
    }

    private async Task NumberAsync(OperatorId operatorId, string number, SubjectId owner)
    {
        var held = await store.NumberAsync(operatorId, number);
        while (!held.Exists && !await held.TryWriteAsync(new NumberState { Subject = owner.Value })) await held.ReadAsync();
    }

    private static StorageUnavailableException Busy() => new("A state changes faster than it can be written: it is not known whether the write is shown everywhere.");
}

/// <summary>Where in an operator's feed an entry stands, and what is said of it there.</summary>
internal static class FeedPlaces
{
    public static long PageOf(long position) => (position - 1) / FeedState.Places;

    public static int PlaceOf(long position) => (int)((position - 1) % FeedState.Places);

    public static string Write(long version, string subject) => FormattableString.Invariant($"{version} {subject}");

    public static (long Version, SubjectId Subject) Read(string said)
    {
        var space = said.IndexOf(' ', StringComparison.Ordinal);
        return space > 0 && long.TryParse(said.AsSpan(0, space), out var version) ? (version, new SubjectId(said[(space + 1)..])) : throw new JournalDamagedException("a place of the feed is lost");
    }
}
