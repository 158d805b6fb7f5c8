using Consent.Domain;
using Consent.Storage;

namespace Consent.Grains.Journal;

/// <summary>What decides a batch, as it stands in the states: the heads of its files, its keys, the owners of its numbers.</summary>
internal sealed class FilesOf(
    OperatorId operatorId, IReadOnlyList<(FileKey File, long Version)> heads, IReadOnlyList<string> commands, IReadOnlyList<(string Number, SubjectId Owner)> owners)
{
    public static async Task<FilesOf> ReadAsync(OperatorId operatorId, JournalStore store, TimeProvider clock, IReadOnlyList<Append> batch)
    {
        var heads = Task.WhenAll(batch.Select(append => append.File).Distinct().Select(async file => (file, (await store.FileAsync(file)).State.Version)));
        var keys = Task.WhenAll(batch.Where(append => append.Command is not null).Select(append => append.Command!.Key).Distinct()
            .Select(async key => (key, (await store.CommandAsync(operatorId, key)).IsRemembered(clock.GetUtcNow()))));
        var numbers = Task.WhenAll(batch.SelectMany(append => append.Register.Requests).Select(row => row.Number).Distinct()
            .Select(async number => (number, Held: await store.NumberAsync(operatorId, number))));
        return new FilesOf(
            operatorId,
            await heads,
            [.. (await keys).Where(row => row.Item2).Select(row => row.key)],
            [.. (await numbers).Where(row => row.Held.Exists).Select(row => (row.number, new SubjectId(row.Held.State.Subject)))]);
    }

    /// <summary>A batch to decide, which knows also what is committed and stands nowhere else yet.</summary>
    public AppendBatch Begin(long position, IReadOnlyList<PendingAppend> waiting)
    {
        var batch = new AppendBatch(position);
        var known = heads.ToDictionary(head => head.File, head => head.Version);
        foreach (var key in commands) batch.KnowCommand(operatorId, key);
        foreach (var (number, owner) in owners) batch.KnowOwner(operatorId, number, owner);
        foreach (var append in waiting)
        {
            var subject = new SubjectId(append.Subject);
            if (append.Command is { } command) batch.KnowCommand(operatorId, command.Key);
            foreach (var row in RowsJson.Read(append.Rows).Requests) batch.KnowOwner(operatorId, row.Number, subject);
            var file = new FileKey(operatorId, subject);
            if (append.Entries is [.., var last]) known[file] = Math.Max(known.GetValueOrDefault(file), last.Version);
        }

        foreach (var (file, version) in known) batch.KnowHead(file, version);
        return batch;
    }
}

internal static class Remembered
{
    /// <summary>Whether a command is there and its time is not over.</summary>
    public static bool IsRemembered(this Held<CommandState> held, DateTimeOffset now) =>
        held.Exists && held.State.At >= Microseconds.Of(now - IJournal.CommandMemory);
}
