using Consent.Conformance;
using Consent.Conformance.Storage;
using Consent.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Consent.Storage.Tests;

/// <summary>The file of the embedded database: kept over restarts, and refused in one clear line where it cannot be used.</summary>
public sealed class SqliteDatabaseTests : IAsyncDisposable
{
    private readonly SqliteStore _store = new(new ManualClock(FileDraft.Noon));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task Reopening_keeps_everything()
    {
        var (file, row) = (new FileDraft("shop", "anna"), Rows.Of(1, "anna"));
        await WriteAsync(file.Next(3, command: "key-1", register: new RegisterRows([row], FileDraft.Noon)));
        await _store.CloseAsync();
        _store.Open();

        Assert.Equal(file.Entries.Select(entry => entry.Event), (await _store.Journal.ReadAsync(file.Key, Cancel)).Select(entry => entry.Event));
        Assert.NotNull(await _store.Journal.FindCommandAsync(file.Key.Operator, "key-1", Cancel));
        Assert.Equal(Rows.Comparable(row), Rows.Comparable((await _store.Register.FindRequestAsync(file.Key.Operator, row.Number, Cancel))!));
        Assert.Equal([(file.Key, FileDraft.Noon)], await _store.Register.DueAsync(FileDraft.Noon, null, 10, null, Cancel));
        await _store.Journal.WaitForMoreAsync(2, Cancel).WaitAsync(TimeSpan.FromSeconds(10), Cancel);
        await WriteAsync(file.Next());
        Assert.Equal([1, 2, 3, 4], (await _store.Journal.ReadFeedAsync(file.Key.Operator, 0, 10, Cancel)).Select(entry => entry.Position));
    }

    [Fact]
    public async Task A_database_of_a_newer_service_is_refused_and_left_alone()
    {
        await _store.CloseAsync();
        _store.Execute("PRAGMA user_version = 1000");
        AssertRefused("schema 1000", "newer version");
        AssertRefused("schema 1000", "newer version");
    }

    [Fact]
    public void A_database_that_another_service_works_on_is_refused() => AssertRefused("another process");

    [Fact]
    public async Task A_locked_database_is_refused()
    {
        await _store.CloseAsync();
        using var other = new SqliteConnection($"Data Source={_store.Path};Pooling=False");
        other.Open();
        using var command = other.CreateCommand();
        command.CommandText = "PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE;";
        command.ExecuteNonQuery();
        AssertRefused("locked by another process");
    }

    [Fact]
    public async Task A_file_that_is_not_a_database_is_refused_and_left_alone()
    {
        await _store.CloseAsync();
        var text = string.Concat(Enumerable.Repeat("Not a database. ", 1000));
        await File.WriteAllTextAsync(_store.Path, text, Cancel);
        AssertRefused("is not a database");
        Assert.Equal(text, await File.ReadAllTextAsync(_store.Path, Cancel));
    }

    [Theory]
    [InlineData(0.7)]
    [InlineData(0.3)]
    [InlineData(0.001)]
    public async Task A_truncated_database_is_refused(double left)
    {
        var file = new FileDraft("shop", "anna");
        await WriteAsync(file.Next(500));
        await _store.CloseAsync();
        await using (var cut = File.OpenWrite(_store.Path)) cut.SetLength((long)(cut.Length * left));
        AssertRefused("Restore a backup");
    }

    [Fact]
    public async Task A_folder_that_is_not_there_is_named()
    {
        await _store.CloseAsync();
        var refused = Assert.Throws<DatabaseRefusedException>(() => SqliteDatabase.Open("/nowhere/at/all/consent.db"));
        Assert.Contains("/nowhere/at/all/consent.db", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_row_that_cannot_be_read_is_damage_and_not_an_answer()
    {
        var (file, row) = (new FileDraft("shop", "anna"), Rows.Of(1, "anna"));
        await WriteAsync(file.Next(register: new RegisterRows([row], null)));
        _store.Execute("UPDATE requests SET channel = 'pigeon'");
        await Assert.ThrowsAsync<JournalDamagedException>(() => _store.Register.FindRequestAsync(file.Key.Operator, row.Number, Cancel));
    }

    [Fact]
    public async Task A_database_of_the_first_schema_is_brought_up_to_date_and_its_requests_are_still_to_be_listed()
    {
        await _store.CloseAsync();
        foreach (var part in (string[])["", "-wal", "-shm"]) File.Delete(_store.Path + part);
        _store.Execute($"""
            {Migration.Of("Sqlite")[0].Sql}
            INSERT INTO requests VALUES ('shop', '2026-000001', 2026, 1, 'anna', 0, '2026-11-24', 'web', ',access,', 0, '2026-12-04', 1);
            PRAGMA user_version = 1;
            """);
        _store.Open();

        Assert.Equal("anna", (await _store.Register.FindRequestAsync(new("shop"), "2026-000001", Cancel))!.Subject.Value);
        Assert.Equal([new FileDraft("shop", "anna").Key], await _store.Register.UnlistedAsync(null, 10, Cancel));
        var row = Rows.Of(1, "anna") with { AwaitsApplicant = true };
        await WriteAsync(new FileDraft("shop", "anna").Next(register: new RegisterRows([row], null) { Demands = [Rows.Demand(1)], Obligations = [Rows.Owed("anna", row.Number)] }));
        Assert.Empty(await _store.Register.UnlistedAsync(null, 10, Cancel));
        Assert.True((await _store.Register.FindRequestAsync(new("shop"), "2026-000001", Cancel))!.AwaitsApplicant);
    }

    [Theory]
    [InlineData("UPDATE obligations SET duty = 'fly'")]
    [InlineData("UPDATE obligations SET due = 'someday'")]
    [InlineData("UPDATE demands SET kind = 'wish'")]
    public async Task A_row_of_what_is_owed_that_cannot_be_read_is_damage_and_not_an_answer(string damage)
    {
        var (file, row) = (new FileDraft("shop", "anna"), Rows.Of(1, "anna"));
        await WriteAsync(file.Next(register: new RegisterRows([row], null) { Demands = [Rows.Demand(1)], Obligations = [Rows.Owed("anna")] }));
        _store.Execute(damage);
        await Assert.ThrowsAsync<JournalDamagedException>(async () =>
        {
            await _store.Register.ObligationsAsync(file.Key.Operator, new ObligationQuery(null, null, null, null, null, 10, null, FileDraft.Noon, row.ReceivedOn), Cancel);
            await _store.Register.ReceivedAsync(file.Key.Operator, row.ReceivedOn, row.ReceivedOn, Cancel);
        });
    }

    private async Task WriteAsync(Append append) => Assert.Equal(AppendResult.Written, await _store.Journal.TryAppendAsync(append, Cancel));

    private void AssertRefused(params string[] says)
    {
        var refused = Assert.Throws<DatabaseRefusedException>(() => SqliteDatabase.Open(_store.Path).Dispose());
        Assert.DoesNotContain('\n', refused.Message);
        Assert.Contains(_store.Path, refused.Message, StringComparison.Ordinal);
        Assert.All(says, part => Assert.Contains(part, refused.Message, StringComparison.Ordinal));
    }
}
