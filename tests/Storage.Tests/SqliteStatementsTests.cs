using Consent.Conformance;
using Consent.Conformance.Storage;
using Consent.Storage.Sqlite;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Consent.Storage.Tests;

/// <summary>What the journal asks for every command and for every page of the feed is prepared once, and finds its rows by an index.</summary>
public sealed class SqliteStatementsTests : IAsyncDisposable
{
    private const int FullScanSteps = 1;
    private const int Sorts = 2;
    private const int Prepared = 5;

    private readonly SqliteStore _store = new(new ManualClock(FileDraft.Noon));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task Statements_are_prepared_once_and_neither_sort_nor_look_through_a_table()
    {
        await _store.CloseAsync();
        using var database = SqliteDatabase.Open(_store.Path);
        Watch(database.Writer);
        database.Read(Watch);
        await using var journal = new SqliteJournal(database, new ManualClock(FileDraft.Noon));
        for (var i = 0; i < 20; i++)
        {
            var file = new FileDraft("shop", $"person-{i}");
            await journal.TryAppendAsync(file.Next(2, command: $"key-{i}"), Cancel);
            await journal.TryAppendAsync(file.Next(1), Cancel);
            Assert.Equal(3, (await journal.ReadAsync(file.Key, Cancel)).Count);
            Assert.Equal([2L, 3L], (await journal.ReadLastAsync(file.Key, long.MaxValue, 2, Cancel)).Select(entry => entry.Version));
            Assert.NotNull(await journal.FindCommandAsync(file.Key.Operator, $"key-{i}", Cancel));
            Assert.Single(await journal.ReadFeedAsync(file.Key.Operator, 3 * i, 1, Cancel));
            await journal.CatalogueVersionsAsync(Cancel);
        }

        var statements = StatementsOf(database.Writer).Concat(database.Read(connection => StatementsOf(connection).ToList())).ToList();
        Assert.True(statements.Count > 10, $"only {statements.Count} statements were found");
        // A page of the feed is planned by where it begins; that is once a page.
        Assert.DoesNotContain(statements, statement => statement.Prepared > 0 && !statement.Sql.Contains("LIMIT", StringComparison.Ordinal));
        Assert.DoesNotContain(statements, statement => statement.Sorts > 0);
        Assert.DoesNotContain(statements, statement => statement.FullScanSteps > 0);
    }

    // Statements that are prepared from now on can be gone through.
    private static bool Watch(SqliteConnection connection)
    {
        connection.Handle!.enable_sqlite3_next_stmt(true);
        return true;
    }

    private static IEnumerable<(string Sql, int Prepared, int Sorts, int FullScanSteps)> StatementsOf(SqliteConnection connection)
    {
        for (var statement = raw.sqlite3_next_stmt(connection.Handle!, null); statement is not null; statement = raw.sqlite3_next_stmt(connection.Handle!, statement))
            yield return (raw.sqlite3_sql(statement).utf8_to_string(), Count(statement, Prepared), Count(statement, Sorts), Count(statement, FullScanSteps));
    }

    private static int Count(sqlite3_stmt statement, int what) => raw.sqlite3_stmt_status(statement, what, 0);
}
