using Consent.Conformance;
using Consent.Conformance.Storage;
using Consent.Domain;
using Consent.Grains.Journal;
using Consent.Storage;

namespace Consent.Grains.Tests.Journal;

/// <summary>Several processes on one storage, a storage that fails at any write, a process that dies between the commit and the register.</summary>
public sealed class GrainJournalFailureTests : IAsyncDisposable
{
    private static readonly OperatorId Shop = new("shop");

    private readonly GrainStore _store = new(new ManualClock(FileDraft.Noon));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Of_several_processes_that_write_each_entry_has_a_place_of_its_own_and_a_follower_in_another_misses_none()
    {
        await using var second = _store.Another();
        await using var follower = _store.Another();
        var files = Enumerable.Range(0, 20).Select(i => new FileDraft("shop", $"subject-{i}")).ToList();
        var writing = Task.WhenAll(files.Select((file, i) => Task.Run(async () =>
        {
            for (var n = 0; n < 10; n++)
                Assert.Equal(AppendResult.Written, await (n % 2 == i % 2 ? _store.Journal : second).TryAppendAsync(file.Next(), Cancel));
        }, Cancel)));

        var seen = new List<Entry>();
        while (seen.Count < 200)
        {
            var position = follower.Position;
            var page = await follower.ReadFeedAsync(Shop, seen.Count, 7, Cancel);
            seen.AddRange(page);
            if (page.Count == 0) await follower.WaitForMoreAsync(position, Cancel).WaitAsync(TimeSpan.FromSeconds(20), Cancel);
        }

        await writing;
        Assert.Equal(Enumerable.Range(1, 200).Select(position => (long)position), seen.Select(entry => entry.Position));
        foreach (var file in files) Assert.Equal(file.Entries.Select(entry => entry.Event), seen.Where(entry => entry.File == file.Key).Select(entry => entry.Event));
    }

    [Fact]
    public async Task Of_several_processes_that_append_to_one_version_one_writes_and_the_other_reads_what_it_wrote()
    {
        await using var second = _store.Another();
        var file = new FileDraft("shop", "anna");
        for (var round = 0; round < 30; round++)
        {
            var (ours, theirs) = (file.Copy(), file.Copy());
            var results = await Task.WhenAll(_store.Journal.TryAppendAsync(ours.Next(), Cancel), second.TryAppendAsync(theirs.Next(), Cancel));
            Assert.Equal([AppendResult.Written, AppendResult.LostRace], results.Order());
            file = results[0] == AppendResult.Written ? ours : theirs;
            foreach (var journal in new[] { _store.Journal, second }) Assert.Equal(file.Version, (await journal.ReadAsync(file.Key, Cancel))[^1].Version);
        }
    }

    [Fact]
    public async Task Of_several_processes_with_one_key_or_one_number_one_writes()
    {
        await using var second = _store.Another();
        for (var round = 1; round <= 20; round++)
        {
            var (anna, boris) = ($"anna-{round}", $"boris-{round}");
            var keys = await Task.WhenAll(
                _store.Journal.TryAppendAsync(new FileDraft("shop", anna).Next(command: $"key-{round}"), Cancel),
                second.TryAppendAsync(new FileDraft("shop", boris).Next(command: $"key-{round}"), Cancel));
            Assert.Equal([AppendResult.Written, AppendResult.CommandKnown], keys.Order());

            var numbers = await Task.WhenAll(
                _store.Journal.TryAppendAsync(new FileDraft("shop", anna + "!").Next(register: new RegisterRows([Rows.Of(round, anna + "!")], null)), Cancel),
                second.TryAppendAsync(new FileDraft("shop", boris + "!").Next(register: new RegisterRows([Rows.Of(round, boris + "!")], null)), Cancel));
            Assert.Equal([AppendResult.Written, AppendResult.NumberTaken], numbers.Order());
        }
    }

    [Fact]
    public async Task A_long_file_lies_in_pages_none_of_them_near_what_a_document_holds()
    {
        var file = new FileDraft("shop", "anna");
        for (var i = 0; i < 60; i++) Assert.Equal(AppendResult.Written, await _store.Journal.TryAppendAsync(file.Next(20), Cancel));
        Assert.Equal(file.Entries.Select(entry => entry.Event), (await _store.Journal.ReadAsync(file.Key, Cancel)).Select(entry => entry.Event));
        Assert.InRange(_store.Storage.Kept.Count(state => state.Kind == "page"), 2, 100);
        Assert.InRange(_store.Storage.Kept.Count(state => state.Kind == "feed"), 5, 5);
        Assert.All(_store.Storage.Kept, state => Assert.InRange(state.Length, 1, 500_000));
    }

    [Fact]
    public async Task What_does_not_fit_a_document_is_refused_before_anything_is_written()
    {
        var key = new FileKey(Shop, new SubjectId("anna"));
        var noise = new char[3_000_000];
        for (var i = 0; i < noise.Length; i++) noise[i] = (char)Random.Shared.Next(0x4E00, 0x9FFF);
        var entry = Entry.After(Entry.Genesis, key, 1, FileDraft.Noon, "anna", new RequestNoted(FileDraft.Noon, "2026-000001", new Personal(new string(noise)), true));
        await Assert.ThrowsAsync<StorageUnavailableException>(async () => await _store.Journal.TryAppendAsync(new Append(key, 0, [entry], RegisterRows.None), Cancel));
        Assert.Empty(_store.Storage.Kept);
    }

    [Theory]
    [InlineData("log")]
    [InlineData("file")]
    [InlineData("feed")]
    [InlineData("command")]
    [InlineData("number")]
    public async Task A_process_that_dies_before_any_write_leaves_all_of_the_append_or_nothing(string kind)
    {
        var dying = _store.Another();
        _store.Storage.Before = Fail(kind, times: int.MaxValue);
        await AssertAllOrNothingAsync(dying, isWritten: kind != "log");
    }

    [Theory]
    [InlineData("log")]
    [InlineData("file")]
    [InlineData("feed")]
    [InlineData("command")]
    [InlineData("number")]
    public async Task A_process_that_dies_after_any_write_leaves_all_of_the_append(string kind)
    {
        var dying = _store.Another();
        _store.Storage.After = Fail(kind, times: int.MaxValue);
        await AssertAllOrNothingAsync(dying, isWritten: true);
    }

    [Fact]
    public async Task What_a_dead_process_did_not_tell_the_register_another_tells_it_though_nobody_asks_for_the_file()
    {
        var dying = _store.Another();
        _store.Memory.Before = () => throw new StorageUnavailableException("The register is away.");
        var file = new FileDraft("shop", "anna");
        await Assert.ThrowsAsync<StorageUnavailableException>(() => dying.TryAppendAsync(file.Next(register: new RegisterRows([Rows.Of(17, "anna")], FileDraft.Noon)), Cancel));
        _store.Memory.Before = null;

        await using var other = _store.Another();
        await other.ReadAsync(FileKey.OfCatalogue(Shop), Cancel);
        await other.SweepAsync();
        Assert.Empty(await _store.Register.DueAsync(FileDraft.Noon, null, 10, null, Cancel));
        await other.SweepAsync();
        Assert.Single(await _store.Register.DueAsync(FileDraft.Noon, null, 10, null, Cancel));
        Assert.NotNull(await _store.Register.FindRequestAsync(Shop, Rows.Of(17, "anna").Number, Cancel));
    }

    [Fact]
    public async Task What_is_told_late_does_not_bring_back_what_the_register_said_before()
    {
        var (file, row) = (new FileDraft("shop", "anna"), Rows.Of(17, "anna"));
        var slow = _store.Another();
        var held = new TaskCompletionSource();
        _store.Memory.Before = () => held.Task;
        var late = slow.TryAppendAsync(file.Next(register: new RegisterRows([row], FileDraft.Noon)), Cancel);
        while (!_store.Storage.Kept.Any(state => state.Kind == "number")) await Task.Delay(5, Cancel);
        _store.Memory.Before = null;

        Assert.Equal(AppendResult.Written, await _store.Journal.TryAppendAsync(file.Next(register: new RegisterRows([row with { IsClosed = true }], null)), Cancel));
        held.SetResult();
        Assert.Equal(AppendResult.Written, await late);
        Assert.True((await _store.Register.FindRequestAsync(Shop, row.Number, Cancel))!.IsClosed);
        Assert.Empty(await _store.Register.DueAsync(DateTimeOffset.MaxValue, null, 10, null, Cancel));
    }

    [Fact]
    public async Task A_write_that_the_storage_made_and_did_not_confirm_is_found_to_be_made()
    {
        _store.Storage.After = Fail("log", times: 1);
        var file = new FileDraft("shop", "anna");
        Assert.Equal(AppendResult.Written, await _store.Journal.TryAppendAsync(file.Next(), Cancel));
        Assert.Single(await _store.Journal.ReadAsync(file.Key, Cancel));
    }

    [Fact]
    public async Task A_write_that_the_storage_did_not_make_is_said_to_be_not_made_and_the_next_goes_on()
    {
        _store.Storage.Before = Fail("log", times: 1);
        var file = new FileDraft("shop", "anna");
        var failure = await Assert.ThrowsAsync<StorageUnavailableException>(() => _store.Journal.TryAppendAsync(file.Copy().Next(), Cancel));
        Assert.Contains("nothing was written", failure.Message, StringComparison.Ordinal);
        Assert.Empty(await _store.Journal.ReadAsync(file.Key, Cancel));
        Assert.Equal(AppendResult.Written, await _store.Journal.TryAppendAsync(file.Next(), Cancel));
    }

    [Fact]
    public async Task A_write_under_way_when_its_end_became_unknown_comes_to_nothing_once_the_file_has_been_read_again()
    {
        var (file, reached, let) = (new FileDraft("shop", "anna"), new TaskCompletionSource(), new TaskCompletionSource());
        Assert.Equal(AppendResult.Written, await _store.Journal.TryAppendAsync(file.Next(), Cancel));

        // The write is held up on its way; the process that made it asks again meanwhile and is told how the file stands.
        var (writes, lost) = (0, new TaskCompletionSource<Exception?>());
        var slow = await _store.States.LogAsync(Shop);
        var later = Task.Run(async () =>
        {
            reached.SetResult();
            await let.Task;
            return await slow.TryWriteAsync(new LogState { Position = 2, Commit = slow.State.Commit + 1, By = "late" });
        }, Cancel);
        _store.Storage.Before = kind => kind == "log" && writes++ == 0 ? throw new IOException("The line is cut.") : Task.CompletedTask;
        await reached.Task;
        await Assert.ThrowsAsync<StorageUnavailableException>(() => _store.Journal.TryAppendAsync(file.Copy().Next(), Cancel));
        Assert.Single(await _store.Journal.ReadAsync(file.Key, Cancel));
        let.SetResult();
        Assert.False(await later);
        Assert.Single(await _store.Journal.ReadAsync(file.Key, Cancel));
    }

    [Fact]
    public async Task Every_write_acknowledged_while_the_storage_fails_now_and_then_is_there_and_no_half_of_another()
    {
        await using var second = _store.Another();
        IJournal[] journals = [_store.Journal, second];
        _store.Storage.Before = _ => Random.Shared.Next(40) == 0 ? throw new IOException("The line is cut.") : Task.CompletedTask;
        _store.Storage.After = _store.Storage.Before;
        var acknowledged = 0;
        await Task.WhenAll(Enumerable.Range(0, 12).Select(i => Task.Run(async () =>
        {
            var key = new FileKey(Shop, new SubjectId($"subject-{i}"));
            for (var n = 0; n < 20;)
            {
                try
                {
                    var journal = journals[(n + i) % 2];
                    var read = await journal.ReadAsync(key, Cancel);
                    var file = read.Count == 0 ? new FileDraft("shop", key.Subject.Value) : FileDraft.From(key, read);
                    if (await journal.TryAppendAsync(file.Next(2), Cancel) != AppendResult.Written) continue;
                    n++;
                    Interlocked.Increment(ref acknowledged);
                }
                catch (StorageUnavailableException)
                {
                    await Task.Delay(2, Cancel);
                }
            }
        }, Cancel)));
        (_store.Storage.Before, _store.Storage.After) = (null, null);

        var total = 0;
        for (var i = 0; i < 12; i++)
        {
            var entries = await second.ReadAsync(new FileKey(Shop, new SubjectId($"subject-{i}")), Cancel);
            Assert.True(entries.Count >= 40 && entries.Count % 2 == 0);
            total += entries.Count;
        }

        Assert.Equal(240, acknowledged);
        Assert.Equal(total, (await _store.Journal.ReadFeedAsync(Shop, 0, 10_000, Cancel)).Select(entry => (entry.File, entry.Version)).Distinct().Count());
    }

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    private static Func<string, Task> Fail(string kind, int times) =>
        written => written == kind && times-- > 0 ? throw new IOException("The process is gone.") : Task.CompletedTask;

    // Whoever reads next sees the whole append everywhere, or no trace of it.
    private async Task AssertAllOrNothingAsync(GrainJournal dying, bool isWritten)
    {
        var file = new FileDraft("shop", "anna");
        var append = file.Next(2, command: "key-1", register: new RegisterRows([Rows.Of(17, "anna")], FileDraft.Noon));
        await Assert.ThrowsAsync<StorageUnavailableException>(() => dying.TryAppendAsync(append, Cancel));
        (_store.Storage.Before, _store.Storage.After) = (null, null);

        Assert.Equal(isWritten ? 2 : 0, (await _store.Journal.ReadAsync(file.Key, Cancel)).Count);
        Assert.Equal(isWritten, await _store.Journal.FindCommandAsync(Shop, "key-1", Cancel) is not null);
        Assert.Equal(isWritten ? 2 : 0, (await _store.Journal.ReadFeedAsync(Shop, 0, 10, Cancel)).Count);
        Assert.Equal(isWritten, await _store.Register.FindRequestAsync(Shop, Rows.Of(17, "anna").Number, Cancel) is not null);
        Assert.Equal(isWritten ? 1 : 0, (await _store.Register.DueAsync(FileDraft.Noon, null, 10, null, Cancel)).Count);
        var other = new FileDraft("shop", "boris").Next(register: new RegisterRows([Rows.Of(17, "boris")], null));
        Assert.Equal(isWritten ? AppendResult.NumberTaken : AppendResult.Written, await _store.Journal.TryAppendAsync(other, Cancel));
    }
}
