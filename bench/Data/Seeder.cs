using System.Collections.Immutable;
using Consent.Domain;
using Consent.Engine;
using Consent.Storage;
using Consent.Storage.Sqlite;

namespace Consent.Bench.Data;

/// <summary>Writes the journal of all subjects through <c>Consent.Storage</c>, as the service would have over the years: decided by the rules, hashed,
/// with the register's rows. The service is down meanwhile.</summary>
internal static class Seeder
{
    // Two windows in flight keep the group commit full and stay under the number that may wait.
    private const int Window = 2048;

    /// <returns>The mean size of a journal entry in bytes, all columns.</returns>
    public static Task<int> WriteAsync(string database, int files) => WriteAsync(database, files, (index, now, rules, sealing) =>
    {
        var story = Stories.Of(index);
        var append = Prepare(Subjects.Name(index), story.Commands(now, RequestNumbers.Format(now.Year, index + 1)), rules, sealing, out _);
        return append.Entries.Length == story.Version ? append : throw new InvalidOperationException($"The story of {story.Reason} has {append.Entries.Length} entries.");
    });

    /// <returns>The mean size of a journal entry in bytes, all columns.</returns>
    public static async Task<int> WriteAsync(string database, int files, Func<int, DateTimeOffset, Rules, Sealing, Append> prepare)
    {
        using var sqlite = SqliteDatabase.Open(database);
        await using var journal = new SqliteJournal(sqlite, TimeProvider.System);
        var catalogues = new Catalogues(journal, TimeProvider.System);
        await catalogues.LoadAsync(CancellationToken.None);
        var rules = catalogues.For(new OperatorId(BenchCatalogue.Operator))!;

        var now = Microseconds.Round(DateTimeOffset.UtcNow);
        var (bytes, entries) = (0L, 0L);
        var writing = Task.CompletedTask;
        for (var start = 0; start < files; start += Window)
        {
            var window = Enumerable.Range(start, Math.Min(Window, files - start)).Select(index => prepare(index, now, rules, BenchSealing.Of(journal))).ToArray();
            bytes += window.Sum(append => append.Entries.Sum(SizeOf));
            entries += window.Sum(append => append.Entries.Length);
            await writing;
            writing = Task.WhenAll(window.Select(append => AppendAsync(journal, append)));
        }

        await writing;
        await RefuseWhatWouldWakeAsync(new SqliteRegister(sqlite), now);
        SqlitePragmas.Checkpoint(database);
        return (int)(bytes / entries);
    }

    public static int SizeOf(Entry entry) =>
        entry.File.Operator.Value.Length + entry.File.Subject.Value.Length + entry.Actor.Length + entry.Kind.Length + (entry.Request?.Length ?? 0)
        + entry.Payload.Length + entry.Hash.Length + (3 * sizeof(long));

    /// <summary>A file as the commands leave it, decided by the rules.</summary>
    public static Append Prepare(string subject, IEnumerable<FileCommand> commands, Rules rules, Sealing sealing, out SubjectFile file)
    {
        var key = new FileKey(new OperatorId(BenchCatalogue.Operator), new SubjectId(subject));
        file = SubjectFile.Empty;
        var hash = Entry.Genesis;
        var (seal, newKey) = sealing.New(key);
        var entries = ImmutableArray.CreateBuilder<Entry>();
        foreach (var command in commands)
        {
            var decision = SubjectFileDecider.Decide(file, command, rules);
            if (decision is not Decision.Accepted { Events: var events }) throw new InvalidOperationException($"The rules refuse {command.GetType().Name} of {subject}: {decision}.");
            foreach (var happened in events)
            {
                var entry = Entry.After(hash, key, file.Version + 1, command.At, "key:bench", WrittenEvent.Of(happened), seal);
                entries.Add(entry);
                (file, hash) = (file.Evolve(happened), entry.Hash);
            }
        }

        return new Append(key, 0, entries.ToImmutable(), RegisterRows.Of(key, SubjectFile.Empty, file, rules)) { NewKey = newKey };
    }

    private static async Task AppendAsync(SqliteJournal journal, Append append)
    {
        var result = await journal.TryAppendAsync(append, CancellationToken.None);
        if (result != AppendResult.Written) throw new InvalidOperationException($"{append.File} was not written: {result}.");
    }

    // The deadline watch must have nothing to do while we measure.
    private static async Task RefuseWhatWouldWakeAsync(SqliteRegister register, DateTimeOffset now)
    {
        var due = await register.DueAsync(now.AddHours(12), null, 1, null, CancellationToken.None);
        if (due.Count > 0) throw new InvalidOperationException($"{due[0].File} would be woken in the middle of a run.");
    }
}
