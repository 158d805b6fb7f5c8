using System.Threading.Channels;
using Consent.Bench.Data;
using Microsoft.Data.Sqlite;

namespace Consent.Bench.Bare;

/// <summary>One durable insert: those who wait share a commit, on a thread of its own.</summary>
internal sealed class BareInsertsTable : IDisposable
{
    private const int MaxBatch = 512;

    private readonly Channel<(byte[] Payload, TaskCompletionSource<long> Done)> _waiting =
        Channel.CreateUnbounded<(byte[], TaskCompletionSource<long>)>(new UnboundedChannelOptions { SingleReader = true });
    private readonly SqliteConnection _writer;
    private readonly Task _loop;

    public BareInsertsTable(string database)
    {
        _writer = SqlitePragmas.Open(database);
        RowSize = Scalar("SELECT length(payload) FROM files LIMIT 1");
        _loop = Task.Factory.StartNew(RunAsync, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap();
    }

    /// <summary>The size of a journal entry of the service.</summary>
    public int RowSize { get; }

    /// <summary>The number of the row, once it is durable.</summary>
    public Task<long> AddAsync(byte[] payload)
    {
        var done = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting.Writer.TryWrite((payload, done));
        return done.Task;
    }

    /// <summary>Asked when nobody writes.</summary>
    public int Count() => Scalar("SELECT count(*) FROM inserts");

    public void Dispose()
    {
        _waiting.Writer.TryComplete();
        _loop.GetAwaiter().GetResult();
        _writer.Dispose();
    }

    private async Task RunAsync()
    {
        using var begin = Prepare("BEGIN IMMEDIATE");
        using var commit = Prepare("COMMIT");
        using var insert = Prepare("INSERT INTO inserts (position, payload) VALUES ($1, $2)");
        var (position, payload) = (insert.Parameters.Add("$1", SqliteType.Integer), insert.Parameters.Add("$2", SqliteType.Blob));
        var (last, batch) = ((long)Count(), new List<(TaskCompletionSource<long> Done, long Position)>(MaxBatch));
        while (await _waiting.Reader.WaitToReadAsync())
        {
            batch.Clear();
            begin.ExecuteNonQuery();
            while (batch.Count < MaxBatch && _waiting.Reader.TryRead(out var next))
            {
                (position.Value, payload.Value) = (++last, next.Payload);
                insert.ExecuteNonQuery();
                batch.Add((next.Done, last));
            }

            commit.ExecuteNonQuery();
            foreach (var (done, at) in batch) done.SetResult(at);
        }
    }

    private SqliteCommand Prepare(string sql)
    {
        var command = _writer.CreateCommand();
#pragma warning disable CA2100 // Three constants above.
        command.CommandText = sql;
#pragma warning restore CA2100
        return command;
    }

    private int Scalar(string sql)
    {
        using var command = Prepare(sql);
        return Convert.ToInt32(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture);
    }
}
