using System.Globalization;
using Npgsql;

namespace Consent.Storage.Postgres;

/// <summary>Hears of commits, whichever process made them; after a lost connection it looks for itself what it has missed.</summary>
internal sealed class PostgresListener(PostgresDatabase database, Action<long> committed) : IAsyncDisposable
{
    /// <summary>The channel on which a writer tells the last position of its commit.</summary>
    public const string Channel = "consent_journal";

    // Also finds a connection that died without a word.
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _stopping = new();
    private Task _listening = Task.CompletedTask;

    public void Start() => _listening = Task.Run(ListenAlwaysAsync);

    public async ValueTask DisposeAsync()
    {
        if (_listening.IsCompleted) return;
        await _stopping.CancelAsync();
        await _listening;
        _stopping.Dispose();
    }

    private async Task ListenAlwaysAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(_stopping.Token);
            }
            catch (Exception failure) when (failure is NpgsqlException or OperationCanceledException)
            {
                // The writer and the readers report a lost server; here it is only waited for.
                await Task.Delay(RetryAfter, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task ListenAsync(CancellationToken cancellationToken)
    {
        await using var connection = database.OwnConnection();
        await connection.OpenAsync(cancellationToken);
        connection.Notification += (_, said) => committed(long.Parse(said.Payload, CultureInfo.InvariantCulture));
        await using var listen = new NpgsqlCommand($"LISTEN {Channel}", connection);
        await listen.ExecuteNonQueryAsync(cancellationToken);
        await using var last = new NpgsqlCommand("SELECT coalesce(max(position), 0) FROM entries", connection);
        while (true)
        {
            committed((long)(await last.ExecuteScalarAsync(cancellationToken))!);
            while (await connection.WaitAsync(LookEvery, cancellationToken)) { }
        }
    }
}
