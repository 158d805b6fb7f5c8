using Consent.Domain;
using Consent.Storage;
using Consent.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Consent.Faults.Tests;

/// <summary>R14, in one process: while the database stands still more writes come than may wait.</summary>
[Collection("others")]
public sealed class QueueTests : IDisposable
{
    private const int Writes = 20_000;

    private readonly TempFolder _folder = new();

    [Fact]
    public async Task Of_more_writes_than_may_wait_the_rest_is_refused_at_once_and_what_was_accepted_is_written()
    {
        var path = _folder.In(DataCopy.FileName);
        using var database = SqliteDatabase.Open(path);
        await using var journal = new SqliteJournal(database, TimeProvider.System);
        var writes = new List<(FileKey File, Task<AppendResult> Written)>();
        using (var holder = new SqliteConnection($"Data Source={path};Pooling=False"))
        {
            holder.Open();
            using var hold = holder.CreateCommand();
            hold.CommandText = "BEGIN IMMEDIATE";
            hold.ExecuteNonQuery();
            for (var i = 0; i < Writes; i++)
            {
                var append = NewAppend(i);
                writes.Add((append.File, WriteAsync(journal, append)));
            }

            hold.CommandText = "ROLLBACK";
            hold.ExecuteNonQuery();
        }

        var (accepted, refused, broken) = (0, 0, new List<string>());
        foreach (var (file, written) in writes)
        {
            var isAccepted = await OfAsync(written);
            if (isAccepted) accepted++;
            else refused++;
            var count = (await journal.ReadAsync(file, TestContext.Current.CancellationToken)).Count;
            if (count != (isAccepted ? 1 : 0)) broken.Add($"{file} was {(isAccepted ? "accepted" : "refused")} and has {count} entries");
        }

        Scoreboard.Add(new Score("R14", "more writes than may wait", Writes, broken.Count, 0, $"{accepted} written, {refused} refused"));
        Assert.Empty(broken);
        Assert.InRange(refused, 1, Writes - 1);
    }

    public void Dispose() => _folder.Dispose();

    // A refusal is thrown before there is a task; here it is one like any other.
    private static async Task<AppendResult> WriteAsync(SqliteJournal journal, Append append) => await journal.TryAppendAsync(append, CancellationToken.None);

    private static async Task<bool> OfAsync(Task<AppendResult> written)
    {
        try
        {
            return await written == AppendResult.Written;
        }
        catch (StorageUnavailableException)
        {
            return false;
        }
    }

    private static Append NewAppend(int i)
    {
        var file = new FileKey(SmallDatabase.Shop, new SubjectId(FormattableString.Invariant($"c-{i}")));
        var entry = Entry.After(Entry.Genesis, file, 1, SmallDatabase.Now, "test", new PurposeAchieved(SmallDatabase.Now, new PurposeCode("news")));
        return new Append(file, 0, [entry], RegisterRows.None);
    }
}
