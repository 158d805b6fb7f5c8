using Consent.Domain;
using Consent.Storage;

namespace Consent.Conformance.Storage;

/// <summary>A client's key has one effect, and a request's number one file.</summary>
public abstract partial class JournalConformance
{
    [Fact]
    public async Task A_command_is_found_by_its_key_with_the_versions_it_made()
    {
        var file = new FileDraft(Shop, "anna");
        await WriteAsync(file.Next());
        await WriteAsync(file.Next(2, command: "key-1"));
        var found = Assert.IsType<CommandRecord>(await Journal.FindCommandAsync(file.Key.Operator, "key-1", Cancel));
        Assert.Equal(("key-1", file.Key, 1L, 3L), (found.Key, found.File, found.FromVersion, found.ToVersion));
        Assert.Equal([1, 2, 3], found.BodySha256);
    }

    [Fact]
    public async Task The_same_key_a_second_time_writes_nothing_whatever_file_it_is_for()
    {
        var (first, second) = (new FileDraft(Shop, "anna"), new FileDraft(Shop, "boris"));
        await WriteAsync(first.Next(command: "key-1"));
        Assert.Equal(AppendResult.CommandKnown, await Journal.TryAppendAsync(first.Copy().Next(command: "key-1"), Cancel));
        Assert.Equal(AppendResult.CommandKnown, await Journal.TryAppendAsync(second.Next(command: "key-1"), Cancel));
        await AssertKeptAsync(first);
        Assert.Empty(await ReadAsync(second));
    }

    [Fact]
    public async Task Of_simultaneous_appends_with_one_key_exactly_one_is_written()
    {
        for (var round = 0; round < 10; round++)
        {
            var appends = Enumerable.Range(0, 8).Select(i => new FileDraft(Shop, $"{round}-{i}").Next(command: $"key-{round}")).ToList();
            var results = await Task.WhenAll(appends.Select(append => Task.Run(() => Journal.TryAppendAsync(append, Cancel))));
            Assert.Single(results, AppendResult.Written);
            Assert.Equal(7, results.Count(result => result == AppendResult.CommandKnown));
        }
    }

    [Fact]
    public async Task Keys_of_one_operator_are_nothing_to_another()
    {
        var (ours, theirs) = (new FileDraft(Shop, "anna"), new FileDraft(Bank, "anna"));
        await WriteAsync(ours.Next(command: "key-1"));
        Assert.Null(await Journal.FindCommandAsync(theirs.Key.Operator, "key-1", Cancel));
        await WriteAsync(theirs.Next(command: "key-1"));
        Assert.Equal(ours.Key, (await Journal.FindCommandAsync(ours.Key.Operator, "key-1", Cancel))!.File);
        Assert.Equal(theirs.Key, (await Journal.FindCommandAsync(theirs.Key.Operator, "key-1", Cancel))!.File);
    }

    [Fact]
    public async Task A_command_that_changed_nothing_is_remembered_too()
    {
        var file = new FileDraft(Shop, "anna");
        await WriteAsync(file.Next(entries: 0, command: "nothing-new"));
        var found = Assert.IsType<CommandRecord>(await Journal.FindCommandAsync(file.Key.Operator, "nothing-new", Cancel));
        Assert.Equal((0L, 0L), (found.FromVersion, found.ToVersion));
        Assert.Empty(await ReadAsync(file));

        await WriteAsync(file.Next());
        await WriteAsync(file.Next(entries: 0, command: "nothing-newer"));
        await AssertKeptAsync(file);
    }

    [Fact]
    public async Task A_key_is_remembered_for_as_long_as_promised_and_forgotten_later()
    {
        var file = new FileDraft(Shop, "anna");
        await WriteAsync(file.Next(command: "key-1"));
        Clock.Now += IJournal.CommandMemory - TimeSpan.FromMinutes(1);
        await WriteAsync(file.Next());
        Assert.NotNull(await Journal.FindCommandAsync(file.Key.Operator, "key-1", Cancel));

        Clock.Now += TimeSpan.FromHours(1);
        await WriteAsync(file.Next());
        Assert.Null(await Journal.FindCommandAsync(file.Key.Operator, "key-1", Cancel));
    }

    [Theory]
    [InlineData("never-used")]
    [InlineData("a zero \0 character")]
    [InlineData("' OR 1 = 1 --")]
    public async Task By_a_key_that_nobody_used_nothing_is_found(string key)
    {
        await WriteAsync(new FileDraft(Shop, "anna").Next(command: "key-1"));
        Assert.Null(await Journal.FindCommandAsync(new OperatorId(Shop), key, Cancel));
    }

    [Fact]
    public async Task A_number_is_the_first_files_that_takes_it_and_an_append_with_it_for_another_writes_nothing()
    {
        var (first, second, theirs) = (new FileDraft(Shop, "anna"), new FileDraft(Shop, "boris"), new FileDraft(Bank, "boris"));
        await WriteAsync(first.Next(register: new RegisterRows([Rows.Of(17, "anna")], null)));
        var late = second.Next(command: "key-1", register: new RegisterRows([Rows.Of(18, "boris"), Rows.Of(17, "boris")], null));
        Assert.Equal(AppendResult.NumberTaken, await Journal.TryAppendAsync(late, Cancel));
        Assert.Empty(await ReadAsync(second));
        Assert.Null(await Journal.FindCommandAsync(second.Key.Operator, "key-1", Cancel));
        Assert.Null(await Store.Register.FindRequestAsync(second.Key.Operator, Rows.Of(18, "boris").Number, Cancel));

        await WriteAsync(first.Next(register: new RegisterRows([Rows.Of(17, "anna")], null)));
        await WriteAsync(theirs.Next(register: new RegisterRows([Rows.Of(17, "boris")], null)));
    }

    [Fact]
    public async Task Of_simultaneous_appends_with_one_number_exactly_one_is_written()
    {
        for (var round = 1; round <= 10; round++)
        {
            var number = round;
            var appends = Enumerable.Range(0, 8).Select(i => $"{number}-{i}")
                .Select(subject => new FileDraft(Shop, subject).Next(register: new RegisterRows([Rows.Of(number, subject)], null))).ToList();
            var results = await Task.WhenAll(appends.Select(append => Task.Run(() => Journal.TryAppendAsync(append, Cancel))));
            Assert.Single(results, AppendResult.Written);
            Assert.Equal(7, results.Count(result => result == AppendResult.NumberTaken));
        }
    }
}
