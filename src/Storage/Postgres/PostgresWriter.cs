using System.Globalization;
using Consent.Domain;
using Npgsql;

namespace Consent.Storage.Postgres;

/// <summary>A batch of appends is one transaction of two round trips: take the turn and read what decides, then write and commit.</summary>
/// <param name="committed">Told the last position of every commit with entries.</param>
internal sealed class PostgresWriter(PostgresDatabase database, TimeProvider clock, Action<long> committed)
{
    // One writer at a time among all processes: positions follow the order of commits, so a reader that has seen one has seen all before it.
    // A writer that falls silent loses its turn; and a commit waits for the disk even where the server's default is not to.
    private static readonly string TakeTurn = $"""
        SELECT set_config('idle_in_transaction_session_timeout', '10s', true),
               set_config('synchronous_commit', replace(current_setting('synchronous_commit'), 'off', 'on'), true),
               pg_advisory_xact_lock({PostgresSchema.WritersLock})
        """;

    private const string Heads = """
        SELECT h.operator, h.subject, h.version FROM unnest($1, $2) f (operator, subject)
        JOIN heads h ON h.operator = f.operator AND h.subject = f.subject FOR UPDATE OF h
        """;

    private const string Commands =
        "SELECT c.operator, c.key FROM unnest($1, $2) k (operator, key) JOIN commands c ON c.operator = k.operator AND c.key = k.key";

    private const string Owners =
        "SELECT r.operator, r.number, r.subject FROM unnest($1, $2) n (operator, number) JOIN requests r ON r.operator = n.operator AND r.number = n.number";

    private static readonly TimeSpan ForgetEvery = TimeSpan.FromMinutes(10);
    private const int SettleSeconds = 5;

    private DateTimeOffset _forgetAt;

    /// <summary>Writes what can be written and commits; the others learn why not.</summary>
    /// <exception cref="StorageUnavailableException">Nothing of the batch was written, or, where the message says so, that is not known.</exception>
    public async Task<AppendResult[]> WriteAsync(IReadOnlyList<Append> appends)
    {
        try
        {
            await using var connection = await database.ConnectAsync();
            var batch = await BeginAsync(connection, appends);
            var results = appends.Select(batch.Decide).ToArray();
            await EndAsync(connection, batch);
            if (batch.Entries.Count > 0) committed(batch.Position);
            return results;
        }
        catch (Exception failure) when (failure is NpgsqlException or ObjectDisposedException)
        {
            throw PostgresDatabase.Translate(failure);
        }
    }

    private static async Task<AppendBatch> BeginAsync(NpgsqlConnection connection, IReadOnlyList<Append> appends)
    {
        var files = appends.Select(append => append.File).Distinct().ToList();
        var keys = appends.Where(append => append.Command is not null).Select(append => (Operator: append.File.Operator.Value, append.Command!.Key)).Distinct().ToList();
        var numbers = appends.SelectMany(append => append.Register.Requests, (append, row) => (Operator: append.File.Operator.Value, row.Number)).Distinct().ToList();
        await using var questions = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                Columns.Command("BEGIN ISOLATION LEVEL READ COMMITTED"),
                Columns.Command(TakeTurn),
                Columns.Command("SELECT coalesce(max(position), 0) FROM entries"),
                Columns.Command(Heads, Columns.Of(files, file => file.Operator.Value), Columns.Of(files, file => file.Subject.Value)),
                Columns.Command(Commands, Columns.Of(keys, key => key.Operator), Columns.Of(keys, key => key.Key)),
                Columns.Command(Owners, Columns.Of(numbers, number => number.Operator), Columns.Of(numbers, number => number.Number)),
            },
        };
        await using var rows = await questions.ExecuteReaderAsync();
        await rows.NextResultAsync();
        await rows.ReadAsync();
        var batch = new AppendBatch(rows.GetInt64(0));
        await rows.NextResultAsync();
        while (await rows.ReadAsync()) batch.KnowHead(new FileKey(new OperatorId(rows.GetString(0)), new SubjectId(rows.GetString(1))), rows.GetInt64(2));
        await rows.NextResultAsync();
        while (await rows.ReadAsync()) batch.KnowCommand(new OperatorId(rows.GetString(0)), rows.GetString(1));
        await rows.NextResultAsync();
        while (await rows.ReadAsync()) batch.KnowOwner(new OperatorId(rows.GetString(0)), rows.GetString(1), new SubjectId(rows.GetString(2)));
        return batch;
    }

    private async Task EndAsync(NpgsqlConnection connection, AppendBatch batch)
    {
        var now = clock.GetUtcNow();
        await using var writes = new NpgsqlBatch(connection);
        foreach (var command in PostgresInserts.For(batch, now)) writes.BatchCommands.Add(command);
        if (batch.Entries.Count > 0)
            writes.BatchCommands.Add(Columns.Command(
                $"SELECT pg_notify('{PostgresListener.Channel}', $1)", new NpgsqlParameter<string> { TypedValue = batch.Position.ToString(CultureInfo.InvariantCulture) }));
        if (now >= _forgetAt)
            writes.BatchCommands.Add(Columns.Command("DELETE FROM commands WHERE at < $1", new NpgsqlParameter<long> { TypedValue = Microseconds.Of(now - IJournal.CommandMemory) }));
        writes.BatchCommands.Add(Columns.Command("COMMIT"));
        try
        {
            await writes.ExecuteNonQueryAsync();
            if (now >= _forgetAt) _forgetAt = now + ForgetEvery;
        }
        catch (NpgsqlException failure) when (failure is not PostgresException { InvariantSeverity: "ERROR" })
        {
            await SettleAsync();
            throw new StorageUnavailableException("The database was lost during a write: it is not known whether it was made.", failure);
        }
    }

    // The server may still be finishing what it has received: whoever reads after this failure must see how it ended.
    private async Task SettleAsync()
    {
        try
        {
            await using var connection = await database.ConnectAsync();
            await using var command = new NpgsqlCommand($"SELECT pg_advisory_xact_lock({PostgresSchema.WritersLock})", connection) { CommandTimeout = SettleSeconds };
            await command.ExecuteNonQueryAsync();
        }
        catch (Exception failure) when (failure is NpgsqlException or ObjectDisposedException)
        {
            // Whoever would read cannot either.
        }
    }
}
