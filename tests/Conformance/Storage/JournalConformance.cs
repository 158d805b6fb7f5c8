using Consent.Domain;
using Consent.Storage;

namespace Consent.Conformance.Storage;

/// <summary>What every journal promises. Here: an append is written whole or not at all, and comes back as it was.</summary>
public abstract partial class JournalConformance : IAsyncLifetime
{
    protected const string Shop = "shop";
    protected const string Bank = "bank";

    protected ManualClock Clock { get; } = new(FileDraft.Noon);

    protected Store Store { get; private set; } = null!;

    protected IJournal Journal => Store.Journal;

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>A store of nobody else's.</summary>
    protected abstract Task<Store> NewStoreAsync(TimeProvider clock);

    public async ValueTask InitializeAsync() => Store = await NewStoreAsync(Clock);

    public async ValueTask DisposeAsync()
    {
        if (Store is not null) await Store.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task What_is_appended_comes_back_equal_and_in_order()
    {
        var file = new FileDraft(Shop, "anna");
        await WriteAsync(file.Next(3));
        await WriteAsync(file.Next(2));
        await AssertKeptAsync(file);
        Assert.Equal([1, 2, 3, 4, 5], (await ReadAsync(file)).Select(entry => entry.Position));
    }

    [Fact]
    public async Task A_long_payload_and_every_character_come_back_to_the_byte()
    {
        var text = string.Concat(Enumerable.Range(1, 0xD7FF).Select(code => (char)code)) + new string('я', 500_000);
        var key = new FileKey(new OperatorId(Shop), new SubjectId("anna"));
        var entry = Entry.After(Entry.Genesis, key, 1, FileDraft.Noon, "О'Хара \\ \" 🌲", new RequestNoted(FileDraft.Noon, "2026-000001", new Personal(text), true));
        await WriteAsync(new Append(key, 0, [entry], RegisterRows.None));
        var read = Assert.Single(await Journal.ReadAsync(key, Cancel));
        Assert.Equal((entry.Actor, text), (read.Actor, Assert.IsType<RequestNoted>(read.Event).Text.Value));
        Assert.Equal(entry.Payload, read.Payload);
    }

    [Fact]
    public async Task The_last_entries_of_a_file_before_a_version_are_those_of_the_whole()
    {
        var (file, other) = (new FileDraft(Shop, "anna"), new FileDraft(Shop, "boris"));
        await WriteAsync(file.Next(3));
        await WriteAsync(other.Next(2));
        await WriteAsync(file.Next(4));
        var whole = await ReadAsync(file);
        foreach (var before in (long[])[1, 2, 3, 7, 8, 9, long.MaxValue])
            foreach (var count in (int[])[1, 2, 6, 7, 8, 100])
                Assert.Equal(
                    whole.Where(entry => entry.Version < before).TakeLast(count).Select(Comparable), (await Journal.ReadLastAsync(file.Key, before, count, Cancel)).Select(Comparable));
        Assert.Empty(await Journal.ReadLastAsync(new FileDraft(Shop, "nobody").Key, long.MaxValue, 10, Cancel));
    }

    [Fact]
    public async Task A_file_nobody_wrote_is_empty() => Assert.Empty(await ReadAsync(new FileDraft(Shop, "anna")));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public async Task An_append_to_another_version_than_the_files_loses_the_race_and_writes_nothing(long expected)
    {
        var file = new FileDraft(Shop, "anna");
        await WriteAsync(file.Next(2));
        var row = Rows.Of(17, "anna");
        var late = file.Copy().Next(command: "late", register: new RegisterRows([row], FileDraft.Noon)) with { ExpectedVersion = expected };

        Assert.Equal(AppendResult.LostRace, await Journal.TryAppendAsync(late, Cancel));
        await AssertKeptAsync(file);
        Assert.Null(await Journal.FindCommandAsync(file.Key.Operator, "late", Cancel));
        Assert.Null(await Store.Register.FindRequestAsync(file.Key.Operator, row.Number, Cancel));
        Assert.Empty(await Store.Register.DueAsync(DateTimeOffset.MaxValue, null, 10, null, Cancel));
    }

    [Fact]
    public async Task Of_simultaneous_appends_to_one_version_exactly_one_is_written()
    {
        var file = new FileDraft(Shop, "anna");
        await WriteAsync(file.Next());
        for (var round = 0; round < 20; round++)
        {
            var rivals = Enumerable.Range(0, 8).Select(_ => file.Copy().Next()).ToList();
            var results = await Task.WhenAll(rivals.Select(append => Task.Run(() => Journal.TryAppendAsync(append, Cancel))));
            Assert.Single(results, AppendResult.Written);
            Assert.Equal(7, results.Count(result => result == AppendResult.LostRace));
            await WriteAsync((file = await ReopenAsync(file)).Next());
        }
    }

    [Fact]
    public async Task Appends_of_one_file_one_after_another_are_written_though_none_was_waited_for()
    {
        var file = new FileDraft(Shop, "anna");
        var results = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Journal.TryAppendAsync(file.Next(2), Cancel)).ToList());
        Assert.All(results, result => Assert.Equal(AppendResult.Written, result));
        await AssertKeptAsync(file);
    }

    [Fact]
    public async Task Simultaneous_appends_to_many_files_are_all_written_each_entry_at_a_place_of_its_own()
    {
        var files = Enumerable.Range(0, 100).Select(i => new FileDraft(Shop, $"subject-{i}")).ToList();
        await Task.WhenAll(files.Select(file => Task.Run(async () =>
        {
            for (var i = 0; i < 5; i++) await WriteAsync(file.Next(2));
        }, Cancel)));

        foreach (var file in files) await AssertKeptAsync(file);
        var positions = (await Journal.ReadFeedAsync(new OperatorId(Shop), 0, 2000, Cancel)).Select(entry => entry.Position);
        Assert.Equal(Enumerable.Range(1, 1000).Select(position => (long)position), positions);
    }

    [Fact]
    public async Task Closing_finishes_what_was_accepted_and_takes_no_more()
    {
        var file = new FileDraft(Shop, "anna");
        var writes = Enumerable.Range(0, 50).Select(_ => Journal.TryAppendAsync(file.Next(), Cancel)).ToList();
        await ((IAsyncDisposable)Journal).DisposeAsync();
        Assert.All(await Task.WhenAll(writes), result => Assert.Equal(AppendResult.Written, result));
        await Assert.ThrowsAsync<StorageUnavailableException>(() => Journal.TryAppendAsync(file.Copy().Next(), Cancel));
        await AssertKeptAsync(file);
    }

    protected async Task WriteAsync(Append append) => Assert.Equal(AppendResult.Written, await Journal.TryAppendAsync(append, Cancel));

    protected ValueTask<IReadOnlyList<Entry>> ReadAsync(FileDraft file) => Journal.ReadAsync(file.Key, Cancel);

    protected async Task AssertKeptAsync(FileDraft file)
    {
        var read = await ReadAsync(file);
        Assert.Equal(file.Entries.Select(Comparable), read.Select(Comparable));
        Assert.Equal(file.Entries.Select(entry => entry.Event), read.Select(entry => entry.Event));
    }

    // Who won is known to the journal only.
    private async Task<FileDraft> ReopenAsync(FileDraft file) => FileDraft.From(file.Key, await ReadAsync(file));

    private static object Comparable(Entry entry) => (
        entry.File, entry.Version, entry.At, entry.Actor, entry.Kind, entry.Request, Convert.ToHexString(entry.Payload), Convert.ToHexString(entry.Hash));
}
